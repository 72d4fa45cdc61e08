using AkkaGame.Host.Bench.Sockets;
using AkkaGame.Host.Configuration;
using AkkaGame.Journal.Bare;

namespace AkkaGame.Host.Bench.Nodes;

/// <summary>
/// Several nodes over one PostgreSQL beside one node, all on this machine and under the same load; then what it costs a command to go to
/// its game by way of another node, and how long games take none when their node goes.
/// </summary>
/// <param name="nodes">How many, two at least.</param>
/// <param name="lanes">Connections that append, of each of them; the one node has what it has by itself.</param>
/// <param name="drills">Times that a node is killed, and times that one goes in order.</param>
/// <param name="follows">Whether the read models do, which share the shards among the nodes as they do the games.</param>
/// <param name="folder">Where files are made.</param>
internal sealed class ClusterBench(
    PostgresAddress postgres, int nodes, int lanes, int drills, bool plays, bool follows, TimeSpan time, int runs, string folder,
    Action<string> begins)
{
    private const int Spectators = 1, Senders = 2;

    public async Task<IReadOnlyList<Figure>> Run(IReadOnlyList<int> sizes, CancellationToken stop)
    {
        List<Figure> figures = [.. await Beside(sizes, stop)];
        if (drills > 0) figures.AddRange(await new GapBench(postgres, nodes, lanes, drills, folder, begins).Run(stop));
        return figures;
    }

    private async Task<IReadOnlyList<Figure>> Beside(IReadOnlyList<int> sizes, CancellationToken stop)
    {
        await using var ofOne = await ScratchDatabase.Create(postgres.Connection, stop);
        await using var ofMany = await ScratchDatabase.Create(postgres.Connection, stop);
        begins($"{nodes} nodes share the games");
        using var one = await MeasuredServer.Ours(Path.Combine(folder, "one"), ofOne.Connection, follows, stop);
        await using var many = await MeasuredCluster.Open(Path.Combine(folder, "many"), ofMany, nodes, lanes, follows, stop);
        var script = await LoadGenerator.ScriptOf(plays);
        List<Figure> figures = [];
        foreach (var games in sizes) figures.AddRange(await Throughput(games, one, ofOne, many, ofMany, script, stop));
        figures.AddRange(await new HopBench(many, script, plays, time, runs, begins).Run(sizes.Max(), stop));
        figures.AddRange(await Sizes(one, ofOne, many, ofMany, stop));
        await many.Stayed(stop);
        return figures;
    }

    private async Task<IReadOnlyList<Figure>> Throughput(
        int games, MeasuredServer one, ScratchDatabase ofOne, MeasuredCluster many, ScratchDatabase ofMany, Script script,
        CancellationToken stop)
    {
        await using WrittenLog onOne = new(ofOne), onMany = new(ofMany);
        var size = games == 1 ? "1 game" : $"{games} games";
        using var alone = await Open([one], static (_, _) => 0);
        using var atHome = await Open(many.Nodes, (game, _) => many.OwnerOf(game));
        using var anywhere = await Open(many.Nodes, (game, place) => (game.GetHashCode() + place) & int.MaxValue);
        // So many processes have to come to speed.
        var warming = nodes * time;
        var first = new Loaded($"one node, {size}", alone, onOne, warming, null);
        var second = new Loaded($"{nodes} nodes, everybody at the game's own, {size}", atHome, onMany, warming, first);
        var third = new Loaded($"{nodes} nodes, everybody at any, {size}", anywhere, onMany, warming, first);
        Loaded[] all = [first, second, third];
        var figures = await Contender.TakeTurns(
            runs, begins, stop, [.. all.Select(loaded => loaded.Contender(time, stop))]);
        return [.. figures, .. all.SelectMany(static loaded => loaded.Costs)];

        async Task<Load> Open(IReadOnlyList<MeasuredServer> servers, Func<Guid, int, int> at)
        {
            var ids = Enumerable.Range(0, games).Select(static _ => Guid.CreateVersion7()).ToArray();
            await Games.Begin(servers[0], ids, script, plays, stop);
            return await Load.Open(
                new(
                    [.. servers.Select(static server => server.At)], ids, Senders, Spectators, servers[0].Token, Plays: plays,
                    Seats: [.. ids.Select(game => Enumerable.Range(0, Senders + Spectators)
                        .Select(place => at(game, place) % servers.Count).ToArray())]),
                stop);
        }
    }

    /// <summary>What is there when all of it was played.</summary>
    private async Task<IReadOnlyList<Figure>> Sizes(
        MeasuredServer one, ScratchDatabase ofOne, MeasuredCluster many, ScratchDatabase ofMany, CancellationToken stop)
    {
        await using WrittenLog onOne = new(ofOne), onMany = new(ofMany);
        Series memoryOfOne = new("memory of the one node", "MB"), memory = new($"memory of each of {nodes} nodes", "MB", memoryOfOne);
        Series sessionsOfOne = new("sessions at PostgreSQL, one node", "sessions"),
            sessions = new($"sessions at PostgreSQL, {nodes} nodes", "sessions", sessionsOfOne);
        sessionsOfOne.Add((await onOne.Now(stop)).Sessions.Count);
        sessions.Add((await onMany.Now(stop)).Sessions.Count);
        var weight = await one.Weigh(stop);
        foreach (var node in many.Nodes)
        {
            memoryOfOne.Add(Megabytes(weight));
            memory.Add(Megabytes(await node.Weigh(stop)));
        }

        return [memoryOfOne.Figure(), memory.Figure(), sessionsOfOne.Figure(), sessions.Figure()];

        static double Megabytes((long Heap, long Resident) of) => of.Resident / 1e6;
    }

    /// <summary>One load, and what PostgreSQL writes under it.</summary>
    /// <param name="warming">How long its first run is, which does not count.</param>
    private sealed class Loaded(string name, Load load, WrittenLog log, TimeSpan warming, Loaded? yardstick)
    {
        private readonly Series
            bytes = new($"{name}, write-ahead log", "bytes/command", yardstick?.bytes),
            shared = new($"{name}, a commit", "commands", yardstick?.shared);

        private Contender? contender;
        private bool isWarm;

        public IEnumerable<Figure> Costs => [bytes.Figure(), shared.Figure()];

        public Contender Contender(TimeSpan time, CancellationToken stop) =>
            contender = new(name, "command", () => Run(time, stop), yardstick?.contender);

        private async Task<Pace> Run(TimeSpan time, CancellationToken stop)
        {
            var before = await log.Now(stop);
            var report = await load.Run(isWarm ? time : warming, stop);
            var after = await log.Now(stop);
            if (isWarm)
            {
                bytes.Add((after.Bytes - before.Bytes) / (double)report.Count);
                shared.Add(report.Count / (double)(after.Writes - before.Writes));
            }

            isWarm = true;
            return new(report.Count / report.Seconds, report.P50, report.P99, report.Processor / report.Count);
        }
    }
}
