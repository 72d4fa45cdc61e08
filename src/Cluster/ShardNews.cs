using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>For who waits until something changes about where a shard lives.</summary>
internal sealed class ShardNews
{
    private readonly TaskCompletionSource[] next = [.. Shard.All.Select(static _ => New())];

    /// <summary>Completes with the next news. To be taken before one looks, so that nothing is missed in between.</summary>
    public Task Of(Shard shard) => Volatile.Read(ref next[shard.Number]).Task;

    public void Tell(Shard shard) => Interlocked.Exchange(ref next[shard.Number], New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
