using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating.Calibrating;

/// <summary>What men are held to: strikeouts, walks, home runs and hits.</summary>
internal enum LineKind { Strikeouts, Walks, HomeRuns, Hits }

/// <summary>
/// What each man came to beside the sum of the odds of his own turns, by the charts that were in force: a man's line is his card's, his
/// opponents', his parks' and the managers' doing, and what is left must be the dice's. Not safe for two threads.
/// </summary>
internal sealed class ManLines
{
    /// <summary>Men of whom fewer are expected say nothing of themselves.</summary>
    private const long ExpectedLeast = 20;

    /// <summary>Odds are whole numbers of so many parts: a cell of the chart, and of the chart of what is rare on it.</summary>
    private const long Whole = (long)Rounding.Cells * Rounding.Cells;

    /// <summary>In whole parts, so that the sums are the same whoever was counted first.</summary>
    private readonly Dictionary<(PlayerId Man, bool Pitches, LineKind Kind), (long Expected, Int128 Variance, int Seen)> lines = [];

    /// <param name="before">The game as it stood before it.</param>
    public void Add(Game before, PlayMade play)
    {
        if (before.Live?.UnderWay is not { } under || Resolver.Matchup(before, under) is not { } chart) return;
        var outcome = Hit(play.Chart);
        foreach (var kind in Enum.GetValues<LineKind>())
        {
            var (odds, seen) = (Odds(chart, kind), Is(outcome, kind) ? 1 : 0);
            Add((before.Man(play.Batter).Player, false, kind), odds, (Int128)odds * (Whole - odds), seen);
            Add((before.Man(play.Pitcher).Player, true, kind), odds, (Int128)odds * (Whole - odds), seen);
        }
    }

    public void Add(ManLines other)
    {
        foreach (var (key, (expected, variance, seen)) in other.lines) Add(key, expected, variance, seen);
    }

    /// <summary>How far the men are off together.</summary>
    /// <returns>The men, the sum of the squares of their deviations in standard ones, its chance, and the greatest of them.</returns>
    public (int Men, double Squares, double Chance, double Most) Of(bool pitches, LineKind kind)
    {
        double[] off =
        [
            .. lines.Where(one => one.Key.Pitches == pitches && one.Key.Kind == kind && one.Value.Expected >= ExpectedLeast * Whole)
                .OrderBy(static one => one.Key.Man.Value, StringComparer.Ordinal)
                .Select(static one => (double)(one.Value.Seen * Whole - one.Value.Expected) / Math.Sqrt((double)one.Value.Variance)),
        ];
        var squares = off.Sum(static one => one * one);
        return (off.Length, squares, off.Length == 0 ? 1 : Chance(squares, off.Length), off.Select(Math.Abs).DefaultIfEmpty(0).Max());
    }

    private void Add((PlayerId, bool, LineKind) key, long expected, Int128 variance, int seen)
    {
        var (e, v, s) = lines.GetValueOrDefault(key);
        lines[key] = (e + expected, v + variance, s + seen);
    }

    /// <summary>What the roll of batter against pitcher came to; of a rare outcome the roll after it says which.</summary>
    private static string Hit(EquatableArray<ChartEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (!entries[i].Chart.StartsWith("matchup ", StringComparison.Ordinal)) continue;
            return entries[i].Outcome == Chart.RareWord && i + 1 < entries.Count ? entries[i + 1].Outcome : entries[i].Outcome;
        }

        return "";
    }

    private static long Odds(Chart chart, LineKind kind)
    {
        var odds = 0L;
        foreach (var share in chart.Shares)
        {
            if (share.Outcome != Chart.RareWord)
            {
                if (Is(share.Outcome, kind)) odds += (long)share.Cells * Rounding.Cells;
                continue;
            }

            // One more roll draws it, on a chart of its own.
            foreach (var rare in chart.Rare.Shares) if (Is(rare.Outcome, kind)) odds += (long)share.Cells * rare.Cells;
        }

        return odds;
    }

    private static bool Is(string outcome, LineKind kind) => kind switch
    {
        LineKind.Strikeouts => outcome is "K" or "K/WP",
        LineKind.Walks => outcome == "W",
        LineKind.HomeRuns => outcome.StartsWith("HR/", StringComparison.Ordinal),
        _ => outcome == "T" || Is(outcome, LineKind.HomeRuns)
            || outcome.StartsWith("S/", StringComparison.Ordinal) || outcome.StartsWith("D/", StringComparison.Ordinal),
    };

    /// <summary>The chance of a sum of squares at least so great, by Wilson's and Hilferty's cube root.</summary>
    private static double Chance(double squares, int degrees)
    {
        var part = 2.0 / (9 * degrees);
        return Upper((Math.Cbrt(squares / degrees) - (1 - part)) / Math.Sqrt(part));
    }

    /// <summary>Of the normal distribution, beyond that many standard deviations (Abramowitz and Stegun 26.2.17: 7.5e-8).</summary>
    private static double Upper(double deviations)
    {
        if (deviations < 0) return 1 - Upper(-deviations);
        var t = 1 / (1 + 0.2316419 * deviations);
        var series = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.Exp(-deviations * deviations / 2) / Math.Sqrt(2 * Math.PI) * series;
    }
}
