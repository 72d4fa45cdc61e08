using System.Diagnostics;

namespace AkkaGame.Journal.Bare;

/// <summary>How something went that was done again and again.</summary>
/// <param name="PerSecond">Times a second, whoever did it.</param>
/// <param name="P50">Milliseconds that half of them took at most.</param>
/// <param name="P99">Milliseconds that 99 of 100 took at most.</param>
/// <param name="Processor">Microseconds of this process's processor time for each.</param>
public readonly record struct Pace(double PerSecond, double P50, double P99, double Processor);

/// <summary>Takes the time of a run, from the moment it is made.</summary>
/// <param name="time">How long the run is to be.</param>
public sealed class PaceWatch(TimeSpan time)
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly TimeSpan processor = Environment.CpuUsage.TotalTime;

    public bool IsOver => Stopwatch.GetElapsedTime(started) >= time;

    /// <summary>The run has ended.</summary>
    /// <param name="waits">What each took, in ticks of <see cref="Stopwatch"/>; at least one.</param>
    public Pace Stop(IEnumerable<long> waits)
    {
        var (took, worked) = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - processor);
        var ordered = waits.Order().ToArray();
        return new(ordered.Length / took.TotalSeconds, At(50), At(99), worked.TotalMicroseconds / ordered.Length);

        double At(int percent) =>
            Stopwatch.GetElapsedTime(0, ordered[Math.Min(ordered.Length - 1, ordered.Length * percent / 100)]).TotalMilliseconds;
    }
}
