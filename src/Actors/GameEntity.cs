using System.Diagnostics;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

internal enum Posted : byte
{
    Taken,
    /// <summary>Its inbox is full.</summary>
    Full,
    /// <summary>It has left memory; a successor may start.</summary>
    Closed,
    /// <summary>Its time is over, but it is still at work; no successor may start before it is done.</summary>
    Ending,
    /// <summary>Its shard is being handed over; what came before is finished.</summary>
    Closing,
}

/// <summary>
/// One game in memory: its inbox, and its turns, one message at a time. It runs only while there is a message, on the thread that brought
/// it or on the one that ended a wait; an idle game is this object and its state.
/// </summary>
internal sealed class GameEntity(GameId id, InProcessEngine engine)
{
    /// <summary>After so many messages in a row others get the thread.</summary>
    private const int TurnsInARow = 64;

    /// <summary>So often the rules may ask for something before they answer: each thing once, and a secret.</summary>
    private const int AskedMost = 4;

    private const long NoEpoch = long.MinValue;

    private static readonly GameMessage looking = new GameMessage.Look();

    private readonly Shard shard = Shard.Of(id);
    private Waiting? first, last, inWork;
    private int waiting;
    private bool running, closed, ended, counted;
    private GameActivity activity;
    private long since = engine.Now;
    private long epoch = NoEpoch;
    private HostedGame game;

    public GameId Id => id;

    public Shard Shard => shard;

    /// <summary>True where nothing reached it since <paramref name="moment"/> and nothing is in work.</summary>
    public bool IsIdleSince(long moment)
    {
        lock (this) return !running && !closed && since <= moment;
    }

    public Posted Post(Waiting message)
    {
        message.Since = engine.Now;
        // The object is its own lock: a hundred thousand idle games should not own a hundred thousand locks. Nobody outside sees it.
        lock (this)
        {
            if (closed) return Posted.Closed;
            if (ended && message is not Waiting.Leave) return Posted.Ending;
            if (engine.IsClosing(shard) && message is not Waiting.Leave) return Posted.Closing;
            if (waiting >= engine.Options.InboxMax && message is not Waiting.Leave) return Posted.Full;
            if (last is null) first = message;
            else last.Next = message;
            last = message;
            waiting++;
            if (running) return Posted.Taken;
            running = true;
        }

        _ = Run();
        return Posted.Taken;
    }

    /// <summary>
    /// Its shard has changed: unless it was loaded under the epoch of now, it ends. Who waits hears it at once; the command that is at the
    /// journal gets what the journal says.
    /// </summary>
    public void Heed(ShardChange change)
    {
        // One that has not asked for its epoch yet will ask for the new one.
        if (change.Shard != shard || Volatile.Read(ref epoch) is var mine && (mine == NoEpoch || mine == change.Epoch)) return;
        Waiting? rest;
        bool gone;
        lock (this)
        {
            if (closed) return;
            ended = true;
            gone = closed = !running;
            rest = TakeAll();
        }

        if (gone) Leave(Leaving.Moved);
        Refuse(rest, Refusals.Elsewhere);
    }

    /// <summary>As it stands at this moment, without waiting for its turn.</summary>
    public LiveGame Seen()
    {
        var (held, now) = (game, engine.Now);
        var command = (inWork as Waiting.Command)?.Message as GameMessage.Command;
        return new(
            id, shard, epoch == NoEpoch ? 0 : epoch, held.State?.Ledger.Seq ?? 0, held.State is { } state ? GameSummary.Of(state) : null,
            activity, engine.Elapsed(Volatile.Read(ref since), now), command?.Envelope.Id, waiting, held.SnapshotSeq, held.Reason);
    }

    /// <summary>Adds itself to a survey.</summary>
    public void CountInto(ref Survey survey)
    {
        var unkept = game.State is { } state ? state.Ledger.Seq - game.SnapshotSeq : 0;
        survey = new(
            survey.Live + 1, survey.AtWork + (running ? 1 : 0), survey.Inbox + waiting, Math.Max(survey.DeepestInbox, waiting),
            Math.Max(survey.SnapshotAge, unkept), survey.Quarantined + (game.Quarantined is null ? 0 : 1));
    }

