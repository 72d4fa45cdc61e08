using AkkaGame.Cluster;
using AkkaGame.Messages;

namespace AkkaGame.Host.Engines;

/// <summary>The nodes of a database and their shards, for operators.</summary>
internal interface ICluster
{
    /// <summary>The nodes and shards as this one knows them.</summary>
    ValueTask<ClusterSight> Sight();

    /// <summary>A shard gets its node with the first question for a game of it; until then nobody has it.</summary>
    bool PlacesOnDemand => false;

    /// <summary>Why no shard is moved by order here; null where it is.</summary>
    Refusal? MovesNone => null;

    /// <summary>Why a node that drains cannot be told to stay; null where it can.</summary>
    Refusal? TakesNoneBack => null;

    /// <summary>That shard is to go to that node. False where either has changed meanwhile.</summary>
    ValueTask<bool> Want(Shard shard, Guid node, CancellationToken stop);

    /// <summary>That node is to hand everything over, or may have shards again. False where it is not there any more.</summary>
    ValueTask<bool> AskToDrain(Guid node, bool drain, CancellationToken stop);
}
