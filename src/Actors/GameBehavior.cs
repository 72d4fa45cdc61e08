using System.Diagnostics;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>A game as its host holds it.</summary>
/// <param name="SnapshotSeq">The seq of its newest snapshot; 0 where there is none.</param>
/// <param name="Quarantined">Why it can be read but not written; null where it is well.</param>
/// <param name="By">The operator who put it aside; null where it is well, or its journal is at fault.</param>
/// <param name="Known">What is known of it beside its state; null where that is nothing, as in every scored game.</param>
public readonly record struct HostedGame(
    GameState State, int SnapshotSeq = 0, string? Quarantined = null, string? By = null, Known? Known = null)
{
    /// <summary>True where there is something in its journal, readable or not.</summary>
    public bool IsThere => State.Ledger.Seq > 0 || Quarantined is not null;

    /// <summary>Why it can be read but not written, as those outside hear it; null where it is well.</summary>
    public string? Reason => By is null ? Quarantined : $"put aside by {By}: {Quarantined}";
}

/// <summary>What reaches a game.</summary>
public abstract record GameMessage
{
    private GameMessage() { }

    public sealed record Command(Envelope Envelope) : GameMessage;

    public sealed record Look : GameMessage;

    /// <summary>The moment may have come at which the game does something by itself.</summary>
    public sealed record Alarm : GameMessage;

    /// <summary>Nobody wrote for a while, or an operator wants the memory back.</summary>
    /// <param name="InHaste">Its shard goes to another node, and people wait for that: no snapshot is kept.</param>
    public sealed record Leave(bool InHaste = false) : GameMessage;

    /// <summary>An operator puts the game aside.</summary>
    public sealed record PutAside(string Why, string By) : GameMessage;

    /// <summary>An operator wants it off the list of games put aside, and read anew.</summary>
    public sealed record Release : GameMessage;
}

/// <summary>What a game wants done: data, which an engine carries out.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>Store the group; once it is durable the audience hears of it and the sender gets his receipt.</summary>
    /// <param name="Then">What the game is once the group is durable.</param>
    /// <param name="Snapshot">Then keep a snapshot.</param>
    /// <param name="Known">What is known beside the state then.</param>
    public sealed record Persist(EventGroup Group, GameState Then, bool Snapshot, Known? Known = null) : Effect
    {
        public Receipt Receipt => new(Group.Command, Group.Last, First: Group.First);
    }

    /// <summary>The command was accepted before: the same receipt again.</summary>
    public sealed record Repeat(Receipt Receipt) : Effect;

    public sealed record Refuse(Refusal Refusal) : Effect;

    public sealed record Show(Sight Sight) : Effect;

    /// <summary>Tell the game that, and ask it again.</summary>
    public sealed record Load(Need Need) : Effect;

    /// <summary>Make it a secret, durably, and ask it again.</summary>
    public sealed record MakeSecret : Effect;

    /// <summary>It may be a command accepted before: fetch its group, and let <see cref="GameBehavior.Recalled"/> compare.</summary>
    /// <param name="Check">Of what was sent now.</param>
    public sealed record Recall(Receipt Receipt, uint Check) : Effect;

    /// <summary>There is nothing to do now; wake the game then, Unix milliseconds UTC, or where it is null not at all.</summary>
    public sealed record WakeAt(long? Due) : Effect;

    /// <summary>Leave memory.</summary>
    /// <param name="Snapshot">Keep a snapshot first.</param>
    public sealed record Passivate(bool Snapshot) : Effect;

    /// <summary>Write down that the game is in quarantine.</summary>
    public sealed record PutAside(AsideGame Entry) : Effect;

    /// <summary>Take it off the list of games put aside.</summary>
    public sealed record TakeBack : Effect;
}

/// <summary>One game, as any engine hosts it: message in, effect out. Pure: no I/O, no await, no clock.</summary>
public static class GameBehavior
{
    /// <summary>The content check of what no command asked for.</summary>
    private const uint NoContent = 0;

    private static readonly Known anySecret = new() { Secret = new(new byte[GameSecret.Size]) };

