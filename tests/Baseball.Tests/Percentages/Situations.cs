using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Percentages;

/// <summary>Moments of a game between average men, without lineups.</summary>
internal static class Situations
{
    /// <summary>
    /// By bits 1 2 4 for the bases taken, then outs: how often it was so in the majors from 2010 to 2020, and runs to the end of the half.
    /// The information used here was obtained free of charge from and is copyrighted by Retrosheet. Interested parties may contact
    /// Retrosheet at "www.retrosheet.org".
    /// </summary>
    public static readonly (int Times, int Runs)[] Counted =
    [
        (421_125, 210_335), (305_233, 81_203), (244_267, 25_046), (101_739, 89_812), (121_640, 63_753), (123_312, 28_095),
        (31_533, 35_658), (51_782, 35_403), (65_620, 21_197), (24_455, 35_975), (43_035, 39_565), (53_159, 23_285),
        (4_699, 6_573), (17_315, 16_655), (26_972, 9_783), (8_930, 15_892), (19_639, 23_073), (26_605, 13_155),
        (6_078, 12_092), (14_524, 20_316), (17_326, 9_978), (6_342, 14_578), (15_076, 23_761), (18_613, 14_244),
    ];

    /// <param name="lead">Of the side at bat.</param>
    public static Game At(int inning, Half half, int lead, byte bases, int outs, RuleSet? rules = null)
    {
        var game = PlayOdds.Average.GameAt(End.State(bases, outs));
        game = game with { Fixture = game.Fixture! with { Rules = rules ?? RuleSet.Mlb2018 }, Inning = (byte)inning, Half = half };
        return game.With(game.Batting, game.Totals(game.Batting) with { Runs = (byte)(20 + lead) })
            .With(game.Fielding, game.Totals(game.Fielding) with { Runs = 20 });
    }

    /// <summary>A moment about as often as it comes; in the last inning and beyond nobody bats who has won.</summary>
    public static Game Any(Random random)
    {
        var (inning, half) = (random.Next(1, 11), (Half)random.Next(2));
        var lead = random.Next(-2, 3) + random.Next(-3, 4);
        if (inning >= 9 && half == Half.Bottom && lead > 0) lead = -lead;
        if (inning > 9 && half == Half.Top && lead < 0) lead = 0;
        var (state, at) = (0, random.Next(Counted.Sum(static one => one.Times)));
        while (at >= Counted[state].Times) at -= Counted[state++].Times;
        return At(inning, half, lead, (byte)(state / 3), state % 3);
    }
}