    private async Task Run()
    {
        for (var turn = 1; Next() is { } message; turn++)
        {
            if (turn % TurnsInARow == 0) await Task.Yield();
            try
            {
                At(GameActivity.Deciding);
                engine.Meter.Waited(message.Since, since);
                if (!await Handle(message)) return;
                At(GameActivity.Idle);
            }
            catch (JournalUnavailableException e)
            {
                engine.Attendance.Fails(shard);
                engine.Fault(id, e);
                End(message, Refusals.Unavailable(e.Message), Leaving.Failed);
                return;
            }
            catch (Exception e) // A defect ends this game's stay in memory; the other games do not notice.
            {
                engine.Fault(id, UntoldException.Of(e, game, message.Message));
                End(message, Refusals.Internal, Leaving.Failed);
                return;
            }
        }
    }

    private Waiting? Next()
    {
        lock (this)
        {
            if (first is { } message)
            {
                (first, message.Next) = (message.Next, null);
                if (first is null) last = null;
                waiting--;
                return inWork = message;
            }

            (running, inWork) = (false, null);
            if (!ended) return null;
            closed = true;
        }

        Leave(Leaving.Moved);
        return null;
    }

    /// <summary>One turn. False where it was the last one.</summary>
    private async ValueTask<bool> Handle(Waiting message)
    {
        if (game.State is null)
        {
            if (message is Waiting.Leave unneeded) return Close(unneeded);
            if (!await Begin(message)) return false;
            At(GameActivity.Deciding);
        }

        var effect = Decide(game, message.Message);
        if (effect is Effect.Load or Effect.MakeSecret or Effect.Recall) effect = await Told(effect, message.Message);
        switch (effect)
        {
            case Effect.Persist persist:
                if (!await Append(persist, message)) return false;
                break;
            case Effect.Repeat repeat:
                engine.Meter.Repeated();
                message.Accept(repeat.Receipt);
                break;
            case Effect.PutAside put:
                if (!await engine.Aside.PutAside(put.Entry)) engine.Refuse(message, Refusals.ListUnavailable);
                else
                {
                    game = game with { Quarantined = put.Entry.Why, By = put.Entry.By };
                    Show((Waiting.Look)message);
                }

                break;
            case Effect.TakeBack:
                if (!await engine.Aside.TakeBack(id)) engine.Refuse(message, Refusals.ListUnavailable);
                else if (!await Begin(message)) return false;
                else Show((Waiting.Look)message);
                break;
            case Effect.WakeAt wake:
                engine.Clock.Set(id, wake.Due);
                ((Waiting.Alarm)message).Heard();
                break;
            case Effect.Refuse refuse: engine.Refuse(message, refuse.Refusal); break;
            case Effect.Show show: ((Waiting.Look)message).Show(show.Sight); break;
            case Effect.Passivate passivate:
                if (passivate.Snapshot) await KeepSnapshot();
                return Close((Waiting.Leave)message);
            default: throw new UnreachableException();
        }

        // Whoever asks for games that do not exist must not fill the memory with them.
        return game.IsThere || Close(null);
    }

    private Effect Decide(HostedGame told, GameMessage message)
    {
        var ownership = engine.Ports.Ownership;
        // In this order: a node that was succeeded and joined again may speak, but has no epoch of before.
        var maySpeak = ownership.MaySpeak && ownership.EpochOf(shard) == epoch;
        return GameBehavior.On(told, message, engine.Moment(shard, epoch), engine.Options.SnapshotEvery, maySpeak);
    }

