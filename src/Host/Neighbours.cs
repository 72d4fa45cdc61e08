using AkkaGame.Actors;
using AkkaGame.Cluster;
using AkkaGame.Host.Stores;
using AkkaGame.Messages;

namespace AkkaGame.Host;

/// <summary>
/// This process among the other nodes of its database: the games of all of them as one engine, what happens in theirs, and what peers
/// ask here.
/// </summary>
internal sealed class Neighbours : IAsyncDisposable
{
    private readonly PeerMeter meter = new();
    private readonly Tenant tenant;
    private readonly PeerOptions options;
    private readonly PeerLinks links;
    private readonly OutOfTown outOfTown;
    private PressBox? press;
    private RoutedEngine? engine;
    private PeerServer? server;

    public Neighbours(Tenant tenant, PeerOptions options)
    {
        (this.tenant, this.options) = (tenant, options);
        links = new(tenant.Whereabouts, options, meter, TimeProvider.System);
        outOfTown = new(tenant.Whereabouts, links, TimeProvider.System);
    }

    /// <summary>Whom this node's engine is to tell, so that peers hear it too.</summary>
    /// <param name="next">Whoever else is told.</param>
    public IAudience Before(IAudience next) => press = new(tenant.Whereabouts, next);

    /// <summary>Games that other nodes play.</summary>
    public IOutOfTown OutOfTown => outOfTown;

    /// <summary>The games of all nodes.</summary>
    /// <param name="local">Those of this one.</param>
    /// <param name="games">The same, as their shards come and go.</param>
    public RoutedEngine Join(IEngine local, IShardGames games) =>
        engine = new(local, games, press!, tenant.Whereabouts, links, meter, TimeProvider.System);

    /// <summary>Answers peers from now on. It gets no games before it has entered.</summary>
    public async Task Serve(ILoggerFactory logs) =>
        server = await PeerServer.Start(tenant.Port, engine!, options, meter, TimeProvider.System, logs);

    /// <summary>
    /// Asks those that are there whether they know this one: games of a node that they do not let in would be out of reach.
    /// </summary>
    /// <exception cref="HouseClosedException">Another node does not let it in.</exception>
    public async Task Meet()
    {
        var others = tenant.Sight().Nodes.Where(node => node.Id != tenant.Node && node is { State: NodeState.Up, Expired: false });
        foreach (var (node, asked) in others.Select(node => (node, links.Refuses(node.Id, node.Address))).ToList())
            if (await asked is { } why)
                throw new HouseClosedException($"node {node.Id} at {node.Address} does not let this one in: {why}");
    }

    /// <summary>From now on this process may have games, and hands them over to others.</summary>
    public Task Enter() => tenant.Serve(engine!);

    /// <summary>Hands everything over that somebody else takes; what is left is given back at the end.</summary>
    public Task HandOver(CancellationToken stop) => tenant.Drain(stop);

    /// <summary>Where a shard's games live, as far as this node knows.</summary>
    public Home? Of(Shard shard) => tenant.Whereabouts.Of(shard);

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        await outOfTown.DisposeAsync();
        engine?.Dispose();
        await links.DisposeAsync();
        press?.Dispose();
        meter.Dispose();
    }
}
