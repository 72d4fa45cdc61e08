namespace AkkaGame.Baseball;

/// <summary>
/// The words of a match-up, in the fixed order of every card and chart: what the batter comes to, and how the ball left the bat (ground,
/// fly, line drive, pop-up). <c>G</c>, <c>F</c>, <c>L</c> and <c>P</c> are balls that a fielder can reach.
/// </summary>
public static class Outcomes
{
    /// <summary>What stands on men's cards. The few outcomes behind them are as frequent for everybody: <see cref="Everybodys"/>.</summary>
    public static readonly IReadOnlyList<string> OnCards =
    [
        "K", "W", "HP", "HR/F", "HR/L", "T", "D/L", "D/F", "D/G", "D/P", "S/L", "S/G", "S/F", "S/P", "G", "F", "L", "P",
    ];

    /// <summary>Catcher's interference, a home run inside the park, obstruction.</summary>
    public static readonly IReadOnlyList<string> Everybodys = ["C", "HR/I", "OBS"];

    public static readonly IReadOnlyList<string> All = [.. OnCards, .. Everybodys];

    /// <summary>Of <see cref="OnCards"/>.</summary>
    public const int CardCount = 18;

    /// <summary>Of <see cref="All"/>.</summary>
    public const int Count = 21;

    /// <summary>All parts of a card: each outcome has its share of them.</summary>
    public const int Whole = 10_000_000;

    internal const int K = 0, Ground = 14, Fly = 15, Liner = 16;

    /// <summary>Its place in the order, or -1.</summary>
    public static int IndexOf(string outcome)
    {
        for (var i = 0; i < Count; i++) if (All[i] == outcome) return i;
        return -1;
    }
}
