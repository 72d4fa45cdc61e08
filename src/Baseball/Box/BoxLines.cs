namespace AkkaGame.Baseball;

/// <summary>A batter's counts, or a side's. Mutable so that the fold counts in place; a copy is a value.</summary>
public record struct BattingLine
{
    /// <summary>Turns at bat, however they ended.</summary>
    public short PlateAppearances { get; set; }
    public short AtBats { get; set; }
    public short Runs { get; set; }
    public short Hits { get; set; }
    public short Doubles { get; set; }
    public short Triples { get; set; }
    public short HomeRuns { get; set; }
    public short RunsBattedIn { get; set; }
    /// <summary>Runs batted in with two out.</summary>
    public short TwoOutRunsBattedIn { get; set; }
    /// <summary>Walks, the intentional ones among them.</summary>
    public short Walks { get; set; }
    public short IntentionalWalks { get; set; }
    public short Strikeouts { get; set; }
    public short HitByPitch { get; set; }
    public short SacrificeHits { get; set; }
    public short SacrificeFlies { get; set; }
    public short GroundedIntoDoublePlays { get; set; }
    public short StolenBases { get; set; }
    public short CaughtStealing { get; set; }
    /// <summary>Times first base was awarded for interference or obstruction.</summary>
    public short Interference { get; set; }
    /// <summary>Runners still on base after plays on which he made an out at bat; a man left by three batters counts three times.</summary>
    public short LeftOnBase { get; set; }
    /// <summary>At-bats with a man on second or third.</summary>
    public short ScoringPositionAtBats { get; set; }
    public short ScoringPositionHits { get; set; }

    public readonly int TotalBases => Hits + Doubles + 2 * Triples + 3 * HomeRuns;

    public static BattingLine operator +(BattingLine a, BattingLine b) => new()
    {
        PlateAppearances = (short)(a.PlateAppearances + b.PlateAppearances),
        AtBats = (short)(a.AtBats + b.AtBats),
        Runs = (short)(a.Runs + b.Runs),
        Hits = (short)(a.Hits + b.Hits),
        Doubles = (short)(a.Doubles + b.Doubles),
        Triples = (short)(a.Triples + b.Triples),
        HomeRuns = (short)(a.HomeRuns + b.HomeRuns),
        RunsBattedIn = (short)(a.RunsBattedIn + b.RunsBattedIn),
        TwoOutRunsBattedIn = (short)(a.TwoOutRunsBattedIn + b.TwoOutRunsBattedIn),
        Walks = (short)(a.Walks + b.Walks),
        IntentionalWalks = (short)(a.IntentionalWalks + b.IntentionalWalks),
        Strikeouts = (short)(a.Strikeouts + b.Strikeouts),
        HitByPitch = (short)(a.HitByPitch + b.HitByPitch),
        SacrificeHits = (short)(a.SacrificeHits + b.SacrificeHits),
        SacrificeFlies = (short)(a.SacrificeFlies + b.SacrificeFlies),
        GroundedIntoDoublePlays = (short)(a.GroundedIntoDoublePlays + b.GroundedIntoDoublePlays),
        StolenBases = (short)(a.StolenBases + b.StolenBases),
        CaughtStealing = (short)(a.CaughtStealing + b.CaughtStealing),
        Interference = (short)(a.Interference + b.Interference),
        LeftOnBase = (short)(a.LeftOnBase + b.LeftOnBase),
        ScoringPositionAtBats = (short)(a.ScoringPositionAtBats + b.ScoringPositionAtBats),
        ScoringPositionHits = (short)(a.ScoringPositionHits + b.ScoringPositionHits),
    };
}

