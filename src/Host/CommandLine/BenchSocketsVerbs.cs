using System.CommandLine;
using AkkaGame.Host.Bench.Sockets;
using AkkaGame.Host.Configuration;
using static AkkaGame.Host.CommandLine.BenchOptions;

namespace AkkaGame.Host.CommandLine;

/// <summary>
/// The measurements over sockets. The server, and whoever loads it, are processes of their own: this program, started with verbs that are
/// not shown to people.
/// </summary>
internal static class BenchSocketsVerbs
{
    /// <summary>How this program is started as one of them.</summary>
    public static readonly string[] Server = ["bench", "server"], Load = ["bench", "load"];

    /// <summary>Lets the read model of a measured server follow.</summary>
    public const string ReadModel = "--read-model";

    public static IEnumerable<Command> All() => [Sockets(), Fanout(), Idle(), Hidden(ServerUnderTest()), Hidden(LoadGenerators())];

    private static Command Sockets()
    {
        var games = Sizes("--games", "Games side by side, each with two who send and a spectator", 50, 200);
        var (seconds, runs, plays, json) = (Seconds(), Runs(), Plays(), Json());
        var follows = new Option<bool>(ReadModel) { Description = "Let the read model follow meanwhile, as it does when a server serves." };
        var verb = new Command(
            "sockets",
            "Commands a second over WebSockets: on PostgreSQL where one is named, beside the usual design, else on an SQLite file.")
        {
            games, plays, follows, seconds, runs, json,
        };
        var settings = new SettingOptions(verb, Setting.Postgres, Setting.PostgresFile);
        verb.SetAction((parsed, stop) => InFolder(async folder => Show(
            await new SocketsBench(
                settings.Load(parsed).Postgres, parsed.GetValue(plays), parsed.GetValue(follows), Time(parsed.GetValue(seconds)),
                parsed.GetValue(runs), folder, Begins).Run(parsed.GetRequiredValue(games), stop),
            parsed.GetValue(json))));
        return verb;
    }

    private static Command Fanout()
    {
        var spectators = Sizes("--spectators", "Spectators of one game", 1000, 5000, 10_000);
        var (seconds, runs, json) = (Seconds(), Runs(), Json());
        var verb = new Command(
            "fanout", "One event to many spectators, beside a bare loop; and their game's managers, with and without them.")
        {
            spectators, seconds, runs, json,
        };
        verb.SetAction((parsed, stop) => InFolder(async folder => Show(
            await new FanoutBench(Time(parsed.GetValue(seconds)), parsed.GetValue(runs), folder, Begins)
                .Run(parsed.GetRequiredValue(spectators), stop),
            parsed.GetValue(json))));
        return verb;
    }

    private static Command Idle()
    {
        var sockets = Number("--sockets", "Sockets of one game.", 5000, 19_000);
        var (runs, json) = (Number("--runs", "Runs; the median is shown.", 3, 100), Json());
        var verb = new Command("idle", "Bytes of an idle socket, everything included, beside one of bare Kestrel.") { sockets, runs, json };
        verb.SetAction((parsed, stop) => InFolder(async folder => Show(
            await new IdleBench(parsed.GetValue(sockets), parsed.GetValue(runs), folder, Begins).Run(stop), parsed.GetValue(json))));
        return verb;
    }

    private static Command ServerUnderTest()
    {
        var folder = new Argument<string>("folder");
        var (inMemory, follows) = (new Option<bool>("--volatile"), new Option<bool>(ReadModel));
        var verb = new Command("server", "The server that is measured.") { folder, inMemory, follows };
        var settings = new SettingOptions(verb, Setting.Postgres);
        verb.SetAction(async (parsed, stop) =>
        {
            var made = Directory.CreateDirectory(parsed.GetRequiredValue(folder));
            var asked = settings.Load(parsed) with
            {
                Database = Path.Combine(made.FullName, "games.db"),
                Volatile = parsed.GetValue(inMemory),
            };
            await BenchServer.Run(asked, parsed.GetValue(follows), Console.In, Console.Out, stop);
            return 0;
        });
        return verb;
    }

    private static Command LoadGenerators()
    {
        var verb = new Command("load", "Whoever loads it; its orders come on standard input.");
        verb.SetAction(async (_, stop) =>
        {
            await LoadGenerator.Run(Console.In, Console.Out, stop);
            return 0;
        });
        return verb;
    }

    private static Command Hidden(Command verb)
    {
        verb.Hidden = true;
        return verb;
    }
}
