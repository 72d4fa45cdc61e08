using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What a played game has beside a scored one, as far as an edit may set it back.</summary>
public sealed record LivePlay
{
    public static readonly LivePlay Empty = new();

    /// <summary>The open window; null where nothing is asked.</summary>
    public Window? Window { get; init; }

    /// <summary>The play under way: its decisions are known, its dice are falling; null between plays.</summary>
    public PlayUnderWay? UnderWay { get; init; }

    /// <summary>Throws to a base in this turn at bat.</summary>
    public byte Pickoffs { get; init; }

    /// <summary>Mound visits made so far.</summary>
    public byte AwayVisits { get; init; }
    public byte HomeVisits { get; init; }

    /// <summary>The pitcher who was visited in this half already: a second visit takes him out. Null for none.</summary>
    public LineupEntry? Visited { get; init; }

    /// <summary>Men who have to be replaced before the next window: ejected or injured.</summary>
    public EquatableArray<LineupEntry> MustLeave { get; init; }

    /// <summary>Who was ejected or hurt: he does not come back.</summary>
    public EquatableArray<PlayerId> Gone { get; init; }

    /// <summary>Who came to the mound in this half, and has to face the batters that a reliever must; null for nobody.</summary>
    public PlayerId? Reliever { get; init; }

    /// <summary>Who left the mound for another position in this half: he may come back to it, but not do so again.</summary>
    public EquatableArray<PlayerId> Crossed { get; init; }

    /// <summary>The men each lineup card named beside the nine.</summary>
    public Reserves AwayReserves { get; init; } = Reserves.None;
    public Reserves HomeReserves { get; init; } = Reserves.None;

    public Reserves ReservesOf(Side side) => side == Side.Away ? AwayReserves : HomeReserves;

    public byte Visits(Side side) => side == Side.Away ? AwayVisits : HomeVisits;
}

/// <summary>Who sits on the bench and in the bullpen when the game begins; who of them has come in, the lineup says.</summary>
public sealed record Reserves(EquatableArray<NamedPlayer> Bench = default, EquatableArray<NamedPlayer> Bullpen = default)
{
    public static readonly Reserves None = new();

    public static Reserves Of(LineupCard card) => new(card.Bench, card.Bullpen);
}

/// <summary>A play whose decisions are revealed and which is not made yet.</summary>
/// <param name="Decision">The pitch window that it came of.</param>
/// <param name="Rolls">What has fallen so far, in order.</param>
/// <param name="Calls">What the managers said in its play windows, in order.</param>
/// <param name="Reading">In a game with cards, the newest reading; null where nothing has been read.</param>
public sealed record PlayUnderWay(
    Guid Decision, DefensiveDecision Defense, OffensiveDecision Offense, EquatableArray<DiceRolled> Rolls = default,
    EquatableArray<CalledContest> Calls = default, OutcomeRead? Reading = null)
{
    /// <summary>Where managers read the charts themselves, how many of the rolls have been read: all, or all but the last.</summary>
    public int RowsRead { get; init; }

    /// <summary>The reading is disputed: the commissioner or a reread decides.</summary>
    public bool Disputed { get; init; }

    /// <summary>What the side that disputes it reads there, where it says so.</summary>
    public ScoredPlay? Objection { get; init; }
}

/// <summary>A contest on the bases and what both sides decided about it.</summary>
public sealed record CalledContest(Contest Contest, AdvanceDecision Advance, ThrowDecision Throw);
