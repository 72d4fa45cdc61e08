using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What the words on a chart mean, spelled out for somebody who holds it for the first time.</summary>
internal static class ChartWords
{
    /// <summary>
    /// What a chart is about: <c>Batter against pitcher, bases empty, nobody out</c>. What stands behind the first comma is the situation.
    /// Empty for a name that is no chart's of this program.
    /// </summary>
    public static string About(string name) => name.Split(' ') switch
    {
        [.. var chart, "rare"] when About(string.Join(' ', chart)) is { Length: > 0 } about => about + ", what is rare",
        // Batter and pitcher may follow.
        ["matchup", var bases, var outs, ..] when IsDrawn(bases) && Outs(outs) is { Length: > 0 } out_ =>
            $"Batter against pitcher, {On(bases)}, {out_}",
        ["running", var bases] when IsDrawn(bases) => $"While the batter waits, {On(bases)}",
        ["fielder", "bunt"] => "Who fields a bunt",
        ["fielder", "HR"] => "Where a home run leaves the park",
        ["fielder", var ball] when OffTheBat(ball) is { Length: > 0 } hit => $"Who fields {A(hit)}",
        ["ground", var fielder, .. var forced] when Fielder(fielder) is { } man => $"A ground ball to the {man.Man()}, {Forced(forced)}",
        ["air", "F"] => "A fly ball that somebody can reach",
        ["air", "P"] => "A pop-up that somebody can reach",
        ["air", "L", "out"] => "A line drive that an outfielder can reach",
        ["air", "L", "in"] => "A line drive that an infielder can reach, bases empty or two out",
        ["air", "L", "in", var bases] when IsDrawn(bases) => $"A line drive that an infielder can reach, {On(bases)}, less than two out",
        ["hit", "S", "out", "empty"] => "A single to the outfield, bases empty",
        ["hit", "S", "out"] => "A single to the outfield, men on base",
        ["hit", "S", "in"] => "A single that does not leave the infield",
        ["hit", "D"] => "A double, and how it is held",
        ["bunt", "squeeze"] => "A squeeze, man on third",
        ["bunt", "for", "a", "hit"] => "A bunt for a hit",
        ["bunt", var bases] when IsDrawn(bases) => $"A sacrifice bunt, {On(bases)}",
        ["steal", [var to], .. var more] => $"Stealing {BaseOf(to).Name()}{(more.Length > 0 ? ", man on third" : "")}",
        ["pickoff", [var on]] => $"A throw to {BaseOf(on).Name()}, to pick off the runner",
        [var ball, [var from, '-', var to], .. var how] => Tries(ball, from, to, how),
        _ => "",
    };

    /// <summary>The bases taken that a chart's name draws, bits 1 2 4; null where it draws none.</summary>
    public static byte? BasesOf(string name) => name.Split(' ') switch
    {
        ["matchup" or "running" or "bunt", var bases, ..] when IsDrawn(bases) => Taken(bases),
        ["air", "L", "in", var bases, ..] when IsDrawn(bases) => Taken(bases),
        _ => null,
    };

    /// <summary>What an outcome means on that chart; empty where the word is not known.</summary>
    public static string Of(string chart, string outcome) => outcome == Chart.RareWord ? "roll again, on the rare chart"
        : chart.Split(' ') switch
        {
            ["matchup", ..] => AtBat(outcome),
            ["running", ..] => OnTheBases(outcome),
            ["fielder", var hit, ..] => hit == "HR" ? Field(outcome) : Fields(outcome),
            ["ground", [_, '-', var to], ..] => Running(outcome, BaseOf(to)),
            ["ground", ..] => OnTheGround(outcome),
            ["air", "F" or "L" or "P", ..] => InTheAir(outcome),
            ["hit", ..] => Held(outcome),
            ["bunt", ..] => Bunt(outcome),
            ["steal", ..] => Stealing(outcome),
            ["pickoff", ..] => Pickoff(outcome),
            [_, [_, '-', var to], ..] => Running(outcome, BaseOf(to)),
            _ => "",
        };

    /// <summary>Whether the batter is on base, or home, by what a match-up says.</summary>
    public static bool Reaches(string outcome) =>
        outcome is "W" or "HP" or "T" or "C" or "OBS" or "K/WP" || outcome is [('S' or 'D'), '/', ..] or ['H', 'R', ..];

