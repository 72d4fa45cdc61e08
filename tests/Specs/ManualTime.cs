namespace AkkaGame.Specs;

/// <summary>Time that stands still until a test moves it; timers fire on the thread that does, in the order of their deadlines.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = new(2018, 4, 6, 16, 10, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var until = now + by;
        while (Next(until) is { } timer)
        {
            now = timer.Due!.Value;
            timer.Fire();
        }

        now = until;
    }

    private Timer? Next(DateTimeOffset until)
    {
        lock (timers) return timers.Where(t => t.Due <= until).MinBy(t => t.Due);
    }

    private sealed class Timer(ManualTime time, Action fire) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset? Due { get; private set; }

        public void Fire()
        {
            Due = period > TimeSpan.Zero ? time.now + period : null;
            fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            this.period = period;
            Due = dueTime >= TimeSpan.Zero ? time.now + dueTime : null;
            lock (time.timers) if (!time.timers.Contains(this)) time.timers.Add(this);
            return true;
        }

        public void Dispose()
        {
            lock (time.timers) time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
