using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>
/// Follows one game as it is played, for its stand: hears what the engine publishes, and reads in the journal what it did not hear, because
/// an answer was lost or another node plays the game. Whichever way, groups come to the stand one after the other, each once.
/// </summary>
internal sealed class Broadcast : IFollowing, IFan
{
    /// <summary>How much seldomer the journal is looked at while a game's owner on another node tells what happens.</summary>
    private const int WhileTold = 10;

    /// <summary>How soon after a doubt, and how late at last, the journal is looked at again.</summary>
    private static readonly TimeSpan soon = TimeSpan.FromMilliseconds(250), late = TimeSpan.FromSeconds(8);

    /// <summary>How often who waits for a seq has the journal read, and how long he waits at most.</summary>
    private static readonly TimeSpan again = TimeSpan.FromMilliseconds(50), patience = TimeSpan.FromSeconds(5);

    private readonly GameId game;
    private readonly BroadcastPorts ports;
    private readonly RingFill fill;
    private List<(GameState State, EventGroup Group)>? early = [];
    private Task? reading;
    private bool isAsked;
    private volatile bool isSilent;
    private Task<Refusal?>? ready;
    private DelayedBroadcast? delayed;
    private ITicker? ticker;
    private bool wasOurs = true, isForgotten;
    private long lookAt = long.MaxValue, lastUsed;
    private TimeSpan step;

    public Broadcast(GameId game, BroadcastPorts ports)
    {
        (this.game, this.ports) = (game, ports);
        Stand = new(ports.Stands);
        Surroundings = new(Stand, ports);
        fill = new(game, Stand, ports);
        lastUsed = ports.Time.GetTimestamp();
    }

    public Stand Stand { get; }

    /// <summary>What is told beside the game.</summary>
    public Surroundings Surroundings { get; }

    /// <summary>The first who asks has the game looked at; everybody else waits for the same look.</summary>
    public Task<Refusal?> Ready
    {
        get { lock (Stand.Gate) return ready ??= Load(); }
    }

    /// <summary>What the engine tells; on the game's own turn.</summary>
    public void Publish(GameState state, EventGroup group)
    {
        lock (Stand.Gate)
        {
            if (early is not null)
            {
                early.Add((state, group));
                return;
            }

            Hear(state, group);
        }

        Stand.Go();
    }

    /// <summary>Something may be stored that was not told: the journal is read now, and for some seconds on.</summary>
    public void Doubt()
    {
        lock (Stand.Gate)
        {
            step = soon;
            lookAt = ports.Time.GetTimestamp();
        }

        if (Stand.IsKnown) _ = Read();
    }

    /// <summary>What the game's owner on another node tells.</summary>
    void IFan.Told(EventGroup group)
    {
        bool isNext;
        lock (Stand.Gate)
        {
            // Before the game is loaded there is nothing that it could follow: what is loaded, or read after that, has it.
            if (early is not null || !Stand.IsKnown || group.Last <= Stand.Head.Last.Last) return;
            isNext = group.First == Stand.Head.Last.Last + 1;
        }

        if (!isNext) Doubt();
        else
        {
            Follow([group]);
            Stand.Go();
        }
    }

    void IFan.Missed() => Doubt();

    /// <summary>Nobody is here any more, and it is not asked for again.</summary>
    public void Leave()
    {
        ITicker? mine;
        lock (Stand.Gate) (isForgotten, mine) = (true, ticker);
        mine?.Dispose();
    }

