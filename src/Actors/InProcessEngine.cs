using System.Collections.Concurrent;
using System.Diagnostics;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>The games of one process: finds the one a message is for, brings it into memory, and lets it go when nobody writes.</summary>
public sealed class InProcessEngine : IEngine, IShardGames, IEngineInspector, IAsyncDisposable
{
    /// <summary>The name of the meter; its scope is the engine.</summary>
    public const string MeterName = "AkkaGame.Engine";

    /// <summary>Games that leave side by side: each packs a snapshot first, and a hundred thousand would fill the memory.</summary>
    private const int LeavingAtOnce = 64;

    private static readonly GameMessage looking = new GameMessage.Look();

    private readonly ConcurrentDictionary<GameId, GameEntity> games = new();
    private readonly TimeProvider time;
    private readonly ITimer? sweeper;
    private readonly long idleTicks;
    private readonly bool[] closing = new bool[Shard.Count];
    private readonly SemaphoreSlim places = new(LeavingAtOnce);
    private Task readingAhead;
    private int sweeping;
    private volatile bool stopped;

    public InProcessEngine(EnginePorts ports, EngineOptions? options = null)
    {
        (Ports, time, Options) = (ports, ports.Time, options ?? new());
        Meter = new(this, Survey, time);
        Aside = new(ports.Quarantine, ports.Ownership);
        Attendance = new(ports.Ownership, time);
        ports.Ownership.Changed += Heed;
        readingAhead = Aside.ReadAhead();
        Clock = new(ports, Wake, e => Fault(default, e));
        if (Options.IdleTime <= TimeSpan.Zero) return;
        idleTicks = (long)(Options.IdleTime.TotalSeconds * time.TimestampFrequency);
        // One timer for all games; a game leaves between one and one and a quarter idle times after its last message.
        var often = Options.IdleTime / 4;
        sweeper = time.CreateTimer(static engine => _ = ((InProcessEngine)engine!).Sweep(), this, often, often);
    }

    internal EnginePorts Ports { get; }
    internal EngineOptions Options { get; }
    internal EngineMeter Meter { get; }
    internal AsideList Aside { get; }
    internal AlarmClock Clock { get; }
    internal Attendance Attendance { get; }
    internal long Now => time.GetTimestamp();

    /// <summary>Games in memory.</summary>
    public int Live => games.Count;

    public async ValueTask<Answer> Ask(GameId game, Envelope envelope, CancellationToken stop = default)
    {
        var command = new Waiting.Command(envelope);
        Post(game, command);
        return await command.Answered.WaitAsync(stop);
    }

    public ValueTask<Sight> Look(GameId game, CancellationToken stop = default) => Look(game, looking, stop);

    public async ValueTask<bool> Evict(GameId game, CancellationToken stop = default)
    {
        if (!games.TryGetValue(game, out var entity)) return true;
        return await Leave(entity, Leaving.Asked).WaitAsync(stop);
    }

    /// <summary>
    /// What comes meanwhile is refused as <see cref="Refusals.Elsewhere"/>. Games leave as they do when their shard has gone, without a
    /// snapshot: thousands of those would take longer than whoever waits for the shard may be kept waiting.
    /// </summary>
    public async Task Close(Shard shard)
    {
        Volatile.Write(ref closing[shard.Number], true);
        Interlocked.MemoryBarrier(); // Whoever brings a game into memory that is not found below sees that the shard is closing.
        // Whoever gave up waiting opens the shard again, and its games stay.
        while (IsClosing(shard) && games.Values.Where(entity => entity.Shard == shard).ToArray() is { Length: > 0 } still)
            foreach (var some in still.Chunk(LeavingAtOnce))
            {
                var leaving = Array.ConvertAll(some, static entity => Leave(entity, Leaving.Moved));
                for (var i = 0; i < some.Length; i++)
                    if (await leaving[i]) Forget(some[i]);
            }
    }

    public void Open(Shard shard) => Volatile.Write(ref closing[shard.Number], false);

    public EngineFigures Figures() => Meter.Figures(Survey());

    IEnumerable<LiveGame> IEngineInspector.Games() => games.Select(static one => one.Value.Seen());

    public LiveGame? Find(GameId game) => games.TryGetValue(game, out var entity) ? entity.Seen() : null;

    IReadOnlyCollection<AsideGame> IEngineInspector.Aside() => Aside.All;

