using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AkkaGame.Host.Bench;
using AkkaGame.Host.Configuration;
using AkkaGame.Journal.Bare;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame bench</c>: what this build does on this machine, each figure beside its yardstick from the same run.</summary>
internal static class BenchVerb
{
    /// <summary>Commands of a game, or of events where it is one of plays; then another one begins.</summary>
    private const int GameLength = 300;

    private const int RunsUnlessSaid = 5;

    public static Command Create() =>
        new("bench", "Measure this build on this machine.")
        {
            Replay(), Engine(), Recovery(), Memory(), Sqlite(), Start(),
        };

    private static Command Replay()
    {
        var (files, runs, json) = (Verbs.Files(), Runs(), Json());
        var verb = new Command(
            "replay",
            "Plays a second over these files: reading them, with the rules, and with a SQLite journal (in TMPDIR, removed afterwards).")
        {
            files, runs, json,
        };
        verb.SetAction(async (parsed, stop) =>
        {
            var named = parsed.GetRequiredValue(files);
            if (Array.Find(named, file => !File.Exists(file)) is { } missing) return Verbs.Fail($"{missing} is no file.");
            return await InFolder(async folder =>
            {
                var measured = await new ReplayBench(named, parsed.GetValue(runs), folder).Run(Begins, stop);
                Begins("");
                if (!parsed.GetValue(json)) BenchTables.Show(measured);
                else Console.Out.WriteLine(JsonSerializer.Serialize(measured, HostJson.Default.IReadOnlyListMeasured));
            });
        });
        return verb;
    }

    private static Command Engine()
    {
        var (seconds, runs, plays, json) = (Seconds(), Runs(), Plays(), Json());
        var games = new Option<int[]>("--games")
        {
            Description = "Games side by side, each with one command under way; several sizes parted by commas. Default: 1,64,256,1000",
            HelpName = "N,...",
            DefaultValueFactory = static _ => [1, 64, 256, 1000],
            CustomParser = static result => Sizes(result.Tokens[0].Value, result.AddError),
        };
        var sqlite = new Option<bool>("--sqlite") { Description = "On SQLite files in TMPDIR. What happens unless another is named." };
        var isVolatile = new Option<bool>("--volatile") { Description = "In memory only." };
        var verb = new Command(
            "engine",
            "Durable commands a second in a closed loop. On PostgreSQL under shard leases, in a database made for it on that server.")
        {
            games, sqlite, isVolatile, plays, seconds, runs, json,
        };
        var settings = new SettingOptions(verb, Setting.Postgres, Setting.PostgresFile, Setting.Lanes, Setting.SnapshotEvery);
        verb.SetAction((parsed, stop) => InFolder(async folder =>
        {
            var asked = settings.Load(parsed);
            var bench = new EngineBench(
                asked, await ScriptFor(parsed.GetValue(plays)), Time(parsed.GetValue(seconds)), parsed.GetValue(runs), folder, Begins);
            var sizes = parsed.GetRequiredValue(games);
            var figures = new List<Figure>();
            if (parsed.GetValue(isVolatile))
                foreach (var size in sizes) figures.AddRange(await bench.Volatile(size, stop));
            if (parsed.GetValue(sqlite) || (!parsed.GetValue(isVolatile) && asked.Postgres is null))
                foreach (var size in sizes) figures.AddRange(await bench.Sqlite(size, stop));
            if (asked.Postgres is { } server) figures.AddRange(await bench.Postgres(server, sizes, stop));
            Show(figures, parsed.GetValue(json));
        }));
        return verb;
    }

    private static Command Sqlite()
    {
        var (games, seconds, runs, plays, json) = (Games(256), Seconds(), Runs(), Plays(), Json());
        var verb = new Command(
            "sqlite", "The engine on SQLite against bare tables that a loop fills with the same rows (in TMPDIR, removed afterwards).")
        {
            games, plays, seconds, runs, json,
        };
        var settings = new SettingOptions(verb, Setting.SnapshotEvery);
        verb.SetAction((parsed, stop) => InFolder(async folder =>
        {
            var bench = new EngineBench(
                settings.Load(parsed), await ScriptFor(parsed.GetValue(plays)), Time(parsed.GetValue(seconds)), parsed.GetValue(runs),
                folder, Begins);
            Show(await bench.Tables(parsed.GetValue(games), stop), parsed.GetValue(json));
        }));
        return verb;
    }

    private static Command Memory()
    {
        var (games, json) = (Games(100_000), Json());
        var idle = Number("--idle", "Also: games of which none is in memory, in an SQLite file that is opened.", 0, 100_000_000);
        var verb = new Command("memory", "Bytes of an idle live game, everything included, before and after 300 commands.")
        {
            games, idle, json,
        };
        verb.SetAction((parsed, stop) => InFolder(async folder =>
        {
            var figures = new List<Figure>();
            // First, while the process is still small.
            if (parsed.GetValue(idle) is > 0 and var stored) figures.AddRange(await new StoredGamesBench(stored, folder, Begins).Run(stop));
            var bench = new MemoryBench(parsed.GetValue(games), Begins);
            Show([.. await bench.Run(0, stop), .. await bench.Run(GameLength, stop), .. figures], parsed.GetValue(json));
        }));
        return verb;
    }

