namespace AkkaGame.Messages;

/// <summary>The two clubs. Who bats in the top half follows from the rule set's batting order, not from this.</summary>
public enum Side : byte { Away, Home }

public enum Half : byte { Top, Bottom }

/// <summary>Where a runner starts or ends: the batter's box, the three bases, home plate.</summary>
public enum Base : byte { Batter, First, Second, Third, Home }

/// <summary>Scorer's numbers 1-9, and the three ways to be in the lineup without a glove.</summary>
public enum Position : byte
{
    None, Pitcher, Catcher, FirstBase, SecondBase, ThirdBase, Shortstop, LeftField, CenterField, RightField,
    DesignatedHitter, PinchHitter, PinchRunner,
}

public enum Hand : byte { Unknown, Left, Right, Both }

public static class SideExtensions
{
    public static Side Other(this Side side) => side == Side.Away ? Side.Home : Side.Away;

    public static Half Other(this Half half) => half == Half.Top ? Half.Bottom : Half.Top;

    public static bool IsFielder(this Position position) => position is >= Position.Pitcher and <= Position.RightField;
}

/// <summary>Balls and strikes before the pitch that was put in play; <see cref="Unknown"/> where no one wrote them down.</summary>
public readonly record struct Count(byte Balls, byte Strikes)
{
    public static readonly Count Unknown = new(byte.MaxValue, byte.MaxValue);

    public bool IsKnown => Balls != byte.MaxValue;

    public override string ToString() => IsKnown ? $"{Balls}{Strikes}" : "??";
}
