using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// Since when there has been somebody to answer for a shard: since this process began, took the shard over, or found its store again. Who
/// was asked something before that may not have been able to answer, and the rules give him the time back. A game that comes and goes in
/// memory changes nothing here.
/// </summary>
internal sealed class Attendance
{
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Held[] shards = new Held[Shard.Count];
    private readonly bool[] failing = new bool[Shard.Count];

    public Attendance(IOwnership ownership, TimeProvider time)
    {
        this.time = time;
        var now = Now;
        foreach (var shard in Shard.All) shards[shard.Number] = new(ownership.EpochOf(shard), now);
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Unix milliseconds UTC.</summary>
    /// <param name="epoch">Under which the game was loaded. The first who brings a new one may be faster than the news of it.</param>
    public long Since(Shard shard, long epoch)
    {
        ref var held = ref shards[shard.Number];
        // Every command comes by here: it takes no lock.
        if (Volatile.Read(ref held) is var known && known.Epoch == epoch) return known.Since;
        lock (gate)
        {
            if (held.Epoch != epoch) held = new(epoch, Now);
            return held.Since;
        }
    }

    public void Heed(ShardChange change)
    {
        if (change.Epoch is { } epoch) Since(change.Shard, epoch);
    }

    /// <summary>The store does not answer, or does not take anything.</summary>
    public void Fails(Shard shard) => Volatile.Write(ref failing[shard.Number], true);

    /// <summary>It did. Where it had failed before, the shard is attended to since now.</summary>
    public void Works(Shard shard)
    {
        if (!Volatile.Read(ref failing[shard.Number])) return;
        lock (gate)
        {
            failing[shard.Number] = false;
            shards[shard.Number] = shards[shard.Number] with { Since = Now };
        }
    }

    private sealed record Held(long? Epoch, long Since);
}
