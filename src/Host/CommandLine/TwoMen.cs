using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AkkaGame.Baseball;
using AkkaGame.Host.Editions;
using AkkaGame.Host.Playing;
using AkkaGame.Messages;

namespace AkkaGame.Host.CommandLine;

/// <summary>Two men of a league file and where they meet, as options of <c>akkagame chart</c>.</summary>
internal sealed class TwoMen
{
    private const int NamesMost = 10;

    /// <summary>As <see cref="LeagueRates.TimesThrough"/> has them.</summary>
    private static readonly string[] times = ["first", "second", "third", "fourth", "relief", "long-relief"];

    private readonly Option<string?> league = new("--league")
    {
        Description = "A league file: the chart of two of its men, with every number that goes into it. Default: the program's own league",
        HelpName = "FILE",
    };

    private readonly Option<string?> batter = new("--batter") { Description = "His id, or a part of his name.", HelpName = "MAN" };

    private readonly Option<string?> pitcher = new("--pitcher") { Description = "His id, or a part of his name.", HelpName = "MAN" };

    private readonly Option<string> bases = Worded("--bases", "Taken: ---, 1--, 12- and so on.", "---", "BASES", [.. Situations()]);

    private readonly Option<string> outs = Worded("--outs", "0 to 2.", "0", "N", ["0", "1", "2"]);

    private readonly Option<string?> park = new("--park")
    {
        Description = "Whose park, by the club's id; its own men bat at home. Default: nobody's.", HelpName = "CLUB",
    };

    private readonly Option<string> time = Worded(
        "--time", $"How often the pitcher has been through the order: {string.Join(", ", times)}.", times[0], "TIME", times);

    private readonly Option<string> day = Worded(
        "--day", "The d20 of the pitcher's first match-up, 1 his worst day and 20 his best; 0: it has not fallen.", "0", "N",
        [.. Enumerable.Range(0, PitchersDay.Best + 1).Select(static one => one.ToString(CultureInfo.InvariantCulture))]);

    public TwoMen(Command chart)
    {
        foreach (var option in (Option[])[league, batter, pitcher, bases, outs, park, time, day]) chart.Add(option);
    }

    /// <summary>True where one of them was given.</summary>
    public bool AreAsked(CommandResult result) =>
        ((Option[])[league, batter, pitcher, bases, outs, park, time, day]).Any(option => result.GetResult(option) is { Implicit: false });

    /// <summary>What is missing; null where nothing is.</summary>
    public string? Missing(CommandResult result) =>
        result.GetValue(batter) is null || result.GetValue(pitcher) is null ? "A chart of two men needs --batter and --pitcher." : null;

    /// <summary>Their chart with no decision of anybody, and what has to stand beside it; or why there is none.</summary>
    /// <exception cref="BadLeagueFileException">The file cannot be read.</exception>
    public (Chart? Chart, string? Notice, string? Why) Find(ParseResult parsed)
    {
        var edition = LeagueFile.Read(parsed.GetValue(league) ?? BundledLeague.Name);
        if (Man(edition, parsed.GetValue(batter)!, out var why) is not { } bats) return (null, null, $"--batter {why}");
        if (Man(edition, parsed.GetValue(pitcher)!, out why) is not { } throws) return (null, null, $"--pitcher {why}");
        ClubCard? club = null;
        if (parsed.GetValue(park) is { } its && (club = edition.Find(new TeamId(its))) is null)
            return (null, null, $"--park {its}: the edition has no club of that id.");
        var code = 0;
        foreach (var taken in parsed.GetValue(bases)!.Where(char.IsAsciiDigit)) code |= 1 << (taken - '1');
        var matchup = new Matchup(
            edition, bats.Id, bats.Batting is null, throws.Id, Matchup.BattingHand(bats.Bats, throws.Throws), throws.Throws, (byte)code,
            parsed.GetValue(outs)![0] - '0', club?.Men.Contains(bats.Id), club?.Team, Array.IndexOf(times, parsed.GetValue(time)), 1_000,
            1_000, [])
        { Day = int.Parse(parsed.GetValue(day)!, CultureInfo.InvariantCulture) };
        return (edition.Chart(matchup), edition.Notice, null);
    }

    /// <summary>The man of that id, or the only one who has that in his name; else null, and why.</summary>
    public static ManCard? Man(Edition edition, string asked, out string? why)
    {
        why = null;
        if (edition.Find(new PlayerId(asked)) is { } man) return man;
        ManCard[] found = [.. edition.Men.Where(one => one.Name.Contains(asked, StringComparison.OrdinalIgnoreCase))];
        if (found.Length == 1) return found[0];
        var names = string.Join(", ", found.Take(NamesMost).Select(static one => $"{one.Id} {one.Name}"));
        why = found.Length == 0
            ? $"{asked}: the edition has no man of that id or name."
            : $"{asked}: {found.Length} men have that in their names: {names}";
        return null;
    }

    private static IEnumerable<string> Situations()
    {
        for (byte code = 0; code < 8; code++) yield return AverageCharts.Drawn(code);
    }

    private static Option<string> Worded(string name, string says, string unlessSaid, string takes, params string[] words) =>
        new(name)
        {
            Description = $"{says} Default: {unlessSaid}", HelpName = takes, DefaultValueFactory = _ => unlessSaid,
            CustomParser = result =>
            {
                var word = result.Tokens[0].Value;
                if (!words.Contains(word)) result.AddError($"{name} is \"{word}\": expected {string.Join(", ", words)}");
                return word;
            },
        };
}