    /// <summary>What the game wants done once it has been told what it lacked.</summary>
    private async ValueTask<Effect> Told(Effect effect, GameMessage message)
    {
        At(GameActivity.Recovering);
        var told = game;
        for (var asked = 0; asked < AskedMost; asked++)
        {
            switch (effect)
            {
                case Effect.MakeSecret:
                    var (secret, refused) = await Unsealing.Make(id, engine.Ports);
                    if (refused is not null) return new Effect.Refuse(refused);
                    told = game = game with { Known = new() { Secret = secret } };
                    break;
                case Effect.Load { Need: var need }:
                    told = told with { Known = await Unsealing.Told(told, need, engine.Ports) };
                    break;
                case Effect.Recall recall:
                    var (first, last) = (recall.Receipt.First, recall.Receipt.Last);
                    return GameBehavior.Recalled(recall, await Unsealing.Group(id, first, last, engine.Ports.Journal));
                default:
                    At(GameActivity.Deciding);
                    return effect;
            }

            effect = Decide(told, message);
        }

        throw new InvalidOperationException($"The rules asked {AskedMost} times before they answered.");
    }

    private void Show(Waiting.Look message)
    {
        var effect = Decide(game, looking);
        if (effect is Effect.Refuse refuse) engine.Refuse(message, refuse.Refusal);
        else message.Show(((Effect.Show)effect).Sight);
    }

    /// <summary>Brings the game back, and has it do what it does first. False where this was its last turn.</summary>
    private async ValueTask<bool> Begin(Waiting message)
    {
        if (!await Load()) return End(message, Refusals.Elsewhere, Leaving.Moved);
        var restart = GameBehavior.Restart(game, engine.Moment(shard, epoch), engine.Options.SnapshotEvery);
        return restart is null || await Commit(restart, message);
    }

    /// <summary>Brings the game back under the epoch of now. False where this node does not own it, or not all the while.</summary>
    private async ValueTask<bool> Load()
    {
        var started = At(GameActivity.Recovering);
        if (engine.Ports.Ownership.EpochOf(shard) is not { } now) return false;
        // A full fence: whoever changes the epoch after the second look below sees that this one was taken.
        Interlocked.Exchange(ref epoch, now);
        await engine.Aside.Ready(shard, now);
        var found = await Recovery.Of(id, engine.Ports.Journal, engine.Ports.Snapshots);
        var whole = await Unsealing.Of(found.Game, engine.Ports);
        // Under one epoch from before the replay to after it, nobody else can have appended what was not read.
        if (engine.Ports.Ownership.EpochOf(shard) != now) return false;

        if (found.SnapshotFault is { } fault) engine.Fault(id, fault);
        (game, var then) = GameBehavior.Read(whole, engine.Aside.Find(id), engine.Moment(shard, now));
        if (!await engine.Aside.Keep(id, then)) engine.Fault(id, AsideList.NotKept);
        if (game.IsThere) Count();
        if (game is { Quarantined: null, State.Game.Due: { } due }) engine.Clock.Find(id, due);
        engine.Attendance.Works(shard);
        engine.Meter.Recovered(found, started, engine.Now);
        return true;
    }

    /// <summary>False where this was the game's last turn.</summary>
    private async ValueTask<bool> Append(Effect.Persist persist, Waiting message)
    {
        if (!await Commit(persist, message)) return false;
        if (message is Waiting.Command) engine.Meter.Accepted();
        else engine.Meter.TimerDone();
        message.Accept(persist.Receipt);
        if (persist.Snapshot) await KeepSnapshot();
        return true;
    }

    /// <summary>False where it did not become durable; then the game has ended, and whoever brought the message was told.</summary>
    private async ValueTask<bool> Commit(Effect.Persist persist, Waiting message)
    {
        var asked = At(GameActivity.Committing);
        var outcome = await AtTheJournal(persist);
        engine.Meter.Committed(asked, engine.Now);
        if (outcome.Result != AppendResult.Appended)
        {
            // Whatever it was: replay is the only way to come back, so it is the way that always works.
            if (outcome.Result is AppendResult.Fenced or AppendResult.Unknown) engine.Ports.Ownership.Doubt(shard, epoch);
            if (outcome.Result == AppendResult.Fenced) return End(message, Refusals.Elsewhere, Leaving.Moved);
            var why = outcome.Why ?? "The journal did not take it.";
            engine.Attendance.Fails(shard);
            engine.Fault(id, new NotStoredException(why));
            return End(message, Refusals.Unavailable(why), Leaving.Failed);
        }

        // A game that plays on may be due at the very moment at which it was woken: after an alarm it always says when the next one is.
        if (message is Waiting.Alarm || persist.Then.Game.Due != game.State.Game.Due) engine.Clock.Set(id, persist.Then.Game.Due);
        var before = game.State.Game;
        game = game with { State = persist.Then, Known = persist.Known };
        engine.Attendance.Works(shard);
        Count();
        Publish(persist);
        await Remember(before, persist.Group);
        return true;
    }

