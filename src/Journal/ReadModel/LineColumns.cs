using AkkaGame.Baseball;

namespace AkkaGame.Journal.ReadModel;

/// <summary>The counts of a line in the order of their columns, the same in every store and every statement.</summary>
internal static class LineColumns
{
    public static object?[] Values(BattingLine line) =>
    [
        line.PlateAppearances, line.AtBats, line.Runs, line.Hits, line.Doubles, line.Triples, line.HomeRuns, line.RunsBattedIn,
        line.TwoOutRunsBattedIn, line.Walks, line.IntentionalWalks, line.Strikeouts, line.HitByPitch, line.SacrificeHits,
        line.SacrificeFlies, line.GroundedIntoDoublePlays, line.StolenBases, line.CaughtStealing, line.Interference, line.LeftOnBase,
        line.ScoringPositionAtBats, line.ScoringPositionHits,
    ];

    public static object?[] Values(PitchingLine line) =>
    [
        line.Outs, line.BattersFaced, line.AtBats, line.Hits, line.Doubles, line.Triples, line.HomeRuns, line.Runs, line.EarnedRuns,
        line.Walks, line.IntentionalWalks, line.Strikeouts, line.HitBatters, line.SacrificeHits, line.SacrificeFlies, line.Interference,
        line.GroundedIntoDoublePlays, line.WildPitches, line.Balks, line.Inherited, line.InheritedScored, line.Pitches, line.Strikes,
    ];

    public static BattingLine Batting(Cells cells) => new()
    {
        PlateAppearances = cells.Short(),
        AtBats = cells.Short(),
        Runs = cells.Short(),
        Hits = cells.Short(),
        Doubles = cells.Short(),
        Triples = cells.Short(),
        HomeRuns = cells.Short(),
        RunsBattedIn = cells.Short(),
        TwoOutRunsBattedIn = cells.Short(),
        Walks = cells.Short(),
        IntentionalWalks = cells.Short(),
        Strikeouts = cells.Short(),
        HitByPitch = cells.Short(),
        SacrificeHits = cells.Short(),
        SacrificeFlies = cells.Short(),
        GroundedIntoDoublePlays = cells.Short(),
        StolenBases = cells.Short(),
        CaughtStealing = cells.Short(),
        Interference = cells.Short(),
        LeftOnBase = cells.Short(),
        ScoringPositionAtBats = cells.Short(),
        ScoringPositionHits = cells.Short(),
    };

    public static PitchingLine Pitching(Cells cells) => new()
    {
        Outs = cells.Short(),
        BattersFaced = cells.Short(),
        AtBats = cells.Short(),
        Hits = cells.Short(),
        Doubles = cells.Short(),
        Triples = cells.Short(),
        HomeRuns = cells.Short(),
        Runs = cells.Short(),
        EarnedRuns = cells.Short(),
        Walks = cells.Short(),
        IntentionalWalks = cells.Short(),
        Strikeouts = cells.Short(),
        HitBatters = cells.Short(),
        SacrificeHits = cells.Short(),
        SacrificeFlies = cells.Short(),
        Interference = cells.Short(),
        GroundedIntoDoublePlays = cells.Short(),
        WildPitches = cells.Short(),
        Balks = cells.Short(),
        Inherited = cells.Short(),
        InheritedScored = cells.Short(),
        Pitches = cells.Short(),
        Strikes = cells.Short(),
    };
}
