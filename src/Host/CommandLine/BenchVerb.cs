using System.CommandLine;
using System.Text.Json;
using AkkaGame.Host.Bench;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Engines;
using AkkaGame.Journal.Bare;
using static AkkaGame.Host.CommandLine.BenchOptions;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame bench</c>: what this build does on this machine, each figure beside its yardstick from the same run.</summary>
internal static class BenchVerb
{
    /// <summary>Commands of a game, or of events where it is one of plays; then another one begins.</summary>
    public const int GameLength = 300;

    public static Command Create()
    {
        var verb = new Command("bench", "Measure this build on this machine.")
        {
            Replay(), Engine(), Recovery(), Memory(), Sqlite(), Start(), Seasons(),
        };
        foreach (var one in (Command[])[.. BenchSocketsVerbs.All(), .. BenchClusterVerbs.All()]) verb.Add(one);
        return verb;
    }

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
        var games = Sizes("--games", "Games side by side, each with one command under way", 1, 64, 256, 1000);
        var sqlite = new Option<bool>("--sqlite") { Description = "On SQLite files in TMPDIR. What happens unless another is named." };
        var isVolatile = new Option<bool>("--volatile") { Description = "In memory only." };
        var verb = new Command(
            "engine",
            "Durable commands a second in a closed loop. On PostgreSQL under shard leases, in a database made for it on that server; "
            + "--engine akka puts the engine on Akka.NET beside it.")
        {
            games, sqlite, isVolatile, plays, seconds, runs, json,
        };
        var settings = new SettingOptions(
            verb, Setting.Postgres, Setting.PostgresFile, Setting.Lanes, Setting.SnapshotEvery, Setting.Engine);
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
        var settings = new SettingOptions(verb, Setting.Engine);
        verb.SetAction((parsed, stop) => InFolder(async folder =>
        {
            var asked = settings.Load(parsed);
            var figures = new List<Figure>();
            // First, while the process is still small.
            if (parsed.GetValue(idle) is > 0 and var stored) figures.AddRange(await new StoredGamesBench(stored, folder, Begins).Run(stop));
            var bench = new MemoryBench(parsed.GetValue(games), Begins, asked.Engine == EngineKind.Native ? null : () => OnFile(asked));
            Show([.. await bench.Run(0, stop), .. await bench.Run(GameLength, stop), .. figures], parsed.GetValue(json));

            // That engine has no journal that forgets: its games lie in a file, which weighs nothing on the heap.
            Task<House> OnFile(Settings of) => House.Open(
                of with
                {
                    Database = Path.Combine(folder, $"{Guid.CreateVersion7()}.db"),
                    LogLevel = LogLevel.Warning,
                    SnapshotEvery = int.MaxValue,
                    IdleTime = TimeSpan.Zero,
                },
                stop);
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

    private static Command Seasons()
    {
        var (games, runs, json) = (Games(300), Runs(), Json());
        var verb = new Command(
            "seasons",
            "Whole games between computer managers a second, of the program's own league: by the rules alone, and through the engine.")
        {
            games, runs, json,
        };
        var settings = new SettingOptions(verb, Setting.SnapshotEvery, Setting.Engine);
        verb.SetAction((parsed, stop) => InFolder(async folder => Show(
            await new SeasonsBench(
                Math.Max(1, parsed.GetValue(games)), parsed.GetValue(runs), settings.Load(parsed), folder, Begins).Run(stop),
            parsed.GetValue(json))));
        return verb;
    }

    private static Task<Script> ScriptFor(bool plays) => plays ? Script.OfPlays(GameLength) : Script.OfNotes(GameLength);
}
