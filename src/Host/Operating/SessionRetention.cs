using AkkaGame.Actors;

namespace AkkaGame.Host.Operating;

/// <summary>
/// Forgets the connections of which nothing was heard for a week: at the start, and once a day. What fails is tried the next day.
/// </summary>
internal sealed class SessionRetention : IAsyncDisposable
{
    private static readonly TimeSpan kept = TimeSpan.FromDays(7), every = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource closing = new();
    private readonly Task running;

    public SessionRetention(ISessions sessions, TimeProvider time, ILogger log) =>
        running = Task.Run(() => Run(sessions, time, log, closing.Token));

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await running;
        closing.Dispose();
    }

    private static async Task Run(ISessions sessions, TimeProvider time, ILogger log, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Forget(sessions, (time.GetUtcNow() - kept).ToUnixTimeMilliseconds(), log, stop);
                await Task.Delay(every, time, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private static async Task Forget(ISessions sessions, long before, ILogger log, CancellationToken stop)
    {
        try
        {
            await sessions.Forget(before, stop);
        }
        catch (JournalUnavailableException e)
        {
            Log.Warned(log, $"Old connections are not forgotten now: {e.Message}");
        }
    }
}
