namespace AkkaGame.Host.Simulating;

/// <summary>
/// What is still to come in a half-inning, by bases and outs, as it was in the majors from 2010 to 2020: runs, and whether there is one at
/// all. Counted from Retrosheet's event files, two million plays.
/// </summary>
/// <remarks>
/// The information used here was obtained free of charge from and is copyrighted by Retrosheet. Interested parties may contact Retrosheet
/// at "www.retrosheet.org".
/// </remarks>
internal static class RunExpectancy
{
    /// <summary>By bits 1 2 4 for the bases taken, then outs: times, runs to the end of the half, times that there was one.</summary>
    private static readonly (int Times, int Runs, int Scored)[,] counted =
    {
        { (421_125, 210_335, 115_468), (305_233, 81_203, 49_028), (244_267, 25_046, 16_993) },
        { (101_739, 89_812, 42_639), (121_640, 63_753, 32_596), (123_312, 28_095, 15_672) },
        { (31_533, 35_658, 19_336), (51_782, 35_403, 20_729), (65_620, 21_197, 14_120) },
        { (24_455, 35_975, 15_029), (43_035, 39_565, 17_778), (53_159, 23_285, 11_888) },
        { (4_699, 6_573, 3_945), (17_315, 16_655, 11_373), (26_972, 9_783, 6_906) },
        { (8_930, 15_892, 7_632), (19_639, 23_073, 12_560), (26_605, 13_155, 7_280) },
        { (6_078, 12_092, 5_151), (14_524, 20_316, 9_817), (17_326, 9_978, 4_439) },
        { (6_342, 14_578, 5_424), (15_076, 23_761, 9_977), (18_613, 14_244, 5_932) },
    };

    /// <summary>Runs still to come; 0 with three out.</summary>
    public static double Runs(byte bases, int outs) => outs >= 3 ? 0 : (double)counted[bases, outs].Runs / counted[bases, outs].Times;

    /// <summary>How likely at least one is still to come; 0 with three out.</summary>
    public static double Scores(byte bases, int outs) => outs >= 3 ? 0 : (double)counted[bases, outs].Scored / counted[bases, outs].Times;
}
