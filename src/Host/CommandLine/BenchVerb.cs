using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AkkaGame.Host.Bench;
using Spectre.Console;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame bench replay</c>: plays a second.</summary>
internal static class BenchVerb
{
    private const int RunsUnlessSaid = 5;

    public static Command Create()
    {
        var files = Verbs.Files();
        var runs = new Option<int>("--runs")
        {
            Description = $"Runs of each kind that count; the median is shown. Default: {RunsUnlessSaid}",
            DefaultValueFactory = static _ => RunsUnlessSaid,
            HelpName = "N",
        };
        runs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100) result.AddError("--runs is 1 to 100.");
        });
        var json = new Option<bool>("--json") { Description = "JSON instead of a table." };
        var replay = new Command(
            "replay",
            "Plays a second over these files: reading them, with the rules, and with a SQLite journal (in TMPDIR, removed afterwards).")
        {
            files, runs, json,
        };
        replay.SetAction((parsed, stop) => Run(parsed.GetRequiredValue(files), parsed.GetValue(runs), parsed.GetValue(json), stop));
        return new Command("bench", "Measure this build on this machine.") { replay };
    }

    private static async Task<int> Run(string[] files, int runs, bool json, CancellationToken stop)
    {
        if (Array.Find(files, file => !File.Exists(file)) is { } missing) return Verbs.Fail($"{missing} is no file.");
        var folder = Directory.CreateTempSubdirectory("akkagame-bench-");
        try
        {
            var measured = await new ReplayBench(files, runs, folder.FullName).Run(Begins, stop);
            if (json) Console.Out.WriteLine(JsonSerializer.Serialize(measured, HostJson.Default.IReadOnlyListMeasured));
            else Show(measured);
            return 0;
        }
        catch (Exception e) when (
            e is BenchRefusedException or HouseClosedException || e is AggregateException { InnerException: BenchRefusedException })
        {
            return Verbs.Fail(e.GetBaseException().Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Verbs.Fail("stopped.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static void Begins(string what)
        {
            if (!Console.IsErrorRedirected) Console.Error.Write($"\r\u001b[K{what}");
        }
    }

    private static void Show(IReadOnlyList<Measured> measured)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write("\r\u001b[K");
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.Ascii : TableBorder.Rounded)
            .Title($"{Whole(measured[0].Games)} games, {Whole(measured[0].Plays)} plays, median of {measured[0].Runs}")
            .AddColumn("").AddColumn(new TableColumn("plays/s").RightAligned()).AddColumn(new TableColumn("seconds").RightAligned())
            .AddColumn(new TableColumn("fastest").RightAligned()).AddColumn(new TableColumn("slowest").RightAligned());
        foreach (var one in measured)
            table.AddRow(
                one.What, Whole(one.PlaysPerSecond), Seconds(one.Seconds), Seconds(one.Fastest), Seconds(one.Slowest));
        var plain = new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect };
        AnsiConsole.Create(plain).Write(table);

        static string Whole(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

        static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);
    }
}
