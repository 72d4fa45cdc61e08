using System.Diagnostics;
using AkkaGame.Actors;
using AkkaGame.Cluster;
using AkkaGame.Host.Configuration;
using AkkaGame.Journal.Bare;
using AkkaGame.Journal.Postgres;

namespace AkkaGame.Host.Bench.Nodes;

/// <summary>
/// What nodes cost their database by being there: they beat, look at one another, and play nothing. Then the engine of one node with so
/// many of them beside it, and without. The nodes are in this process; their statements and sessions are those of real ones.
/// </summary>
internal sealed class LeasesBench(
    Settings settings, PostgresAddress postgres, Script script, TimeSpan time, int runs, Action<string> begins)
{
    /// <summary>Sessions are opened and statements prepared by then.</summary>
    private static readonly TimeSpan warming = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<Figure>> Run(IReadOnlyList<int> sizes, int games, CancellationToken stop)
    {
        List<Figure> figures = [];
        foreach (var nodes in sizes) figures.AddRange(await Idle(nodes, stop));
        foreach (var nodes in sizes) figures.AddRange(await Beside(nodes, games, stop));
        return figures;
    }

    private async Task<IReadOnlyList<Figure>> Idle(int nodes, CancellationToken stop)
    {
        var name = Of(nodes);
        Series statements = new($"{name}, statements", "statements/s"), written = new($"{name}, write-ahead log", "bytes/s"),
            processor = new($"{name}, PostgreSQL's processor time", "ms/s"), sessions = new($"{name}, sessions for leases", "sessions");
        await using var database = await ScratchDatabase.Create(postgres.Connection, stop);
        await using var log = new WrittenLog(database);
        await using var beating = await Nodes.Join(nodes, database, stop);
        await Task.Delay(warming, stop);
        for (var run = 1; run <= runs; run++)
        {
            begins($"{name}: run {run} of {runs}");
            var (before, used, began) = (await log.Now(stop), Processor(await log.Now(stop)), Stopwatch.GetTimestamp());
            await Task.Delay(time, stop);
            var (after, took) = (await log.Now(stop), Stopwatch.GetElapsedTime(began).TotalSeconds);
            statements.Add((after.Transactions - before.Transactions) / took);
            written.Add((after.Bytes - before.Bytes) / took);
            processor.Add((Processor(after) - used) / took);
            sessions.Add(after.Sessions.Count);
        }

        return [statements.Figure(), written.Figure(), processor.Figure(), sessions.Figure()];
    }

    private async Task<IReadOnlyList<Figure>> Beside(int nodes, int games, CancellationToken stop)
    {
        await using var database = await ScratchDatabase.Create(postgres.Connection, stop);
        // The others stay without games, so nothing is to be handed to them.
        var own = EngineBench.OnPostgres(settings, database) with { SettleTime = TimeSpan.FromHours(1) };
        var alone = new Contender($"engine on PostgreSQL, {games} games", "command", () => Play(0));
        return await Contender.TakeTurns(
            runs, begins, stop, alone,
            new Contender($"the same beside {Of(nodes)}", "command", () => Play(nodes), alone));

        async Task<Pace> Play(int others)
        {
            await using var house = await House.Open(own, stop);
            await using var beating = await Nodes.Join(others, database, stop);
            return await ClosedLoop.Run(Enumerable.Range(0, games).Select(_ => script.Player(house.Engine)), time, stop);
        }
    }

    private static string Of(int nodes) => nodes == 1 ? "1 node without games" : $"{nodes} nodes without games";

    /// <summary>Milliseconds, of the sessions that are open; nothing where PostgreSQL runs on another machine.</summary>
    private static double Processor(LogPosition at) => at.Sessions.Sum(static session =>
    {
        try
        {
            using var process = Process.GetProcessById(session);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) ? process.TotalProcessorTime.TotalMilliseconds : 0;
        }
        catch (ArgumentException)
        {
            return 0;
        }
    });

    /// <summary>Nodes that only keep their leases.</summary>
    private sealed class Nodes : IAsyncDisposable
    {
        private readonly List<(ShardKeeper Keeper, PostgresLeases Leases)> all = [];

        public static async Task<Nodes> Join(int count, ScratchDatabase database, CancellationToken stop)
        {
            var nodes = new Nodes();
            for (var number = 1; number <= count; number++)
            {
                var leases = new PostgresLeases(database.Connection);
                var node = new NodeIdentity(Guid.CreateVersion7(), $"bench-{number}:{number}", $"bench-{number}", "bench", 0);
                var options = new KeeperOptions { NewId = Guid.CreateVersion7 };
                nodes.all.Add((await ShardKeeper.Start(leases, node, options, TimeProvider.System, stop), leases));
            }

            return nodes;
        }

        public async ValueTask DisposeAsync()
        {
            await Task.WhenAll(all.Select(static async node =>
            {
                await node.Keeper.DisposeAsync();
                await node.Leases.DisposeAsync();
            }));
        }
    }
}
