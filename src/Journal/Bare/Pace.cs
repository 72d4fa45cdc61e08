using System.Diagnostics;

namespace AkkaGame.Journal.Bare;

/// <summary>How something went that was done again and again.</summary>
/// <param name="PerSecond">Times a second, whoever did it.</param>
/// <param name="P50">Milliseconds that half of them took at most.</param>
/// <param name="P99">Milliseconds that 99 of 100 took at most.</param>
/// <param name="Times">How often.</param>
public readonly record struct Pace(double PerSecond, double P50, double P99, int Times)
{
    /// <param name="waits">What each took, in ticks of <see cref="Stopwatch"/>; at least one.</param>
    /// <param name="took">All of it, from the first to the last.</param>
    public static Pace Of(IEnumerable<long> waits, TimeSpan took)
    {
        var ordered = waits.Order().ToArray();
        return new(ordered.Length / took.TotalSeconds, At(50), At(99), ordered.Length);

        double At(int percent) =>
            Stopwatch.GetElapsedTime(0, ordered[Math.Min(ordered.Length - 1, ordered.Length * percent / 100)]).TotalMilliseconds;
    }
}
