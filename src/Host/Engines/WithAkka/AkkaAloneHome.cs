using Akka.Configuration;
using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.OnAkka;

namespace AkkaGame.Host.Engines;

/// <summary>Games on Akka.NET in the one process that holds a file: no cluster, no port.</summary>
internal sealed class AkkaAloneHome(Config config, Action<bool, string> says) : IEngineHome
{
    private AkkaEngine? games;

    public IOwnership Ownership => SoleOwner.Instance;

    public IOwnership Followed => SoleOwner.Instance;

    public IOutOfTown? OutOfTown => null;

    public IEngine Engine { get; private set; } = null!;

    public IEngineInspector Inspector => games!;

    public ICluster? Cluster => null;

    public Task<string?> Ended { get; } = new TaskCompletionSource<string?>().Task;

    public void Open(EnginePorts ports, EngineOptions options, Func<IEngine, IEngine> before)
    {
        games = AkkaEngine.Alone(ports, options, config, says);
        Engine = before(games);
    }

    public Task Serve(ILoggerFactory logs) => Task.CompletedTask;

    public Task Meet() => Task.CompletedTask;

    public Task Enter() => Task.CompletedTask;

    public bool IsSomewhere(Shard shard) => true;

    public Task HandOver(CancellationToken stop) => Task.CompletedTask;

    public ValueTask DisposeAsync() => games?.DisposeAsync() ?? default;
}
