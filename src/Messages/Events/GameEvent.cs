namespace AkkaGame.Messages;

/// <summary>
/// What happened in a game: past tense, complete, never edited once journalled. Each carries outcomes, so that replay only copies.
/// The closed list, its wire names and codes stand in <see cref="WireNames"/>.
/// </summary>
public abstract record GameEvent
{
    private protected GameEvent() { }

    /// <summary>The window that it opens in a played game; null where it opens none.</summary>
    public Window? Opens { get; init; }

    /// <summary>The seq of the event that it says again after a correction; 0 where it is new.</summary>
    public int Replays { get; init; }
}

/// <param name="S0">In a played game the published end of the server's chain of dice keys, 64 hex digits.</param>
public sealed record GameCreated(
    string League, TeamId Away, TeamId Home, DateOnly Date, byte Number, string? Site, GameMode Mode, RuleSet Rules,
    string? Retrosheet = null, EquatableArray<GameFact> Facts = default, string? S0 = null) : GameEvent
{
    /// <inheritdoc cref="CreateGame.Cards"/>
    public string? Cards { get; init; }
}

/// <summary>Something about the game that changes nothing in it: attendance, an umpire's change, a protest.</summary>
public sealed record GameInfoNoted(string Key, string Value) : GameEvent;

public sealed record LineupsExchanged(LineupCard Away, LineupCard Home) : GameEvent
{
    /// <summary>With which the commit of a sealed card is recomputed, 32 hex digits; null where that card was not sealed.</summary>
    public string? AwaySalt { get; init; }

    /// <inheritdoc cref="AwaySalt"/>
    public string? HomeSalt { get; init; }
}

public sealed record GameStarted : GameEvent;

/// <summary>A side comes to bat. <see cref="LeadOff"/> is the slot due up.</summary>
public sealed record HalfOpened(byte Inning, Half Half, Side Batting, byte LeadOff) : GameEvent;

/// <summary>What a play ended.</summary>
[Flags]
public enum Ended : byte { Nothing = 0, PlateAppearance = 1, Half = 2, Game = 4 }

/// <summary>
/// A runner's, or the batter's, part of a play. <see cref="Charged"/> is the pitcher who answers for him from now on;
/// <see cref="Rbi"/> says that his run is batted in.
/// </summary>
/// <inheritdoc cref="Advance" path="/param"/>
public sealed record Move(
    LineupEntry Runner, Base From, Base To, Fate Fate, LineupEntry Charged, bool Rbi = false,
    bool Implied = false, EquatableArray<Handling> Handlings = default, Ruling Ruling = Ruling.None)
{
    public bool IsOut => Fate == Fate.Out;

    public bool Scores => Fate != Fate.Out && To == Base.Home;
}

/// <summary>Put-outs, assists and errors of a play, each a list of positions in the order made; 0 is a fielder nobody named.</summary>
public readonly record struct Credits(Fielding PutOuts, Fielding Assists, Fielding Errors);

/// <summary>
/// One play: everything the scorer writes in one box. Moves name each man who moved, was put out or played at; the rest stayed.
/// </summary>
/// <param name="Number">Its place among the effective plays of the game, from 1.</param>
/// <param name="OutsBefore">Outs before it, 0-2.</param>
/// <param name="BasesBefore">Bases occupied before it, bits 1 2 4.</param>
/// <param name="Batter">The man at bat.</param>
/// <param name="Pitcher">The man on the mound.</param>
/// <param name="Catcher">The man behind the plate.</param>
/// <param name="ChargedBatter">To whom a strikeout is charged: not the man at bat where he came in with two strikes.</param>
/// <param name="ChargedPitcher">
/// To whom the turn at bat is charged: not the man on the mound where he came in with the count against the defence.
/// </param>
/// <param name="Outs">Outs made, 0-3.</param>
/// <param name="Runs">Runs scored.</param>
/// <param name="Pitches">The pitch sequence as written, <c>null</c> where none is.</param>
public sealed record PlayMade(
    int Number, byte Inning, Half Half, byte OutsBefore, byte BasesBefore,
    LineupEntry Batter, LineupEntry Pitcher, LineupEntry Catcher, LineupEntry ChargedBatter, LineupEntry ChargedPitcher,
    EquatableArray<PlayPart> Parts, EquatableArray<Move> Moves, Credits Credits,
    Trajectory Trajectory, string? Location, EquatableArray<string> Annotations,
    byte Outs, byte Runs, Count Count, string? Pitches, Ended Ended) : GameEvent
{
    public PlayCode Code => Parts[0].Code;

    /// <summary>In a played game the decision that it came of.</summary>
    public Guid? Decision { get; init; }

    /// <summary>The numbers of the rolls that made it, in order.</summary>
    public EquatableArray<int> Rolls { get; init; }

    /// <summary>What those rolls hit on the charts; empty where a person read them off his cards.</summary>
    public EquatableArray<ChartEntry> Chart { get; init; }

    public bool Has(PlayCode code) => Parts.Have(code);

    public bool IsAnnotated(string annotation) => Annotations.Contains(annotation);

    /// <summary>The move of the man who began at <paramref name="from"/>, or null where he stayed.</summary>
    public Move? MoveFrom(Base from)
    {
        foreach (var move in Moves) if (move.From == from) return move;
        return null;
    }
}

