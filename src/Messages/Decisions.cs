namespace AkkaGame.Messages;

/// <summary>How the fielders stand from left to right.</summary>
public enum Alignment : byte
{
    Standard,
    /// <summary>Each man a few steps to the batter's pull side; two infielders stay on either side of second.</summary>
    ShadePull,
    /// <summary>Each man a few steps the other way; two infielders stay on either side of second.</summary>
    ShadeOpposite,
    /// <summary>Three infielders on the batter's pull side.</summary>
    Shift,
    /// <summary>An infielder plays in the outfield.</summary>
    FourOutfielders,
}

/// <summary>How deep the infield plays, or what it is set for.</summary>
public enum Infield : byte
{
    Normal,
    /// <summary>All four on the grass, to throw home.</summary>
    In,
    /// <summary>First and third on the grass.</summary>
    CornersIn,
    /// <summary>Close to second, to turn two.</summary>
    DoublePlay,
    Back,
    /// <summary>First and third near the foul lines, against extra bases.</summary>
    GuardLines,
    /// <summary>First and third come in as the pitch is thrown.</summary>
    BuntCharge,
    /// <summary>The charge, with the shortstop going to third and the second baseman to first.</summary>
    Wheel,
}

public enum Outfield : byte { Normal, In, Back }

/// <summary>What a fielder does about a runner: as the situation has it, stay with him, or play away from the base.</summary>
public enum Hold : byte { Normal, Hold, Off }

/// <summary>A runner's hold, by the base he is on.</summary>
public readonly record struct Holds(Hold First = Hold.Normal, Hold Second = Hold.Normal, Hold Third = Hold.Normal);

public enum PitchPlan : byte { PitchTo, PitchAround, IntentionalWalk }

/// <summary>What the side in the field decides before a pitch. Every member left alone is the usual thing, which is always legal.</summary>
public sealed record DefensiveDecision
{
    public static readonly DefensiveDecision Normal = new();

    public Alignment Alignment { get; init; }
    public Infield Infield { get; init; }
    public Outfield Outfield { get; init; }
    public Holds Hold { get; init; }
    public bool Pitchout { get; init; }
    /// <summary>The base the pitcher throws to instead of pitching; <see cref="Base.Batter"/>, the first of its words, for none.</summary>
    public Base Pickoff { get; init; }
    public PitchPlan Pitch { get; init; }
}

/// <summary>What the batter is after.</summary>
public enum Approach : byte
{
    Normal,
    /// <summary>The ball in play, at the cost of power.</summary>
    Contact,
    /// <summary>The long ball, at the cost of strikeouts.</summary>
    Power,
    /// <summary>Waits for his pitch.</summary>
    Patient,
    /// <summary>Does not swing at this one.</summary>
    Take,
}

public enum Steal : byte
{
    None,
    /// <summary>Goes with the pitch.</summary>
    Straight,
    /// <summary>Goes when the catcher or the middle infielders look away.</summary>
    Delayed,
}

/// <summary>Steals by the base to be stolen.</summary>
public readonly record struct Steals(Steal Second = Steal.None, Steal Third = Steal.None, Steal Home = Steal.None)
{
    public bool Any => Second != Steal.None || Third != Steal.None || Home != Steal.None;
}

public enum Bunt : byte
{
    None,
    /// <summary>Gives himself up for a runner on first or second.</summary>
    Sacrifice,
    ForAHit,
    /// <summary>The runner on third goes with the pitch.</summary>
    Squeeze,
    /// <summary>The runner on third goes when the ball is down.</summary>
    SafetySqueeze,
}

/// <summary>What the runner on third does when the ball is hit on the ground.</summary>
public enum ContactPlay : byte { Normal, Go, SeeItThrough }

/// <summary>How freely runners take the extra base on a batted ball.</summary>
public enum Boldness : byte
{
    Normal, Cautious, Bold,
    /// <summary>The manager wants to be asked, while the ball is in play.</summary>
    AskMe,
}

/// <summary>What the side at bat decides before a pitch. Every member left alone is the usual thing, which is always legal.</summary>
public sealed record OffensiveDecision
{
    public static readonly OffensiveDecision Normal = new();

    public Approach Approach { get; init; }
    public Steals Steal { get; init; }
    /// <summary>The runners go, and the batter must swing to protect them.</summary>
    public bool HitAndRun { get; init; }
    /// <summary>The runners go, and the batter swings if he likes the pitch.</summary>
    public bool RunAndHit { get; init; }
    public Bunt Bunt { get; init; }
    public ContactPlay Contact { get; init; }
    public Boldness Boldness { get; init; }
}
