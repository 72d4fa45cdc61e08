namespace AkkaGame.Cluster;

/// <summary>A shard that is just being handed over: who has a question for one of its games waits here until that is done.</summary>
internal sealed class ShardGate(RoutingOptions options, TimeProvider time)
{
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int waiting;

    /// <summary>Lets everybody go on.</summary>
    public void Open() => open.TrySetResult();

    /// <summary>True once it is open; false where too many wait, or it took too long.</summary>
    public async ValueTask<bool> Pass()
    {
        try
        {
            if (Interlocked.Increment(ref waiting) > options.HeldMost) return false;
            return await Patience.Within(open.Task, options.HoldTime, time);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
