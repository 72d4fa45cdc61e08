using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>What happened, in order, for ever. An implementation groups the appends of many games into one commit.</summary>
public interface IJournal
{
    /// <summary>
    /// Appends a group whole, durably, after exactly <c>group.First - 1</c>. There is no cancelling: a cancelled append would be one of
    /// unknown outcome, and those the journal resolves itself before it answers.
    /// </summary>
    /// <param name="group">One to many events of one game.</param>
    /// <param name="card">The game's line in the list of games, written with the group; null where it did not change.</param>
    /// <param name="epoch">
    /// The epoch under which the game was loaded (<see cref="IOwnership"/>). A store that many nodes share takes the group only while that
    /// is the epoch of its shard; one that a single process holds does not look at it.
    /// </param>
    ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0);

    /// <summary>The groups of a game that begin after seq <paramref name="after"/> and end by <paramref name="upTo"/>.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<JournalRead> Read(GameId game, int after, int upTo = int.MaxValue, CancellationToken stop = default);

    /// <summary>The seq of the game's last event; 0 where there is none.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<int> Head(GameId game, CancellationToken stop = default);
}

public enum AppendResult : byte
{
    /// <summary>Durable.</summary>
    Appended,
    /// <summary>Another writer was there first, or something is missing before it. Nothing was written.</summary>
    WrongSequence,
    /// <summary>Nothing was written, because the store does not take anything now.</summary>
    Unavailable,
    /// <summary>Nothing was written: the shard has another epoch by now, perhaps another owner.</summary>
    Fenced,
    /// <summary>Whether it was written is not known, and the store did not let the journal find out. The next replay will know.</summary>
    Unknown,
}

/// <param name="Why">One sentence for the log; null where appended.</param>
public readonly record struct AppendOutcome(AppendResult Result, string? Why = null)
{
    public static readonly AppendOutcome Appended = new(AppendResult.Appended);

    public static AppendOutcome WrongSequence(EventGroup group, int head) =>
        new(AppendResult.WrongSequence, $"Game {group.Game} stands at seq {head}, a group that begins at {group.First} does not follow.");

    public static AppendOutcome Unavailable(string why) => new(AppendResult.Unavailable, why);

    public static AppendOutcome Fenced(EventGroup group, long epoch) =>
        new(AppendResult.Fenced, $"Shard {Shard.Of(group.Game)} of game {group.Game} is no longer this node's under epoch {epoch}.");

    public static AppendOutcome Unknown(string why) => new(AppendResult.Unknown, why);
}

/// <summary>Groups as read back, and where reading had to stop.</summary>
/// <param name="Head">The seq of the game's last event, read or not, at the moment of the reading.</param>
/// <param name="Unreadable">The first event that this build cannot read; the groups before it are there.</param>
public sealed record JournalRead(IReadOnlyList<EventGroup> Groups, int Head, UnreadableEvent? Unreadable = null);

/// <param name="Seq">The event at fault.</param>
/// <param name="Why">One sentence: what this build does not understand.</param>
public sealed record UnreadableEvent(int Seq, string Why);

/// <summary>A group or a snapshot did not get into its store: what <see cref="EngineOptions.Faulted"/> is told of it.</summary>
public sealed class NotStoredException(string message) : Exception(message);

/// <summary>The journal's store did not answer a read.</summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
