using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Gateway;

/// <summary>
/// One game for those who see it later. Every group but its creation is held until it is old enough; nothing about it, not even that there
/// is one, is known to its stand before.
/// </summary>
internal sealed class DelayedBroadcast : IFollowing
{
    private readonly Queue<EventGroup> held = new();
    private readonly GameId game;
    private readonly BroadcastPorts ports;
    private readonly long delay;
    private List<EventGroup>? early = [];
    private volatile Task<Refusal?> ready;

    /// <param name="seq">The game's last event now: what comes after it is held (<see cref="Hold"/>).</param>
    public DelayedBroadcast(GameId game, BroadcastPorts ports, TimeSpan delay, int seq)
    {
        (this.game, this.ports, this.delay) = (game, ports, (long)delay.TotalMilliseconds);
        Stand = new(ports.Stands);
        Fill = new(game, Stand, ports);
        ready = Load(seq);
    }

    public Stand Stand { get; }

    public RingFill Fill { get; }

    /// <summary>Completes when the stand knows how the game stood; the refusal where it cannot.</summary>
    public Task<Refusal?> Ready => ready;

    /// <summary>Who only watches sends no command, so nobody waits for one's events here.</summary>
    public Task Reach(int seq, CancellationToken stop) => throw new NotSupportedException("Nothing is reached sooner than its delay.");

    /// <summary>Takes in the group that follows.</summary>
    public void Hold(EventGroup group)
    {
        lock (Stand.Gate)
        {
            if (early is not null) early.Add(group);
            else held.Enqueue(group);
        }
    }

    /// <summary>The journal went back: who is here is shown how the game stood, as soon as that is known.</summary>
    public void Reverse()
    {
        lock (Stand.Gate)
        {
            held.Clear();
            early = [];
            ready = Load(int.MaxValue);
        }
    }

    /// <summary>Tells what has become old enough.</summary>
    public void Tick()
    {
        if (!ready.IsCompleted) return;
        lock (Stand.Gate)
        {
            if (!Stand.IsKnown) return;
            if (early is not null)
            {
                // The journal went back, and did not say then how the game stands: who is here waits for it.
                if (ready.IsCompleted) ready = Load(int.MaxValue);
                return;
            }

            var before = Stand.Head.Last;
            while (held.TryPeek(out var group) && IsOld(group))
            {
                held.Dequeue();
                if (group.First == Stand.Head.Last.Last + 1) Stand.Take(GameRules.Evolve(Stand.Head.State, group), group);
            }

            if (Stand.Head.Last == before) return;
            Stand.Tell(before);
        }

        Stand.Go();
    }

    private bool IsOld(EventGroup group) => group.At + delay <= ports.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<Refusal?> Load(int upTo)
    {
        await Task.Yield();
        try
        {
            Interlocked.Increment(ref ports.Stands.Counts.Readings);
            var groups = (await ports.Journal.Read(game, 0, upTo)).Groups;
            var state = GameState.New(game);
            var at = 0;
            // That there is a game is no news of it; over HTTP and in lists it is not held back either.
            for (; at < groups.Count && (at == 0 || IsOld(groups[at])); at++) state = GameRules.Evolve(state, groups[at]);
            lock (Stand.Gate)
            {
                if (!state.Exists) return NoPlace.NotYet;
                Stand.Begin(state);
                foreach (var group in groups.Skip(at).Concat(early!)) Enqueue(group);
                early = null;
            }

            Stand.Go();
            return null;
        }
        catch (Exception e)
        {
            if (e is not JournalUnavailableException) ports.Stands.Options.Faulted(game, e);
            return NoPlace.JournalSilent;
        }
    }

    /// <summary>What was read and what was heard may overlap.</summary>
    private void Enqueue(EventGroup group)
    {
        var last = held.Count > 0 ? held.Last().Last : Stand.Head.Last.Last;
        if (group.First == last + 1) held.Enqueue(group);
    }
}
