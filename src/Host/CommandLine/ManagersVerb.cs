using System.CommandLine;
using System.Globalization;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Editions;
using AkkaGame.Host.Playing;
using AkkaGame.Host.Simulating;
using AkkaGame.Host.Simulating.Managing;
using AkkaGame.Messages;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame sim managers</c>: how good computer managers of each level are, and what they do.</summary>
internal static class ManagersVerb
{
    private const string Description = """
        Measure the levels of computer managers, and write managers.md: how often each wins against the level below it, in games played
        twice with the same dice; what its decisions cost; how often it steals, bunts, walks and changes pitchers.

        Average men, and men with cards: of the clubs that the program brings with it, or with --league of a league file.
        """;

    private const int GamesUnlessSaid = 20_000, GamesMost = 10_000_000, CoresMost = 1024, Meetings = 2, MeetingsOfEight = 22;

    public static Command Create()
    {
        var league = new Option<string?>("--league") { Description = "A league file, by whose cards they play.", HelpName = "FILE" };
        var schedule = new Option<string[]>("--schedule")
        {
            Description = "Event files of a season: its games are played, with the lineups that began them. Needs --league.",
            HelpName = "FILE", AllowMultipleArgumentsPerToken = true,
        };
        var games = SimVerb.Number("--games", "Of each pair of levels.", GamesUnlessSaid, 2, GamesMost);
        var seed = SimVerb.Number("--seed", "Another one gives other games.", 1, 0, int.MaxValue);
        var cores = SimVerb.Number("--cores", "Games at once.", Environment.ProcessorCount, 1, CoresMost);
        var folder = new Option<string>("--out")
        {
            Description = "Where the page is written. Default: .", HelpName = "FOLDER", DefaultValueFactory = static _ => ".",
        };
        var verb = new Command("managers", Description) { league, schedule, games, seed, cores, folder };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(league) is null && result.GetValue(schedule) is { Length: > 0 })
                result.AddError("--schedule needs --league: the men of a real season play by their cards.");
        });
        verb.SetAction(async (parsed, _) =>
        {
            using var stop = new ToldToEnd();
            var leagues = new List<SimulatedLeague> { SimulatedLeague.OfAverageMen(MeetingsOfEight) };
            var (file, many, its) = (parsed.GetValue(league), parsed.GetValue(games), parsed.GetValue(seed));
            var played = parsed.GetValue(schedule) ?? [];
            var cards = LeagueFile.Read(file ?? BundledLeague.Name);
            leagues.Add(played.Length > 0 ? SimulatedLeague.OfSchedule(cards, played)
                : SimulatedLeague.OfCards(cards, Meetings, RuleSet.Mlb2018.Dh != DhRule.None));
            var progress = new SimProgress();
            try
            {
                var measured = new List<Managers>();
                foreach (var one in leagues)
                {
                    measured.Add(await Task.Run(
                        () => Managers.Of(one, many, its, parsed.GetValue(cores), progress.Show, stop.Token), stop.Token));
                }

                var with = (file is null ? "" : $" --league {Path.GetFileName(file)}") + (played.Length > 0 ? " --schedule 2018*.EV?" : "");
                Write(
                    measured,
                    string.Create(CultureInfo.InvariantCulture, $"akkagame sim managers{with} --games {many} --seed {its} --out docs"),
                    parsed.GetValue(folder)!);
            }
            finally
            {
                SimProgress.End();
            }

            return 0;
        });
        return verb;
    }

    private static void Write(List<Managers> measured, string command, string folder)
    {
        var page = Path.Combine(folder, "managers.md");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(page, ManagersPage.Of(measured, command));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadSettingException($"--out {folder} cannot be written to: {e.Message}");
        }

        SimProgress.End();
        Console.Out.WriteLine($"{page} is written.");
    }
}
