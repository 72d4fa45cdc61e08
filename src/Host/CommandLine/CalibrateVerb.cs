using System.CommandLine;
using System.Globalization;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Editions;
using AkkaGame.Host.Simulating.Calibrating;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame sim calibrate</c>: a real season beside simulated ones of its schedule, measure by measure.</summary>
internal static class CalibrateVerb
{
    private const string Description = """
        Play seasons of a real season's schedule by a league file's cards, and write down how far what comes out is off the real one:
        calibration.md with its plots in calibration/.

        Real and simulated games are counted alike: runs, hits, errors by their kind, the 24 situations, splits, who plays how much,
        standings and leaders.
        """;

    private const int SeasonsUnlessSaid = 20, SeasonsMost = 1_000, LevelUnlessSaid = 2, CoresMost = 1024;

    public static Command Create()
    {
        var files = new Argument<string[]>("EVENTFILES") { Description = "Of the real season.", Arity = ArgumentArity.OneOrMore };
        var league = new Option<string>("--league")
        {
            Description = "The league file that the seasons are played by (akkagame cards build makes one).", HelpName = "FILE",
            Required = true,
        };
        var seasons = SimVerb.Number("--seasons", "How many.", SeasonsUnlessSaid, 1, SeasonsMost);
        var level = SimVerb.Number("--level", "Of the computer managers.", LevelUnlessSaid, 1, Baseball.ComputerManager.Levels);
        var seed = SimVerb.Number("--seed", "Another one gives other games.", 1, 0, int.MaxValue);
        var cores = SimVerb.Number("--cores", "Games at once.", Environment.ProcessorCount, 1, CoresMost);
        var folder = new Option<string>("--out")
        {
            Description = "Where the page and its plots are written. Default: .", HelpName = "FOLDER",
            DefaultValueFactory = static _ => ".",
        };
        var verb = new Command("calibrate", Description) { files, league, seasons, level, seed, cores, folder };
        verb.SetAction(async (parsed, _) =>
        {
            using var stop = new ToldToEnd();
            var cards = LeagueFile.Read(parsed.GetValue(league)!);
            var (events, many) = (parsed.GetValue(files)!, parsed.GetValue(seasons));
            var progress = new SimProgress();
            try
            {
                var measured = await Task.Run(
                    () => Calibration.Of(
                        events, cards, many, parsed.GetValue(seed), (byte)parsed.GetValue(level), parsed.GetValue(cores),
                        progress.Show, stop.Token),
                    stop.Token);
                Write(measured, parsed.GetValue(folder)!);
            }
            finally
            {
                SimProgress.End();
            }

            return 0;
        });
        return verb;
    }

    private static void Write(Calibration measured, string folder)
    {
        var plots = Path.Combine(folder, "calibration");
        try
        {
            Directory.CreateDirectory(plots);
            File.WriteAllText(Path.Combine(folder, "calibration.md"), CalibrationPage.Of(measured));
            foreach (var (name, svg) in CalibrationPlots.Of(measured)) File.WriteAllText(Path.Combine(plots, name), svg);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadSettingException($"--out {folder} cannot be written to: {e.Message}");
        }

        SimProgress.End();
        foreach (var gate in Gate.All)
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{gate.Name,-28}{gate.Shown(measured),8} ± {gate.Error(measured):0.0%} of {gate.Tolerance:0.0%}  "
                + $"{(gate.Holds(measured) ? "held" : "missed")}"));
        Console.Out.WriteLine($"{Path.Combine(folder, "calibration.md")}: "
            + $"{Gate.All.Count(gate => gate.Holds(measured))} of {Gate.All.Count} gates held.");
    }
}
