using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// Which shards this node owns, and under which epoch. An epoch is the fence: a game is loaded under one, everything it appends carries
/// it, and the journal takes nothing under an epoch that is over. Time only decides when a node stops trying, never whether a write
/// is legal.
/// </summary>
public interface IOwnership
{
    /// <summary>The epoch under which this node owns the shard now; null where it does not. Does not wait.</summary>
    long? EpochOf(Shard shard);

    /// <summary>
    /// True where what is in memory may be told. A node that has not heard from the store for the length of its lease may have been
    /// succeeded: it must neither show a game nor refuse a command from memory.
    /// </summary>
    bool MaySpeak { get; }

    /// <summary>The journal would not take this epoch any more: look at the store again, soon. Does not wait.</summary>
    void Doubt(Shard shard, long epoch);

    /// <summary>
    /// A shard was gained, lost, or goes on under another epoch: <see cref="EpochOf"/> says so already. Raised on the owner's own task, one
    /// after the other; handlers must not block. Games of the shard that were loaded under another epoch must go.
    /// </summary>
    event Action<ShardChange>? Changed;
}

/// <param name="Epoch">The epoch from now on; null where the shard is not this node's any more.</param>
public readonly record struct ShardChange(Shard Shard, long? Epoch);

/// <summary>One process holds all there is, and something else sees to it that it is alone (a lock file, or nothing survives it).</summary>
public sealed class SoleOwner : IOwnership
{
    public static readonly SoleOwner Instance = new();

    private SoleOwner() { }

    public bool MaySpeak => true;

    public event Action<ShardChange>? Changed { add { } remove { } }

    public long? EpochOf(Shard shard) => 0;

    public void Doubt(Shard shard, long epoch) { }
}
