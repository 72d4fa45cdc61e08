using System.Diagnostics;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>A game as its host holds it.</summary>
/// <param name="SnapshotSeq">The seq of its newest snapshot; 0 where there is none.</param>
/// <param name="Quarantined">Why it can be read but not written; null where it is well.</param>
public readonly record struct HostedGame(GameState State, int SnapshotSeq = 0, string? Quarantined = null);

/// <summary>What reaches a game.</summary>
public abstract record GameMessage
{
    private GameMessage() { }

    public sealed record Command(Envelope Envelope) : GameMessage;

    public sealed record Look : GameMessage;

    /// <summary>Nobody wrote for a while, or an operator wants the memory back.</summary>
    public sealed record Leave : GameMessage;
}

/// <summary>What a game wants done: data, which an engine carries out.</summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>Store the group; once it is durable the audience hears of it and the sender gets his receipt.</summary>
    /// <param name="Then">What the game is once the group is durable.</param>
    /// <param name="Snapshot">Then keep a snapshot.</param>
    public sealed record Persist(EventGroup Group, GameState Then, bool Snapshot) : Effect
    {
        public Receipt Receipt => new(Group.Command, Group.Last);
    }

    /// <summary>The command was accepted before: the same receipt again.</summary>
    public sealed record Repeat(Receipt Receipt) : Effect;

    public sealed record Refuse(Refusal Refusal) : Effect;

    public sealed record Show(Sight Sight) : Effect;

    /// <summary>Leave memory.</summary>
    /// <param name="Snapshot">Keep a snapshot first.</param>
    public sealed record Passivate(bool Snapshot) : Effect;
}

/// <summary>One game, as any engine hosts it: message in, effect out. Pure: no I/O, no await, no clock.</summary>
public static class GameBehavior
{
    /// <param name="snapshotEvery">Events between two snapshots.</param>
    public static Effect On(HostedGame game, GameMessage message, Moment at, int snapshotEvery) => message switch
    {
        GameMessage.Command(var envelope) => Command(game, envelope, at, snapshotEvery),
        GameMessage.Look when game is { State.Exists: false, Quarantined: null } =>
            new Effect.Show(new(null, Refusals.NoSuchGame(game.State.Id))),
        GameMessage.Look => new Effect.Show(new(game.State, null, game.Quarantined)),
        GameMessage.Leave => new Effect.Passivate(game.Quarantined is null && game.State.Ledger.Seq > game.SnapshotSeq),
        _ => throw new UnreachableException(),
    };

    private static Effect Command(HostedGame game, Envelope envelope, Moment at, int snapshotEvery)
    {
        var check = ContentCheck.Of(game.State.Id, envelope.Command);
        // Before anything else: whoever lost an answer gets it again, whatever has become of the game since.
        if (game.State.Ledger.Receipts.TryFind(envelope.Id, out var accepted))
            return accepted.Check == check
                ? new Effect.Repeat(new(envelope.Id, accepted.Last, Duplicate: true))
                : new Effect.Refuse(Refusals.IdReused(envelope.Id));
        if (game.Quarantined is { } why) return new Effect.Refuse(Refusals.Quarantined(why));

        var verdict = GameRules.Decide(game.State, envelope, at);
        if (verdict.Refused is { } refused) return new Effect.Refuse(refused);
        if (verdict.Events.Count == 0) throw new UnreachableException("An accepted command yields at least one event.");
        var group = new EventGroup(
            game.State.Id, game.State.Ledger.Seq + 1, envelope.Id, check, at.At, envelope.By, Cause.Command, game.State.Rules,
            verdict.Events, envelope.Why);
        // Computed here, taken on only when durable: what cannot be evolved must not get into the journal.
        var then = GameRules.Evolve(game.State, group, verdict);
        return new Effect.Persist(group, then, then.Ledger.Seq - game.SnapshotSeq >= snapshotEvery);
    }
}

/// <summary>Refusals that the host of a game gives; those of the rules stand in Baseball.</summary>
public static class Refusals
{
    public static readonly Refusal Busy =
        new(RefusalCode.Busy, null, "inbox-full", "Too many commands wait for this game; send it again in a moment.", Retry.After);

    public static Refusal Unavailable(string why) => new(RefusalCode.Unavailable, null, "outcome-unknown", why, Retry.SameId);

    public static readonly Refusal Internal =
        new(RefusalCode.Internal, null, "server-error", "The server failed on this command; nothing was written.");

    public static Refusal IdReused(CommandId id) =>
        new(RefusalCode.IdReused, "id", "one-id-one-command", $"Command {id} was accepted before with other content.", Retry.NewId);

    public static Refusal Quarantined(string why) =>
        new(RefusalCode.Quarantined, null, "read-only", $"This game can be read but not written: {why}", Retry.After);

    public static Refusal NoSuchGame(GameId game) => new(RefusalCode.NotFound, "game", "unknown-game", $"There is no game {game}.");
}