    private static string AtBat(string outcome) => outcome switch
    {
        "K" => "strikeout",
        "K/WP" => "third strike gets away",
        "W" => "walk",
        "HP" => "hit by pitch",
        "HR/I" => "home run inside the park",
        "C" => "catcher's interference",
        "OBS" => "obstruction",
        "3X" => "triple play",
        "G" => "ground ball to a fielder",
        "F" => "fly ball to a fielder",
        "L" => "line drive to a fielder",
        "P" => "pop-up to a fielder",
        _ => OffTheBat(outcome),
    };

    /// <summary>A kind of hit and how it left the bat; a letter alone is a ball that somebody can reach.</summary>
    private static string OffTheBat(string outcome) => outcome.Split('/') switch
    {
        ["G"] => "ground ball",
        ["F"] => "fly ball",
        ["L"] => "line drive",
        ["P"] => "pop-up",
        ["T"] => "triple",
        ["S", var ball] when Way(ball) is { Length: > 0 } way => $"single {way}",
        ["D", var ball] when Way(ball) is { Length: > 0 } way => $"double {way}",
        ["HR", var ball] when Way(ball) is { Length: > 0 } way => $"home run {way}",
        _ => "",
    };

    private static string Way(string ball) => ball switch
    {
        "G" => "on the ground",
        "F" => "on a fly",
        "L" => "on a line drive",
        "P" => "on a pop-up",
        _ => "",
    };

    private static string Fields(string outcome) => outcome.Split(' ') switch
    {
        ["GR"] => "ground-rule double",
        [var fielder] => Fielder(fielder)?.Man() ?? "",
        [var fielder, var ball] when Fielder(fielder) is { } man => $"{man.Man()}, {Way(ball)}",
        _ => "",
    };

    private static string Field(string outcome) => outcome switch
    {
        "78" => "left center",
        "89" => "right center",
        _ => Fielder(outcome)?.Name() ?? "",
    };

    private static string OnTheGround(string outcome) => outcome.Split(' ', '-') switch
    {
        ["out"] => "out at first, unless a runner draws the throw",
        ["boot"] => "error: the ball is not held, everybody one base",
        ["throw"] => "error: a wild throw, everybody two bases",
        ["all", "safe"] => "fielder's choice, everybody safe",
        ["force", [var at]] => $"forced out at {BaseOf(at).Name()}, batter safe at first",
        ["DP", [var first, var second]] => $"double play: {Forced(first)} and {Forced(second)}",
        _ => "",
    };

    /// <summary>Where the man of that letter is put out; <c>B</c> is the batter.</summary>
    private static string Forced(char man) =>
        man == 'B' ? "the batter at first" : $"the man from {BaseOf(man).Name()} at {(BaseOf(man) + 1).Name()}";

    private static string InTheAir(string outcome) => outcome.Split(' ') switch
    {
        ["out"] => "caught",
        ["error", "1"] => "error: dropped, everybody one base",
        ["error", "2"] => "error: dropped, everybody two bases",
        ["error", "3"] => "error: dropped, everybody three bases",
        ["DP", [var runner]] => $"caught, and the man on {BaseOf(runner).Name()} doubled off",
        _ => "",
    };

    private static string Held(string outcome) => outcome switch
    {
        "clean" => "fielded cleanly",
        "error" => "error of the fielder, everybody one base more",
        "stretched" => "batter out trying for another base",
        _ => "",
    };

    private static string Bunt(string outcome) => outcome switch
    {
        "SH" => "batter out at first, runners move up",
        "out" => "batter out at first",
        "lead" => "the man in front is out, batter safe at first",
        "DP" => "popped up and caught, the man in front doubled off",
        "pop" => "popped up and caught",
        "hit" => "single, runners move up",
        "FC" => "fielder's choice, everybody safe",
        "error" => "error of the fielder, everybody one base",
        "K" => "strikeout: bunted foul with two strikes",
        _ => "",
    };

    private static string Stealing(string outcome) => outcome switch
    {
        "SB" => "stolen base",
        "SB error" => "stolen base, and a wild throw: one base more",
        "CS" => "caught stealing",
        "CS error" => "the throw is there in time and dropped: safe",
        "POCS" => "picked off as he leaves, out between the bases",
        "POCS error" => "picked off as he leaves, the throw is dropped: safe",
        _ => "",
    };