    /// <summary>Finds the stand for that comer, with what his resuming needs at hand.</summary>
    public async ValueTask<(IFollowing? Following, Refusal? Refused)> For(Comer comer, CancellationToken stop)
    {
        if (await Ready.WaitAsync(stop) is { } refused) return (null, refused);
        var isElsewhere = ports.Ownership.EpochOf(Shard.Of(game)) is null;
        // Another node may have gone on, and have answered for it: whoever comes after that sees it.
        if (isElsewhere || comer.Resume?.Seq > Stand.Told) await Read().WaitAsync(stop);
        // Where nobody says how the game stands he is not shown less than he has seen, or may know of.
        if (isSilent && (comer.Resume?.Seq > Stand.Told || (isElsewhere && ticker is not { IsOn: true })))
            return (null, NoPlace.JournalSilent);

        var delay = Stand.Head.State.Game.Fixture!.Rules.SpectatorDelayMs;
        if (comer.Role == Role.Spectator && delay > 0)
        {
            var later = Later(TimeSpan.FromMilliseconds(delay));
            if (await later.Ready.WaitAsync(stop) is { } notYet)
            {
                lock (Stand.Gate) if (delayed == later && !later.Stand.IsKnown) delayed = null; // Else somebody may be there.
                return (null, notYet);
            }

            await later.Fill.Down(comer.Resume, stop);
            return (later, null);
        }

        await fill.Down(comer.Resume, stop);
        return (this, null);
    }

    public async Task Reach(int seq, CancellationToken stop)
    {
        var began = ports.Time.GetTimestamp();
        for (var wait = again; Stand.Told < seq; wait *= 2)
        {
            await Read().WaitAsync(stop);
            if (Stand.Told >= seq) return;
            if (ports.Time.GetElapsedTime(began) + wait > patience)
                throw new JournalUnavailableException($"The journal does not tell event {seq} of game {game} yet; send it again.");
            await Task.Delay(wait, ports.Time, stop);
        }
    }

    /// <summary>
    /// Looks after itself, four times a second. True where it may be forgotten: nobody is here, and has not been for long.
    /// </summary>
    public bool Tick(long now)
    {
        if (!Ready.IsCompleted) return false;
        if (Ready.Result is not null) return Stand.Close();
        if (IsTimeToRead(now)) _ = Read();
        Surroundings.Tick(now, Stand.Watching + (delayed?.Stand.Watching ?? 0));
        delayed?.Tick();
        Stand.Forget();
        if (Stand.Places + (delayed?.Stand.Places ?? 0) > 0) lastUsed = now;
        if (ports.Time.GetElapsedTime(lastUsed, now) < ports.Stands.Options.Linger) return false;
        if (delayed is { } later && !later.Stand.Close()) return false;
        return Stand.Close();
    }

    private DelayedBroadcast Later(TimeSpan delay)
    {
        lock (Stand.Gate)
            return delayed is { Stand.IsClosed: false } there ? there : delayed = new(game, ports, delay, Stand.Head.Last.Last);
    }

    private bool IsSurelyOurs => ports.Ownership.EpochOf(Shard.Of(game)) is not null && ports.Ownership.MaySpeak;

    private bool IsTimeToRead(long now)
    {
        var isOurs = ports.Ownership.EpochOf(Shard.Of(game)) is not null;
        lock (Stand.Gate)
        {
            // What its last owner wrote after we looked for the last time, nobody tells.
            if (isOurs && !wasOurs) (step, lookAt) = (soon, now);
            else if (!isOurs && lookAt == long.MaxValue) lookAt = now;
            wasOurs = isOurs;
            if (now < lookAt) return false;
            if (isOurs) step *= 2;
            var elsewhere = ports.Stands.Options.LookElsewhere;
            var pause = isOurs ? step : ticker is { IsOn: true } ? elsewhere * WhileTold : elsewhere;
            lookAt = isOurs && step > late ? long.MaxValue : now + (long)(pause.TotalSeconds * ports.Time.TimestampFrequency);
            return true;
        }
    }

    /// <summary>From before the game is loaded, so that nothing happens in between.</summary>
    private void Listen()
    {
        if (ports.OutOfTown?.Follow(game, this) is not { } mine) return;
        lock (Stand.Gate)
        {
            ticker = mine;
            if (!isForgotten) return;
        }

        mine.Dispose();
    }

