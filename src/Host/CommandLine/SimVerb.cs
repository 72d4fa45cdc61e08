using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using AkkaGame.Baseball;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Editions;
using AkkaGame.Host.Playing;
using AkkaGame.Host.Simulating;
using AkkaGame.Messages;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame sim</c>: whole seasons, computer managers against each other.</summary>
internal static class SimVerb
{
    private const string Description = """
        Simulate seasons, computer managers against each other, on all cores: of the eight clubs that the program brings with it, or
        with --league of a league file's, by their men's cards.

        By the rules alone, nothing is written to a journal, and the same seed gives the same games on any number of cores. With --stored
        they are played as a server plays them, through the engine and into the journal, in the league "sim". Prints the standings, the
        leaders of the first season, and the league's run environment beside that of 2018.
        """;

    /// <summary>By the book, as managers of the season did that the run environment is compared with.</summary>
    private const int LevelUnlessSaid = 2;

    private const int SeasonsMost = 10_000, MeetingsUnlessSaid = 22, MeetingsMost = 100, CoresMost = 1024;

    public static Command Create()
    {
        var seasons = Number("--seasons", "How many.", 1, 1, SeasonsMost);
        var league = new Option<string?>("--league")
        {
            Description = "A league file: its clubs play, by their men's cards (akkagame cards build makes one).", HelpName = "FILE",
        };
        var schedule = new Option<string[]>("--schedule")
        {
            Description = "Event files of a season: its games are played, with the lineups that began them. Needs --league.",
            HelpName = "FILE", AllowMultipleArgumentsPerToken = true,
        };
        var meetings = Number("--meetings", "Games of each pair of clubs in a season.", MeetingsUnlessSaid, 1, MeetingsMost);
        var average = new Option<bool>("--average") { Description = "Nobody has a card: every man is an average one of 2018." };
        var level = Number("--level", "Of the computer managers.", LevelUnlessSaid, 1, ComputerManager.Levels);
        var against = new Option<int?>("--against")
        {
            Description = "Of those on the other side; each game is played twice with the same dice, the managers changing sides.",
            HelpName = "N",
            CustomParser = static result => Verbs.Whole(result, "--against", 1, ComputerManager.Levels),
        };
        var seed = Number("--seed", "Another one gives other games.", 1, 0, int.MaxValue);
        var cores = Number("--cores", "Games at once.", Environment.ProcessorCount, 1, CoresMost);
        var named = new Option<string>("--rules")
        {
            Description = "mlb1982, mlb2018, mlb2020, mlb2022 or mlb2023.", HelpName = "NAME",
            DefaultValueFactory = static _ => RuleSet.Mlb2018.Name,
            CustomParser = static result => Named(result),
        };
        var csv = new Option<string?>("--csv")
        {
            Description = "Writes games.csv, standings.csv, batting.csv and pitching.csv there.", HelpName = "FOLDER",
        };
        var stored = new Option<bool>("--stored") { Description = "Through the engine and into the journal of --db or --postgres." };
        var json = new Option<bool>("--json") { Description = "JSON instead of tables." };
        var verb = new Command("sim", Description)
        {
            Decisions(), CalibrateVerb.Create(), ManagersVerb.Create(), seasons, league, schedule, average, meetings, level,
            against, seed, cores, named, csv, json, stored,
        };
        var settings = new SettingOptions(verb, [.. Setting.Journal, Setting.Engine, Setting.SecretKeyFile]);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(league) is null && result.GetValue(schedule) is { Length: > 0 })
                result.AddError("--schedule needs --league: the men of a real season play by their cards.");
            if (result.GetValue(average) && result.GetValue(league) is not null)
                result.AddError("--average and --league: either nobody has a card, or those of a league file's clubs.");
        });
        verb.SetAction((parsed, _) =>
        {
            var rules = RuleSet.Preset(parsed.GetValue(named)!)!;
            var order = new SimulationOrder(
                parsed.GetValue(seasons),
                parsed.GetValue(average) ? SimulatedLeague.OfAverageMen(parsed.GetValue(meetings))
                    : League(parsed.GetValue(league), parsed.GetValue(schedule) ?? [], parsed.GetValue(meetings), rules),
                (byte)parsed.GetValue(level), (byte)(parsed.GetValue(against) ?? parsed.GetValue(level)), rules, parsed.GetValue(seed));
            return Run(
                order, parsed.GetValue(cores), parsed.GetValue(csv), parsed.GetValue(json),
                parsed.GetValue(stored) ? Stored(settings.Load(parsed), parsed.GetValue(league)) : null);
        });
        return verb;
    }

    private static SimulatedLeague League(string? file, string[] schedule, int meetings, RuleSet rules)
    {
        var cards = LeagueFile.Read(file ?? BundledLeague.Name);
        return schedule.Length > 0 ? SimulatedLeague.OfSchedule(cards, schedule)
            : SimulatedLeague.OfCards(cards, meetings, rules.Dh != DhRule.None);
    }

    /// <summary>The games name their cards' edition, so the house that plays them has it too.</summary>
    private static Settings Stored(Settings settings, string? league) =>
        league is null or BundledLeague.Name ? settings : settings with { Leagues = [.. settings.Leagues, Path.GetFullPath(league)] };

    private static Command Decisions()
    {
        var plays = Number("--plays", "Plays of each decision, and as many of the usual thing.", 100_000, 1_000, 100_000_000);
        var seed = Number("--seed", "Another one gives other dice.", 1, 0, int.MaxValue);
        var json = new Option<bool>("--json") { Description = "JSON instead of a table." };
        var verb = new Command(
            "decisions",
            "What each decision of a manager changes where it is taken, average men against each other: runs, and how likely there is one.")
        {
            plays, seed, json,
        };
        verb.SetAction(parsed =>
        {
            var lines = new DecisionLine[DecisionTrial.All.Count];
            Parallel.For(0, lines.Length, i => lines[i] = DecisionTrial.All[i].Measure(parsed.GetValue(plays), parsed.GetValue(seed)));
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(lines, HostJson.Default.DecisionLineArray));
            else SimTables.Show(lines);
            return 0;
        });
        return verb;
    }

    private static async Task<int> Run(SimulationOrder order, int cores, string? csv, bool json, Settings? settings)
    {
        using var stop = new ToldToEnd();
        await using var house = settings is null ? null : await House.Open(settings, stop.Token);
        using var files = csv is null ? null : SeasonFiles.Begin(csv);
        var all = order.Seasons * Simulation.GamesOf(order);
        var progress = new SimProgress();
        PlaysSeason plays = house is not null
            ? new StoredSeasons(house).Play
            : (season, played, late) => Task.Run(() => season.Play(order.Seed, cores, played, late), late);
        var simulation = new Simulation(order, plays, played => progress.Show(played, all));
        try
        {
            var report = await simulation.Run(house?.JournalName, (season, game) => files?.Add(season, game), stop.Token);
            foreach (var book in simulation.Books) files?.Add(book);
            SimProgress.End();
            if (json) Console.Out.WriteLine(JsonSerializer.Serialize(report, HostJson.Default.SimulationReport));
            else SimTables.Show(report);
            return 0;
        }
        finally
        {
            SimProgress.End();
        }
    }

    internal static Option<int> Number(string name, string says, int unlessSaid, int least, int most) => new(name)
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"{says} Default: {unlessSaid}"),
        HelpName = "N",
        DefaultValueFactory = _ => unlessSaid,
        CustomParser = result => Verbs.Whole(result, name, least, most) ?? least,
    };

    private static string? Named(ArgumentResult result)
    {
        var name = result.Tokens[0].Value;
        if (RuleSet.Preset(name) is { Dice: DiceMode.Server }) return name;
        result.AddError($"--rules is \"{name}\": expected mlb1982, mlb2018, mlb2020, mlb2022 or mlb2023");
        return null;
    }
}