public enum SubstitutionKind : byte { Fielder, Pitcher, PinchHitter, PinchRunner, PositionChange }

/// <summary>
/// One announcement to the umpire. <see cref="In"/> is the new man's place; it equals <see cref="Out"/> where the same man changes
/// position. <see cref="Base"/> is where a pinch runner starts. <see cref="DhLost"/>: from now on this side's pitcher bats.
/// <see cref="ForDh"/>: he pinch-hits or runs for the designated hitter and inherits that role. <see cref="Answers"/>: the
/// batter or pitcher who still answers for a strikeout (two strikes on him) or a walk (the count against him) of the turn at bat under way.
/// </summary>
public sealed record SubstitutionMade(
    SubstitutionKind Kind, LineupEntry? Out, LineupEntry In, PlayerId Player, string Name, Position Position,
    Count InTheCount, Base Base = Base.Batter, bool DhLost = false, bool ForDh = false, LineupEntry? Answers = null,
        bool Courtesy = false) : GameEvent;

/// <summary>Another slot bats than the order says: batting out of turn, or the return to the order.</summary>
public sealed record BatterAdjusted(Side Side, byte Slot) : GameEvent;

/// <summary>A batter or pitcher uses an unexpected hand, for this turn at bat.</summary>
public sealed record HandSet(PlayerId Player, bool Pitching, Hand Hand) : GameEvent;

/// <summary>A runner is put on a base by rule, charged to the pitcher who opens the half, his run unearned.</summary>
public sealed record RunnerPlaced(LineupEntry Runner, Base Base, LineupEntry Charged) : GameEvent;

/// <summary>The runner on a base is charged to another pitcher, under an older charging rule.</summary>
public sealed record RunnerRecharged(Base Base, LineupEntry Charged) : GameEvent;

/// <inheritdoc cref="ReviewPlay"/>
public sealed record PlayReviewed(EquatableArray<string> Fields) : GameEvent;

public sealed record PlayerEjected(string Person, string Role, string Umpire, string Reason) : GameEvent;

public enum EarnedStatus : byte
{
    Earned,
    /// <summary>Earned against the pitcher charged, unearned against his team.</summary>
    TeamUnearned,
    Unearned,
}

/// <summary>One run of a half, settled: what the two reconstructed innings say, and what the scorer ruled where he did.</summary>
/// <param name="Play">The number of the play on which it scored.</param>
public readonly record struct SettledRun(
    int Play, LineupEntry Runner, LineupEntry Charged, EarnedStatus Computed, EarnedStatus? Ruled = null)
{
    /// <summary>What counts: the scorer's word where there is one.</summary>
    public EarnedStatus Status => Ruled ?? Computed;
}

/// <summary>A half is over; its runs are settled as earned or not.</summary>
public sealed record HalfClosed(
    byte Inning, Half Half, byte Runs, byte Hits, byte Errors, byte LeftOnBase, EquatableArray<SettledRun> Settlement) : GameEvent;

/// <param name="ResumesAt">When the game goes on by itself, Unix milliseconds UTC; null where somebody has to say so.</param>
public sealed record GameDelayed(string Reason, long? ResumesAt = null) : GameEvent;

public sealed record GameSuspended(string Reason) : GameEvent;

public sealed record GameResumed(DateOnly? Date, string? Site) : GameEvent;

/// <summary>Official earned runs of a pitcher, beside what the rules compute.</summary>
public sealed record OfficialTotalsNoted(PlayerId Pitcher, byte EarnedRuns) : GameEvent;

public enum HowEnded : byte { Regulation, WalkOff, Called, Tied, Mercy, Forfeit, NoGame }

public readonly record struct Score(byte Away, byte Home)
{
    public byte Of(Side side) => side == Side.Away ? Away : Home;
}

/// <summary>
/// The pitchers who answer for the result, as places in the lineups. Holds, blown saves and quality starts are unofficial.
/// </summary>
public sealed record PitchersOfRecord(
    LineupEntry? Win, LineupEntry? Loss, LineupEntry? Save,
    EquatableArray<LineupEntry> Holds = default, EquatableArray<LineupEntry> BlownSaves = default);

/// <summary>The game is over. The official score differs from the played one only after a forfeit.</summary>
public sealed record GameEnded(
    HowEnded How, string? Reason, Score Played, Score Official, Side? Winner, PitchersOfRecord Pitchers) : GameEvent;

/// <summary>The scorer's word on winning, losing and saving pitcher.</summary>
public sealed record PitchersOfRecordNamed(PlayerId? Win, PlayerId? Loss, PlayerId? Save) : GameEvent;
