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
    IReadOnlyList<NodeSeen> Nodes, IReadOnlyList<ShardSeen> Shards, TimeSpan? Age);
