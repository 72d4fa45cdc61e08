using AkkaGame.Actors;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using Npgsql;

namespace AkkaGame.Simulation.Store;

/// <summary>
/// The append as the server runs it. Which locks it takes, and whether it waits for them, stands in its text, as it does for PostgreSQL.
/// </summary>
internal sealed class Append
{
    private readonly bool locks, skips;
    private readonly long[] tokens;
    private readonly Guid owner;
    private readonly (Guid Game, int Seq)[] before;
    private readonly EventRow[] rows;
    private readonly (Guid Game, short Shard, long At, GameCard Card, bool First)[] cards;

    /// <param name="columns">The values at the moment of sending; they are copied, as the network does.</param>
    public Append(AppendColumns columns)
    {
        var text = PostgresSql.Statement("append");
        (locks, skips) = (text.Contains("for share", StringComparison.Ordinal), text.Contains("skip locked", StringComparison.Ordinal));
        NpgsqlParameter[] values = [.. columns.Parameters()];
        tokens = [.. List<long>(1)];
        owner = columns.Owner;
        before = [.. List<Guid>(3).Zip(List<int>(4))];
        rows = new EventRow[List<Guid>(5).Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new(
                List<Guid>(5)[i], List<int>(6)[i], List<int>(7)[i], List<short>(8)[i], List<long>(9)[i], List<long>(10)[i],
                List<Guid>(11)[i], List<long>(12)[i], List<long>(13)[i], List<string>(14)[i], List<short>(15)[i], List<short?>(16)[i],
                List<short>(17)[i], List<short>(18)[i], List<string?>(19)[i], List<short>(20)[i], List<short>(21)[i],
                List<byte[]>(22)[i]);
        cards = new (Guid, short, long, GameCard, bool)[List<Guid>(23).Count];
        for (var i = 0; i < cards.Length; i++)
            cards[i] = (
                List<Guid>(23)[i], List<short>(24)[i], List<long>(25)[i],
                new(List<string?>(26)[i], List<byte[]?>(27)[i] ?? [], List<long?>(28)[i]), List<bool>(29)[i]);

        List<T> List<T>(int number) => ((NpgsqlParameter<List<T>>)values[number - 1]).TypedValue!;
    }

    public async Task<Landing> Run(Database database, Transaction transaction)
    {
        // As of now: what a row said then decides whether it is looked at; what it says when its lock is had, whether it counts.
        var version = database.Version;
        var standing = tokens.Where(token => database.Shards[token & 0xFFF].Is(token, owner)).ToList();
        await database.Work(0, 1);
        transaction.Backend.ThrowIfEnded();
        var held = locks ? await Lock(database, transaction, standing) : standing;
        if (held.Count < tokens.Length)
        {
            database.Fenced += tokens.Length - standing.Count;
            await database.Commit(transaction);
            return new(0, held, standing);
        }

        if (before.Any(one => !IsSeen(database, one.Game, one.Seq, version)))
        {
            await database.Commit(transaction);
            return new(0, null, null);
        }

        if (database.IsFull) throw Refusals.DiskFull();
        foreach (var row in rows) await Insert(database, transaction, row);
        await database.Work(0, 2);
        transaction.Backend.ThrowIfEnded();
        transaction.Will(() => Write(database));
        await database.Commit(transaction);
        return new(rows.Length, null, null);
    }

    private async Task<List<long>> Lock(Database database, Transaction transaction, List<long> standing)
    {
        List<long> held = [];
        foreach (var token in standing.OrderBy(static token => token & 0xFFF))
        {
            var shard = database.Shards[token & 0xFFF];
            if (skips && !shard.Lock.Try(transaction, shared: true)) continue;
            if (!skips) await shard.Lock.Take(transaction, shared: true);
            if (shard.Is(token, owner)) held.Add(token);
        }

        return held;
    }

    private static bool IsSeen(Database database, Guid game, int seq, long version) =>
        database.Games.TryGetValue(game, out var there) && there.Count >= seq && there[seq - 1].Version <= version;

    private static async Task Insert(Database database, Transaction transaction, EventRow row)
    {
        while (database.Claimed.TryGetValue((row.Game, row.Seq), out var other) && other != transaction)
        {
            await other.Over.Task;
            transaction.Backend.ThrowIfEnded();
        }

        if (database.Head(row.Game) >= row.Seq) throw Refusals.Taken();
        transaction.Claim((row.Game, row.Seq));
    }

    private void Write(Database database)
    {
        database.Version++;
        foreach (var row in rows)
        {
            var shard = database.Shards[row.Shard];
            if (row.Epoch < shard.Epoch)
                database.World.Broken(
                    $"P1 event {row.Seq} of game {row.Game} was committed under epoch {row.Epoch}, when {shard.Epoch} had begun");
            if (row.Position != ++database.Positions[row.Shard])
                database.World.Broken($"P5 the history of shard {row.Shard} has a gap at {row.Position}");
            if (!database.Games.TryGetValue(row.Game, out var there)) database.Games.Add(row.Game, there = []);
            if (row.Seq != there.Count + 1) database.World.Broken($"P5 game {row.Game} has no event {row.Seq - 1}");
            there.Add(row with { Version = database.Version, Committed = database.World.Now });
        }

        foreach (var (game, shard, at, card, first) in cards)
        {
            if (first) database.Cards[game] = new(card, new((byte)shard), database.Cards.Count + 1, at);
            else if (database.Cards.TryGetValue(game, out var known)) database.Cards[game] = known with { Card = card };
        }

        database.World.Note($"commit {string.Join(' ', rows.Select(static row => $"{row.Game.ToString()[..4]}:{row.Seq}@{row.Epoch}"))}");
    }
}