    private async Task<Refusal?> Load()
    {
        await Task.Yield(); // Whoever came first need not hold up those who come with him.
        Listen();
        try
        {
            var sight = await ports.Look(game, default);
            var state = sight.State;
            if (state is null && sight.Refused!.Code == RefusalCode.NotFound) return Ended(sight.Refused);
            // Another node's, or its store is slow: the journal tells as well.
            state ??= (await Recovery.Of(game, ports.Journal, ports.Snapshots)).Game.State;
            if (!state.Exists) return Ended(sight.Quarantined is null ? Refusals.NoSuchGame(game) : NoPlace.NotYet);
            lock (Stand.Gate)
            {
                Stand.Begin(state);
                var heard = early!;
                early = null;
                foreach (var (then, group) in heard) if (group.Last > Stand.Head.Last.Last) Hear(then, group);
            }

            if (ports.Ownership.EpochOf(Shard.Of(game)) is null) Doubt();
            return null;
        }
        catch (Exception e)
        {
            if (e is not JournalUnavailableException) ports.Stands.Options.Faulted(game, e);
            return Ended(NoPlace.JournalSilent);
        }

        Refusal Ended(Refusal refusal)
        {
            lock (Stand.Gate) early = null;
            return refusal;
        }
    }

    /// <summary>Under the gate.</summary>
    private void Hear(GameState state, EventGroup group)
    {
        if (!Stand.IsKnown) return;
        var head = Stand.Head.Last;
        if (group.First == head.Last + 1)
        {
            Stand.Take(state, group);
            delayed?.Hold(group);
            Stand.Tell(head);
        }
        else if (group.First > head.Last) Doubt();
        // Who lost the game may learn late what he wrote: of what is older than what is at hand, the journal knows whether it was told.
        else if (group.Last < Stand.Oldest && !IsSurelyOurs) Doubt();
        else if (group.Last > head.Last || !Stand.Has(state, group)) Reverse(state);
    }

    /// <summary>The journal went back, as after a restore: what was told is not true any more. Under the gate.</summary>
    private void Reverse(GameState state)
    {
        Interlocked.Increment(ref ports.Stands.Counts.Reversals);
        Stand.Begin(state);
        delayed?.Reverse();
    }

    /// <summary>
    /// Reads the journal on from the head. Who asks during a reading waits for the next one, which begins after he asked.
    /// </summary>
    private Task Read()
    {
        lock (Stand.Gate)
        {
            isAsked = true;
            return reading ??= ReadOn();
        }
    }

    private async Task ReadOn()
    {
        await Task.Yield();
        while (IsAsked()) await ReadOnce();
    }

    private bool IsAsked()
    {
        lock (Stand.Gate)
        {
            if (!isAsked) reading = null;
            (var was, isAsked) = (isAsked, false);
            return was;
        }
    }

    private async Task ReadOnce()
    {
        try
        {
            var (from, reached) = (Stand.Head.Last.Last, Stand.Head);
            Interlocked.Increment(ref ports.Stands.Counts.Readings);
            var read = await ports.Journal.Read(game, from);
            if (read.Head < from)
            {
                // Whether it went back, or the engine wrote meanwhile, only what is read anew can tell.
                var anew = (await Recovery.Of(game, ports.Journal, ports.Snapshots)).Game.State;
                lock (Stand.Gate) if (Stand.Head == reached && anew.Ledger.Seq < from && anew.Exists) Reverse(anew);
            }
            else foreach (var some in read.Groups.Chunk(ports.Stands.Options.OutboxFrames)) Follow(some);
            isSilent = false;
            Stand.Go();
        }
        catch (JournalUnavailableException)
        {
            isSilent = true;
            lock (Stand.Gate) if (lookAt == long.MaxValue) (step, lookAt) = (soon, ports.Time.GetTimestamp());
        }
        catch (Exception e)
        {
            ports.Stands.Options.Faulted(game, e);
        }
    }

    private void Follow(EventGroup[] groups)
    {
        lock (Stand.Gate)
        {
            var before = Stand.Head.Last;
            foreach (var group in groups)
            {
                var head = Stand.Head;
                if (group.First != head.Last.Last + 1) continue;
                Stand.Take(GameRules.Evolve(head.State, group), group);
                delayed?.Hold(group);
            }

            Stand.Tell(before);
        }
    }
}

/// <summary>Whom a broadcast asks.</summary>
/// <param name="Look">The engine.</param>
internal sealed record BroadcastPorts(
    Func<GameId, CancellationToken, ValueTask<Sight>> Look, IJournal Journal, ISnapshots Snapshots, IOwnership Ownership,
    IOutOfTown? OutOfTown, TimeProvider Time, StandPorts Stands);
