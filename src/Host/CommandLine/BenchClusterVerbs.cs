using System.CommandLine;
using AkkaGame.Host.Bench;
using AkkaGame.Host.Bench.Nodes;
using AkkaGame.Host.Configuration;
using static AkkaGame.Host.CommandLine.BenchOptions;

namespace AkkaGame.Host.CommandLine;

/// <summary>The measurements of several nodes over one PostgreSQL, and of what all of them share there.</summary>
internal static class BenchClusterVerbs
{
    public static IEnumerable<Command> All() => [Cluster(), Leases(), Parts()];

    private static Command Cluster()
    {
        var games = Sizes("--games", "Games side by side, each with two who send and a spectator", 50, 200);
        var nodes = Number("--nodes", "Nodes that share them.", 3, 2, 16);
        var drills = Number(
            "--drills", "Also: times that a node is killed, and that one goes in order, under 500 commands a second.", 0, 100);
        var (seconds, runs, plays, json) = (Seconds(), Runs(), Plays(), Json());
        var follows = new Option<bool>(BenchSocketsVerbs.ReadModel)
        {
            Description = "Let the read model follow meanwhile, as it does when a server serves.",
        };
        var verb = new Command(
            "cluster",
            "Commands a second over WebSockets to several nodes over one PostgreSQL, beside one node; the way of a command through another "
            + "node than its game's; how long games wait when their node goes.")
        {
            games, nodes, drills, plays, follows, seconds, runs, json,
        };
        var settings = new SettingOptions(verb, Setting.Postgres, Setting.PostgresFile, Setting.Lanes);
        verb.SetAction((parsed, stop) => InFolder(async folder =>
        {
            var asked = settings.Load(parsed);
            var bench = new ClusterBench(
                Shared(asked), parsed.GetValue(nodes), asked.Lanes, parsed.GetValue(drills), parsed.GetValue(plays),
                parsed.GetValue(follows), Time(parsed.GetValue(seconds)), parsed.GetValue(runs), folder, Begins);
            Show(await bench.Run(parsed.GetRequiredValue(games), stop), parsed.GetValue(json));
        }));
        return verb;
    }

    private static Command Leases()
    {
        var nodes = Sizes("--nodes", "Nodes that play nothing", 1, 4, 16);
        var (games, seconds, runs, json) = (Games(256), Seconds(), Runs(), Json());
        var verb = new Command(
            "leases", "What nodes cost PostgreSQL by being there; and the engine of one node with so many others beside it, and without.")
        {
            nodes, games, seconds, runs, json,
        };
        var settings = new SettingOptions(verb, Setting.Postgres, Setting.PostgresFile, Setting.Lanes);
        verb.SetAction((parsed, stop) => InFolder(async _ =>
        {
            var asked = settings.Load(parsed);
            var bench = new LeasesBench(
                asked, Shared(asked), await Script.OfNotes(BenchVerb.GameLength), Time(parsed.GetValue(seconds)), parsed.GetValue(runs),
                Begins);
            Show(await bench.Run(parsed.GetRequiredValue(nodes), parsed.GetValue(games), stop), parsed.GetValue(json));
        }));
        return verb;
    }

    private static Command Parts()
    {
        var parts = Divisors("--parts", "Parts of a table of events that is cut by shards", 4, 16, 64);
        var events = Number("--events", "Events that are there before.", 1_000_000, 100, 100_000_000);
        var (games, seconds, runs, json) = (Games(256), Seconds(), Runs(), Json());
        var verb = new Command("parts", "The journal's statement on a table of events cut into parts, beside one that is whole.")
        {
            parts, events, games, seconds, runs, json,
        };
        var settings = new SettingOptions(verb, Setting.Postgres, Setting.PostgresFile, Setting.Lanes);
        verb.SetAction((parsed, stop) => InFolder(async _ =>
        {
            var asked = settings.Load(parsed);
            var bench = new PartsBench(
                Shared(asked), asked.Lanes, await Script.OfNotes(BenchVerb.GameLength), parsed.GetValue(events),
                Time(parsed.GetValue(seconds)), parsed.GetValue(runs), Begins);
            Show(await bench.Run(parsed.GetValue(games), parsed.GetRequiredValue(parts), stop), parsed.GetValue(json));
        }));
        return verb;
    }

    private static Option<int[]> Divisors(string name, string says, params int[] unlessSaid)
    {
        var option = Sizes(name, says, unlessSaid);
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int[]>()?.All(static parts => Messages.Shard.Count % parts == 0) == false)
                result.AddError($"{name} is divisors of {Messages.Shard.Count}, parted by commas, as 4,16.");
        });
        return option;
    }

    /// <exception cref="BadSettingException">None was named.</exception>
    private static PostgresAddress Shared(Settings settings) =>
        settings.Postgres ?? throw new BadSettingException($"{Setting.Postgres.Option} is missing: this measures what nodes share there.");
}
