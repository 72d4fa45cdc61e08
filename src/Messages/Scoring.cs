namespace AkkaGame.Messages;

/// <summary>What kind of thing a play, or a part of one, is. The scorer's own vocabulary.</summary>
public enum PlayCode : byte
{
    None,

    // The batter's turn ends.
    Out, Strikeout, Walk, IntentionalWalk, HitByPitch, Interference, ErrorMade, FieldersChoice,
    Single, Double, GroundRuleDouble, Triple, HomeRun,

    // The runners' plays: the same batter stays, unless the third out is made.
    StolenBase, CaughtStealing, PickedOff, PickedOffStealing,
    WildPitch, PassedBall, Balk, DefensiveIndifference, OtherAdvance, FoulError,
}

public static class PlayCodeExtensions
{
    /// <summary>True where the play ends the batter's turn at bat (before any third out on the bases).</summary>
    public static bool EndsTurnAtBat(this PlayCode code) => code is >= PlayCode.Out and <= PlayCode.HomeRun;

    /// <summary>True where one of the parts is of that kind.</summary>
    public static bool Have(this EquatableArray<PlayPart> parts, PlayCode code)
    {
        foreach (var part in parts) if (part.Code == code) return true;
        return false;
    }

    public static bool IsHit(this PlayCode code) => code is >= PlayCode.Single and <= PlayCode.HomeRun;

    /// <summary>Bases of a hit, 0 for anything else.</summary>
    public static int HitBases(this PlayCode code) => code switch
    {
        PlayCode.Single => 1,
        PlayCode.Double or PlayCode.GroundRuleDouble => 2,
        PlayCode.Triple => 3,
        PlayCode.HomeRun => 4,
        _ => 0,
    };

    public static bool IsWalk(this PlayCode code) => code is PlayCode.Walk or PlayCode.IntentionalWalk;

    /// <summary>Steals, caught stealing and pickoffs name a base: the one stolen, tried for, or picked off from.</summary>
    public static bool NamesABase(this PlayCode code) => code is >= PlayCode.StolenBase and <= PlayCode.PickedOffStealing;
}

/// <summary>How the ball left the bat.</summary>
public enum Trajectory : byte { Unknown, GroundBall, FlyBall, LineDrive, PopUp, BuntGroundBall, BuntPopUp, BuntLineDrive, BuntFoul }

/// <summary>What the scorer rules about a run or an advance, beside the play itself.</summary>
[Flags]
public enum Ruling : byte
{
    None = 0,
    /// <summary>The run is unearned (<c>UR</c>).</summary>
    Unearned = 1,
    /// <summary>Earned against the pitcher, unearned against his team (<c>TUR</c>).</summary>
    TeamUnearned = 2,
    /// <summary>No run batted in, though the rule would give one (<c>NR</c>).</summary>
    NoRbi = 4,
    /// <summary>A run batted in, though the rule would give none (<c>RBI</c>).</summary>
    Rbi = 8,
    /// <summary>The advance was made on a wild pitch (<c>WP</c>) within a larger play.</summary>
    OnWildPitch = 16,
    /// <summary>The advance was made on a passed ball (<c>PB</c>) within a larger play.</summary>
    OnPassedBall = 32,
    /// <summary>The scorer let the run count as earned: he wrote neither UR nor TUR beside it. Only on an advance that scores.</summary>
    Earned = 64,
}

/// <summary>How a runner's part of a play came out.</summary>
public enum Fate : byte
{
    /// <summary>Safe where he ended.</summary>
    Safe,
    /// <summary>Put out.</summary>
    Out,
    /// <summary>Safe only because an error let him: without it he was out. It matters to earned runs.</summary>
    SafeOnError,
}

/// <summary>
/// A piece of fielding: who handled the ball, whom it was to retire, and the scorer's note, such as <c>TH</c>, <c>TH3</c>, <c>INT</c>.
/// </summary>
/// <param name="By">The fielders in order; empty where only the note is known (a throw nobody fielded).</param>
/// <param name="On">
/// In a batted out such as 64(1)3: the man retired, named by the base where he began, where it is not the batter; <c>null</c> elsewhere.
/// </param>
/// <param name="Note">Scorer's notes, parted by slashes where there are several.</param>
public readonly record struct Handling(Fielding By, Base? On = null, string? Note = null);

/// <summary>
/// One thing that happened in a play. The first part is the primary event, the others happened with it: a strikeout and a steal
/// are two parts, a double steal too.
/// </summary>
/// <param name="Base">The base stolen, tried for, or picked off from; <see cref="Messages.Base.Batter"/> (0) for every other code.</param>
/// <param name="Handlings">
/// For an out on a batted ball one for each man retired, in order, each with the whole chain of its fielders (64(1)3 is 64 on the
/// runner, 43 on the batter); for a hit, error or fielder's choice who fielded it; for a steal or pickoff the throws and errors.
/// </param>
public sealed record PlayPart(PlayCode Code, Base Base = Base.Batter, EquatableArray<Handling> Handlings = default)
{
    /// <summary>The home run stayed inside the park; whether a fielder is named does not tell.</summary>
    public bool InsideThePark { get; init; }
}

/// <summary>
/// What the scorer says of one runner, or the batter: where he began, where he ended, and what happened to him on the way.
/// </summary>
/// <param name="From">Where he stood before the play.</param>
/// <param name="To">The base he reached, or was put out at; his own where he stayed.</param>
/// <param name="Fate">Safe, out, or safe only by an error.</param>
/// <param name="Implied">
/// True where the play's code says it already (a single puts the batter on first); such an advance is not written out again.
/// </param>
/// <param name="Handlings">Throws, put-outs and errors on this runner, in order.</param>
/// <param name="Ruling">The scorer's rulings on this advance.</param>
public sealed record Advance(
    Base From, Base To, Fate Fate, bool Implied = false, EquatableArray<Handling> Handlings = default, Ruling Ruling = Ruling.None);

/// <summary>
/// Everything the scorer would write in one box of the scorecard. Each man who moved, was put out, or was played at stands once in
/// <see cref="Advances"/>; who is not named stayed where he was.
/// </summary>
/// <param name="Location">Where the ball went, in Retrosheet's zones (<c>78D</c>).</param>
/// <param name="Annotations">The remaining modifiers in order, such as <c>GDP</c>, <c>SF</c>, <c>BOOT</c>, <c>TH2</c>.</param>
public sealed record ScoredPlay(
    EquatableArray<PlayPart> Parts,
    EquatableArray<Advance> Advances,
    Trajectory Trajectory = Trajectory.Unknown,
    string? Location = null,
    EquatableArray<string> Annotations = default)
{
    /// <summary>The primary event's code.</summary>
    public PlayCode Code => Parts[0].Code;

    public bool Has(PlayCode code) => Parts.Have(code);

    public bool IsAnnotated(string annotation) => Annotations.Contains(annotation);
}
