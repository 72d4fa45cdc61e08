using AkkaGame.Host.Configuration;
using AkkaGame.Host.Drilling;
using AkkaGame.Host.Operating;
using AkkaGame.Journal.Bare;

namespace AkkaGame.Host.Bench.Nodes;

/// <summary>
/// How long the games of a node take no command when it goes under load: killed, and in order. By the rehearsal that operators have, which
/// also asks for everything that was acknowledged.
/// </summary>
/// <param name="lanes">Connections that append, of each node.</param>
/// <param name="folder">Where files are made.</param>
internal sealed class GapBench(PostgresAddress postgres, int nodes, int lanes, int runs, string folder, Action<string> begins)
{
    private static readonly DrillOrder order = new(Games: 25, Rate: 500, Before: TimeSpan.FromSeconds(3));

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken stop) =>
    [
        .. await Run(Signal.Kill, "a node killed", stop), .. await Run(Signal.Terminate, "a node that goes in order", stop),
    ];

    private async Task<IReadOnlyList<Figure>> Run(Signal signal, string name, CancellationToken stop)
    {
        Series p50 = new($"{name}, its games take no command, p50", "ms"), p99 = new($"{name}, its games take no command, p99", "ms"),
            most = new($"{name}, its games take no command, longest", "ms"), lost = new($"{name}, acknowledged commands lost", "commands"),
            heldUp = new($"{name}, who measures was held up, longest", "ms");
        for (var run = 1; run <= runs; run++)
        {
            begins($"{name}: run {run} of {runs}");
            var report = await Once(signal, Path.Combine(folder, $"{signal}-{run}"), stop);
            if (!report.Ok && report.Lost.Count == 0)
                throw new BenchRefusedException($"{name}: {string.Join(' ', report.Unsound.Concat(report.Refused))} "
                    + $"{report.NotWritable.Count} games took no command any more.");
            p50.Add(report.ItsGap.P50);
            p99.Add(report.ItsGap.P99);
            most.Add(report.ItsGap.Max);
            lost.Add(report.Lost.Count);
            heldUp.Add(report.HeldUpMs);
        }

        return [p50.Figure(), p99.Figure(), most.Figure(), lost.Figure(), heldUp.Figure()];
    }

    /// <summary>With nodes of its own: one of them is gone afterwards.</summary>
    private async Task<DrillReport> Once(Signal signal, string its, CancellationToken stop)
    {
        await using var database = await ScratchDatabase.Create(postgres.Connection, stop);
        await using var cluster = await MeasuredCluster.Open(its, database, nodes, lanes, follows: false, stop);
        var drilled = cluster.Nodes.Select(static (node, i) => new DrilledNode($"node {i + 1}", new OperatorsClient(node.Ops!))).ToArray();
        try
        {
            // No line of a rehearsal: this has its own.
            return await new Drill(order, drilled, new Ending(signal, null, ""), static _ => { }).Run(stop);
        }
        finally
        {
            foreach (var node in drilled) node.Dispose();
        }
    }
}