    private static string Pickoff(string outcome) => outcome switch
    {
        "back" => "the runner is back in time",
        "out" => "picked off",
        "caught" => "picked off, out on his way to the next base",
        "error" => "wild throw, everybody one base",
        _ => "",
    };

    /// <summary>Who tries and holds stands one base short of where he wanted to be.</summary>
    private static string Running(string outcome, Base to) => outcome switch
    {
        "safe" => $"safe at {to.Name()}",
        "holds" => $"stops at {(to - 1).Name()}",
        "out" => $"out at {to.Name()}",
        _ => "",
    };

    /// <summary>What it was, and who goes where: <c>WP 3-H;1-2</c>, <c>PO 1X</c>.</summary>
    private static string OnTheBases(string outcome)
    {
        if (outcome == "none") return "nothing: the pitch is thrown";
        var (what, moves) = outcome.Split(' ') is [var code, var all] ? (code, all.Split(';')) : (outcome, []);
        var caught = moves.FirstOrDefault(static move => move is [_, 'X']);
        var why = what switch
        {
            "WP" => "wild pitch",
            "PB" => "passed ball",
            "BK" => "balk",
            "PO" => caught is null ? "wild pickoff throw" : $"man picked off {BaseOf(caught[0]).Name()}",
            _ => "",
        };
        var on = moves.Where(move => move != caught).Select(Move).ToList();
        return why.Length == 0 || on.Count == 0 ? why : $"{why}: {string.Join(", ", on)}";
    }

    private static string Move(string move) => move switch
    {
        [var from, '-', 'H'] => $"{BaseOf(from).Name()} scores",
        [var from, '-', var to] => $"{BaseOf(from).Name()} to {BaseOf(to).Name()}",
        _ => "",
    };

    /// <summary>A runner who may take one base more, such as <c>single 2-H 1 by 8 thrown home</c>.</summary>
    private static string Tries(string ball, char from, char to, string[] how)
    {
        var said = $"{(from == 'B' ? "Batter" : $"From {BaseOf(from).Name()}")} to {BaseOf(to).Name()} on {A(ball switch
        {
            "single" or "double" => ball,
            "ground" => "ground ball",
            _ => OffTheBat(how.FirstOrDefault("F")),
        })}";
        for (var i = 0; i < how.Length; i++)
        {
            said += how[i] switch
            {
                "in" => ", in the infield",
                "by" when i + 1 < how.Length && Fielder(how[i + 1]) is { } man => $", fielded by the {man.Man()}",
                "thrown" => how[^1] == "home" ? ", the throw goes home" : ", the throw goes ahead of him",
                _ when (i == 0 || how[i - 1] != "by") && Outs(how[i]) is { Length: > 0 } outs => $", {outs}",
                _ => "",
            };
        }

        return said;
    }

    private static string Forced(string[] words) => words switch
    {
        ["free"] => "nobody forced",
        ["force", var men] => $"{Force(men)}, less than two out",
        ["two", "out", var men] => $"{Force(men)}, two out",
        _ => string.Join(' ', words),
    };

    private static string Force(string men) => men switch
    {
        "1" => "man on first forced",
        "12" => "men on first and second forced",
        _ => "bases loaded",
    };

    private static string On(string bases) => Taken(bases) switch
    {
        0 => "bases empty",
        1 => "man on first",
        2 => "man on second",
        3 => "men on first and second",
        4 => "man on third",
        5 => "men on first and third",
        6 => "men on second and third",
        _ => "bases loaded",
    };

    private static string Outs(string word) => word switch { "0" => "nobody out", "1" => "one out", "2" => "two out", _ => "" };

    private static byte Taken(string bases) =>
        (byte)((bases[0] == '1' ? 1 : 0) | (bases[1] == '2' ? 2 : 0) | (bases[2] == '3' ? 4 : 0));

    private static bool IsDrawn(string word) => word is [('1' or '-'), ('2' or '-'), ('3' or '-')];

    private static Position? Fielder(string word) => word is [>= '1' and <= '9'] ? (Position)(word[0] - '0') : null;

    private static Base BaseOf(char letter) => letter switch
    {
        >= '1' and <= '3' => (Base)(letter - '0'),
        'H' => Base.Home,
        _ => Base.Batter,
    };

    private static string A(string thing) => $"a {thing}";
}
