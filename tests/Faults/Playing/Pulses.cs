using System.Collections.Concurrent;
using System.Diagnostics;
using AkkaGame.Faults.Checking;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Faults.Playing;

/// <summary>
/// One game to each of some shards, and one write to each of them every 50 ms, at any node: what shows for how long a shard took none.
/// Nobody waits for an answer before he sends the next one, so a node that stays silent hides nothing, and no write is sent again.
/// </summary>
/// <param name="nodes">Those nodes, as clients know them.</param>
/// <param name="shards">How many; they lie as far apart as they can.</param>
public sealed class Pulses(IServed nodes, int shards)
{
    public static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<Operation> history = [];
    private long late;

    public IReadOnlyList<GameId> Games { get; } =
        [.. Enumerable.Range(0, shards).Select(i => GameIn(new((byte)(i * Shard.Count / shards))))];

    public IReadOnlyList<Operation> History => [.. history];

    /// <summary>The longest that this process itself was late for a beat since it was last asked: what it cannot have measured.</summary>
    public TimeSpan Late => TimeSpan.FromTicks(Interlocked.Exchange(ref late, 0));

    /// <summary>A new game of that shard.</summary>
    public static GameId GameIn(Shard shard)
    {
        while (true)
            if (Sample.NewGame() is var game && Shard.Of(game) == shard) return game;
    }

    /// <summary>Creates the games, at whichever node takes them.</summary>
    public Task Create(TimeSpan within) => Task.WhenAll(Games.Select(async game =>
    {
        var creation = Sample.Creation();
        using var stop = new CancellationTokenSource(within);
        while (await Send(game, creation, Asked.Command) != Heard.Ok) await Task.Delay(20, stop.Token);
    }));

    public async Task Beat(CancellationToken stop)
    {
        var asked = new ConcurrentDictionary<Task, byte>();
        var began = Stopwatch.GetTimestamp();
        for (var beat = 1; !stop.IsCancellationRequested; beat++)
        {
            foreach (var game in Games)
            {
                var one = Send(game, Sample.Facts(), Asked.Pulse);
                asked[one] = 0;
                _ = one.ContinueWith(done => asked.TryRemove(done, out _), TaskScheduler.Default);
            }

            var wait = beat * Often - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, CancellationToken.None);
            else Interlocked.Exchange(ref late, Math.Max(Interlocked.Read(ref late), -wait.Ticks));
        }

        await Task.WhenAll(asked.Keys);
    }

    /// <summary>Waits until each of the games has acknowledged a write that was sent after that moment.</summary>
    /// <param name="since">Ticks of the history's clock.</param>
    public async Task Acknowledged(long since, TimeSpan within)
    {
        var began = Stopwatch.GetTimestamp();
        while (Silent() is { Count: > 0 } silent)
        {
            Assert.True(
                Stopwatch.GetElapsedTime(began) < within,
                $"P13: for {within.TotalSeconds} s these games took no write: {string.Join(", ", silent)}");
            await Task.Delay(20);
        }

        List<GameId> Silent()
        {
            var written = history.Where(one => one is { Asked: Asked.Pulse, Heard: Heard.Ok } && one.Invoked > since)
                .Select(static one => one.Game).ToHashSet();
            return [.. Games.Where(game => !written.Contains(game.Value))];
        }
    }

    private async Task<Heard> Send(GameId game, Envelope command, Asked asked)
    {
        var ended = await Asking.Command(nodes, game, command, patience, asked: asked);
        history.Enqueue(ended);
        return ended.Heard;
    }
}