    /// <param name="snapshotEvery">Events between two snapshots.</param>
    /// <param name="maySpeak">
    /// False where somebody else may have the game by now: then what is in memory is no answer. Receipts are: a repeated one is true for
    /// ever, and of a new one the journal decides.
    /// </param>
    public static Effect On(HostedGame game, GameMessage message, Moment at, int snapshotEvery, bool maySpeak = true) =>
        Knowing(game, message, at, snapshotEvery) switch
        {
            Effect.Show or Effect.WakeAt or Effect.Refuse or Effect.PutAside or Effect.TakeBack when !maySpeak =>
                new Effect.Refuse(Refusals.Elsewhere),
            var effect => effect,
        };

    private static Effect Knowing(HostedGame game, GameMessage message, Moment at, int snapshotEvery) => message switch
    {
        GameMessage.Command(var envelope) => Command(game, envelope, at, snapshotEvery),
        GameMessage.Alarm => Alarm(game, at, snapshotEvery),
        GameMessage.Look or GameMessage.PutAside when game is { State.Exists: false, Quarantined: null } =>
            new Effect.Refuse(Refusals.NoSuchGame(game.State.Id)),
        GameMessage.Look => new Effect.Show(new(game.State, null, game.Reason)),
        GameMessage.Leave(var inHaste) => new Effect.Passivate(
            !inHaste && game.Quarantined is null && game.State.Ledger.Seq > game.SnapshotSeq),
        GameMessage.PutAside(var why, var by) => new Effect.PutAside(new(game.State.Id, game.State.Ledger.Seq, why, by, at.At)),
        GameMessage.Release => new Effect.TakeBack(),
        _ => throw new UnreachableException(),
    };

    /// <summary>A game just read, as the list of games put aside has it; and what to do about the list, or null.</summary>
    /// <param name="listed">The game's entry; null where it has none.</param>
    public static (HostedGame Game, Effect? Then) Read(HostedGame game, AsideGame? listed, Moment at) => (game.Quarantined, listed) switch
    {
        (null, { By: { } by, Why: var why }) => (game with { Quarantined = why, By = by }, null),
        (null, { }) => (game, new Effect.TakeBack()),
        ({ } why, null or { By: null }) when listed?.Why != why =>
            (game, new Effect.PutAside(new(game.State.Id, game.State.Ledger.Seq, why, null, at.At))),
        // It is listed as it is; and an operator's entry stays until an operator takes it back.
        _ => (game, null),
    };

    /// <summary>What a command that may have been accepted before gets, now that its group is at hand.</summary>
    /// <param name="group">Null where the journal does not have it any more.</param>
    public static Effect Recalled(Effect.Recall asked, EventGroup? group) => group?.Check == asked.Check
        ? new Effect.Repeat(asked.Receipt)
        : new Effect.Refuse(Refusals.IdReused(asked.Receipt.Command));

    /// <summary>What a game does first, that has just been read and whose secret is lost; null where there is nothing to do.</summary>
    public static Effect.Persist? Restart(HostedGame game, Moment at, int snapshotEvery)
    {
        if (game is not { Quarantined: null, State: { Ledger.Live: { } live } state, Known: { Secret: { } secret } known }) return null;
        if (secret.Made(live.Dice)) return null;
        var verdict = GameRules.DecideLostSecret(state, at, known);
        if (verdict.Events.Count == 0) return null;
        var group = new EventGroup(
            state.Id, state.Ledger.Seq + 1, CommandId.OfTimer(state.Id, "dice-restart", null, state.Ledger.Seq), NoContent, at.At,
            Author.System, Cause.Timer, state.Rules, verdict.Events);
        return Stored(game, group, verdict, snapshotEvery);
    }

    private static Effect Command(HostedGame game, Envelope envelope, Moment at, int snapshotEvery)
    {
        if (IsFirstOfAPlayedGame(game, envelope)) return First(game, envelope, at);
        var check = CheckOf(game, envelope.Command);
        // Before anything else: whoever lost an answer gets it again, whatever has become of the game since.
        if (game.State.Ledger.Receipts.TryFind(envelope.Id, out var accepted)) return Seen(game, accepted, check);
        if (game.Quarantined is not null) return new Effect.Refuse(Refusals.Quarantined(game));

        var verdict = GameRules.Decide(game.State, envelope, at, game.Known);
        if (verdict.Refused is { } refused) return new Effect.Refuse(refused);
        if (verdict.Needs.Kind != NeedKind.Nothing) return new Effect.Load(verdict.Needs);
        if (verdict.Events.Count == 0) throw new UnreachableException("An accepted command yields at least one event.");
        var group = new EventGroup(
            game.State.Id, game.State.Ledger.Seq + 1, envelope.Id, check ?? NoContent, at.At, envelope.By, Cause.Command, game.State.Rules,
            verdict.Events, envelope.Why);
        return Stored(game, group, verdict, snapshotEvery);
    }

