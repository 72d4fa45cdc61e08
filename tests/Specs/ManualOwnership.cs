using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>Ownership in a test's hands; at first it has every shard under epoch 1.</summary>
public sealed class ManualOwnership : IOwnership
{
    private readonly long?[] epochs = [.. Enumerable.Repeat<long?>(1, Shard.Count)];

    /// <summary>What the engine doubted.</summary>
    public List<OwnedShard> Doubted { get; } = [];

    public bool MaySpeak { get; set; } = true;

    public event Action<ShardChange>? Changed;

    public long? EpochOf(Shard shard)
    {
        lock (epochs) return epochs[shard.Number];
    }

    public void Doubt(Shard shard, long epoch)
    {
        lock (Doubted) Doubted.Add(new(shard, epoch));
    }

    /// <summary>From now on the game's shard is this node's under that epoch, or, where it is null, another's.</summary>
    public void Set(GameId game, long? epoch)
    {
        SetUntold(game, epoch);
        Changed?.Invoke(new(Shard.Of(game), epoch));
    }

    /// <summary>The same, but nobody has been told yet.</summary>
    public void SetUntold(GameId game, long? epoch)
    {
        lock (epochs) epochs[Shard.Of(game).Number] = epoch;
    }
}