/// <summary>A pitcher's counts, or a side's. Innings pitched are <see cref="Outs"/>, three to the inning.</summary>
public record struct PitchingLine
{
    public short Outs { get; set; }
    public short BattersFaced { get; set; }
    public short AtBats { get; set; }
    public short Hits { get; set; }
    public short Doubles { get; set; }
    public short Triples { get; set; }
    public short HomeRuns { get; set; }
    public short Runs { get; set; }
    /// <summary>Earned against him: earned runs, and those unearned against the team alone.</summary>
    public short EarnedRuns { get; set; }
    public short Walks { get; set; }
    public short IntentionalWalks { get; set; }
    public short Strikeouts { get; set; }
    public short HitBatters { get; set; }
    public short SacrificeHits { get; set; }
    public short SacrificeFlies { get; set; }
    public short Interference { get; set; }
    public short GroundedIntoDoublePlays { get; set; }
    public short WildPitches { get; set; }
    public short Balks { get; set; }
    /// <summary>Runners on base when he came in.</summary>
    public short Inherited { get; set; }
    /// <summary>Of runners another pitcher answers for, those who scored while he was on the mound.</summary>
    public short InheritedScored { get; set; }
    /// <summary>Pitches as far as their sequence was written down.</summary>
    public short Pitches { get; set; }
    public short Strikes { get; set; }

    public static PitchingLine operator +(PitchingLine a, PitchingLine b) => new()
    {
        Outs = (short)(a.Outs + b.Outs),
        BattersFaced = (short)(a.BattersFaced + b.BattersFaced),
        AtBats = (short)(a.AtBats + b.AtBats),
        Hits = (short)(a.Hits + b.Hits),
        Doubles = (short)(a.Doubles + b.Doubles),
        Triples = (short)(a.Triples + b.Triples),
        HomeRuns = (short)(a.HomeRuns + b.HomeRuns),
        Runs = (short)(a.Runs + b.Runs),
        EarnedRuns = (short)(a.EarnedRuns + b.EarnedRuns),
        Walks = (short)(a.Walks + b.Walks),
        IntentionalWalks = (short)(a.IntentionalWalks + b.IntentionalWalks),
        Strikeouts = (short)(a.Strikeouts + b.Strikeouts),
        HitBatters = (short)(a.HitBatters + b.HitBatters),
        SacrificeHits = (short)(a.SacrificeHits + b.SacrificeHits),
        SacrificeFlies = (short)(a.SacrificeFlies + b.SacrificeFlies),
        Interference = (short)(a.Interference + b.Interference),
        GroundedIntoDoublePlays = (short)(a.GroundedIntoDoublePlays + b.GroundedIntoDoublePlays),
        WildPitches = (short)(a.WildPitches + b.WildPitches),
        Balks = (short)(a.Balks + b.Balks),
        Inherited = (short)(a.Inherited + b.Inherited),
        InheritedScored = (short)(a.InheritedScored + b.InheritedScored),
        Pitches = (short)(a.Pitches + b.Pitches),
        Strikes = (short)(a.Strikes + b.Strikes),
    };
}

/// <summary>A man's counts at one position, or a side's.</summary>
public record struct FieldingLine
{
    /// <summary>Outs made while he stood there.</summary>
    public short Outs { get; set; }
    public short PutOuts { get; set; }
    public short Assists { get; set; }
    public short Errors { get; set; }
    /// <summary>Double plays he had a put-out or an assist in.</summary>
    public short DoublePlays { get; set; }
    public short TriplePlays { get; set; }
    public short PassedBalls { get; set; }
    /// <summary>Batters awarded first base because he, catching, interfered.</summary>
    public short Interference { get; set; }

    public static FieldingLine operator +(FieldingLine a, FieldingLine b) => new()
    {
        Outs = (short)(a.Outs + b.Outs),
        PutOuts = (short)(a.PutOuts + b.PutOuts),
        Assists = (short)(a.Assists + b.Assists),
        Errors = (short)(a.Errors + b.Errors),
        DoublePlays = (short)(a.DoublePlays + b.DoublePlays),
        TriplePlays = (short)(a.TriplePlays + b.TriplePlays),
        PassedBalls = (short)(a.PassedBalls + b.PassedBalls),
        Interference = (short)(a.Interference + b.Interference),
    };
}