    private static bool IsFirstOfAPlayedGame(HostedGame game, Envelope envelope) =>
        game is { State.Ledger.Seq: 0, Quarantined: null, Known: null } && envelope.Command is CreateGame { Mode: GameMode.Played };

    /// <summary>A secret is made only for a game that will be: the rules are asked first, and no secret makes them refuse.</summary>
    private static Effect First(HostedGame game, Envelope envelope, Moment at) =>
        GameRules.Decide(game.State, envelope, at, anySecret).Refused is { } refused
            ? new Effect.Refuse(refused)
            : new Effect.MakeSecret();

    /// <summary>Null where the key of the check is lost.</summary>
    private static uint? CheckOf(HostedGame game, GameCommand command)
    {
        var isPlayed = game.State.Ledger.Live is not null || game.Known is not null;
        if (!isPlayed) return ContentCheck.Of(game.State.Id, command);
        return game.Known?.Secret is { } secret ? ContentCheck.Of(secret.CheckKey, command) : null;
    }

    /// <summary>The id of the command stands among those accepted.</summary>
    private static Effect Seen(HostedGame game, AcceptedCommand accepted, uint? check)
    {
        var receipts = game.State.Ledger.Receipts;
        var again = new Receipt(new(accepted.Id), accepted.Last, Duplicate: true, receipts.FirstOf(accepted));
        if (accepted.Check == check) return new Effect.Repeat(again);
        // What was sent under a secret that is lost cannot be compared any more; the same id it was.
        if (check is not { } now || IsFromBeforeALoss(game, accepted)) return new Effect.Repeat(again);
        return accepted.Check == AcceptedCommand.CheckInJournal
            ? new Effect.Recall(again, now)
            : new Effect.Refuse(Refusals.IdReused(again.Command));
    }

    private static bool IsFromBeforeALoss(HostedGame game, AcceptedCommand accepted) =>
        game is { State.Ledger.Live.Dice: var dice, Known.Secret: { } secret } && (accepted.Last < dice.LostAt || !secret.Made(dice));

    /// <summary>
    /// What the first timer does, where its moment has come: it is in the state, so it has not fired. Were the next one due as well, the
    /// game wants to be woken at once.
    /// </summary>
    private static Effect Alarm(HostedGame game, Moment at, int snapshotEvery)
    {
        if (game.Quarantined is not null) return new Effect.Refuse(Refusals.Quarantined(game));
        if (game.State.Game.NextTimer is not { } timer || timer.Due > at.At) return new Effect.WakeAt(game.State.Game.Due);

        var verdict = GameRules.DecideTimer(game.State, timer, at, game.Known);
        if (verdict.Refused is { } refused) throw new UnreachableException($"{timer} is due, but: {refused}");
        if (verdict.Needs.Kind != NeedKind.Nothing) return new Effect.Load(verdict.Needs);
        var group = new EventGroup(
            game.State.Id, game.State.Ledger.Seq + 1, timer.CommandOf(game.State.Id), NoContent, at.At, Author.System, Cause.Timer,
            game.State.Rules, verdict.Events);
        return Stored(game, group, verdict, snapshotEvery);
    }

    private static Effect.Persist Stored(HostedGame game, EventGroup group, Verdict verdict, int snapshotEvery)
    {
        // Computed here, taken on only when durable: what cannot be evolved must not get into the journal.
        var then = GameRules.Evolve(game.State, group, verdict);
        return new Effect.Persist(group, then, then.Ledger.Seq - game.SnapshotSeq >= snapshotEvery, Known(game.Known, then, verdict));
    }

    /// <summary>What is in the seals that are still open stays known; what was told for this one decision does not.</summary>
    private static Known? Known(Known? known, GameState then, Verdict verdict)
    {
        if (known is null || then.Ledger.Live is not { } live) return null;
        var open = new List<OpenedSeal>(live.Seals.Count);
        foreach (var seal in live.Seals)
            if (verdict.Opened.FirstOrDefault(one => one.Seq == seal.Seq) is { } fresh) open.Add(fresh);
            else if (known.Find(seal.Seq) is { } before) open.Add(before);
        return new() { Secret = known.Secret, Opened = new([.. open]) };
    }
}
