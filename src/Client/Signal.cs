namespace AkkaGame.Client;

/// <summary>Wakes whoever waits for something to change; where nobody does, it is nothing.</summary>
internal sealed class Signal
{
    private volatile TaskCompletionSource? next;

    /// <summary>The next change. Ask for it before you look, so that none falls between.</summary>
    public Task Next()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref next, mine, null) ?? mine).Task;
    }

    public void Change() => Interlocked.Exchange(ref next, null)?.TrySetResult();
}
