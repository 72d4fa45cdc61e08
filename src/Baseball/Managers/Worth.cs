using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What a man is worth in a turn at bat, by his card: runs above or below an average turn, in thousandths. Each outcome counts what it
/// added to the runs of an inning on the average of 2010 to 2020 (linear weights).
/// </summary>
internal static class Worth
{
    /// <summary>Thousandths of a run, in the order of <see cref="Outcomes.OnCards"/>.</summary>
    private static readonly int[] runs =
        [-270, 300, 330, 1_400, 1_400, 1_050, 760, 760, 760, 760, 460, 450, 460, 440, -270, -250, -250, -280];

    /// <summary>Of him at bat against that hand.</summary>
    public static int OfBatter(Edition edition, PlayerId man, bool isPitcher, Hand against)
    {
        var newcomer = isPitcher ? edition.League.Newcomer.PitcherAtBat : edition.League.Newcomer.Batter;
        return Of((edition.Find(man)?.Batting ?? newcomer).Against(against));
    }

    /// <summary>Of batters against him, as many from the left as there usually are: less is better.</summary>
    public static int OfPitcher(Edition edition, PlayerId man)
    {
        var card = edition.Find(man)?.Pitching ?? edition.League.Newcomer.Pitcher;
        return (Of(card.Left) * 2 + Of(card.Right) * 3) / 5;
    }

    private static int Of(EquatableArray<int> rates)
    {
        long sum = 0;
        for (var i = 0; i < runs.Length; i++) sum += (long)rates[i] * runs[i];
        return (int)(sum / Outcomes.Whole);
    }
}
