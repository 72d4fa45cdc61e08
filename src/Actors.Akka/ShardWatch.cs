using Akka.Actor;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.OnAkka;

/// <summary>
/// Which shards are on this node, and under which incarnation. Sharding says nothing of that; but a shard is an actor, the parent of its
/// games, and one that came back after it was elsewhere is another actor. What was written meanwhile elsewhere is read again then, and time
/// in which nobody could answer is given back.
/// </summary>
/// <param name="isAlone">True where no other node has games, so that all shards are here for as long as this node is.</param>
internal sealed class ShardWatch(bool isAlone) : IOwnership
{
    private readonly Lock gate = new();
    private readonly (IActorRef? Shard, long Epoch)[] seen = new (IActorRef?, long)[Shard.Count];

    public event Action<ShardChange>? Changed;

    /// <summary>Told of a shard that is here from now on; set before the first one comes.</summary>
    public Action<IActorRef> Came { get; set; } = static _ => { };

    /// <summary>Whether the others, if there are any, have heard of this node lately.</summary>
    public Func<bool> IsHeard { get; set; } = static () => true;

    public bool MaySpeak => IsHeard();

    public long? EpochOf(Shard shard)
    {
        lock (gate) return isAlone || seen[shard.Number].Shard is not null ? seen[shard.Number].Epoch : null;
    }

    public void Doubt(Shard shard, long epoch)
    {
        // A game that lost the race for a number ends, and sharding brings it back wherever it belongs.
    }

    /// <summary>Whether the games of that incarnation may. In this order: where it has come back, those of before say nothing.</summary>
    public bool MaySpeakFor(Shard shard, long epoch) => MaySpeak && EpochOf(shard) == epoch;

    /// <summary>A game begins under that parent.</summary>
    public long Enter(Shard shard, IActorRef parent)
    {
        long epoch;
        lock (gate)
        {
            ref var known = ref seen[shard.Number];
            if (known.Shard is null && isAlone) known.Shard = parent;
            if (parent.Equals(known.Shard)) return known.Epoch;
            known = (parent, known.Epoch + 1);
            epoch = known.Epoch;
        }

        Came(parent);
        Changed?.Invoke(new(shard, epoch));
        return epoch;
    }

    /// <summary>That shard has ended here.</summary>
    public void Leave(IActorRef parent)
    {
        foreach (var shard in Shard.All)
        {
            lock (gate)
            {
                ref var known = ref seen[shard.Number];
                if (!parent.Equals(known.Shard)) continue;
                known.Shard = null;
            }

            Changed?.Invoke(new(shard, null));
        }
    }
}
