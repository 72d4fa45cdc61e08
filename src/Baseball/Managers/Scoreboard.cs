using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What computer managers of every level read off the scoreboard, and how they say it.</summary>
internal static class Scoreboard
{
    /// <summary>The last inning by schedule and the two before it, and whatever comes after.</summary>
    public static bool IsLate(Game game) => game.Inning + 2 >= game.Fixture!.Rules.ScheduledInnings;

    /// <summary>The last inning by schedule, and whatever comes after.</summary>
    public static bool IsLast(Game game) => game.Inning >= game.Fixture!.Rules.ScheduledInnings;

    /// <summary>Late, and a tie or a run behind.</summary>
    /// <param name="lead">Of the side at bat.</param>
    public static bool IsForOneRun(Game game, int lead) => IsLate(game) && lead is 0 or -1;

    /// <summary>The pitcher may throw to a base once more in this turn at bat.</summary>
    public static bool MayThrow(Game game) =>
        game.Fixture!.Rules.PickoffLimit is var most && (most == 0 || (game.Live?.Pickoffs ?? 0) < most);

    public static string Out(Game game) => game.Outs switch { 0 => "nobody out", 1 => "one out", _ => "two out" };

    public static string Men(Game game) => game.Bases.Code switch
    {
        0 => "nobody on",
        1 => "a man on first",
        2 => "a man on second",
        4 => "a man on third",
        3 => "men on first and second",
        5 => "men on first and third",
        6 => "men on second and third",
        _ => "the bases full",
    };

    public static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
