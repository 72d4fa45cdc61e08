namespace AkkaGame.Cluster;

/// <summary>A wait for one, which ends by itself after a while or when somebody rings.</summary>
internal sealed class Bell(TimeProvider time)
{
    private TaskCompletionSource rung = New();

    /// <summary>From any thread; does not run what waits. Between two waits it ends the next one.</summary>
    public void Ring() => Volatile.Read(ref rung).TrySetResult();

    public async Task Wait(TimeSpan atMost)
    {
        if (atMost <= TimeSpan.Zero) return;
        await using (time.CreateTimer(static bell => ((Bell)bell!).Ring(), this, atMost, Timeout.InfiniteTimeSpan))
            await Volatile.Read(ref rung).Task;
        Volatile.Write(ref rung, New()); // Whoever rang since then finds us awake, and about to do what he rang for.
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