    /// <summary>A journal that throws, against its word, has said nothing: nobody may hear that nothing was written.</summary>
    private async ValueTask<AppendOutcome> AtTheJournal(Effect.Persist persist)
    {
        var card = GameCards.Changed(game.State, persist.Then);
        try
        {
            return await engine.Ports.Journal.Append(persist.Group, card, epoch);
        }
        catch (Exception e)
        {
            engine.Fault(id, e);
            return AppendOutcome.Unknown("The journal failed; whether it was written is not known.");
        }
    }

    private void Publish(Effect.Persist persist)
    {
        try
        {
            engine.Ports.Audience.Publish(persist.Then, persist.Group);
        }
        catch (Exception e) // It is durable and true; a listener's defect is not the game's.
        {
            engine.Fault(id, e);
        }
    }

    /// <summary>
    /// What cards have said is the league's from now on. The journal has it: what is not written down here, because the store or this
    /// process fails, the projector writes down later.
    /// </summary>
    private async ValueTask Remember(Game before, EventGroup group)
    {
        if (engine.Ports.Cells is not { } cells || LeagueCards.Learned(before, group) is not { Count: > 0 } said) return;
        if (!await cells.Keep(said)) engine.Fault(id, new NotStoredException("What a card said was not written down for its league."));
    }

    private async ValueTask KeepSnapshot()
    {
        At(GameActivity.KeepingSnapshot);
        var kept = await engine.Ports.Snapshots.Save(Recovery.Pack(game.State));
        engine.Meter.Snapshot(kept);
        if (kept) game = game with { SnapshotSeq = game.State.Ledger.Seq };
        else engine.Fault(id, new NotStoredException($"The snapshot at seq {game.State.Ledger.Seq} was not kept."));
    }

    /// <summary>Leaves memory unless a message came meanwhile. True where the game goes on.</summary>
    private bool Close(Waiting.Leave? message)
    {
        bool gone;
        lock (this) gone = closed = first is null;
        if (gone) Leave(message?.Why ?? Leaving.Asked);
        message?.Done(gone);
        return !gone;
    }

    /// <summary>Leaves memory at once; everybody who waits hears it.</summary>
    /// <returns>False: there is no other turn.</returns>
    private bool End(Waiting message, Refusal refusal, Leaving how)
    {
        Waiting? rest;
        lock (this)
        {
            closed = true;
            rest = TakeAll();
        }

        Leave(how);
        engine.Refuse(message, refusal);
        Refuse(rest, how == Leaving.Moved ? Refusals.Elsewhere : Refusals.Reloaded);
        return false;
    }

    private void Refuse(Waiting? rest, Refusal refusal)
    {
        for (; rest is not null; rest = rest.Next) engine.Refuse(rest, refusal);
    }

    /// <summary>Empties the inbox. To be called under the lock.</summary>
    private Waiting? TakeAll()
    {
        var all = first;
        (first, last, waiting) = (null, null, 0);
        return all;
    }

    private void Leave(Leaving how)
    {
        engine.Forget(this);
        if (how is Leaving.Failed or Leaving.Moved) Lose();
        if (counted) engine.Meter.Went(how);
    }

    private void Lose()
    {
        try
        {
            engine.Ports.Audience.Lost(id);
        }
        catch (Exception e)
        {
            engine.Fault(id, e);
        }
    }

    private void Count()
    {
        if (counted) return;
        counted = true;
        engine.Meter.Came();
    }

    private long At(GameActivity what)
    {
        (activity, since) = (what, engine.Now);
        return since;
    }
}
