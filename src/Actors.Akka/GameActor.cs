using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Pattern;
using Akka.Persistence;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.OnAkka;

/// <summary>
/// One game, as a persistent actor: what <see cref="GameBehavior"/> says of a message, this carries out. Groups go to the journal with
/// <c>PersistAllAsync</c>, an event a row under its own seq; nobody hears of a group before the callback of its last event, and no message
/// has its turn before that. Other messages wait in an inbox of its own, because the stash of Akka.Persistence has no bound that
/// could be answered with <c>BUSY</c>.
/// </summary>
/// <remarks>
/// Whatever the journal did not take ends the actor: replay is the only way back. Sharding starts the next one with the next message.
/// </remarks>
internal sealed class GameActor : UntypedPersistentActor
{
    /// <summary>So often the rules may ask for something before they answer: each thing once, and a secret.</summary>
    private const int AskedMost = 4;

    private readonly Clubhouse house;
    private readonly Shard shard;
    private readonly Queue<(Letter Letter, IActorRef From)> inbox = new();
    private readonly HashSet<IActorRef> fans = [];
    private readonly Regrouping regrouping = new();
    private Replay? replay;
    private SnapshotsFound found = SnapshotsFound.None;
    private (Letter Letter, IActorRef From)? inWork;
    private (long Number, IActorRef From)? whoSentItAway;
    private HostedGame game;
    private GoAway? goAway;
    private Leaving leaving = Leaving.Failed;
    private Refusal whyItEnds = Refusals.Reloaded;
    private GameActivity activity = GameActivity.Recovering;
    private bool isWhole, isCounted, isParting;
    private int keeping;
    private long since, committing;
    private readonly long epoch, came;

    public GameActor(GameId id, Clubhouse house)
    {
        (Id, this.house, shard) = (id, house, Shard.Of(id));
        PersistenceId = id.ToString();
        came = since = house.Now;
        epoch = house.Shards.Enter(shard, Context.Parent);
        if (house.Options.IdleTime > TimeSpan.Zero) Context.SetReceiveTimeout(house.Options.IdleTime);
    }

    public GameId Id { get; }

    public override string PersistenceId { get; }

    /// <summary>As it stands at this moment, without waiting for its turn.</summary>
    public LiveGame Seen()
    {
        var (held, now) = (game, house.Now);
        var command = inWork?.Letter?.Message as GameMessage.Command; // Another thread may see half of it.
        return new(
            Id, shard, epoch, held.State?.Ledger.Seq ?? 0, held.State is { } state ? GameSummary.Of(state) : null, activity,
            house.Ports.Time.GetElapsedTime(since, now), command?.Envelope.Id, inbox.Count, held.SnapshotSeq, held.Reason);
    }

    /// <summary>Adds itself to a survey.</summary>
    public void CountInto(ref Survey survey)
    {
        var unkept = game.State is { } state ? state.Ledger.Seq - game.SnapshotSeq : 0;
        survey = new(
            survey.Live + 1, survey.AtWork + (inWork is null ? 0 : 1), survey.Inbox + inbox.Count,
            Math.Max(survey.DeepestInbox, inbox.Count),
            Math.Max(survey.SnapshotAge, unkept), survey.Quarantined + (game.Quarantined is null ? 0 : 1));
    }

