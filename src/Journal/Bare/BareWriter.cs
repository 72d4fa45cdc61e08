using System.Diagnostics;
using AkkaGame.Actors;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using Npgsql;

namespace AkkaGame.Journal.Bare;

/// <summary>
/// The yardstick of the engine on PostgreSQL: loops that send the very statement of the writer, fence and all, with full batches in as
/// many lanes, and nothing around them: no games, no rules, no queue, nobody who waits for an answer.
/// </summary>
public sealed class BareWriter : IAsyncDisposable
{
    /// <summary>Nobody renews it.</summary>
    private static readonly TimeSpan lease = TimeSpan.FromHours(1);

    private readonly string connectionString;
    private readonly PostgresLeases leases;
    private readonly Guid node;
    private readonly Func<Guid> newId;
    private readonly PostgresWriterOptions options;
    private long[] epochs = [];

    private BareWriter(string connectionString, Func<Guid> newId, PostgresWriterOptions options)
    {
        (this.connectionString, this.newId, this.options) = (connectionString, newId, options);
        (leases, node) = (new(connectionString), newId());
    }

    /// <summary>Joins the nodes of the database and takes all its shards, which must be free.</summary>
    /// <param name="newId">Gives an id that was never given before, best in their order.</param>
    /// <exception cref="InvalidOperationException">Somebody else has some of them.</exception>
    public static async Task<BareWriter> Open(
        string connectionString, Func<Guid> newId, PostgresWriterOptions options, CancellationToken stop)
    {
        var writer = new BareWriter(connectionString, newId, options);
        try
        {
            await writer.leases.Join(new(writer.node, "bench:0", "bench", "bench", 0), lease, stop: stop);
            var owned = await writer.leases.Acquire([.. Shard.All], writer.node, stop);
            if (owned.Count < Shard.Count) throw new InvalidOperationException("Another process owns shards of this database.");
            writer.epochs = [.. owned.OrderBy(static one => one.Shard.Number).Select(static one => one.Epoch)];
            return writer;
        }
        catch
        {
            await writer.leases.DisposeAsync();
            throw;
        }
    }

    /// <summary>So many games, each with one append under way, as they share the statements.</summary>
    public async Task<Pace> Run(Recording recording, int games, TimeSpan time, CancellationToken stop)
    {
        var watch = new PaceWatch(time);
        var lanes = Math.Min(options.Lanes, games);
        var loops = Enumerable.Range(0, lanes).Select(lane => Task.Run(() => Loop(
            recording, games / lanes + (lane < games % lanes ? 1 : 0), shard => shard.Number % lanes == lane, watch, stop)));
        var waits = await Task.WhenAll(loops);
        return watch.Stop(waits.SelectMany(static some => some));
    }

    /// <summary>One INSERT of one row after the other, on one connection, without fence or check.</summary>
    public async Task<Pace> Insert(Recording recording, TimeSpan time, CancellationToken stop)
    {
        var game = new RecordedGame(recording, newId, static _ => true);
        await using var session = await Session.Open(connectionString, node, new(), options, stop);
        var positions = new ShardPositions();
        await Learn(positions, session);
        positions.Begin();
        await using var insert = new LoneInsert(new(connectionString));
        await insert.Open(stop);
        var waits = new List<long>();
        var watch = new PaceWatch(time);
        while (!watch.IsOver || waits.Count == 0)
        {
            stop.ThrowIfCancellationRequested();
            var entry = Entry(game);
            for (var i = 0; i < entry.Events.Length; i++)
            {
                var asked = Stopwatch.GetTimestamp();
                await insert.Run(entry, i, positions.Next(entry.Shard));
                waits.Add(Stopwatch.GetTimestamp() - asked);
            }
        }

        return watch.Stop(waits);
    }

    /// <summary>Gives the shards back.</summary>
    public async ValueTask DisposeAsync()
    {
        await leases.Leave(node, left: true);
        await leases.DisposeAsync();
    }

    private async Task<List<long>> Loop(
        Recording recording, int games, Func<Shard, bool> isMine, PaceWatch watch, CancellationToken stop)
    {
        var columns = new AppendColumns();
        await using var session = await Session.Open(connectionString, node, columns, options, stop);
        await session.Prepare(stop);
        var positions = new ShardPositions();
        await Learn(positions, session);

        var waiting = new Queue<(RecordedGame Game, Entry Next)>();
        for (var i = 0; i < games; i++)
        {
            var game = new RecordedGame(recording, newId, id => isMine(Shard.Of(id))) { Since = Stopwatch.GetTimestamp() };
            waiting.Enqueue((game, Entry(game)));
        }

        var waits = new List<long>();
        var sent = new List<RecordedGame>();
        while (!watch.IsOver || waits.Count == 0)
        {
            stop.ThrowIfCancellationRequested();
            var batch = new Batch(options);
            while (waiting.TryPeek(out var next) && batch.TryAdd(next.Next)) sent.Add(waiting.Dequeue().Game);
            columns.Fill(batch.Entries, node, positions);
            var landing = await session.Append();
            if (landing is not { Held: null, Inserted: > 0 }) throw new InvalidOperationException("The bare writer lost its shards.");
            positions.Keep();
            var now = Stopwatch.GetTimestamp();
            foreach (var game in sent)
            {
                waits.Add(now - game.Since);
                game.Since = now;
                waiting.Enqueue((game, Entry(game)));
            }

            sent.Clear();
        }

        return waits;
    }

    private async Task Learn(ShardPositions positions, Session session)
    {
        foreach (var (shard, end) in await session.Ends(Shard.All)) positions.Learn(shard, epochs[shard.Number], end);
    }

    private Entry Entry(RecordedGame game)
    {
        var (group, card, events) = game.Next();
        return new(group, card, epochs[Shard.Of(group.Game).Number], events);
    }
}
