using System.Diagnostics;

namespace AkkaGame.Host.Drilling;

/// <summary>How games fared between two moments, in ticks of <see cref="Stopwatch"/>.</summary>
internal static class Interruption
{
    /// <summary>The longest time without an acknowledged command, from one moment to another: all of it where there was none.</summary>
    public static TimeSpan Longest(IEnumerable<Acknowledged> acknowledged, long from, long until)
    {
        long longest = 0, before = from;
        foreach (var one in acknowledged.Select(static one => one.Done).Where(done => done > from && done < until).Order().Append(until))
        {
            longest = Math.Max(longest, one - before);
            before = one;
        }

        return Stopwatch.GetElapsedTime(0, longest);
    }

    /// <summary>
    /// When the first command was acknowledged that was asked after a moment, and not accepted before it; null where none was.
    /// </summary>
    public static long? Writable(IEnumerable<Acknowledged> acknowledged, long after) =>
        acknowledged.Where(one => one.Asked > after && !one.Again).Select(static one => (long?)one.Done).Min();

    /// <summary>How the lengths are spread.</summary>
    public static Spread Of(IEnumerable<TimeSpan> lengths)
    {
        var sorted = lengths.Order().ToArray();
        return sorted.Length == 0 ? default : new(At(0.5), At(0.99), At(1));

        double At(double part) => Math.Round(sorted[(int)Math.Ceiling(part * sorted.Length) - 1].TotalMilliseconds, 1);
    }
}

/// <summary>Milliseconds, over games.</summary>
internal readonly record struct Spread(double P50, double P99, double Max);