    protected override void PreStart()
    {
        base.PreStart();
        house.Add(this);
    }

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: SnapshotsFound offered }:
                found = offered;
                if (offered.Fault is { } fault) house.Fault(Id, fault);
                replay = new(offered.State ?? GameState.New(Id));
                break;
            case JournalEntry entry:
                if (regrouping.Add((int)LastSequenceNr, entry) is { } group) (replay ??= new(GameState.New(Id))).Add(group);
                break;
            case RecoveryCompleted:
                replay ??= new(GameState.New(Id));
                var read = replay.End(regrouping.Stopped, (int)LastSequenceNr);
                Await(Complete(read, (int)LastSequenceNr - read.SnapshotSeq), whole => Begin(whole, static () => { }));
                break;
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Letter letter: Take(letter); break;
            case Continued on: on.Run(); break;
            case Follow:
                fans.Add(Sender);
                Context.Watch(Sender);
                Sender.Tell(new Following(Id, game.State?.Ledger.Seq ?? 0));
                break;
            case Unfollow: fans.Remove(Sender); break;
            case Terminated gone: fans.Remove(gone.ActorRef); break;
            case SaveSnapshotSuccess kept: Kept((int)kept.Metadata.SequenceNr, null); break;
            case SaveSnapshotFailure failed: Kept((int)failed.Metadata.SequenceNr, failed.Cause); break;
            case ReceiveTimeout: Rest(Leaving.Idle); break;
            case GoAway asked:
                goAway = asked;
                if (asked.InHaste) leaving = Leaving.Moved;
                Turn();
                break;
            default: Unhandled(message); break;
        }
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        house.Attendance.Fails(shard);
        var why = cause is OpenCircuitException ? new NotStoredException(cause.GetBaseException().Message) : cause;
        house.Fault(Id, why);
        leaving = Leaving.Failed;
        whyItEnds = Refusals.Unavailable(
            why is NotStoredException ? why.Message : "The journal failed; whether it was written is not known.");
    }

    /// <summary>Something stands under that number: another writer's, or our own whose answer was lost.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        if (leaving == Leaving.Moved && whyItEnds == Refusals.Elsewhere) return; // Said of every event of the group.
        house.Fault(Id, cause);
        End(Leaving.Moved, Refusals.Elsewhere);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        house.Attendance.Fails(shard);
        var why = reason.GetBaseException().Message;
        house.Fault(Id, new JournalUnavailableException(why, reason));
        leaving = Leaving.Failed;
        whyItEnds = Refusals.Unavailable(why);
    }

    protected override void PostStop()
    {
        house.Remove(this);
        if (leaving is Leaving.Failed or Leaving.Moved) Guarded(() => house.Ports.Audience.Lost(Id));
        if (isCounted) house.Meter.Went(leaving);
        foreach (var fan in fans) fan.Tell(new Silent(Id));
        if (inWork is { } first) Refuse(first, whyItEnds);
        var rest = leaving == Leaving.Moved ? Refusals.Elsewhere : whyItEnds.Code == RefusalCode.Internal ? Refusals.Reloaded : whyItEnds;
        foreach (var waiting in inbox) Refuse(waiting, rest);
        if (whoSentItAway is { } who) who.From.Tell(new Reply.Left(who.Number, leaving != Leaving.Failed));
        base.PostStop();
    }

    private void Take(Letter letter)
    {
        if (inbox.Count >= house.Options.InboxMax && letter.Message is not GameMessage.Leave)
        {
            Refuse((letter, Sender), Refusals.Busy);
            return;
        }

        inbox.Enqueue((letter with { Since = house.Now }, Sender));
        Turn();
    }

    /// <summary>The next message has its turn, where nothing is in work. With an empty inbox the game goes if it was sent away.</summary>
    private void Turn()
    {
        while (isWhole && inWork is null)
        {
            if (!inbox.TryDequeue(out var next))
            {
                At(GameActivity.Idle);
                if (goAway is not null) Depart(goAway.InHaste);
                // Whoever asks for games that do not exist must not fill the memory with them.
                else if (!game.IsThere) Rest(Leaving.Asked);
                return;
            }

            inWork = next;
            At(GameActivity.Deciding);
            house.Meter.Waited(next.Letter.Since, since);
            Try(() => Carry(Decide(game, next.Letter.Message), game, 0));
        }
    }

    /// <summary>
    /// Who may not speak does not write either: the journal takes whatever comes first under a number, also from a node that was given up,
    /// and the game's new home would show less than was acknowledged here.
    /// </summary>
    private Effect Decide(HostedGame told, GameMessage message)
    {
        var may = house.Shards.MaySpeakFor(shard, epoch);
        var effect = GameBehavior.On(told, message, house.Moment(shard, epoch), house.Options.SnapshotEvery, may);
        return effect is Effect.Persist && !may ? new Effect.Refuse(Refusals.Elsewhere) : effect;
    }

    /// <param name="told">The game with what the rules were told for this message.</param>
    /// <param name="asked">How often they have asked.</param>
    private void Carry(Effect effect, HostedGame told, int asked)
    {
        if (asked > AskedMost) throw new InvalidOperationException($"The rules asked {AskedMost} times before they answered.");
        var (letter, from) = inWork!.Value;
        switch (effect)
        {
            case Effect.MakeSecret:
                Await(Unsealing.Make(Id, house.Ports), made =>
                {
                    if (made.Refused is { } refused) Refuse(refused);
                    else Again(game = game with { Known = new() { Secret = made.Secret } });
                });
                break;
            case Effect.Load load:
                Await(Unsealing.Told(told, load.Need, house.Ports), known => Again(told with { Known = known }));
                break;
            case Effect.Recall recall:
                Await(
                    Unsealing.Group(Id, recall.Receipt.First, recall.Receipt.Last, house.Ports.Journal),
                    group => Carry(GameBehavior.Recalled(recall, group), told, asked + 1));
                break;
            case Effect.Persist persist: Append(persist, () => Accepted(persist)); break;
            case Effect.Repeat repeat:
                house.Meter.Repeated();
                Done(new Reply.Answered(letter.Number, repeat.Receipt));
                break;
            case Effect.PutAside put:
                Await(house.Aside.PutAside(put.Entry), written =>
                {
                    if (!written) Refuse(Refusals.ListUnavailable);
                    else Show(game = game with { Quarantined = put.Entry.Why, By = put.Entry.By });
                });
                break;
            case Effect.TakeBack:
                Await(house.Aside.TakeBack(Id), taken =>
                {
                    if (taken) Await(Reload(), read => Begin(read, () => Show(game)));
                    else Refuse(Refusals.ListUnavailable);
                });
                break;
            case Effect.WakeAt wake:
                house.Clock(new(Id, wake.Due, IsWord: true));
                Done(new Reply.Rung(letter.Number));
                break;
            case Effect.Refuse refuse: Refuse(refuse.Refusal); break;
            case Effect.Show show: Done(new Reply.Seen(letter.Number, show.Sight)); break;
            case Effect.Passivate:
                inWork = null;
                if (inbox.Count > 0) from.Tell(new Reply.Left(letter.Number, false));
                else
                {
                    whoSentItAway = (letter.Number, from);
                    Rest(Leaving.Asked);
                }

                break;
            default: throw new System.Diagnostics.UnreachableException();
        }

        void Again(HostedGame more) => Carry(Decide(more, letter.Message), more, asked + 1);
    }

    private void Append(Effect.Persist persist, Action then)
    {
        committing = At(GameActivity.Committing);
        var card = GameCards.Changed(game.State, persist.Then);
        PersistAllAsync(JournalEntry.Of(persist.Group, card).ToList(), entry =>
        {
            if (entry.Seq == persist.Group.Last) Try(() => Committed(persist, then));
        });
    }

    /// <summary>It is durable: now it becomes the game's state, and everybody hears of it.</summary>
    private void Committed(Effect.Persist persist, Action then)
    {
        house.Meter.Committed(committing, house.Now);
        var before = game.State.Game;
        if (inWork?.Letter.Message is GameMessage.Alarm || persist.Then.Game.Due != before.Due)
            house.Clock(new(Id, persist.Then.Game.Due, IsWord: true));
        game = game with { State = persist.Then, Known = persist.Known };
        house.Attendance.Works(shard);
        Count();
        Guarded(() => house.Ports.Audience.Publish(persist.Then, persist.Group));
        foreach (var fan in fans) fan.Tell(new Told(persist.Group));
        if (house.Ports.Cells is not { } cells || LeagueCards.Learned(before, persist.Group) is not { Count: > 0 } said) then();
        else
            Await(cells.Keep(said), kept =>
            {
                if (!kept) house.Fault(Id, new NotStoredException("What a card said was not written down for its league."));
                then();
            });
    }

    private void Accepted(Effect.Persist persist)
    {
        var (letter, _) = inWork!.Value;
        if (letter.Message is GameMessage.Command) house.Meter.Accepted();
        else house.Meter.TimerDone();
        if (persist.Snapshot) KeepSnapshot();
        Done(letter.Message is GameMessage.Command
            ? new Reply.Answered(letter.Number, persist.Receipt)
            : new Reply.Rung(letter.Number));
    }

    private void Show(HostedGame shown)
    {
        var effect = Decide(shown, new GameMessage.Look());
        if (effect is Effect.Refuse refuse) Refuse(refuse.Refusal);
        else Done(new Reply.Seen(inWork!.Value.Letter.Number, ((Effect.Show)effect).Sight));
    }

    /// <summary>What was read, with what is known beside it; it also stands in the list of games put aside as it should.</summary>
    private async ValueTask<HostedGame> Complete(HostedGame read, int replayed)
    {
        await house.Aside.Ready(shard, epoch);
        var (whole, then) = GameBehavior.Read(await Unsealing.Of(read, house.Ports), house.Aside.Find(Id), house.Moment(shard, epoch));
        if (!await house.Aside.Keep(Id, then)) house.Fault(Id, AsideList.NotKept);
        house.Meter.Recovered(new(whole, replayed, found.Broken, found.Fault), came, house.Now);
        return whole;
    }

    /// <summary>Read anew while it is in memory, past Akka's replay, which a life has only one of.</summary>
    private async ValueTask<HostedGame> Reload()
    {
        var read = await Actors.Recovery.Of(Id, house.Ports.Journal, house.Ports.Snapshots);
        return await Complete(read.Game, read.Replayed);
    }

    private void Begin(HostedGame whole, Action then)
    {
        game = whole;
        if (game.IsThere) Count();
        if (game is { Quarantined: null, State.Game.Due: { } due }) house.Clock(new(Id, due, IsWord: false));
        house.Attendance.Works(shard);
        if (GameBehavior.Restart(game, house.Moment(shard, epoch), house.Options.SnapshotEvery) is not { } restart) Ready();
        else if (house.Shards.MaySpeakFor(shard, epoch)) Append(restart, Ready);
        else End(Leaving.Moved, Refusals.Elsewhere);

        void Ready()
        {
            isWhole = true;
            then();
            Turn();
        }
    }

    /// <summary>Asks sharding to hold what comes from now on for the next incarnation, and to send this one away.</summary>
    private void Rest(Leaving why)
    {
        if (inWork is not null || inbox.Count > 0 || goAway is not null || !isWhole) return;
        leaving = why;
        Context.Parent.Tell(new Passivate(GoAway.Resting));
    }

    private void Depart(bool inHaste)
    {
        if (leaving == Leaving.Failed) leaving = inHaste ? Leaving.Moved : Leaving.Stopped;
        if (keeping > 0 && !inHaste) return; // It goes on when those are done, and then knows whether there is another one to keep.
        var keeps = !inHaste && !isParting && game.Quarantined is null && game.State.Ledger.Seq > game.SnapshotSeq;
        isParting = true;
        if (keeps) KeepSnapshot();
        else Context.Stop(Self);
    }

    private void KeepSnapshot()
    {
        At(GameActivity.KeepingSnapshot);
        keeping++;
        SaveSnapshot(Actors.Recovery.Pack(game.State));
    }

    private void Kept(int seq, Exception? fault)
    {
        keeping--;
        house.Meter.Snapshot(fault is null);
        if (fault is null) game = game with { SnapshotSeq = Math.Max(seq, game.SnapshotSeq) };
        else house.Fault(Id, new NotStoredException($"The snapshot at seq {seq} was not kept."));
        if (goAway is not null) Turn();
    }

    private void Done(Reply reply)
    {
        var (_, from) = inWork!.Value;
        inWork = null;
        from.Tell(reply);
        Turn();
    }

    private void Refuse(Refusal refusal)
    {
        var refused = inWork!.Value;
        inWork = null;
        Refuse(refused, refusal);
        Turn();
    }

    private void Refuse((Letter Letter, IActorRef From) waiting, Refusal refusal)
    {
        if (waiting.Letter.Message is GameMessage.Command) house.Meter.Refused(refusal.Code);
        waiting.From.Tell(new Reply.Answered(waiting.Letter.Number, refusal));
    }

    /// <summary>Goes on in a turn of its own when that is done; where it fails, the game ends.</summary>
    private void Await<T>(ValueTask<T> asked, Action<T> then)
    {
        var (self, from) = (Self, Sender);
        _ = On();

        async Task On()
        {
            Action next;
            try
            {
                var told = await asked;
                next = () => Try(() => then(told));
            }
            catch (Exception e)
            {
                next = () => Fail(e);
            }

            self.Tell(new Continued(next), from);
        }
    }

    private void Try(Action what)
    {
        try
        {
            what();
        }
        catch (Exception e) // A defect ends this game's stay in memory; the other games do not notice.
        {
            Fail(e);
        }
    }

    private void Fail(Exception e)
    {
        if (e is JournalUnavailableException)
        {
            house.Attendance.Fails(shard);
            house.Fault(Id, e);
            End(Leaving.Failed, Refusals.Unavailable(e.Message));
            return;
        }

        house.Fault(Id, UntoldException.Of(e, game, inWork?.Letter.Message));
        End(Leaving.Failed, Refusals.Internal);
    }

    private void End(Leaving how, Refusal why)
    {
        (leaving, whyItEnds) = (how, why);
        isWhole = false;
        Context.Stop(Self);
    }

    private void Guarded(Action telling)
    {
        try
        {
            telling();
        }
        catch (Exception e) // It is durable and true; a listener's defect is not the game's.
        {
            house.Fault(Id, e);
        }
    }

    private void Count()
    {
        if (isCounted) return;
        isCounted = true;
        house.Meter.Came();
    }

    private long At(GameActivity what)
    {
        (activity, since) = (what, house.Now);
        return since;
    }

    /// <summary>What is left to do, now that something outside is done.</summary>
    private sealed record Continued(Action Run) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
}
