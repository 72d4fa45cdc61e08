using AkkaGame.Actors;
using AkkaGame.Host.Bench.Sockets;
using AkkaGame.Host.Launching;
using AkkaGame.Journal.Bare;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;

namespace AkkaGame.Host.Bench.Nodes;

/// <summary>Several nodes on this machine, processes of their own over one database, which have shared its games evenly.</summary>
internal sealed class MeasuredCluster : IAsyncDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60), again = TimeSpan.FromMilliseconds(100);

    private readonly List<MeasuredServer> nodes = [];
    private readonly List<string> addresses = [];
    private readonly PostgresLeases leases;
    private IReadOnlyList<ShardSeen> shards = [];
    private int[] owners = [];

    private MeasuredCluster(PostgresLeases leases) => this.leases = leases;

    public IReadOnlyList<MeasuredServer> Nodes => nodes;

    /// <param name="folder">Of their own; their keys are made in it.</param>
    /// <param name="lanes">Connections that append, of each.</param>
    /// <param name="follows">Whether their read models do.</param>
    /// <exception cref="BenchRefusedException">They did not come to share the games evenly.</exception>
    public static async Task<MeasuredCluster> Open(
        string folder, ScratchDatabase database, int nodes, int lanes, bool follows, CancellationToken stop)
    {
        var cluster = new MeasuredCluster(new(database.Connection));
        try
        {
            for (var node = 0; node < nodes; node++)
            {
                var port = FreePorts.One();
                // One after the other: the first makes the keys that all of them share.
                cluster.nodes.Add(await MeasuredServer.Node(folder, database.Connection, port, lanes, follows, stop));
                cluster.addresses.Add(MeasuredServer.PeerAddress(port));
            }

            await cluster.Even(stop);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Which of the nodes plays a game.</summary>
    public int OwnerOf(Guid game) => owners[Shard.Of(new GameId(game)).Number];

    /// <exception cref="BenchRefusedException">They are not where they were: what was measured is not what it says.</exception>
    public async Task Stayed(CancellationToken stop)
    {
        if (!(await leases.Observe(stop)).Shards.SequenceEqual(shards))
            throw new BenchRefusedException("Shards changed hands while it was measured.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) node.Dispose();
        await leases.DisposeAsync();
    }

    private async Task Even(CancellationToken stop)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(patience);
        try
        {
            while (!await IsEven(late.Token)) await Task.Delay(again, late.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new BenchRefusedException($"{nodes.Count} nodes did not share the games evenly within {patience.TotalSeconds} s.");
        }
    }

    private async Task<bool> IsEven(CancellationToken stop)
    {
        var table = await leases.Observe(stop);
        var numbers = table.Nodes.ToDictionary(static node => node.Id, node => addresses.IndexOf(node.Address));
        var found = table.Shards.Select(shard => shard.Owner is { } owner ? numbers.GetValueOrDefault(owner, -1) : -1).ToArray();
        var least = Shard.Count / nodes.Count;
        if (found.Contains(-1) || Enumerable.Range(0, nodes.Count).Any(node => found.Count(one => one == node) < least)) return false;
        (owners, shards) = (found, table.Shards);
        return true;
    }
}
