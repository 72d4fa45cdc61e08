namespace AkkaGame.Messages;

/// <summary>None, one or both clubs.</summary>
[Flags]
public enum Sides : byte { None = 0, Away = 1, Home = 2, Both = 3 }

public static class SidesExtensions
{
    public static bool Has(this Sides sides, Side side) => ((int)sides & 1 << (int)side) != 0;

    public static Sides With(this Sides sides, Side side) => (Sides)((int)sides | 1 << (int)side);

    public static Sides Without(this Sides sides, Side side) => (Sides)((int)sides & ~(1 << (int)side));

    public static Sides Alone(this Side side) => Sides.None.With(side);
}

/// <summary>What a window waits for.</summary>
public enum WindowKind : byte
{
    None,
    /// <summary>The managers' nonces for a new dice key.</summary>
    Key,
    /// <summary>What both sides do with the next pitch; before they have decided they may substitute, in turns.</summary>
    Pitch,
    /// <summary>The ball is in play, and a manager has a choice to make.</summary>
    Play,
    /// <summary>The dice lie, and their reader looks them up on his cards.</summary>
    Reading,
    /// <summary>A reading waits for the other side's word.</summary>
    Confirmation,
}

/// <summary>Whose turn it is to substitute: offense, defense, and the offense once more where the defense changed its pitcher.</summary>
public enum Turn : byte { Over, Offense, Defense, OffenseAgain }

/// <summary>
/// A question put to managers. It stands in the event that opened it, and is closed by its answer or by what makes it pointless.
/// </summary>
/// <param name="Id">Named by the commands that answer it.</param>
/// <param name="Asked">The sides that have to answer; a computer manager is not asked.</param>
/// <param name="Opened">Unix milliseconds UTC.</param>
/// <param name="Due">The deadline, Unix milliseconds UTC; null where the rule set has no clock.</param>
/// <param name="Turn">Whose turn it is to substitute, in a pitch window.</param>
/// <param name="Contest">In a play window, what is to be decided.</param>
public sealed record Window(
    Guid Id, WindowKind Kind, Sides Asked, long Opened, long? Due = null, Turn Turn = Turn.Over, Contest? Contest = null)
{
    /// <summary>The id of a game's <paramref name="ordinal"/>-th window, from 1: the same wherever it is decided.</summary>
    public static Guid IdOf(GameId game, int ordinal) => DerivedGuid.From(FormattableString.Invariant($"window|{game}|{ordinal}"));
}

/// <summary>A runner who could try for another base.</summary>
/// <param name="From">Where he stood when the ball was hit.</param>
/// <param name="To">The base in question.</param>
/// <param name="Why">As a stable word: <c>extra-base</c>, <c>tag-up</c>, <c>on-the-throw</c>.</param>
public sealed record Contest(Base From, Base To, string Why);

public enum Advancing : byte { AsTheChartHasIt, Hold, Send }

/// <summary>What the side at bat decides about a runner while the ball is in play.</summary>
public sealed record AdvanceDecision(Advancing Runner = Advancing.AsTheChartHasIt);

public enum Throwing : byte { AsTheChartHasIt, AtTheRunner, CutOff, Concede }

/// <summary>What the side in the field decides about him.</summary>
public sealed record ThrowDecision(Throwing Throw = Throwing.AsTheChartHasIt);

/// <summary>What a side wants done where it does not answer in time; a null leaves it to the usual thing.</summary>
/// <param name="Advance">Answers play windows, which are then not opened.</param>
public sealed record StandingOrders(
    DefensiveDecision? Defense = null, OffensiveDecision? Offense = null, ThrowDecision? Throw = null, AdvanceDecision? Advance = null);

/// <summary>What a roll is for. The order is that of the rolls in a play.</summary>
public enum RollPurpose : byte
{
    None,
    /// <summary>Steal, pickoff, wild pitch, passed ball, balk; not with empty bases.</summary>
    Running,
    /// <summary>Batter against pitcher.</summary>
    Matchup,
    /// <summary>Who fields it, and where.</summary>
    Fielder,
    /// <summary>Whether he does.</summary>
    Fielding,
    /// <summary>One contested runner.</summary>
    Runner,
    Rare,
    /// <summary>A further die that a card asks for, in a game played with cards.</summary>
    Card,
}

/// <summary>The four dice of a roll: one of 4,320 equal cells.</summary>
/// <param name="D6">1-6.</param>
/// <param name="Red">1-6.</param>
/// <param name="White">1-6.</param>
/// <param name="D20">1-20.</param>
public readonly record struct Dice(byte D6, byte Red, byte White, byte D20);

/// <summary>What a roll hit.</summary>
/// <param name="Chart">Which chart: a stable word such as <c>matchup</c> or <c>steal-second</c>.</param>
/// <param name="Row">The entry on it, such as <c>4-7 1-12</c> (column, row, d20) or a range of four digits.</param>
/// <param name="Outcome">The chart's word for what is written there.</param>
/// <param name="Hash">First 16 hex digits of the SHA-256 of the chart as printed.</param>
public sealed record ChartEntry(string Chart, string Row, string Outcome, string Hash);

/// <summary>A place on a printed card, as its reader names it.</summary>
/// <param name="Edition">The set of cards, as the league calls it.</param>
/// <param name="Card">The player's card: the batter's where the d6 is 1-3, else the pitcher's.</param>
/// <param name="AllD20">The row is not split by the d20: what is read holds for all twenty.</param>
/// <param name="Against">The opponent's hand by which the column was chosen; unknown where the card does not tell hands apart.</param>
public sealed record CardCell(string Edition, PlayerId Card, bool AllD20 = false, Hand Against = Hand.Unknown);

/// <summary>
/// A whole game as the rules of baseball encode it (JSON): an edit carries it, so that replay copies and recomputes nothing.
/// </summary>
public readonly record struct EncodedGame(string Json);
