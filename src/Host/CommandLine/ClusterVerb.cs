using System.CommandLine;
using System.Globalization;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Launching;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame cluster</c>: several nodes on one machine, to try what several do.</summary>
internal static class ClusterVerb
{
    private const string Description = """
        Several nodes over one PostgreSQL, all on this machine, until Ctrl+C or SIGTERM.

        The first one's page is on port 5080, its operators' port the next one, that for the other nodes the one after; each further
        node's are a hundred higher. They believe whoever is on this machine (as serve --development). Without --postgres a
        PostgreSQL is started for them from the programs that are installed, and its data stay in the folder for the next time.
        Any other setting of serve may stand in the environment, as AKKAGAME_LEASE_TIME=1s. A node that ends, in whatever
        way, comes back after ten seconds.
        """;

    private const int NodesMost = 16, NodesUnlessSaid = 3, PortUnlessSaid = 5080;

    public static Command Create()
    {
        var nodes = new Argument<int>("nodes")
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"How many. Default: {NodesUnlessSaid}"),
            DefaultValueFactory = static _ => NodesUnlessSaid,
            CustomParser = static result => Verbs.Whole(result, "nodes", 1, NodesMost) ?? 0,
        };
        var port = new Option<int>("--port")
        {
            Description = string.Create(
                CultureInfo.InvariantCulture, $"Where the first node's page is; 0 takes free ports for all. Default: {PortUnlessSaid}"),
            HelpName = "PORT",
            DefaultValueFactory = static _ => PortUnlessSaid,
            CustomParser = static result => Verbs.Whole(result, "--port", 0, ushort.MaxValue) ?? 0,
        };
        var folder = new Option<string>("--folder")
        {
            Description = $"What they share, their logs and PostgreSQL's data. Default: {ClusterFolder.UnlessSaid}", HelpName = "FOLDER",
            DefaultValueFactory = static _ => ClusterFolder.UnlessSaid,
        };
        var fresh = new Option<bool>("--fresh") { Description = "Without the games of the runs before: empties the folder first." };
        var cluster = new Command("cluster", Description) { nodes, port, folder, fresh };
        var settings = new SettingOptions(
            cluster, Setting.Postgres, Setting.PostgresFile, Setting.Engine, Setting.AkkaConfig, Setting.AkkaSet,
            Setting.Leagues);
        cluster.SetAction((parsed, stop) => Run(
            new(
                parsed.GetValue(nodes), parsed.GetValue(port), parsed.GetValue(folder)!, parsed.GetValue(fresh), settings.Load(parsed)),
            stop));
        return cluster;
    }

    private static async Task<int> Run(ClusterWanted wanted, CancellationToken stop)
    {
        if (NodePorts.Last(wanted.Nodes, wanted.Port) is > ushort.MaxValue and var last)
            throw new BadSettingException(string.Create(
                CultureInfo.InvariantCulture, $"--port {wanted.Port} is too high: these nodes would need ports up to {last}."));
        using var ended = new ToldToEnd(stop);
        return await ClusterRun.Run(wanted, Console.Out, ended.Token)
            ? 0
            : Verbs.Fail($"not every node ended in order: see the logs in {wanted.Folder}");
    }
}
