using AkkaGame.Actors;
using AkkaGame.Cluster;
using AkkaGame.Host.Stores;
using AkkaGame.Messages;

namespace AkkaGame.Host.Engines;

/// <summary>The engine of our own: one process over a file, or one of several over a PostgreSQL database.</summary>
internal sealed class NativeHome : IEngineHome
{
    private readonly IStore store;
    private readonly Neighbours? neighbours;
    private InProcessEngine? games;

    /// <param name="meeting">How nodes know one another.</param>
    public NativeHome(IStore store, Func<Tenant, PeerOptions> meeting)
    {
        this.store = store;
        if (store.Tenant is { } tenant) neighbours = new(tenant, meeting(tenant));
    }

    public IOwnership Ownership => store.Ownership;

    public IOwnership Followed => store.Ownership;

    public IOutOfTown? OutOfTown => neighbours?.OutOfTown;

    public IEngine Engine { get; private set; } = null!;

    public IEngineInspector Inspector => games!;

    public ICluster? Cluster => store.Tenant;

    public Task<string?> Ended { get; } = new TaskCompletionSource<string?>().Task;

    public void Open(EnginePorts ports, EngineOptions options, Func<IEngine, IEngine> before)
    {
        games = new(neighbours is null ? ports : ports with { Audience = neighbours.Before(ports.Audience) }, options);
        var own = before(games);
        Engine = neighbours is null ? own : neighbours.Join(own, games);
    }

    public Task Serve(ILoggerFactory logs) => neighbours?.Serve(logs) ?? Task.CompletedTask;

    public Task Meet() => neighbours?.Meet() ?? Task.CompletedTask;

    public Task Enter() => neighbours?.Enter() ?? Task.CompletedTask;

    public bool IsSomewhere(Shard shard) => neighbours?.Of(shard) is not null;

    public Task HandOver(CancellationToken stop) => neighbours?.HandOver(stop) ?? Task.CompletedTask;

    /// <summary>Every game finishes what it has and keeps a snapshot.</summary>
    public async ValueTask DisposeAsync()
    {
        if (games is not null) await games.DisposeAsync();
        if (neighbours is not null) await neighbours.DisposeAsync();
    }
}