    private static Command Recovery()
    {
        var (games, runs, plays, json) = (Games(1000), Runs(), Plays(), Json());
        var verb = new Command(
            "recovery",
            "How soon games of 300 events are back in memory, on SQLite, and on PostgreSQL in a database made for it where one is named.")
        {
            games, plays, runs, json,
        };
        var settings = new SettingOptions(verb, Setting.Postgres, Setting.PostgresFile, Setting.Lanes);
        verb.SetAction((parsed, stop) => InFolder(async folder =>
        {
            var (asked, script) = (settings.Load(parsed), await ScriptFor(parsed.GetValue(plays)));
            var onFile = asked with { Postgres = null, Database = Path.Combine(folder, "games.db"), LogLevel = LogLevel.Warning };
            var figures = new List<Figure>(await Measure(onFile, "SQLite"));
            if (asked.Postgres is { } server)
            {
                await using var scratch = await ScratchDatabase.Create(server.Connection, stop);
                figures.AddRange(await Measure(EngineBench.OnPostgres(asked, scratch), "PostgreSQL"));
            }

            Show(figures, parsed.GetValue(json));

            Task<IReadOnlyList<Figure>> Measure(Settings on, string store) =>
                new RecoveryBench(on, store, script, parsed.GetValue(games), parsed.GetValue(runs), Begins).Run(stop);
        }));
        return verb;
    }

    private static Command Start()
    {
        var games = Number("--games", "Also: so many games under load when the server is killed and started again.", 0, 100_000);
        var (seconds, runs, json) = (Seconds(), Runs(), Json());
        var verb = new Command(
            "start", "From the start of this program to its first answer, on an empty SQLite file, and after kill -9 under load.")
        {
            games, seconds, runs, json,
        };
        verb.SetAction((parsed, stop) => InFolder(async folder => Show(
            await new StartBench(parsed.GetValue(runs), folder, Begins).Run(
                parsed.GetValue(games), Time(parsed.GetValue(seconds)), stop),
            parsed.GetValue(json))));
        return verb;
    }

    private static Task<Script> ScriptFor(bool plays) => plays ? Script.OfPlays(GameLength) : Script.OfNotes(GameLength);

    /// <summary>Runs it with a folder of its own.</summary>
    private static async Task<int> InFolder(Func<string, Task> measure)
    {
        var folder = Directory.CreateTempSubdirectory("akkagame-bench-");
        try
        {
            await measure(folder.FullName);
            return 0;
        }
        catch (Exception e) when (e is BenchRefusedException || e is AggregateException { InnerException: BenchRefusedException })
        {
            return Verbs.Fail(e.GetBaseException().Message);
        }
        finally
        {
            Begins(""); // Nothing is under way any more.
            folder.Delete(recursive: true);
        }
    }

    private static void Show(IReadOnlyList<Figure> figures, bool json)
    {
        Begins("");
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(figures, HostJson.Default.IReadOnlyListFigure));
        else BenchTables.Show(figures);
    }

    private static void Begins(string what)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write($"\r\u001b[K{what}");
    }

    private static Option<int> Runs() =>
        Number("--runs", "Runs that count; the median is shown, and one before warms up.", RunsUnlessSaid, 100);

    private static Option<int> Games(int unlessSaid) => Number("--games", "Games.", unlessSaid, 10_000_000);

    private static Option<bool> Json() => new("--json") { Description = "JSON instead of a table." };

    private static Option<bool> Plays() => new("--plays") { Description = "Plays with all that a scorer writes, instead of small notes." };

    private static Option<double> Seconds()
    {
        var option = new Option<double>("--seconds")
        {
            Description = "How long a run takes. Default: 5", DefaultValueFactory = static _ => 5, HelpName = "S",
        };
        option.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.01 and <= 3600)) result.AddError("--seconds is 0.01 to 3600.");
        });
        return option;
    }

    private static Option<int> Number(string name, string says, int unlessSaid, int most)
    {
        var option = new Option<int>(name)
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"{says} Default: {unlessSaid}"),
            DefaultValueFactory = _ => unlessSaid,
            HelpName = "N",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var number && (number < Math.Min(1, unlessSaid) || number > most))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {Math.Min(1, unlessSaid)} to {most}."));
        });
        return option;
    }

    private static int[] Sizes(string text, Action<string> wrong)
    {
        var sizes = text.Split(',')
            .Select(static one => int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0).ToArray();
        if (sizes.All(static one => one is >= 1 and <= 100_000)) return sizes;
        wrong("--games is numbers of 1 to 100000, parted by commas, as 64,256.");
        return [];
    }

    private static TimeSpan Time(double seconds) => TimeSpan.FromSeconds(seconds);
}
