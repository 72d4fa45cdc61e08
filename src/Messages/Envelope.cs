namespace AkkaGame.Messages;

public enum Role : byte { Manager, Spectator, Scorer, Commissioner, Ops, System }

/// <summary>Who sent a command: a name as the operator knows it, in which role, and for a manager his side.</summary>
public sealed record Author(string Who, Role Role, Side? Side = null)
{
    public static readonly Author System = new("system", Role.System);
}

/// <summary>What set a group of events off.</summary>
public enum Cause : byte { Command, Timer }

/// <summary>A command on its way to a game.</summary>
/// <param name="Play">The seq of the last play, substitution or edit its sender saw, 0 before any; another one is refused as stale.</param>
/// <param name="Decision">The pending decision it answers; such a command names no <paramref name="Play"/>.</param>
public sealed record Envelope(CommandId Id, Author By, int Play, GameCommand Command, Guid? Decision = null, string? Why = null);

/// <summary>
/// What one command yielded: events with consecutive sequence numbers, appended, published and resumed whole.
/// </summary>
/// <param name="First">The seq of the first event; a game's events count from 1 without gaps.</param>
/// <param name="Check">The short content check of the command (<see cref="ContentCheck"/>).</param>
/// <param name="At">When it was accepted, Unix milliseconds UTC.</param>
/// <param name="Rules">The version of the rules that decided it.</param>
public sealed record EventGroup(
    GameId Game, int First, CommandId Command, uint Check, long At, Author By, Cause Cause, short Rules,
    EquatableArray<GameEvent> Events, string? Why = null)
{
    /// <summary>The seq of the last event: the only place inside which a state exists.</summary>
    public int Last => First + Events.Count - 1;
}

/// <summary>
/// What the sender of an accepted command gets: the seqs it made, <see cref="First"/> to <see cref="Last"/>. <see cref="Duplicate"/> where
/// the command had been accepted before.
/// </summary>
public readonly record struct Receipt(CommandId Command, int Last, bool Duplicate = false, int First = 0);
