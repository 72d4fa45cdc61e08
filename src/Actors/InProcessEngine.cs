using System.Collections.Concurrent;
using System.Diagnostics;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>The games of one process: finds the one a message is for, brings it into memory, and lets it go when nobody writes.</summary>
public sealed class InProcessEngine : IEngine, IAsyncDisposable
{
    /// <summary>Games that leave side by side: each packs a snapshot first, and a hundred thousand would fill the memory.</summary>
    private const int LeavingAtOnce = 64;

    private static readonly Refusal stopping = Refusals.Unavailable("The server is stopping; send it again with the same id.");

    private readonly ConcurrentDictionary<GameId, GameEntity> games = new();
    private readonly TimeProvider time;
    private readonly ITimer? sweeper;
    private readonly long idleTicks;
    private int sweeping;
    private volatile bool stopped;

    public InProcessEngine(EnginePorts ports, EngineOptions? options = null)
    {
        (Ports, time, Options) = (ports, ports.Time, options ?? new());
        if (Options.IdleTime <= TimeSpan.Zero) return;
        idleTicks = (long)(Options.IdleTime.TotalSeconds * time.TimestampFrequency);
        // One timer for all games; a game leaves between one and one and a quarter idle times after its last message.
        var often = Options.IdleTime / 4;
        sweeper = time.CreateTimer(static engine => _ = ((InProcessEngine)engine!).Sweep(), this, often, often);
    }

    internal EnginePorts Ports { get; }
    internal EngineOptions Options { get; }
    internal long Now => time.GetTimestamp();
    internal Moment Moment => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Games in memory.</summary>
    public int Live => games.Count;

    public async ValueTask<Answer> Ask(GameId game, Envelope envelope, CancellationToken stop = default)
    {
        var command = new Waiting.Command(envelope);
        Post(game, command);
        return await command.Answered.WaitAsync(stop);
    }

    public async ValueTask<Sight> Look(GameId game, CancellationToken stop = default)
    {
        var look = new Waiting.Look();
        Post(game, look);
        return await look.Seen.WaitAsync(stop);
    }

    public async ValueTask<bool> Evict(GameId game, CancellationToken stop = default)
    {
        if (!games.TryGetValue(game, out var entity)) return true;
        return await Leave(entity).WaitAsync(stop);
    }

    /// <summary>Takes nothing new, lets every game finish what it has and keep a snapshot.</summary>
    public async ValueTask DisposeAsync()
    {
        stopped = true;
        sweeper?.Dispose();
        while (!games.IsEmpty) await LetLeave(games.Values);
    }

    internal void Forget(GameEntity entity) => games.TryRemove(new(entity.Id, entity));

    private void Post(GameId game, Waiting message)
    {
        if (stopped)
        {
            message.Refuse(stopping);
            return;
        }

        while (true)
        {
            var entity = games.GetOrAdd(game, static (id, engine) => new(id, engine), this);
            switch (entity.Post(message))
            {
                case Posted.Taken: return;
                case Posted.Full: message.Refuse(Refusals.Busy); return;
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
            await LetLeave(games.Values.Where(entity => entity.IsIdleSince(before)));
        }
        finally
        {
            Volatile.Write(ref sweeping, 0);
        }
    }

    private static async Task LetLeave(IEnumerable<GameEntity> entities)
    {
        foreach (var some in entities.Chunk(LeavingAtOnce)) await Task.WhenAll(some.Select(Leave));
    }

    private static Task<bool> Leave(GameEntity entity)
    {
        var leave = new Waiting.Leave();
        return entity.Post(leave) switch
        {
            Posted.Taken => leave.Gone,
            Posted.Closed => Task.FromResult(true),
            _ => Task.FromResult(false),
        };
    }
}
