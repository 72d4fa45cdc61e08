using AkkaGame.Baseball;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;

namespace AkkaGame.Host.Tests;

/// <summary>Waiting for a game to go on.</summary>
public sealed class ListenersTests
{
    private static readonly TimeSpan age = TimeSpan.FromMinutes(5);

    private readonly GameId game = new(Guid.CreateVersion7());

    [Fact]
    public async Task All_who_wait_for_a_game_are_told_and_nobody_else()
    {
        var listeners = new Listeners(most: 3);
        var waiting = Enumerable.Range(0, 2).Select(_ => listeners.Wait(game, age, NotYet, default)).ToArray();
        using var over = new CancellationTokenSource();
        var elsewhere = listeners.Wait(new(Guid.CreateVersion7()), age, NotYet, over.Token);
        Assert.True(listeners.IsFull);

        Tell(listeners);
        await Task.WhenAll(waiting);

        Assert.False(elsewhere.IsCompleted);
        Assert.False(listeners.IsFull);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => elsewhere);
    }

    [Fact]
    public async Task What_happens_while_somebody_sits_down_is_not_missed()
    {
        var listeners = new Listeners();
        await listeners.Wait(game, age, () =>
        {
            Tell(listeners);
            return NotYet();
        }, default);
        await listeners.Wait(game, age, static () => new(true), default);
        await listeners.Wait(game, TimeSpan.FromMilliseconds(1), NotYet, default);
    }

    [Fact]
    public async Task Coming_going_and_telling_at_once_leaves_nobody_behind()
    {
        var listeners = new Listeners();
        var happened = 0;
        var telling = Task.Run(async () =>
        {
            for (var i = 0; i < 2000; i++)
            {
                Interlocked.Increment(ref happened);
                Tell(listeners);
                if (i % 50 == 0) await Task.Yield();
            }
        });
        var waiting = Enumerable.Range(0, 8).Select(async _ =>
        {
            while (true)
            {
                var seen = Volatile.Read(ref happened);
                if (seen == 2000) return;
                await listeners.Wait(game, age, () => new(Volatile.Read(ref happened) > seen), default);
            }
        }).ToArray();

        await telling;
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static ValueTask<bool> NotYet() => new(false);

    private void Tell(Listeners listeners) => listeners.Publish(
        GameState.New(game), new(game, 1, default, 0, 0, Author.System, Cause.Command, 1, [new GameStarted()]));
}
