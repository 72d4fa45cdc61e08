using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// The table of nodes and the table of shards, as the store's transactions keep them. Every change of owner raises the epoch; every
/// statement takes its time from the store's clock. Policy (when to renew, whom to succeed) is the caller's.
/// </summary>
/// <remarks>
/// Every member throws <see cref="JournalUnavailableException"/> where the store did not answer; a change may have happened then.
/// </remarks>
public interface ILeases
{
    /// <summary>Writes a fresh incarnation. Its id is new at every process start, and after having been declared dead.</summary>
    ValueTask Join(NodeIdentity node, TimeSpan lease, CancellationToken stop = default);

    /// <summary>Beats once and extends the lease.</summary>
    /// <returns>False where the node was declared dead: everything it held is lost, and it must join as another.</returns>
    ValueTask<bool> Renew(Guid node, CancellationToken stop = default);

    /// <summary>All nodes that are not dead, and all shards.</summary>
    ValueTask<LeaseTable> Observe(CancellationToken stop = default);

    /// <summary>
    /// Declares a node dead whose lease has run out and whose beat is still that one. To be asked only by who saw the beat stand still for
    /// the length of the lease on its own monotonic clock.
    /// </summary>
    /// <returns>False where it has beaten, or was dead already.</returns>
    ValueTask<bool> DeclareDead(Guid node, long beat, CancellationToken stop = default);

    /// <summary>
    /// Declares dead every other incarnation on that host, boot and port: whoever has bound the port knows that they are gone.
    /// </summary>
    /// <returns>Those that were not dead before.</returns>
    ValueTask<IReadOnlyList<Guid>> Succeed(NodeIdentity node, CancellationToken stop = default);

    /// <summary>Ends the sessions that a dead incarnation still has open, which may hold locks on its shards for ever.</summary>
    /// <returns>Sessions ended.</returns>
    ValueTask<int> Terminate(Guid dead, CancellationToken stop = default);

    /// <summary>Takes those of the shards that nobody owns or a dead node does; never one from a living node.</summary>
    ValueTask<IReadOnlyList<OwnedShard>> Acquire(IReadOnlyList<Shard> shards, Guid node, CancellationToken stop = default);

    /// <summary>Gives a shard back to nobody. False where it was not the node's under that epoch.</summary>
    ValueTask<bool> Release(OwnedShard shard, Guid node, CancellationToken stop = default);

    /// <summary>
    /// The node goes of its own will: it gets no more shards, and when <paramref name="left"/> it is dead to all who look.
    /// </summary>
    ValueTask Leave(Guid node, bool left, CancellationToken stop = default);
}

/// <param name="Id">This incarnation.</param>
/// <param name="Address">Where peers reach it, host:port.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="Boot">What tells one boot of the machine from the next.</param>
/// <param name="Port">The peer port, bound before joining; 0 where there is none, and then it succeeds nobody.</param>
public sealed record NodeIdentity(Guid Id, string Address, string Host, string Boot, int Port);

public enum NodeState : byte { Up, Draining, Dead }

/// <param name="Beat">Grows with every renewal.</param>
/// <param name="Expired">True where, by the store's clock, its lease has run out.</param>
public readonly record struct NodeSeen(Guid Id, string Address, NodeState State, long Beat, bool Expired);

public readonly record struct OwnedShard(Shard Shard, long Epoch);

/// <param name="Owner">Null where nobody owns it.</param>
public readonly record struct ShardSeen(Shard Shard, long Epoch, Guid? Owner);

public sealed record LeaseTable(IReadOnlyList<NodeSeen> Nodes, IReadOnlyList<ShardSeen> Shards);
