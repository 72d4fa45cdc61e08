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
    /// <param name="enters">False where it gets no shards before <see cref="Enter"/>.</param>
    ValueTask Join(NodeIdentity node, TimeSpan lease, bool enters = true, CancellationToken stop = default);

    /// <summary>The node can answer for games: from now on it may have shards.</summary>
    ValueTask Enter(Guid node, CancellationToken stop = default);

    /// <summary>Beats once and extends the lease.</summary>
    /// <returns>False where the node was declared dead: everything it held is lost, and it must join as another.</returns>
    ValueTask<bool> Renew(Guid node, CancellationToken stop = default);

    /// <summary>All nodes that are not dead, in the order in which they joined, and all shards.</summary>
    ValueTask<LeaseTable> Observe(CancellationToken stop = default);

    /// <summary>
    /// Declares a node dead whose lease has run out and whose beat is still that one. To be asked only by who saw the beat stand still for
    /// the length of the lease on its own monotonic clock.
    /// </summary>
    /// <returns>False where it has beaten, was dead already, or somebody holds its row.</returns>
    ValueTask<bool> DeclareDead(Guid node, long beat, CancellationToken stop = default);

    /// <summary>
    /// Declares dead every other incarnation on that host, boot and port: whoever has bound the port knows that they are gone.
    /// </summary>
    /// <returns>Those that were not dead before.</returns>
    ValueTask<IReadOnlyList<Guid>> Succeed(NodeIdentity node, CancellationToken stop = default);

    /// <summary>
    /// Ends the sessions that an incarnation still has open which is dead, or whose lease has run out. They may hold locks on its shards,
    /// or on its own row, for ever.
    /// </summary>
    /// <returns>Sessions ended.</returns>
    ValueTask<int> Terminate(Guid dead, CancellationToken stop = default);

    /// <summary>Takes those of the shards that nobody owns or a dead node does; never one from a living node.</summary>
    ValueTask<IReadOnlyList<OwnedShard>> Acquire(IReadOnlyList<Shard> shards, Guid node, CancellationToken stop = default);

    /// <summary>Gives a shard back to nobody. False where it was not the node's under that epoch.</summary>
    ValueTask<bool> Release(OwnedShard shard, Guid node, CancellationToken stop = default);

    /// <summary>
    /// Gives a shard to another node, which must be up, under its next epoch. Waits for the appends under this one that still run. Where it
    /// was not answered it may still come: see <see cref="Raise"/>.
    /// </summary>
    /// <returns>The next epoch; null where nothing was changed: it was not the node's under that epoch, or the other is not up.</returns>
    ValueTask<long?> HandOver(OwnedShard shard, Guid from, Guid to, CancellationToken stop = default);

    /// <summary>
    /// Goes on with a shard under its next epoch: whatever was sent under this one and has not arrived cannot do anything any more.
    /// </summary>
    /// <returns>The next epoch; null where it was not the node's under that epoch.</returns>
    ValueTask<long?> Raise(OwnedShard shard, Guid node, CancellationToken stop = default);

    /// <summary>
    /// Writes down who is to have which shards, unless somebody else plans in this very moment. A hint: nothing is moved by it, and what
    /// has another epoch by now, or is locked by somebody, is passed over.
    /// </summary>
    /// <returns>How many were written down.</returns>
    ValueTask<int> Plan(IReadOnlyList<ShardWish> wishes, CancellationToken stop = default);

    /// <summary>An operator wants a shard to move. Its owner does it at his next look.</summary>
    /// <returns>False where nobody owns it, or that node is not up or is to drain itself.</returns>
    ValueTask<bool> Want(Shard shard, Guid node, CancellationToken stop = default);

    /// <summary>An operator wants a node to hand everything over and stay up without shards, or takes that back.</summary>
    /// <returns>False where there is no such node, or it is dead.</returns>
    ValueTask<bool> AskToDrain(Guid node, bool drain, CancellationToken stop = default);

    /// <summary>
    /// Declares a node dead before its lease has run out: its beat is still that one, and it has no session left, nor is that for a
    /// restart of the store or of the node. To be asked only by who was refused at its port.
    /// </summary>
    /// <returns>False where one of these does not hold, or it was dead already.</returns>
    ValueTask<bool> DeclareGone(Guid node, long beat, CancellationToken stop = default);

    /// <summary>
    /// Until it is stopped, tells that shards or wishes may have changed: whenever somebody says so, and each time the listening has begun,
    /// for what was said before is lost. Only a reason to look. Told on any thread; never fails.
    /// </summary>
    /// <param name="node">This incarnation, which the session is named after.</param>
    Task Listen(Guid node, Action told, CancellationToken stop);

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

/// <summary>What a node is there for. Only one that is <see cref="Up"/> gets shards.</summary>
public enum NodeState : byte
{
    Up,
    /// <summary>It leaves.</summary>
    Draining,
    Dead,
    /// <summary>It cannot answer for games yet.</summary>
    Joining,
}

/// <param name="Beat">Grows with every renewal.</param>
/// <param name="Expired">True where, by the store's clock, its lease has run out.</param>
/// <param name="Asked">An operator wants it to hand everything over.</param>
/// <param name="Silent">It has no session at the store, and that is not for a restart of the store or of the node.</param>
public readonly record struct NodeSeen(
    Guid Id, string Address, NodeState State, long Beat, bool Expired, bool Asked = false, bool Silent = false);

public readonly record struct OwnedShard(Shard Shard, long Epoch);

/// <param name="Owner">Null where nobody owns it.</param>
/// <param name="WantedBy">Who is to have it; null where it may stay. A hint.</param>
public readonly record struct ShardSeen(Shard Shard, long Epoch, Guid? Owner, Guid? WantedBy = null);

/// <param name="Shard">As it was seen: under another epoch the wish is over.</param>
/// <param name="To">Who is to have it.</param>
public readonly record struct ShardWish(OwnedShard Shard, Guid To);

public sealed record LeaseTable(IReadOnlyList<NodeSeen> Nodes, IReadOnlyList<ShardSeen> Shards);
