namespace AkkaGame.Cluster;

/// <summary>
/// Waiting for something that others wait for too. Who waits goes on where he was, not wherever the one who ends the waiting happens to be;
/// and who gives up leaves nothing behind.
/// </summary>
internal static class Patience
{
    /// <returns>False where it did not come in time.</returns>
    public static async ValueTask<bool> Within(Task news, TimeSpan atMost, TimeProvider time, CancellationToken stop = default)
    {
        if (news.IsCompleted) return true;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var here = SynchronizationContext.Current is null ? TaskScheduler.Default : TaskScheduler.FromCurrentSynchronizationContext();
        var came = news.ContinueWith(static _ => { }, over.Token, TaskContinuationOptions.ExecuteSynchronously, here);
        await Task.WhenAny(came, Task.Delay(atMost, time, over.Token));
        stop.ThrowIfCancellationRequested();
        over.Cancel();
        return news.IsCompleted;
    }
}
