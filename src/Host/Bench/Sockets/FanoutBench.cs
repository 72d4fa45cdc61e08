namespace AkkaGame.Host.Bench.Sockets;

/// <summary>
/// One event to many spectators: how long until the last one has it, from the sending of its command, beside a bare loop over as many
/// sockets of the same Kestrel. And what the many cost the two managers of their game. Without a journal: a disk would only blur it.
/// </summary>
/// <param name="folder">Where files are made.</param>
internal sealed class FanoutBench(TimeSpan time, int runs, string folder, Action<string> begins)
{
    /// <summary>Between two commands of the managers, in milliseconds: a lively game has one in twenty seconds.</summary>
    private const int ThinkMs = 250;

    public async Task<IReadOnlyList<Figure>> Run(IReadOnlyList<int> sizes, CancellationToken stop)
    {
        var script = await LoadGenerator.ScriptOf(plays: false);
        var figures = new List<Figure>();
        foreach (var spectators in sizes) figures.AddRange(await Fanout(spectators, script, stop));
        figures.AddRange(await Managers(sizes.Max(), script, stop));
        return figures;
    }

    private async Task<IReadOnlyList<Figure>> Fanout(int spectators, Script script, CancellationToken stop)
    {
        begins($"{spectators} spectators take their seats");
        using var server = await MeasuredServer.InMemory(folder, stop);
        using var beside = await MeasuredServer.Beside(stop, "bare-loop");
        using var theirs = await Open(beside, spectators, script, stop);
        using var ours = await Open(server, spectators, script, stop);
        var bare = new Crowd($"bare loop, {spectators} spectators", spectators, theirs, null);
        var whole = new Crowd($"one event to {spectators} spectators", spectators, ours, bare);
        for (var run = 0; run <= runs; run++)
        {
            foreach (var crowd in (Crowd[])[bare, whole])
            {
                begins($"{crowd.Name}: {(run == 0 ? "warming" : $"run {run} of {runs}")}");
                await crowd.Turn(time, counts: run > 0, stop);
            }
        }

        return [.. bare.Figures, .. whole.Figures];
    }

    private static async Task<Load> Open(MeasuredServer server, int spectators, Script script, CancellationToken stop)
    {
        Guid[] game = [Guid.CreateVersion7()];
        await Games.Begin(server, game, script, plays: false, stop);
        return await Load.Open(new([server.At], game, Senders: 1, spectators, server.Token), stop);
    }

    /// <summary>The spectators are another process's, which steps back for the server as if it were another machine's.</summary>
    private async Task<IReadOnlyList<Figure>> Managers(int spectators, Script script, CancellationToken stop)
    {
        using var server = await MeasuredServer.InMemory(folder, stop);
        Guid[] quiet = [Guid.CreateVersion7()], full = [Guid.CreateVersion7()];
        await Games.Begin(server, [.. quiet, .. full], script, plays: false, stop);
        begins($"{spectators} spectators take their seats");
        using var crowd = await Load.Open(new([server.At], full, Senders: 0, spectators), stop);
        crowd.StepBack();
        using var inQuiet = await Load.Open(Two(quiet), stop);
        using var inFull = await Load.Open(Two(full), stop);
        var alone = new Pair("managers alone", inQuiet, null);
        var watched = new Pair($"managers with {spectators} spectators", inFull, alone);
        for (var run = 0; run <= runs; run++)
        {
            foreach (var pair in (Pair[])[alone, watched])
            {
                begins($"{pair.Name}: {(run == 0 ? "warming" : $"run {run} of {runs}")}");
                await pair.Turn(time, counts: run > 0, stop);
            }
        }

        return [.. alone.Figures, .. watched.Figures];

        LoadOrder Two(Guid[] game) => new([server.At], game, Senders: 2, Spectators: 0, server.Token, ThinkMs: ThinkMs);
    }

    private sealed class Crowd(string name, int spectators, Load load, Crowd? yardstick)
    {
        private readonly Series
            p50 = new($"{name}, the last one has it, p50", "ms", yardstick?.p50),
            most = new($"{name}, the last one has it, slowest", "ms", yardstick?.most),
            processor = new($"{name}, processor", "us/receiver", yardstick?.processor);

        public string Name => name;

        public IEnumerable<Figure> Figures => [p50.Figure(), most.Figure(), processor.Figure()];

        public async Task Turn(TimeSpan time, bool counts, CancellationToken stop)
        {
            var report = await load.Run(time, stop);
            if (!counts) return;
            p50.Add(report.P50);
            most.Add(report.Most);
            processor.Add(report.Processor / report.Count / (spectators + 1));
        }
    }

    private sealed class Pair(string name, Load load, Pair? yardstick)
    {
        private readonly Series
            p50 = new($"{name}, p50", "ms", yardstick?.p50),
            p99 = new($"{name}, p99", "ms", yardstick?.p99);

        public string Name => name;

        public IEnumerable<Figure> Figures => [p50.Figure(), p99.Figure()];

        public async Task Turn(TimeSpan time, bool counts, CancellationToken stop)
        {
            var report = await load.Run(time, stop);
            if (!counts) return;
            p50.Add(report.P50);
            p99.Add(report.P99);
        }
    }
}
