using System.Diagnostics;

namespace AkkaGame.Host.Drilling;

/// <summary>How late this program itself gets to do what is due: what it measures is no more exact than that.</summary>
internal sealed class Lateness : IAsyncDisposable
{
    private static readonly TimeSpan often = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource over = new();
    private readonly Task running;
    private long longest;

    public Lateness() => running = Task.Run(Run);

    /// <summary>The longest so far.</summary>
    public TimeSpan Longest => Stopwatch.GetElapsedTime(0, Volatile.Read(ref longest));

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await running;
        over.Dispose();
    }

    private async Task Run()
    {
        while (!over.IsCancellationRequested)
        {
            var before = Stopwatch.GetTimestamp();
            await Task.Delay(often, CancellationToken.None);
            var late = Stopwatch.GetTimestamp() - before - (long)(often.TotalSeconds * Stopwatch.Frequency);
            if (late > Volatile.Read(ref longest)) Volatile.Write(ref longest, late);
        }
    }
}
