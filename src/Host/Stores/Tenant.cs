using System.Net;
using AkkaGame.Actors;
using AkkaGame.Cluster;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Engines;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;

namespace AkkaGame.Host.Stores;

/// <summary>This process as a node of the database: the port it holds, its lease, and the shards it owns until it is disposed of.</summary>
internal sealed class Tenant : ICluster, IAsyncDisposable
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

    /// <summary>From now on shards are handed over to other nodes as they should have them, their games leaving first.</summary>
    public Task Serve(IShardGames games) => keeper.Serve(games);

    /// <summary>The nodes and shards as this one knows them.</summary>
    public ClusterSight Sight() => keeper.Sight();

    ValueTask<ClusterSight> ICluster.Sight() => new(keeper.Sight());

    /// <inheritdoc cref="ILeases.Want"/>
    public ValueTask<bool> Want(Shard shard, Guid node, CancellationToken stop) => leases.Want(shard, node, stop);

    /// <inheritdoc cref="ILeases.AskToDrain"/>
    public ValueTask<bool> AskToDrain(Guid node, bool drain, CancellationToken stop) => leases.AskToDrain(node, drain, stop);

    /// <inheritdoc cref="ShardKeeper.Drain"/>
    public Task<int> Drain(CancellationToken stop) => keeper.Drain(stop);

    /// <summary>Where peers come in; held until this is disposed of.</summary>
    public PeerPort Port => port;

    /// <summary>The incarnation that joined last.</summary>
    public Guid Node => keeper.Node.Id;

    /// <exception cref="HouseClosedException">
    /// The peer port or the address is taken, or the database is another cluster's.
    /// </exception>
    /// <exception cref="JournalUnavailableException">The database did not answer.</exception>
    public static async Task<Tenant> Start(Settings settings, PostgresAddress at, ILogger log, CancellationToken stop)
    {
        // Whoever has the port knows that the node that had it before is gone, so it comes before joining and goes after leaving.
        var port = Bind(settings.PeerPort);
        var leases = new PostgresLeases(at.Connection);
        try
        {
            await Check(leases, settings.ClusterName, stop);
            var node = Machine.Read().Node(Guid.CreateVersion7(), port.Bound, settings.PeerAddress);
            var options = new KeeperOptions
            {
                NewId = Guid.CreateVersion7,
                Times = Times(settings),
                Settle = settings.SettleTime,
                WaitsToServe = true,
                IsRefused = Knock.IsRefused,
                Noticed = sentence => Log.Noticed(log, sentence),
            };
            return new(port, leases, await ShardKeeper.Start(leases, node, options, TimeProvider.System, stop));
        }
        catch (Exception e)
        {
            await leases.DisposeAsync();
            await port.DisposeAsync();
            if (e is AddressTakenException)
                throw new HouseClosedException($"{e.Message.TrimEnd('.')} with {Setting.PeerAddress.Option}.", e);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await keeper.DisposeAsync();
        await leases.DisposeAsync();
        await port.DisposeAsync();
    }

    /// <summary>Comes before joining: who belongs elsewhere writes nothing here.</summary>
    private static async Task Check(PostgresLeases leases, string name, CancellationToken stop)
    {
        var mine = new ClusterCharter(name, Shard.Count, PeerServer.Protocol);
        var theirs = await leases.Found(mine, stop);
        if (theirs.Name != mine.Name)
            throw new HouseClosedException(
                $"This database belongs to the cluster {theirs.Name}, and this node to {mine.Name}: name the database of {mine.Name}, "
                + $"or say {Setting.ClusterName.Option} {theirs.Name} where the node is meant to join that one.");
        if (theirs.Shards != mine.Shards)
            throw new HouseClosedException(
                $"The games of this database are in {theirs.Shards} shards, and this program knows {mine.Shards}: "
                + "use the build that made the database, or name another database.");
        if (theirs.Protocol != mine.Protocol)
            throw new HouseClosedException(
                $"Nodes that speak version {theirs.Protocol} of the peers' protocol live on this database, and this program speaks "
                + $"{mine.Protocol}: stop all of them, then start the new ones.");
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
