namespace AkkaGame.Host.Simulating;

/// <summary>What happens in a league, summed over games.</summary>
internal enum Happening : byte
{
    Runs, Hits, Doubles, Triples, HomeRuns, Walks, IntentionalWalks, HitByPitch, Strikeouts, SacrificeHits, SacrificeFlies,
    GroundedIntoDoublePlays, StolenBases, CaughtStealing, Errors, LeftOnBase, Shutouts, PlateAppearances,
    HomeWins, ExtraInnings, OneRunGames,
}

/// <summary>
/// The season whose facts the charts were made of: the majors of 2018, 2,431 games. Counted from Retrosheet's event files.
/// </summary>
/// <remarks>
/// The information used here was obtained free of charge from and is copyrighted by Retrosheet. Interested parties may contact Retrosheet
/// at "www.retrosheet.org".
/// </remarks>
internal static class Majors2018
{
    public const int Games = 2_431;

    /// <summary>How often it happened that season.</summary>
    public static int Of(Happening what) => what switch
    {
        Happening.Runs => 21_630,
        Happening.Hits => 41_018,
        Happening.Doubles => 8_264,
        Happening.Triples => 847,
        Happening.HomeRuns => 5_585,
        Happening.Walks => 15_686,
        Happening.IntentionalWalks => 929,
        Happening.HitByPitch => 1_922,
        Happening.Strikeouts => 41_207,
        Happening.SacrificeHits => 823,
        Happening.SacrificeFlies => 1_235,
        Happening.GroundedIntoDoublePlays => 3_457,
        Happening.StolenBases => 2_474,
        Happening.CaughtStealing => 958,
        Happening.Errors => 2_792,
        Happening.LeftOnBase => 33_042,
        Happening.Shutouts => 312,
        Happening.PlateAppearances => 185_139,
        Happening.HomeWins => 1_283,
        Happening.ExtraInnings => 216,
        Happening.OneRunGames => 668,
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };
}
