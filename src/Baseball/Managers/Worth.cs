using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What a man is worth in a turn at bat, by his card: runs above or below an average turn, in thousandths. Each outcome counts what it
/// changed in the runs of an inning from 2010 to 2020 (runs scored, and run expectancy after less before), whatever the ball looked like.
/// </summary>
/// <remarks>
/// The information used here was obtained free of charge from and is copyrighted by Retrosheet. Interested parties may contact Retrosheet
/// at "www.retrosheet.org".
/// </remarks>
internal static class Worth
{
    /// <summary>Thousandths of a run, in the order of <see cref="Outcomes.OnCards"/>.</summary>
    private static readonly int[] runs =
        [-269, 310, 330, 1_384, 1_384, 1_049, 754, 754, 754, 754, 451, 451, 451, 451, -269, -269, -269, -269];

    /// <summary>Of him at bat against that hand.</summary>
    public static int Of(Edition edition, PlayerId man, bool isPitcher, Hand against)
    {
        var rates = edition.Batting(man, isPitcher).Against(against);
        long sum = 0;
        for (var i = 0; i < runs.Length; i++) sum += (long)rates[i] * runs[i];
        return (int)(sum / Outcomes.Whole);
    }

    /// <summary>As <c>+0.05</c>.</summary>
    public static string Runs(int thousandths) => (thousandths / 1_000.0).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
