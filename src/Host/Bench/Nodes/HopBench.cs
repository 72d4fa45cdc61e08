using AkkaGame.Host.Bench.Sockets;

namespace AkkaGame.Host.Bench.Nodes;

/// <summary>
/// What it costs a command to come to its game by way of another node. Each game has two who send in turns, one at the node that plays it
/// and one at another, at some 500 commands a second together; each command is then sent a second time under its id, which the owner
/// answers from memory: that is the way alone, without a disk in it.
/// </summary>
internal sealed class HopBench(MeasuredCluster cluster, Script script, bool plays, TimeSpan time, int runs, Action<string> begins)
{
    private const int GamesMost = 50, ThinkMs = 200;

    private readonly Series rate = new("new commands while the way is measured", "commands/s");
    private readonly Way fresh = new("a new command"), again = new("a command sent again");

    /// <param name="games">At most; fifty are enough.</param>
    public async Task<IReadOnlyList<Figure>> Run(int games, CancellationToken stop)
    {
        var ids = Enumerable.Range(0, Math.Min(games, GamesMost)).Select(static _ => Guid.CreateVersion7()).ToArray();
        await Games.Begin(cluster.Nodes[0], ids, script, plays, stop);
        var order = new LoadOrder(
            [.. cluster.Nodes.Select(static node => node.At)], ids, Senders: 2, Spectators: 0, cluster.Nodes[0].Token, ThinkMs, plays,
            [.. ids.Select((game, number) => Seats(cluster.OwnerOf(game), number))], Resends: true);
        using var load = await Load.Open(order, stop);
        for (var run = 0; run <= runs; run++)
        {
            begins($"the way through another node: {(run == 0 ? "warming" : $"run {run} of {runs}")}");
            var report = await load.Run(time, stop);
            if (run == 0) continue;
            rate.Add(report.Count / report.Seconds);
            fresh.Add(report.Senders[0].Fresh, report.Senders[1].Fresh);
            again.Add(report.Senders[0].Again!, report.Senders[1].Again!);
        }

        return [rate.Figure(), .. fresh.Figures, .. again.Figures];
    }

    /// <summary>The first who sends is at the owner, the second at one of the others.</summary>
    private int[] Seats(int owner, int number) =>
        [owner, (owner + 1 + number % (cluster.Nodes.Count - 1)) % cluster.Nodes.Count];

    /// <summary>The same commands on both ways, taken in turns.</summary>
    private sealed class Way
    {
        private readonly Series ownerP50, ownerP99, otherP50, otherP99, moreP50, moreP99;

        public Way(string what)
        {
            (ownerP50, ownerP99) = (new($"{what}, through the game's node, p50", "ms"), new($"{what}, through the game's node, p99", "ms"));
            (otherP50, otherP99) =
                (new($"{what}, through another, p50", "ms", ownerP50), new($"{what}, through another, p99", "ms", ownerP99));
            (moreP50, moreP99) = (new($"{what}, what that adds, p50", "ms"), new($"{what}, what that adds, p99", "ms"));
        }

        public IEnumerable<Figure> Figures =>
        [
            ownerP50.Figure(), ownerP99.Figure(), otherP50.Figure(), otherP99.Figure(), moreP50.Figure(), moreP99.Figure(),
        ];

        public void Add(Percentiles owner, Percentiles other)
        {
            ownerP50.Add(owner.P50);
            ownerP99.Add(owner.P99);
            otherP50.Add(other.P50);
            otherP99.Add(other.P99);
            moreP50.Add(other.P50 - owner.P50);
            moreP99.Add(other.P99 - owner.P99);
        }
    }
}
