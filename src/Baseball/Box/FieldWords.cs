using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>How people call bases, positions, innings and each other.</summary>
internal static class FieldWords
{
    private static readonly string[] positions =
    [
        "someone", "pitcher", "catcher", "first base", "second base", "third base", "shortstop",
        "left field", "center field", "right field", "designated hitter", "pinch hitter", "pinch runner",
    ];

    private static readonly string[] abbreviations = ["", "p", "c", "1b", "2b", "3b", "ss", "lf", "cf", "rf", "dh", "ph", "pr"];

    /// <summary>Where a ball goes: shortstop, left field; <c>someone</c> for a fielder nobody named.</summary>
    public static string Name(this Position position) => positions[(int)position];

    /// <summary>Who stands there: shortstop, left fielder, first baseman.</summary>
    public static string Man(this Position position) => position switch
    {
        Position.FirstBase or Position.SecondBase or Position.ThirdBase => position.Name() + "man",
        Position.LeftField or Position.CenterField or Position.RightField => position.Name() + "er",
        _ => position.Name(),
    };

    /// <summary>As a box score has it: ss, 2b, ph.</summary>
    public static string Abbreviation(this Position position) => abbreviations[(int)position];

    public static string Name(this Base on) => on switch
    {
        Base.First => "first",
        Base.Second => "second",
        Base.Third => "third",
        Base.Home => "home",
        _ => "the plate",
    };

    public static string Name(this Half half) => half == Half.Top ? "top" : "bottom";

    public static string Ordinal(int number) => (number % 100 is >= 11 and <= 13 ? 0 : number % 10) switch
    {
        1 => $"{number}st",
        2 => $"{number}nd",
        3 => $"{number}rd",
        _ => $"{number}th",
    };

    /// <summary><c>one hit</c>, <c>2 hits</c>, <c>no hits</c>.</summary>
    public static string Counted(int number, string what) => number switch
    {
        0 => $"no {what}s",
        1 => $"1 {what}",
        _ => $"{number} {what}s",
    };

    /// <summary>All of a name but the first one: Lindor, De Leon, Acuna Jr.; the whole of a name of one word.</summary>
    public static string LastName(string name) =>
        name.IndexOf(' ') is var space and > 0 && space + 1 < name.Length ? name[(space + 1)..] : name;

    /// <summary>The last name with an initial, for one who shares it: J.Ramirez.</summary>
    public static string NameWithInitial(string name) =>
        LastName(name) is var last && last.Length == name.Length ? name : $"{name[0]}.{last}";

    /// <summary>a, b and c.</summary>
    public static string Listed(IReadOnlyList<string> words) => words.Count switch
    {
        0 => "",
        1 => words[0],
        _ => string.Join(", ", words.Take(words.Count - 1)) + " and " + words[^1],
    };
}
