using AkkaGame.Actors;
using AkkaGame.Host.Configuration;
using AkkaGame.Messages;
using AkkaGame.OnAkka;

namespace AkkaGame.Host.Engines;

/// <summary>Games on Akka.NET in one process of several over a PostgreSQL database.</summary>
internal sealed class AkkaHome(AkkaNode node, Settings settings) : IEngineHome
{
    /// <summary>How long it waits to be let in.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(40);

    private AkkaEngine? games;

    public IOwnership Ownership => node.Here;

    public IOwnership Followed => node.Oldest;

    public IOutOfTown? OutOfTown => node.OutOfTown;

    public IEngine Engine { get; private set; } = null!;

    public IEngineInspector Inspector => games!;

    public ICluster? Cluster { get; } = new AkkaCluster(node);

    public Task<string?> Ended => node.Ended;

    public void Open(EnginePorts ports, EngineOptions options, Func<IEngine, IEngine> before)
    {
        try
        {
            games = node.Open(ports, options);
        }
        catch (Exception e) when (e is not BadSettingException)
        {
            throw new HouseClosedException(
                $"the peers' port {settings.PeerPort} cannot be opened: {e.GetBaseException().Message.TrimEnd('.')}: "
                + $"name another with {Setting.PeerPort.Option}.", e);
        }

        Engine = before(games);
    }

    public Task Serve(ILoggerFactory logs) => Task.CompletedTask;

    public Task Meet() => Task.CompletedTask;

    public async Task Enter()
    {
        try
        {
            await node.Join(patience, CancellationToken.None);
        }
        catch (TimeoutException e)
        {
            throw new HouseClosedException(
                $"no node of {string.Join(", ", settings.AkkaSeeds)} has let this one in within {Durations.Write(patience)}: "
                + $"start those first, or name others with {Setting.AkkaSeeds.Option}.", e);
        }
    }

    public bool IsSomewhere(Shard shard) => node.Members.Any(static member => member.Status == "up");

    /// <summary>Whoever leaves the cluster reaches no game of it any more: games go when the last socket has gone.</summary>
    public Task HandOver(CancellationToken stop) => Task.CompletedTask;

    public ValueTask DisposeAsync() => node.DisposeAsync();
}
