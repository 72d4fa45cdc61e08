using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// Where the rows of games are kept for questions that no single game answers. All of it can be lost and built again from the journal.
/// </summary>
/// <remarks>Every member throws <see cref="JournalUnavailableException"/> where the store did not answer.</remarks>
public interface IReadModel
{
    /// <summary>How far each feed has been taken in; feeds never taken in are missing.</summary>
    ValueTask<IReadOnlyDictionary<Feed, Checkpoint>> Checkpoints(CancellationToken stop = default);

    /// <summary>How far those games have been taken in; those never taken in are missing.</summary>
    ValueTask<IReadOnlyDictionary<GameId, Reached>> Reached(IReadOnlyCollection<GameId> games, CancellationToken stop = default);

    /// <summary>
    /// Moves a feed's checkpoint from exactly <paramref name="from"/> (null: the feed has none) to <paramref name="to"/> and writes these
    /// games, in one transaction.
    /// </summary>
    /// <returns>False where the checkpoint stands elsewhere: then nothing was written.</returns>
    ValueTask<bool> Store(
        Feed feed, Checkpoint? from, Checkpoint to, IReadOnlyList<ProjectedGame> games, CancellationToken stop = default);

    /// <summary>
    /// Begins every feed anew: a build one higher, from position 0. Rows of older builds stay and are served until they are overtaken,
    /// game by game.
    /// </summary>
    ValueTask Rebuild(CancellationToken stop = default);

    /// <summary>Removes the games of that feed whose rows are of an older build than its checkpoint names.</summary>
    /// <returns>Games removed.</returns>
    ValueTask<int> Sweep(Feed feed, CancellationToken stop = default);

    /// <summary>The number in the list of games up to which every game has been taken in.</summary>
    ValueTask<long> ListedTo(CancellationToken stop = default);

    /// <summary>Sets that number. A lower one than could be said does no harm.</summary>
    ValueTask ListTo(long number, CancellationToken stop = default);

    /// <summary>The games whose journal could not be taken in to its end, the first <paramref name="max"/> by id.</summary>
    ValueTask<IReadOnlyList<UnreadableGame>> Unreadable(int max, CancellationToken stop = default);
}

/// <summary>How far a feed has been taken in.</summary>
/// <param name="Build">Counts the times it was begun anew, from 1.</param>
/// <param name="Position">The last event taken in; 0 before the first.</param>
/// <param name="Command">The command of that event: where the journal holds another one there, it is another journal.</param>
/// <param name="Version">Of the rows (<see cref="GameRows.Version"/>).</param>
/// <param name="Until">The head of the feed when this build began: once it is reached, older rows can go.</param>
public sealed record Checkpoint(int Build, long Position, Guid Command, short Version, long Until)
{
    /// <summary>True while games that were taken in before are taken in again.</summary>
    public bool IsRebuilding => Position < Until;
}

/// <param name="Seq">The last event looked at, whether it could be taken in or not.</param>
/// <param name="Build">Of the checkpoint under which it was written.</param>
public readonly record struct Reached(int Seq, int Build);

/// <summary>A game as it is to be written.</summary>
/// <param name="Number">Its place in the list of games; 0 where it has none.</param>
/// <param name="Seen">The last event looked at.</param>
/// <param name="Rows">Null where not even its creation could be read.</param>
/// <param name="IsWhole">These are all its rows, and whatever else is there goes; otherwise only those that are new or changed.</param>
/// <param name="Unreadable">Why what follows the rows could not be taken in; null where all could.</param>
public sealed record ProjectedGame(GameId Game, long Number, int Seen, GameRows? Rows, bool IsWhole, string? Unreadable);

/// <param name="Seq">The last event that is in its rows.</param>
public sealed record UnreadableGame(GameId Game, int Seq, string Why);
