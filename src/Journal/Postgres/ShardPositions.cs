using AkkaGame.Messages;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// The next free place in the history of each shard. Under an epoch nobody else can write the shard, so the end is read once, after the
/// epoch was first seen, and then counted here. Only what is durable counts: a failed append leaves no gap.
/// </summary>
internal sealed class ShardPositions
{
    private readonly long[] epochs = new long[Shard.Count]; // 0: not known
    private readonly long[] durable = new long[Shard.Count];
    private readonly long[] filled = new long[Shard.Count];

    /// <summary>The shards of a batch whose end has to be read first.</summary>
    public List<Entry> Unknown(IReadOnlyList<Entry> batch)
    {
        List<Entry> unknown = [];
        foreach (var entry in batch)
            if (epochs[entry.Shard.Number] != entry.Epoch && !unknown.Exists(other => other.Shard == entry.Shard)) unknown.Add(entry);
        return unknown;
    }

    public void Learn(Shard shard, long epoch, long end) => (epochs[shard.Number], durable[shard.Number]) = (epoch, end);

    public void Forget(IReadOnlyList<Entry> batch)
    {
        foreach (var entry in batch) epochs[entry.Shard.Number] = 0;
    }

    /// <summary>A new batch is filled.</summary>
    public void Begin() => durable.CopyTo(filled, 0);

    public long Next(Shard shard) => ++filled[shard.Number];

    /// <summary>The batch that was filled is durable.</summary>
    public void Keep() => filled.CopyTo(durable, 0);
}
