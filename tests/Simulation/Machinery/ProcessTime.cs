namespace AkkaGame.Simulation.Machinery;

/// <summary>
/// A process's own clocks: the one on the wall can be set wrong and jump; the other only runs, a little too fast or too slow. Its timers
/// go by the one that only runs.
/// </summary>
/// <param name="rate">Its seconds a true second, near 1.</param>
internal sealed class ProcessTime(Process process, double rate) : TimeProvider
{
    private readonly World world = process.World;

    /// <summary>By how much the clock on the wall is wrong.</summary>
    public TimeSpan Error { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp() => (long)(world.Now * rate) + TimeSpan.TicksPerHour;

    public override DateTimeOffset GetUtcNow() => world.Clock + Error;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(ProcessTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan every;
        private int version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            every = period;
            version++;
            if (dueTime >= TimeSpan.Zero) Set(dueTime);
            return true;
        }

        public void Dispose() => version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Set(TimeSpan pause)
        {
            var mine = version;
            time.world.After(pause / time.Rate, time.Process, () => Fire(mine));
        }

        private void Fire(int mine)
        {
            if (mine != version) return;
            if (every > TimeSpan.Zero) Set(every);
            callback(state);
        }
    }

    private double Rate => rate;

    private Process Process => process;
}
