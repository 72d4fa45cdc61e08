namespace AkkaGame.Specs;

/// <summary>Time that stands still until a test moves it; timers fire on the thread that does, in the order of their deadlines.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = new(2018, 4, 6, 16, 10, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (Next(until) is { } fire) fire();
        lock (gate) now = until;
    }

    private Action? Next(DateTimeOffset until)
    {
        lock (gate)
        {
            if (timers.Where(t => t.Due <= until).MinBy(t => t.Due) is not { } timer) return null;
            // One that was set while the last one fired may be due in the past by now.
            if (timer.Due > now) now = timer.Due.Value;
            return timer.Taken();
        }
    }

    private sealed class Timer(ManualTime time, Action fire) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset? Due { get; private set; }

        /// <summary>What it does now; its next moment is set.</summary>
        public Action Taken()
        {
            Due = period > TimeSpan.Zero ? time.now + period : null;
            return fire;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                this.period = period;
                Due = dueTime >= TimeSpan.Zero ? time.now + dueTime : null;
                if (!time.timers.Contains(this)) time.timers.Add(this);
            }

            return true;
        }

        public void Dispose()
        {
            lock (time.gate) time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
