namespace AkkaGame.Messages;

public enum DhRule : byte { None, Universal, PerSide }

public enum CalledMidInning : byte { Stands, RevertToLastCompleteInning, Suspend }

public enum CalledTie : byte { Tie, Suspend }

public enum ReentryRule : byte { None, StarterOnce, AllStar }

public enum DiceMode : byte { Server, Chart, Physical }

public enum ShiftRule : byte { Free, TwoEachSide }

public enum FielderMayPitch : byte { Any, LeadOrExtraInnings }

/// <summary>A lead of <see cref="Lead"/> runs after inning <see cref="AfterInning"/> ends the game.</summary>
public readonly record struct Mercy(byte Lead, byte AfterInning);

/// <summary>From inning <see cref="FromInning"/> on, each half opens with a runner on <see cref="Base"/>; 0 = never.</summary>
public readonly record struct AutoRunner(byte FromInning, Base Base);

/// <summary>
/// The rules a game is played by: chosen at creation, copied whole into <c>GameCreated</c>, never looked up again, so a league that
/// changes its rules changes no game that was played. Innings and batters are counts; the clocks are milliseconds.
/// </summary>
public sealed record RuleSet
{
    /// <summary>The preset it came from, such as <c>mlb2018</c>; a name only.</summary>
    public string Name { get; init; } = "";
    public byte ScheduledInnings { get; init; }
    /// <summary>Complete innings after which a called game counts.</summary>
    public byte OfficialAfter { get; init; }
    public Side BattingFirst { get; init; } = Side.Away;
    public CalledMidInning CalledMidInning { get; init; }
    public CalledTie CalledTie { get; init; }
    public EquatableArray<Mercy> Mercy { get; init; }
    /// <summary>Innings after which a tied game stays tied; 0 = play on.</summary>
    public byte MaxInnings { get; init; }
    public AutoRunner AutoRunner { get; init; }
    public DhRule Dh { get; init; }
    /// <summary>2022: a starting pitcher who is his own DH may stay in the one role when he leaves the other.</summary>
    public bool DhSurvivesPitcher { get; init; }
    public ReentryRule Reentry { get; init; }
    public bool CourtesyRunner { get; init; }
    public byte MinBatters { get; init; }
    /// <summary>Visits without a pitching change; 0 = no limit.</summary>
    public byte MoundVisits { get; init; }
    /// <summary>Throws to a base a plate appearance; 0 = no limit.</summary>
    public byte PickoffLimit { get; init; }
    public ShiftRule Shift { get; init; }
    public FielderMayPitch FielderMayPitch { get; init; }
    public byte Roster { get; init; }
    /// <summary>0 = no limit.</summary>
    public byte PitcherLimit { get; init; }
    /// <summary>Take-backs by consent, a side; 0 = none.</summary>
    public byte TakeBacks { get; init; }
    public DiceMode Dice { get; init; }
    public int DecisionClockMs { get; init; }
    public int BankMs { get; init; }
    public int CorrectionWindowHours { get; init; }
    public bool HomeEdge { get; init; }
    public bool Park { get; init; }
    /// <summary>Milliseconds by which whoever only watches sees everything later; 0 = at once.</summary>
    public int SpectatorDelayMs { get; init; }
    /// <summary>Whoever watches has to say who he is.</summary>
    public bool ClosedDoors { get; init; }

    // The values stand here and not beside the members: JSON leaves out a member at zero, and reading must not bring another value back.
    public static readonly RuleSet Mlb1982 = new()
    {
        Name = "mlb1982", ScheduledInnings = 9, OfficialAfter = 5, Dh = DhRule.PerSide, MinBatters = 1, Roster = 25,
        DecisionClockMs = 60_000, CorrectionWindowHours = 72, HomeEdge = true, Park = true,
    };
    public static readonly RuleSet Mlb2018 = Mlb1982 with { Name = "mlb2018", MoundVisits = 6 };
    public static readonly RuleSet Mlb2020 = Mlb1982 with
    {
        Name = "mlb2020",
        MoundVisits = 5,
        MinBatters = 3,
        Dh = DhRule.Universal,
        AutoRunner = new(10, Base.Second),
        FielderMayPitch = FielderMayPitch.LeadOrExtraInnings,
        Roster = 26,
    };
    public static readonly RuleSet Mlb2022 = Mlb2020 with { Name = "mlb2022", DhSurvivesPitcher = true, PitcherLimit = 13 };
    public static readonly RuleSet Mlb2023 = Mlb2022 with { Name = "mlb2023", PickoffLimit = 2, Shift = ShiftRule.TwoEachSide };
    public static readonly RuleSet Tabletop = Mlb1982 with
    {
        Name = "tabletop",
        Dice = DiceMode.Physical,
        TakeBacks = 3,
        DecisionClockMs = 0
    };

    /// <summary>The preset of that name (<c>mlb1982 mlb2018 mlb2020 mlb2022 mlb2023 tabletop</c>), or null.</summary>
    public static RuleSet? Preset(string name) => name switch
    {
        "mlb1982" => Mlb1982,
        "mlb2018" => Mlb2018,
        "mlb2020" => Mlb2020,
        "mlb2022" => Mlb2022,
        "mlb2023" => Mlb2023,
        "tabletop" => Tabletop,
        _ => null,
    };
}
