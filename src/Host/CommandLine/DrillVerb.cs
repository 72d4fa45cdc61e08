using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Drilling;
using AkkaGame.Host.Identity;
using AkkaGame.Host.Launching;
using AkkaGame.Host.Operating;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame ops drill</c>: what becomes of games when a node goes, tried on the cluster that runs.</summary>
internal static class DrillVerb
{
    private const string Description = """
        Rehearse the loss of a node: write to games of its own by way of all nodes, let one go, and ask the others for everything
        that was acknowledged. Exit code 0: nothing was lost, and every game could be written to again.

        The nodes are those of ./cluster, found in its folder, of which the busiest is killed (kill -9) unless --kill or --stop
        names one; or those of --nodes, of which you end one when you are asked to, unless --pid names a process of this machine.
        Its games are in the league "drill" and are called off at the end; nobody else's game is touched, but those that the
        node played are interrupted as the drill's are.
        """;

    private const int GamesUnlessSaid = 25, RateUnlessSaid = 500, NodesMost = 999, ProcessesMost = 99_999_999;

    private static readonly TimeSpan waitUnlessSaid = TimeSpan.FromMinutes(1), beforeUnlessSaid = TimeSpan.FromSeconds(3),
        longest = TimeSpan.FromHours(1);

    public static Command Create()
    {
        var folder = new Option<string>("--cluster")
        {
            Description = $"The folder of ./cluster. Default: {ClusterFolder.UnlessSaid}", HelpName = "FOLDER",
            DefaultValueFactory = static _ => ClusterFolder.UnlessSaid,
        };
        var nodes = new Option<Uri[]>("--nodes")
        {
            Description = "The operators' ports of all nodes, parted by commas, instead.", HelpName = "URL,URL,...",
            CustomParser = static result => Urls(result.Tokens[0].Value, result.AddError),
        };
        var kill = Whole("--kill", "Of ./cluster: the node that is killed. Default: the one with the most shards", "N", null, NodesMost);
        var end = Whole("--stop", "Of ./cluster: the node that is ended in order (SIGTERM).", "N", null, NodesMost);
        var drain = Whole(
            "--drain", "The node that hands everything over and stays up: its number, or its place in --nodes.", "N", null, NodesMost);
        var pid = Whole("--pid", "Of --nodes: the process of this machine that is killed.", "PID", null, ProcessesMost);
        var wait = Time("--wait", "End one yourself, within that time; so --nodes has it without --pid. Default:", waitUnlessSaid);
        var games = Whole("--games", "Games that are written to.", "N", GamesUnlessSaid, 10_000);
        var rate = Whole("--rate", "Commands a second to all of them together.", "N", RateUnlessSaid, 100_000);
        var before = Time("--before", "How long there is only load. Default:", beforeUnlessSaid);
        var json = new Option<bool>("--json") { Description = "JSON instead of a table." };
        var drill = new Command("drill", Description) { folder, nodes, kill, end, drain, pid, wait, games, rate, before, json };
        var settings = new SettingOptions(drill, Setting.Database, Setting.OpsTokens, Setting.TokenKeyFile);
        drill.Validators.Add(result =>
        {
            Option[] named = [.. ((Option[])[kill, end, drain, pid, wait]).Where(IsGiven)];
            if (named.Length > 1) result.AddError($"{named[0].Name} and {named[1].Name} exclude each other: name one");
            if (IsGiven(nodes) && IsGiven(folder)) result.AddError("--nodes and --cluster exclude each other: name one");
            foreach (var one in named)
            {
                if (IsGiven(nodes) && (one == kill || one == end))
                    result.AddError($"{one.Name} takes a node of ./cluster: of --nodes name a process with --pid, or end one yourself");
                if (!IsGiven(nodes) && one == pid)
                    result.AddError("--pid takes a process of --nodes: of ./cluster name a node with --kill");
            }

            bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
        });
        drill.SetAction(async (parsed, stop) =>
        {
            var known = settings.Load(parsed);
            var crew = parsed.GetValue(nodes) is { Length: > 0 } named
                ? Elsewhere(named, parsed.GetValue(drain), parsed.GetValue(pid), parsed.GetValue(wait))
                : Launched(
                    parsed.GetValue(folder)!, parsed.GetValue(kill), parsed.GetValue(end), parsed.GetValue(drain), parsed.GetValue(wait));
            var order = new DrillOrder(
                parsed.GetValue(games)!.Value, parsed.GetValue(rate)!.Value, parsed.GetValue(before) ?? beforeUnlessSaid);
            return await Run(crew, OperatorsToken.Of(known), order, parsed.GetValue(json), stop);
        });
        return drill;
    }

