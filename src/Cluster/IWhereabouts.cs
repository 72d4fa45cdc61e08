using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>Who plays the games of a shard, as far as this node knows: half a second old at most, and at once where it took part.</summary>
/// <remarks>Being wrong costs a hop: whoever is asked and is not the owner says so, and takes no command.</remarks>
public interface IWhereabouts
{
    /// <summary>Null where nobody living owns the shard, or nobody has looked yet.</summary>
    Home? Of(Shard shard);

    /// <summary>
    /// A shard has another owner, or another epoch; <see cref="Of"/> says so already. Raised by one after the other; handlers must not
    /// block.
    /// </summary>
    event Action<Shard>? Moved;
}

/// <summary>Where the games of a shard live.</summary>
/// <param name="Node">The owner's incarnation.</param>
/// <param name="Address">Where peers reach it, host:port.</param>
/// <param name="IsHere">True where that is this node.</param>
public readonly record struct Home(Guid Node, string Address, long Epoch, bool IsHere);
