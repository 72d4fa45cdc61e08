namespace AkkaGame.Baseball;

/// <summary>
/// A pitcher has good days and bad ones. Which one it is the d20 of his first match-up says (the cell that it names seldom depends on the
/// d20), so nobody knows it before, everybody can see it afterwards, and it is recomputed like any roll.
/// </summary>
/// <remarks>
/// That there are such days is counted: in 2018 the runs of two of a club's first eight innings had a covariance of 0.020, and 0.002 where
/// nobody has a day; over the 56 pairs that is a tenth of the variance of its runs. It was there between innings that a starter pitches
/// both of, and went with their distance; the two clubs of a game had none in common, as the weather of a day would give them. With the
/// spread below it is 0.018 between innings next to one another (0.017 counted) and falls off sooner. The information used
/// here was obtained free of charge from and is copyrighted by Retrosheet. Interested parties may contact Retrosheet at
/// "www.retrosheet.org".
/// </remarks>
public static class PitchersDay
{
    public const int Worst = 1, Best = 20;

    /// <summary>Hits, walks and men hit on a day one standard deviation worse than usual, per mille more; strikeouts fewer.</summary>
    private const int Spread = 160;

    /// <summary>The middles of twenty equal parts of the normal distribution, thousandths of a standard deviation, half of them.</summary>
    private static readonly int[] deviations = [1_960, 1_440, 1_150, 935, 755, 598, 454, 319, 189, 63];

    private static readonly int[][] days = [.. Enumerable.Range(Worst, Best).Select(Made)];

    /// <summary>What that day does to each outcome of <see cref="Outcomes.All"/>, per mille. Not to be changed.</summary>
    /// <param name="day">From <see cref="Worst"/> to <see cref="Best"/>.</param>
    public static int[] Of(int day) => days[day - Worst];

    private static int[] Made(int day)
    {
        var off = day <= deviations.Length ? deviations[day - 1] : -deviations[Best - day];
        var more = off * Spread / 1_000;
        var done = new int[Outcomes.Count];
        for (var i = 0; i < done.Length; i++)
        {
            done[i] = 1_000 + Outcomes.All[i][0] switch
            {
                'K' => -more,
                'G' or 'F' or 'L' or 'P' or 'C' or 'O' => 0,
                _ => more,
            };
        }

        return done;
    }
}