    /// <summary>Who takes part, by name and operators' port, and how one of them goes.</summary>
    private sealed record Crew(IReadOnlyList<(string Name, Uri Ops)> Nodes, IDeparture Departure);

    private static Crew Elsewhere(Uri[] nodes, int? drain, int? pid, TimeSpan? wait)
    {
        IDeparture departure = drain is { } place
            ? new Draining(place <= nodes.Length ? place - 1 : throw Wrong("--drain", place, Enumerable.Range(1, nodes.Length)))
            : pid is { } process ? new Ending(Signal.Kill, process, FormattableString.Invariant($"--pid {process}"))
            : new Waiting(wait ?? waitUnlessSaid, Tell);
        return new([.. nodes.Select(static url => (url.GetLeftPart(UriPartial.Authority), url))], departure);
    }

    private static Crew Launched(string folder, int? kill, int? end, int? drain, TimeSpan? wait)
    {
        var there = ClusterFolder.Read(folder)?.Nodes
            ?? throw new BadSettingException(
                $"no cluster runs in {folder}: start one with ./cluster, name its folder with --cluster, or the nodes with --nodes.");
        if (there.Count < 2) throw new BadSettingException($"{there.Count} node runs in {folder}: a drill takes two or more.");
        IDeparture departure = wait is { } time ? new Waiting(time, Tell)
            : drain is { } drained ? new Draining(Place("--drain", drained))
            : end is { } ended ? new Ending(Signal.Terminate, there[Place("--stop", ended)].Process, "--stop")
            : kill is { } killed ? new Ending(Signal.Kill, there[Place("--kill", killed)].Process, "--kill")
            : new Ending(Signal.Kill, null, "");
        return new([.. there.Select(static node => (FormattableString.Invariant($"node {node.Number}"), node.Ops))], departure);

        int Place(string option, int number) => there.Index().Where(one => one.Item.Number == number).Select(static one => (int?)one.Index)
            .SingleOrDefault() ?? throw Wrong(option, number, there.Select(static node => node.Number));
    }

    private static BadSettingException Wrong(string option, int number, IEnumerable<int> right) => new(string.Create(
        CultureInfo.InvariantCulture, $"{option} is \"{number}\": expected one of {string.Join(", ", right)}."));

    private static async Task<int> Run(Crew crew, Func<string>? token, DrillOrder order, bool json, CancellationToken stop)
    {
        using var ended = new ToldToEnd(stop);
        var nodes = crew.Nodes.Select(node => new DrilledNode(node.Name, new OperatorsClient(node.Ops, token))).ToArray();
        try
        {
            var report = await new Drill(order, nodes, crew.Departure, BenchOptions.Begins).Run(ended.Token);
            BenchOptions.Begins("");
            if (json) Console.Out.WriteLine(JsonSerializer.Serialize(report, HostJson.Default.DrillReport));
            else DrillTables.Show(report);
            return report.Ok ? 0 : Verbs.NotOk;
        }
        finally
        {
            foreach (var node in nodes) node.Dispose();
        }
    }

    /// <summary>What is wanted of whoever sits there; the figures alone are on standard output.</summary>
    private static void Tell(string line)
    {
        BenchOptions.Begins("");
        Console.Error.WriteLine(line);
    }

    private static Uri[] Urls(string text, Action<string> wrong)
    {
        var urls = text.Split(',', StringSplitOptions.TrimEntries);
        var read = urls.Select(static url => Uri.TryCreate(url, UriKind.Absolute, out var at) && at.Scheme is "http" or "https" ? at : null)
            .OfType<Uri>().ToArray();
        if (read.Length < urls.Length)
            wrong($"--nodes is \"{text}\": expected http://HOST:PORT of each node's operators' port, parted by commas");
        else if (read.Length < 2) wrong($"--nodes is \"{text}\": a drill takes two nodes or more");
        else if (read.Distinct().Count() < read.Length) wrong($"--nodes is \"{text}\": one node stands there twice");
        return read;
    }

    private static Option<int?> Whole(string name, string says, string takes, int? unlessSaid, int most) => new(name)
    {
        Description = unlessSaid is null ? says : string.Create(CultureInfo.InvariantCulture, $"{says} Default: {unlessSaid}"),
        HelpName = takes,
        DefaultValueFactory = _ => unlessSaid,
        CustomParser = result => Verbs.Whole(result, name, 1, most),
    };

    private static Option<TimeSpan?> Time(string name, string says, TimeSpan unlessSaid) => new(name)
    {
        Description = $"{says} {Durations.Write(unlessSaid)}",
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Durations.Read(text) is { } time && time > TimeSpan.Zero && time <= longest) return time;
            result.AddError($"{name} is \"{text}\": expected a time up to {Durations.Write(longest)}, such as 500ms, 3s or 10m");
            return null;
        },
    };
}
