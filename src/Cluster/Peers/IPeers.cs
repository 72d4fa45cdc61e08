using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>The way to games of other nodes: what is asked of one, and what it comes to.</summary>
public interface IPeers
{
    /// <summary>Sends a command. Where the link breaks the command may have been accepted; sent again with its id it counts once.</summary>
    /// <param name="stop">Ends the waiting, not the command.</param>
    ValueTask<PeerReply<Answer>> Ask(Home at, GameId game, Envelope envelope, CancellationToken stop = default);

    /// <summary>The game as it stands there.</summary>
    ValueTask<PeerReply<Sight>> Look(Home at, GameId game, CancellationToken stop = default);

    /// <summary>Takes a game out of that node's memory.</summary>
    ValueTask<PeerReply<bool>> Evict(Home at, GameId game, CancellationToken stop = default);

    /// <summary>
    /// Has that node tell what happens in a game, until what it gives is disposed of or <paramref name="fan"/> hears the end.
    /// </summary>
    ValueTask<PeerReply<IDisposable>> Follow(Home at, GameId game, IPeerFan fan, CancellationToken stop = default);
}

/// <summary>
/// Where a node answers what its peers ask: of games that it owns, and of no others. Nobody forwards for somebody else, so no question
/// can go round in a circle.
/// </summary>
public interface IPeerDesk
{
    ValueTask<PeerReply<Answer>> Ask(GameId game, Envelope envelope);

    ValueTask<PeerReply<Sight>> Look(GameId game);

    ValueTask<PeerReply<bool>> Evict(GameId game);

    PeerReply<IDisposable> Follow(GameId game, IPeerFan fan);
}

/// <summary>Whoever is told of a game that he follows at its owner. Must not block.</summary>
public interface IPeerFan
{
    /// <summary>A durable group, after the last one.</summary>
    void Told(EventGroup group);

    /// <summary>Something may have been stored that is not told.</summary>
    void Missed();

    /// <summary>Nothing more comes: the game is another node's now, or the link broke. Once.</summary>
    void Ended();
}

public enum PeerFate : byte
{
    /// <summary>The owner has answered.</summary>
    Answered,
    /// <summary>That node does not own the game's shard, and has done nothing.</summary>
    NotOwner,
    /// <summary>No answer will come; whether it was done is not known.</summary>
    Broken,
}

/// <summary>What came of a question to another node.</summary>
/// <param name="Value">Where answered.</param>
/// <param name="Hint">Where that node, which is not the owner, believes the owner to be; null where it does not know.</param>
public readonly record struct PeerReply<T>(PeerFate Fate, T? Value = default, Home? Hint = null)
{
    public static implicit operator PeerReply<T>(T value) => new(PeerFate.Answered, value);
}

public static class PeerReply
{
    public static PeerReply<T> Broken<T>() => new(PeerFate.Broken);

    public static PeerReply<T> NotOwner<T>(Home? hint) => new(PeerFate.NotOwner, default, hint);
}