    public ValueTask<Sight> Quarantine(GameId game, string why, string by, CancellationToken stop = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return Aside.IsKept ? Look(game, new GameMessage.PutAside(why, by), stop) : new(new Sight(null, Refusals.ListUnavailable));
    }

    public ValueTask<Sight> Release(GameId game, CancellationToken stop = default) => Look(game, new GameMessage.Release(), stop);

    /// <summary>Takes nothing new, lets every game finish what it has and keep a snapshot.</summary>
    public async ValueTask DisposeAsync()
    {
        stopped = true;
        sweeper?.Dispose();
        await Clock.DisposeAsync();
        while (!games.IsEmpty) await LetAllLeave();
        Ports.Ownership.Changed -= Heed;
        await readingAhead;
        Aside.Dispose();
        Meter.Dispose();
    }

    /// <summary>Nothing new begins for games of that shard.</summary>
    internal bool IsClosing(Shard shard) => Volatile.Read(ref closing[shard.Number]);

    internal void Forget(GameEntity entity) => games.TryRemove(new(entity.Id, entity));

    /// <summary>Now, for a game of that shard, which was loaded under that epoch.</summary>
    internal Moment Moment(Shard shard, long epoch) =>
        new(time.GetUtcNow().ToUnixTimeMilliseconds(), Attendance.Since(shard, epoch));

    internal TimeSpan Elapsed(long from, long to) => time.GetElapsedTime(from, to);

    internal void Refuse(Waiting message, Refusal refusal)
    {
        if (message.Refuse(refusal) && message is Waiting.Command) Meter.Refused(refusal.Code);
    }

    internal void Fault(GameId game, Exception what) => Meter.Fault(Options, game, what);

    private async ValueTask<Sight> Look(GameId game, GameMessage message, CancellationToken stop)
    {
        var look = new Waiting.Look(message);
        Post(game, look);
        return await look.Seen.WaitAsync(stop);
    }

    private Task Wake(GameId game)
    {
        var alarm = new Waiting.Alarm();
        Post(game, alarm);
        return alarm.Over;
    }

    private void Post(GameId game, Waiting message)
    {
        if (stopped)
        {
            Refuse(message, Refusals.Stopping);
            return;
        }

        while (true)
        {
            var entity = games.GetOrAdd(game, static (id, engine) => new(id, engine), this);
            switch (entity.Post(message))
            {
                case Posted.Taken: return;
                case Posted.Full: Refuse(message, Refusals.Busy); return;
                case Posted.Ending: Refuse(message, Refusals.Elsewhere); return;
                case Posted.Closing:
                    Refuse(message, Refusals.Elsewhere);
                    _ = Leave(entity, Leaving.Moved); // It may have come into memory for this message.
                    return;
                // It has just left. Its successor starts only now, when all its work is done: a game is never twice in memory.
                case Posted.Closed: Forget(entity); break;
                default: throw new UnreachableException();
            }
        }
    }

    private async Task Sweep()
    {
        if (Interlocked.Exchange(ref sweeping, 1) == 1) return;
        try
        {
            var before = Now - idleTicks;
            foreach (var (_, entity) in games)
            {
                if (!entity.IsIdleSince(before)) continue;
                // It waits for a place, not for the game: one whose snapshot hangs at the store must not keep all others in memory.
                await places.WaitAsync();
                _ = LetLeave(entity);
            }
        }
        finally
        {
            Volatile.Write(ref sweeping, 0);
        }
    }

    private void Heed(ShardChange change)
    {
        Attendance.Heed(change);
        foreach (var (_, entity) in games) entity.Heed(change);
        if (change.Epoch is not null) readingAhead = Aside.ReadAhead();
    }

    private Survey Survey()
    {
        var survey = new Survey();
        foreach (var (_, entity) in games) entity.CountInto(ref survey);
        return survey;
    }

    private async Task LetLeave(GameEntity idle)
    {
        await Leave(idle, Leaving.Idle);
        places.Release();
    }

    private async Task LetAllLeave()
    {
        foreach (var some in games.Values.Chunk(LeavingAtOnce))
        {
            var leaving = Array.ConvertAll(some, static entity => Leave(entity, Leaving.Stopped));
            foreach (var one in leaving) await one;
        }
    }

    private static Task<bool> Leave(GameEntity entity, Leaving why)
    {
        var leave = new Waiting.Leave(why);
        return entity.Post(leave) switch
        {
            Posted.Taken => leave.Gone,
            Posted.Closed => Task.FromResult(true),
            _ => Task.FromResult(false),
        };
    }
}
