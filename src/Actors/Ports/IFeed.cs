using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// What the journal took, in the order in which it took it: a feed of a store tells which game moved, and how far; what happened in it, the
/// journal tells. Positions count from 1 without gaps within a feed, because one writer at a time gives them out, in the order of its
/// commits: a position that can be read has all before it beneath it. Across feeds there is no order.
/// </summary>
public interface IFeed
{
    /// <summary>The feeds of this store; they do not change.</summary>
    IReadOnlyList<Feed> Feeds { get; }

    /// <summary>The feed that tells of that game.</summary>
    Feed FeedOf(GameId game);

    /// <summary>The position of each feed's newest event, 0 where there is none.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<IReadOnlyDictionary<Feed, long>> Heads(IReadOnlyList<Feed> feeds, CancellationToken stop = default);

    /// <summary>Events after that position, in order, at most <paramref name="max"/>.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer.</exception>
    ValueTask<IReadOnlyList<FeedEntry>> Read(Feed feed, long after, int max, CancellationToken stop = default);
}

/// <summary>A feed of a store.</summary>
/// <param name="Number">From 0; a shard's number where a shard has a feed of its own.</param>
/// <param name="Shard">Null where the feed tells of all games.</param>
public readonly record struct Feed(short Number, Shard? Shard)
{
    /// <summary>The one feed of a store that a single process holds.</summary>
    public static readonly Feed All = new(0, null);

    public static Feed Of(Shard shard) => new(shard.Number, shard);

    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One event in a feed.</summary>
/// <param name="At">When it was accepted, Unix milliseconds UTC.</param>
public readonly record struct FeedEntry(long Position, GameId Game, int Seq, CommandId Command, long At);
