using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Gateway;

/// <summary>
/// All stands of this node. What an engine publishes is encoded once and told to whoever follows that game; a game that nobody follows
/// costs a look into a dictionary.
/// </summary>
/// <remarks>
/// Promises, for every place: the groups of a game come in the order of their seqs, each once, none left out, except after a <c>snap</c>
/// that says where it goes on; nothing comes before it is durable. Where the engine did not tell (<see cref="Lost"/>, another node's game),
/// the journal is read. All members may be called on any thread.
/// </remarks>
public sealed class Grandstand : IAudience, IAsyncDisposable
{
    /// <summary>The name of the meter; its scope is the grandstand.</summary>
    public const string MeterName = "AkkaGame.Gateway";

    /// <summary>How often stands are looked after.</summary>
    private static readonly TimeSpan every = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<GameId, Broadcast> broadcasts = new();
    private readonly BroadcastPorts ports;
    private readonly StandCounts counts = new();
    private readonly SpectatorPump pump;
    private readonly ITimer timer;
    private IEngine? engine;
    private int ticking;

    /// <param name="ownership">Which games this node plays itself; all of them where it is not said.</param>
    /// <param name="outOfTown">What happens in the others; where it is not said, only the journal tells of them.</param>
    public Grandstand(
        IJournal journal, ISnapshots snapshots, GatewayOptions options, TimeProvider time, IOwnership? ownership = null,
        IOutOfTown? outOfTown = null)
    {
        pump = new(e => options.Faulted(default, e));
        ports = new(Look, journal, snapshots, ownership ?? SoleOwner.Instance, outOfTown, time, new(options, new(), pump, counts));
        timer = time.CreateTimer(static stands => ((Grandstand)stands!).Tick(), this, every, every);
    }

    /// <summary>Games that are followed.</summary>
    public int Stands => broadcasts.Count;

    internal GatewayOptions Options => ports.Stands.Options;

    internal StandCounts Counts => counts;

    /// <summary>From now on games are asked of that engine, which publishes here.</summary>
    public void Open(IEngine engine) => this.engine = engine;

    public void Publish(GameState state, EventGroup group)
    {
        if (broadcasts.TryGetValue(group.Game, out var broadcast)) broadcast.Publish(state, group);
    }

    public void Lost(GameId game)
    {
        if (broadcasts.TryGetValue(game, out var broadcast)) broadcast.Doubt();
    }

    /// <summary>
    /// Finds a place. When it returns, the welcome and what brings him up to the head are queued, and everything after it will be.
    /// </summary>
    /// <returns>The place; or NOT_FOUND, or UNAVAILABLE where the journal does not tell now.</returns>
    public async ValueTask<Seating> Enter(GameId game, Comer comer, CancellationToken stop = default)
    {
        while (true)
        {
            var broadcast = broadcasts.GetOrAdd(game, static (id, ports) => new(id, ports), ports);
            var (following, refused) = await broadcast.For(comer, stop);
            if (refused is not null)
            {
                // Whoever comes next asks anew.
                if (broadcast.Ready.Result is not null) Forget(game, broadcast);
                return new(null, refused);
            }

            if (following!.Stand.Enter(comer, following) is { } place) return new(place);
            // It was closed meanwhile, because nobody was there.
            if (broadcast.Stand.IsClosed) Forget(game, broadcast);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await pump.DisposeAsync();
    }

    private ValueTask<Sight> Look(GameId game, CancellationToken stop) =>
        engine is { } asked ? asked.Look(game, stop) : throw new InvalidOperationException("The grandstand is not open yet.");

    private void Forget(GameId game, Broadcast broadcast)
    {
        broadcasts.TryRemove(new(game, broadcast));
        broadcast.Leave();
    }

    private void Tick()
    {
        if (Interlocked.Exchange(ref ticking, 1) == 1) return;
        var now = ports.Time.GetTimestamp();
        foreach (var (game, broadcast) in broadcasts) Tick(game, broadcast, now);
        Volatile.Write(ref ticking, 0);
    }

    private void Tick(GameId game, Broadcast broadcast, long now)
    {
        try
        {
            if (broadcast.Tick(now)) Forget(game, broadcast);
        }
        catch (Exception e) // One game's defect must not keep the others from being looked after.
        {
            ports.Stands.Options.Faulted(game, e);
        }
    }
}
