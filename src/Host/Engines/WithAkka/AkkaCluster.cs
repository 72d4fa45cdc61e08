using System.Security.Cryptography;
using System.Text;
using AkkaGame.Actors;
using AkkaGame.Cluster;
using AkkaGame.Messages;
using AkkaGame.OnAkka;

namespace AkkaGame.Host.Engines;

/// <summary>The members of an Akka cluster and the shards that have been asked for, as operators know nodes and shards.</summary>
internal sealed class AkkaCluster(AkkaNode node) : ICluster
{
    public bool PlacesOnDemand => true;

    public Refusal? MovesNone { get; } = Refusal.Illegal(
        "shard", "not-by-order", "On Akka.NET the coordinator places shards by itself: drain a node, and its shards go to the others.");

    public Refusal? TakesNoneBack { get; } = Refusal.Illegal(
        "undo", "not-by-order", "On Akka.NET a node that drains leaves the cluster, and its process ends: start it again.");

    public async ValueTask<ClusterSight> Sight()
    {
        var members = node.Members;
        var homes = await Homes();
        var ids = members.ToDictionary(static member => member.Address, Id);
        var me = members.FirstOrDefault(static member => member.IsMe);
        var mine = me is null ? Guid.Empty : Id(me);
        var shards = Shard.All.Select(shard => new ShardSeen(
            shard, 0, homes.TryGetValue(shard, out var at) && ids.TryGetValue(at, out var owner) ? owner : null)).ToArray();
        return new(
            new(mine, me?.Address ?? "", Environment.MachineName, "", 0), node.Here.MaySpeak, TimeSpan.Zero,
            [.. shards.Where(shard => shard.Owner == mine).Select(static shard => new OwnedShard(shard.Shard, shard.Epoch))],
            [.. members.Select(static member => new NodeSeen(Id(member), member.Address, State(member), 0, !member.IsReachable))],
            shards, TimeSpan.Zero);
    }

    public ValueTask<bool> Want(Shard shard, Guid to, CancellationToken stop) => new(false);

    public ValueTask<bool> AskToDrain(Guid who, bool drain, CancellationToken stop) => new(
        drain && node.Members.FirstOrDefault(member => Id(member) == who) is { } member && node.SendAway(member.Address));

    /// <summary>Nothing where the nodes do not answer in time.</summary>
    private async Task<IReadOnlyDictionary<Shard, string>> Homes()
    {
        try
        {
            return await node.Homes();
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return new Dictionary<Shard, string>();
        }
    }

    /// <summary>The same on every node, for one life of a member.</summary>
    private static Guid Id(MemberSeen member) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{member.Address} {member.Uid}")).AsSpan(0, 16));

    private static NodeState State(MemberSeen member) => member.Status switch
    {
        "up" => NodeState.Up,
        "joining" or "weaklyup" => NodeState.Joining,
        "leaving" or "exiting" => NodeState.Draining,
        _ => NodeState.Dead,
    };
}
