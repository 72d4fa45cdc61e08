using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Journal;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using AkkaGame.Simulation.Machinery;

namespace AkkaGame.Simulation.Store;

/// <summary>What a node remembers with: the writer that there is, over simulated sessions, and questions to the simulated server.</summary>
internal sealed class NodeJournal : IJournal, ISnapshots, IGames, IQuarantine, ICells, ISecrets, IAsyncDisposable
{
    private const int SnapshotsKept = 2;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(2);

    private readonly Way way;
    private readonly Luck luck;
    private readonly double torn;
    private readonly PostgresWriter writer;

    /// <param name="torn">How often a snapshot that is kept is not what it was.</param>
    public NodeJournal(Way way, Func<Guid> node, TimeProvider time, Luck luck, double torn)
    {
        (this.way, this.luck, this.torn) = (way, luck, torn);
        writer = new(
            async (name, columns, _) => await LaneSession.Open(way, name, columns), node,
            new() { Time = time, Chance = luck.Part, Turns = way.Client.Turns, Noticed = Notice });
    }

    public async ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0)
    {
        var outcome = await writer.Append(group, card, epoch);
        if (outcome.Result == AppendResult.Appended && !way.Database.Has(group.Game.Value, group.Command.Value))
            way.Database.World.Broken($"P1 the journal took event {group.First} of game {group.Game}, and does not have it");
        if (outcome.Result is AppendResult.Fenced or AppendResult.Unavailable or AppendResult.WrongSequence)
            way.Database.SaidNo.Add((group, epoch));
        return outcome;
    }

    public ValueTask<JournalRead> Read(GameId game, int after, int upTo = int.MaxValue, CancellationToken stop = default) =>
        Ask("read", database => Read(database, game, after, upTo));

    public ValueTask<int> Head(GameId game, CancellationToken stop = default) => Ask("head", database => database.Head(game.Value));

    public async ValueTask<bool> Save(Snapshot snapshot)
    {
        var spoilt = luck.Happens(torn) ? snapshot with { Body = snapshot.Body[..(snapshot.Body.Length / 2)] } : snapshot;
        try
        {
            return await Ask("save", database => Save(database, spoilt));
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
    }

    public ValueTask<Snapshot?> Latest(GameId game, long below = long.MaxValue, CancellationToken stop = default) =>
        Ask("latest", database => database.Snapshots.GetValueOrDefault(game.Value)?.Values.LastOrDefault(one => one.Seq < below));

    public ValueTask<IReadOnlyList<GameListing>> List(long after, int max, CancellationToken stop = default) =>
        throw new NotSupportedException("Nobody lists games here.");

    public ValueTask<GameListing?> Find(GameId game, CancellationToken stop = default) =>
        throw new NotSupportedException("Nobody looks a game up here.");

    public ValueTask<GameListing?> Find(string retrosheet, CancellationToken stop = default) =>
        throw new NotSupportedException("Nobody looks a game up here.");

    public ValueTask<IReadOnlyList<Alarm>> Alarms(Shard? of = null, CancellationToken stop = default) =>
        Ask<IReadOnlyList<Alarm>>("alarms", database =>
        [
            .. database.Cards.Where(card => card.Value.Card.Due is not null && (of is null || card.Value.Shard == of))
                .Select(static card => new Alarm(new(card.Key), card.Value.Card.Due!.Value)),
        ]);

    public ValueTask<bool> PutAside(AsideGame game) => Try("put-aside", database =>
    {
        database.World.Broken($"P6 game {game.Game} was put aside at {game.Seq}: {game.Why}");
        database.Aside[game.Game.Value] = game;
        return true;
    });

    public ValueTask<bool> TakeBack(GameId game) => Try("take-back", database => database.Aside.Remove(game.Value));

    public ValueTask<IReadOnlyList<AsideGame>> Aside(CancellationToken stop = default) =>
        Ask<IReadOnlyList<AsideGame>>("aside", static database => [.. database.Aside.Values]);

    public ValueTask<bool> Keep(IReadOnlyList<CellMemory> said) => Try("keep-cells", database =>
    {
        foreach (var one in said)
            database.Cells[one.Key] = database.Cells.TryGetValue(one.Key, out var before) ? LeagueCards.Standing(before, one) : one;
        return true;
    });

    public ValueTask<IReadOnlyList<CellMemory>> Recall(EquatableArray<CellKey> places, CancellationToken stop = default) =>
        Ask<IReadOnlyList<CellMemory>>("recall-cells", database =>
        [
            .. database.Cells.Values.Where(one => places.Any(place => LeagueCards.IsSamePlace(place, one.Key)))
                .OrderBy(static one => one.Key.D20),
        ]);

    public async ValueTask<SecretFound> FindOrKeep(GameId game, GameSecret fresh)
    {
        try
        {
            return await Ask("keep-secret", database =>
            {
                if (database.Secrets.TryGetValue(game.Value, out var there)) return SecretFound.Of(there);
                database.Secrets.Add(game.Value, fresh);
                return SecretFound.Of(fresh);
            });
        }
        catch (JournalUnavailableException e)
        {
            return SecretFound.Unavailable(e.Message);
        }
    }

    async ValueTask<SecretFound> ISecrets.Find(GameId game, CancellationToken stop)
    {
        try
        {
            return await Ask("find-secret", database =>
                database.Secrets.TryGetValue(game.Value, out var there) ? SecretFound.Of(there) : SecretFound.None);
        }
        catch (JournalUnavailableException e)
        {
            return SecretFound.Unavailable(e.Message);
        }
    }

    public ValueTask DisposeAsync() => writer.DisposeAsync();

    /// <summary>The groups of a game as its rows say, decoded.</summary>
    internal static JournalRead Read(Database database, GameId game, int after, int upTo)
    {
        if (!database.Games.TryGetValue(game.Value, out var rows)) return new([], 0);
        List<EventGroup> groups = [];
        List<GameEvent> events = [];
        foreach (var row in rows)
        {
            if (row.Seq <= after) continue;
            if (row.Last > upTo) break;
            var (happened, why) = StoredEvent.Read(row.Type, row.Ver, row.Body);
            if (happened is null) return new(groups, rows[^1].Seq, new(row.Seq, why!));
            events.Add(happened);
            if (row.Seq < row.Last) continue;
            var first = row.Seq - events.Count + 1;
            var by = new Author(row.Who, (Role)row.Role, (Side?)row.Side);
            groups.Add(new(
                game, first, new(row.Command), (uint)row.Content, row.At, by, (Cause)row.Cause, row.Rules, new([.. events]), row.Why));
            events.Clear();
        }

        return new(groups, rows[^1].Seq);
    }

    private static bool Save(Database database, Snapshot snapshot)
    {
        if (database.Head(snapshot.Game.Value) < snapshot.Seq)
            database.World.Broken($"P6 a snapshot of game {snapshot.Game} at {snapshot.Seq} was kept, its journal ends before");
        if (!database.Snapshots.TryGetValue(snapshot.Game.Value, out var kept)) database.Snapshots.Add(snapshot.Game.Value, kept = []);
        kept[snapshot.Seq] = snapshot;
        while (kept.Count > SnapshotsKept) kept.RemoveAt(0);
        return true;
    }

    private async ValueTask<T> Ask<T>(string name, Func<Database, T> question)
    {
        try
        {
            return await way.Ask(name, patience, () => Task.FromResult(question(way.Database)));
        }
        catch (WayException e)
        {
            throw new JournalUnavailableException(e.Message, e);
        }
    }

    private async ValueTask<bool> Try(string name, Func<Database, bool> change)
    {
        try
        {
            return await Ask(name, change);
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
    }

    private void Notice(string sentence) => way.Database.World.Note($"{way.Client.Name} {sentence}");
}
