using AkkaGame.Actors;

namespace AkkaGame.Cluster;

/// <summary>Where a node stands among the others, for operators.</summary>
/// <param name="Node">This incarnation.</param>
/// <param name="MaySpeak">See <see cref="IOwnership.MaySpeak"/>.</param>
/// <param name="SinceRenewal">Since the last beat that arrived was sent.</param>
/// <param name="Owned">What this node holds now.</param>
/// <param name="Nodes">All that were not dead, this one among them, when it looked last.</param>
/// <param name="Shards">All of them and their owners, when it looked last.</param>
/// <param name="Age">Since that look; null where none has succeeded yet.</param>
public sealed record ClusterSight(
    NodeIdentity Node, bool MaySpeak, TimeSpan SinceRenewal, IReadOnlyList<OwnedShard> Owned,
    IReadOnlyList<NodeSeen> Nodes, IReadOnlyList<ShardSeen> Shards, TimeSpan? Age)
{
    /// <summary>Shards this node is just handing over.</summary>
    public int UnderWay { get; init; }

    /// <summary>It was told to hand everything over before it stops.</summary>
    public bool IsDraining { get; init; }

    /// <summary>
    /// Who is to hand which shard to whom, by that look: because it was written down, or because its owner hands everything over, who finds
    /// out for himself where to. None for who has nobody that may take his shards: he keeps them.
    /// </summary>
    public IReadOnlyList<ShardWish> Errands => [.. Nodes.SelectMany(node => ErrandsOf(node.Id))];

    /// <summary>Those of one node.</summary>
    public IReadOnlyList<ShardWish> ErrandsOf(Guid node) => Balance.Errands(new(Nodes, Shards), node, IsDraining && node == Node.Id);
}
