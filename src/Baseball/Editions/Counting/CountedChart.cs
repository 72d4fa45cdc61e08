namespace AkkaGame.Baseball;

/// <summary>What average men do, read off the charts of average men as chances.</summary>
internal static class CountedChart
{
    public static readonly double CaughtAtSecond = Counted("steal 2", "CS");

    public static readonly double CaughtAtThird = Counted("steal 3", "CS");

    public static readonly double BuntForAHit = Counted("bunt for a hit", "hit");

    public static readonly double SacrificeHits = Counted("bunt 1", "hit");

    /// <summary>The chance of outcomes that begin so, of what was counted under that name.</summary>
    public static double Counted(string name, string outcomes) => LeagueFacts.Find(name) is { } odds ? Chance(odds, outcomes) : 0;

    /// <summary>The chance of outcomes that begin so, on the chart of that name; 0 where there is no such chart.</summary>
    public static double OnChart(string name, string outcomes)
    {
        if (AverageCharts.Find(name) is not { } chart) return 0;
        var cells = 0;
        foreach (var share in chart.Shares) if (share.Outcome.StartsWith(outcomes, StringComparison.Ordinal)) cells += share.Cells;
        return cells / (double)Rounding.Cells;
    }

    private static double Chance(Odds odds, string outcomes)
    {
        ulong these = 0;
        foreach (var share in odds.Shares) if (share.Outcome.StartsWith(outcomes, StringComparison.Ordinal)) these += share.Weight;
        return these / (double)odds.Sum;
    }
}
