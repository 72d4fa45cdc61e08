using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>
/// Requests that wait for a game to go on. Telling them costs a game that nobody waits for one look into a table. What happened they read
/// from the journal: whoever was told for nothing, or not at all, loses time and no event.
/// </summary>
/// <param name="most">So many may wait at once.</param>
/// <param name="next">Who is told after them.</param>
/// <param name="outOfTown">Tells of games that other nodes play; null where nobody does.</param>
internal sealed class Listeners(int most = 10_000, IAudience? next = null, IOutOfTown? outOfTown = null) : IAudience
{
    private readonly ConcurrentDictionary<GameId, Bench> waiting = new();
    private int count;

    /// <summary>Nobody more may wait now.</summary>
    public bool IsFull => Volatile.Read(ref count) >= most;

    /// <summary>Has whoever waits for that game told wherever it is played, until what is given is disposed of.</summary>
    public ITicker? Follow(GameId game) => outOfTown?.Follow(game, new Messenger(this, game));

    /// <summary>Waits until the game goes on, or for so long.</summary>
    /// <param name="hasGoneOn">Asked once the game's next step cannot be missed any more: true where there is no need to wait.</param>
    public async Task Wait(GameId game, TimeSpan time, Func<ValueTask<bool>> hasGoneOn, CancellationToken stop)
    {
        Interlocked.Increment(ref count);
        var bench = Enter(game);
        try
        {
            if (!await hasGoneOn()) await bench.Told.Task.WaitAsync(time, stop);
        }
        catch (TimeoutException)
        {
            // Nothing happened.
        }
        finally
        {
            Leave(game, bench);
            Interlocked.Decrement(ref count);
        }
    }

    public void Publish(GameState state, EventGroup group)
    {
        Tell(state.Id);
        next?.Publish(state, group);
    }

    public void Lost(GameId game)
    {
        Tell(game);
        next?.Lost(game);
    }

    private void Tell(GameId game)
    {
        if (!waiting.TryRemove(game, out var bench)) return;
        lock (bench) bench.IsEmpty = true;
        bench.Told.TrySetResult();
    }

    private Bench Enter(GameId game)
    {
        while (true)
        {
            var bench = waiting.GetOrAdd(game, static _ => new());
            lock (bench)
            {
                if (bench.IsEmpty) continue; // Its game has just gone on, or the last one has just left it.
                bench.Count++;
                return bench;
            }
        }
    }

    private void Leave(GameId game, Bench bench)
    {
        lock (bench)
        {
            if (--bench.Count > 0 || bench.IsEmpty) return;
            bench.IsEmpty = true;
            waiting.TryRemove(new(game, bench));
        }
    }

    /// <summary>Brings the news of one game from out of town.</summary>
    private sealed class Messenger(Listeners listeners, GameId game) : IFan
    {
        public void Told(EventGroup group) => listeners.Tell(game);

        public void Missed() => listeners.Tell(game);
    }

    /// <summary>Those who wait for one game.</summary>
    private sealed class Bench
    {
        public TaskCompletionSource Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count { get; set; }

        /// <summary>Nobody sits down on it any more.</summary>
        public bool IsEmpty { get; set; }
    }
}
