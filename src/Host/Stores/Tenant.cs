using System.Net;
using AkkaGame.Actors;
using AkkaGame.Cluster;
using AkkaGame.Host.Configuration;
using AkkaGame.Journal.Postgres;

namespace AkkaGame.Host.Stores;

/// <summary>This process as a node of the database: the port it holds, its lease, and the shards it owns until it is disposed of.</summary>
internal sealed class Tenant : IAsyncDisposable
{
    /// <summary>How long before its lease ends a node falls silent, where the lease is long enough for that.</summary>
    private static readonly TimeSpan margin = TimeSpan.FromMilliseconds(500);

    private readonly PeerPort port;
    private readonly PostgresLeases leases;
    private readonly ShardKeeper keeper;

    private Tenant(PeerPort port, PostgresLeases leases, ShardKeeper keeper) =>
        (this.port, this.leases, this.keeper) = (port, leases, keeper);

    public IOwnership Ownership => keeper;

    /// <summary>Which node plays the games of which shard.</summary>
    public IWhereabouts Whereabouts => keeper;

    /// <summary>Where peers come in; held until this is disposed of.</summary>
    public PeerPort Port => port;

    /// <summary>The incarnation that joined last.</summary>
    public Guid Node => keeper.Node.Id;

    /// <exception cref="HouseClosedException">The peer port is taken.</exception>
    /// <exception cref="JournalUnavailableException">The database did not answer.</exception>
    public static async Task<Tenant> Start(Settings settings, PostgresAddress at, ILogger log, CancellationToken stop)
    {
        // Whoever has the port knows that the node that had it before is gone, so it comes before joining and goes after leaving.
        var port = Bind(settings.PeerPort);
        var leases = new PostgresLeases(at.Connection);
        try
        {
            var node = Machine.Read().Node(Guid.CreateVersion7(), port.Bound, settings.PeerAddress);
            var options = new KeeperOptions
            {
                NewId = Guid.CreateVersion7, Times = Times(settings), Noticed = sentence => Log.Noticed(log, sentence),
            };
            return new(port, leases, await ShardKeeper.Start(leases, node, options, TimeProvider.System, stop));
        }
        catch
        {
            await leases.DisposeAsync();
            await port.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await keeper.DisposeAsync();
        await leases.DisposeAsync();
        await port.DisposeAsync();
    }

    private static PeerPort Bind(int port)
    {
        try
        {
            return PeerPort.Bind(new(IPAddress.Any, port));
        }
        catch (PeerPortException e)
        {
            throw new HouseClosedException($"{e.Message.TrimEnd('.')} with {Setting.PeerPort.Option}.", e);
        }
    }

    private static LeaseTimes Times(Settings settings) => new()
    {
        Lease = settings.LeaseTime,
        Renew = settings.RenewEvery,
        Observe = settings.ObserveEvery,
        Margin = settings.LeaseTime / 6 < margin ? settings.LeaseTime / 6 : margin,
    };
}
