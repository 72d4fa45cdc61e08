using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>The list of games. It is written together with the journal, so it never knows less.</summary>
public interface IGames
{
    /// <summary>Games in the order of their creation, newest last, from the one after number <paramref name="after"/>.</summary>
    /// <param name="max">At most so many.</param>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<IReadOnlyList<GameListing>> List(long after, int max, CancellationToken stop = default);

    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<GameListing?> Find(GameId game, CancellationToken stop = default);

    /// <summary>The first game that was created under this Retrosheet id, such as <c>CLE201804060</c>.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<GameListing?> Find(string retrosheet, CancellationToken stop = default);

    /// <summary>The games whose card names a moment at which they want to be woken.</summary>
    /// <param name="of">Only of this shard; null for all.</param>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<IReadOnlyList<Alarm>> Alarms(Shard? of = null, CancellationToken stop = default);
}

/// <summary>What a game shows of itself in a list; the store reads nothing of it.</summary>
/// <param name="Summary">JSON of <see cref="Baseball.GameSummary"/>.</param>
/// <param name="Due">When the game wants to be woken for its next timer, Unix milliseconds UTC; null where it has none.</param>
public sealed record GameCard(string? Retrosheet, byte[] Summary, long? Due = null);

/// <param name="Due">Unix milliseconds UTC.</param>
public readonly record struct Alarm(GameId Game, long Due);

/// <param name="Number">Its place in the list, for paging; grows with creation, may have gaps.</param>
/// <param name="Head">The seq of its last event.</param>
/// <param name="Created">Unix milliseconds UTC.</param>
public sealed record GameListing(long Number, GameId Game, int Head, long Created, string? Retrosheet, ReadOnlyMemory<byte> Summary);
