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
    public RoutedEngine Join(IEngine local, IShardGames? games) =>
        engine = new(local, games, press!, tenant.Whereabouts, links, meter, TimeProvider.System);

    /// <summary>Answers peers from now on.</summary>
    public async Task Serve(ILoggerFactory logs) =>
        server = await PeerServer.Start(tenant.Port, engine!, options, meter, TimeProvider.System, logs);

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
