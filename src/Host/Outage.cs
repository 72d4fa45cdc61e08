using AkkaGame.Messages;

namespace AkkaGame.Host;

/// <summary>
/// Tells the log of a journal that fails without telling it of every command: the first failure, then how many there were every few
/// seconds, and that it is over once there was none for so long.
/// </summary>
internal sealed class Outage : IDisposable
{
    private static readonly TimeSpan often = TimeSpan.FromSeconds(5);

    private readonly ILogger log;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private readonly Lock counting = new();
    private long began, last;
    private int total, fresh;
    private string why = "";

    public Outage(ILogger log, TimeProvider time)
    {
        (this.log, this.time) = (log, time);
        timer = time.CreateTimer(static outage => ((Outage)outage!).Tell(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something of a game was not stored, or not read.</summary>
    public void Struck(GameId game, string reason)
    {
        bool isFirst;
        lock (counting)
        {
            isFirst = total == 0;
            (last, why, total) = (time.GetTimestamp(), reason, total + 1);
            if (isFirst) began = last;
            else fresh++;
        }

        if (!isFirst) return;
        Log.JournalFails(log, game, reason);
        timer.Change(often, often);
    }

    public void Dispose() => timer.Dispose();

    private void Tell()
    {
        int failures;
        bool isOver;
        double seconds;
        string reason;
        lock (counting)
        {
            if (total == 0) return;
            isOver = time.GetElapsedTime(last) >= often;
            (failures, reason) = (isOver ? total : fresh, why);
            seconds = Math.Round(time.GetElapsedTime(began, isOver ? last : time.GetTimestamp()).TotalSeconds, 1);
            fresh = 0;
            if (isOver) total = 0;
        }

        if (isOver)
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Log.JournalHealed(log, failures, seconds);
        }
        else if (failures > 0)
        {
            Log.JournalStillFails(log, failures, seconds, reason);
        }
    }
}
