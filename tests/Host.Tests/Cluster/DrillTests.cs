using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using AkkaGame.Host.Drilling;
using AkkaGame.Host.Engines;
using AkkaGame.Host.Operating;
using AkkaGame.Messages;
using AkkaGame.Postgres;

namespace AkkaGame.Host.Tests.Cluster;

/// <summary>A rehearsal with real nodes, and that it finds what it is there for.</summary>
public sealed class DrillTests : IDisposable
{
    private const int NotOk = 1, Usage = 2;

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>So many that each node has some of them, whatever their ids.</summary>
    private const int Games = 30;

    [SkippableFact]
    public async Task A_node_that_is_drained_or_killed_under_load_loses_nothing_that_was_acknowledged()
    {
        var database = await PostgresServer.Fresh();
        using var cluster = await LaunchedCluster.Start(folder, 3, "--postgres", database.App);
        var drained = await Report(0, "--drain", "2", "--games", "4", "--rate", "40", "--before", "500ms");
        Assert.Empty(drained.Lost);
        Assert.Equal("node 2", drained.Went);
        Assert.StartsWith("drained", drained.How, StringComparison.Ordinal);
        using (var operators = new OperatorsClient(cluster.Notes.Nodes[1].Ops))
            Assert.All((await operators.Cluster(default)).Nodes, static node => Assert.False(node.Asked));

        var report = await Report(0, "--games", $"{Games}", "--rate", "80", "--before", "2s");
        Assert.True(report.Ok);
        Assert.Empty(report.Lost);
        Assert.Equal((3, Games), (report.Nodes, report.Games));
        Assert.InRange(report.ItsGames, 1, Games);
        Assert.InRange(report.Acknowledged, Games * 2, int.MaxValue);
        Assert.NotNull(report.WritableMs);
        Assert.InRange(report.ItsGap.Max, 1, 30_000);
        Assert.Contains("killed (kill -9)", report.How, StringComparison.Ordinal);
        await cluster.Process.Says($"{report.Went} has ended with code 137");

        // The games are the drill's own league's, and over.
        using var http = new HttpClient();
        var left = cluster.Notes.Nodes.First(node => $"node {node.Number}" != report.Went);
        var over = 0;
        for (var watch = Stopwatch.StartNew(); over < Games + 4 && watch.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(100))
        {
            var page = await http.GetFromJsonAsync<JsonElement>(new Uri(left.Page, "/api/v1/games?league=drill&status=abandoned"));
            over = page.GetProperty("games").GetArrayLength();
        }

        Assert.Equal(Games + 4, over);
        await cluster.Stop();
    }

    /// <summary>A shard has no node there before somebody asks for a game of it, and who has handed everything over leaves.</summary>
    [SkippableFact]
    public async Task On_Akka_a_node_that_is_drained_ends_and_loses_nothing_that_was_acknowledged()
    {
        Skip.IfNot(AkkaEngines.AreHere, "Akka.NET is absent from the feed, so this build is without that engine.");
        var database = await PostgresServer.Fresh();
        using var cluster = await LaunchedCluster.Start(folder, 2, "--postgres", database.Owner, "--engine", "akka");
        var report = await Report(0, "--drain", "2", "--games", "8", "--rate", "40", "--before", "500ms");
        Assert.Empty(report.Lost);
        Assert.Equal((2, 8, "node 2"), (report.Nodes, report.Games, report.Went));
        Assert.Equal("drained: it handed everything over, and ends", report.How);
        await cluster.Process.Says("node 2 has ended with code 0");
        await cluster.Stop();
    }

    [SkippableFact]
    public async Task Who_kills_a_node_himself_is_asked_to_and_who_does_not_is_told_that_nothing_was_rehearsed()
    {
        var database = await PostgresServer.Fresh();
        using var cluster = await LaunchedCluster.Start(folder, 2, "--postgres", database.App);
        var nodes = string.Join(',', cluster.Notes.Nodes.Select(static node => node.Ops));
        var (code, _, errors) = await Drill("--nodes", nodes, "--wait", "1s", "--games", "2", "--before", "100ms");
        Assert.Contains("no node went within 1s: nothing was rehearsed.", errors, StringComparison.Ordinal);
        Assert.Equal(NotOk, code);
        (code, _, errors) = await Drill("--nodes", nodes, "--pid", "1");
        Assert.Contains("--pid 1: no node of this cluster is process 1", errors, StringComparison.Ordinal);
        Assert.Equal(NotOk, code);
        (code, _, errors) = await Drill("--nodes", $"{nodes},{cluster.Notes.Nodes[0].Ops}?again");
        Assert.Contains("one node is named twice: ", errors, StringComparison.Ordinal);
        Assert.Equal(NotOk, code);

        using var drill = AkkaGameProcess.Start(
            folder.Path, "ops", "drill", "--nodes", nodes, "--games", "4", "--rate", "40", "--before", "500ms", "--json");
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(20))
            if (drill.Errors.Contains("Kill one of the nodes now (within 1m)", StringComparison.Ordinal)) break;
        using (var node = Process.GetProcessById(cluster.Notes.Nodes[1].Process)) node.Kill();
        Assert.True(await drill.Ended() == 0, drill.Errors);
        var report = JsonSerializer.Deserialize(Assert.Single(drill.Lines), HostJson.Default.DrillReport)!;
        Assert.True(report.Ok);
        Assert.Equal("ended by somebody else", report.How);
        await cluster.Stop();
    }

    [Fact]
    public async Task An_acknowledged_command_that_a_restored_backup_lacks_is_found_lost()
    {
        var (file, backup) = (folder["games.db"], folder["backup.db"]);
        var game = new[] { new GameId(Guid.CreateVersion7()) };
        IReadOnlyList<Acknowledged> kept, all;
        DrilledGame drilled;
        using (var node = await Served(file))
        {
            drilled = new(game[0], [node.Node]);
            await drilled.Begin(default);
            await Write(drilled, 5);
            Assert.Empty((await ReadBack.Of([drilled], [node.Node], default)).Lost);
            kept = drilled.Acknowledged;
            await node.Stop();
        }

        File.Copy(file, backup);
        using (var node = await Served(file))
        {
            var more = new DrilledGame(game[0], [node.Node]);
            await Write(more, 4);
            all = [.. kept, .. more.Acknowledged];
            drilled = more;
            await node.Stop();
        }

        File.Copy(backup, file, overwrite: true);
        using (var node = await Served(file))
        {
            var found = await ReadBack.Of([drilled], [node.Node], default);
            Assert.Equal(
                all.Skip(kept.Count).Select(one => new LostCommand(game[0].Value, one.Command.Value, one.Last)), found.Lost);
            Assert.Empty(found.Unsound);
            await node.Stop();
        }
    }

    [Fact]
    public void A_gap_is_the_longest_time_between_two_acknowledged_commands_and_what_was_known_before_shows_nothing()
    {
        var second = Stopwatch.Frequency;
        Acknowledged[] said = [At(0.5, 1), At(2, 2.5, again: true), At(2.6, 4), At(4.1, 4.2)];
        Assert.Equal(TimeSpan.FromSeconds(1.5), Interruption.Longest(said, second, 5 * second));
        Assert.Equal(TimeSpan.FromSeconds(1.8), Interruption.Longest(said, second, 6 * second));
        Assert.Equal(TimeSpan.FromSeconds(3), Interruption.Longest([], second, 4 * second));
        Assert.Equal(4 * second, Interruption.Writable(said, second));
        Assert.Null(Interruption.Writable(said, 5 * second));
        Assert.Equal(new(50, 99, 100), Interruption.Of(Enumerable.Range(1, 100).Select(static one => TimeSpan.FromMilliseconds(one))));

        Acknowledged At(double asked, double done, bool again = false) =>
            new(new(Guid.CreateVersion7()), 1, (long)(asked * second), (long)(done * second), again);
    }

    [Theory]
    [InlineData("--kill is \"x\": expected a whole number", "--kill", "x")]
    [InlineData("--nodes is \"http://a\": a drill takes two nodes or more", "--nodes", "http://a")]
    [InlineData("--nodes is \"http://a,http://a/\": one node stands there twice", "--nodes", "http://a,http://a/")]
    [InlineData("--nodes is \"a,b\": expected http://HOST:PORT of each", "--nodes", "a,b")]
    [InlineData("--kill and --wait exclude each other: name one", "--kill", "1", "--wait", "3s")]
    [InlineData("--pid takes a process of --nodes", "--pid", "3")]
    [InlineData("--drain is \"3\": expected one of 1, 2.", "--nodes", "http://a,http://b", "--drain", "3")]
    [InlineData("--games is \"0\": expected a whole number from 1 to 10000", "--games", "0")]
    [InlineData("--before is \"3\": expected a time up to 1h", "--before", "3")]
    [InlineData("no cluster runs in /nowhere: start one with ./cluster", "--cluster", "/nowhere")]
    public async Task What_makes_no_sense_is_refused_by_its_name(string why, params string[] arguments)
    {
        var (code, _, errors) = await Drill(arguments);
        Assert.Contains(why, errors, StringComparison.Ordinal);
        Assert.Equal(Usage, code);
    }

    private Task<(int Code, IReadOnlyList<string> Lines, string Errors)> Drill(params string[] arguments) =>
        AkkaGameProcess.Run(folder.Path, ["ops", "drill", .. arguments]);

    private async Task<DrillReport> Report(int expected, params string[] arguments)
    {
        var (code, lines, errors) = await Drill([.. arguments, "--json"]);
        Assert.True(code == expected, $"{errors}\n{string.Join('\n', lines)}");
        return JsonSerializer.Deserialize(Assert.Single(lines), HostJson.Default.DrillReport)!;
    }

    private static async Task Write(DrilledGame game, int commands)
    {
        using var enough = new CancellationTokenSource();
        var before = game.Acknowledged.Count;
        var writing = game.Write(TimeSpan.FromMilliseconds(5), enough.Token, default);
        while (game.Acknowledged.Count < before + commands) await Task.Delay(1);
        await enough.CancelAsync();
        await writing;
    }

    private async Task<OneNode> Served(string file)
    {
        var process = AkkaGameProcess.Start(folder.Path, "serve", "--urls", "http://127.0.0.1:0", "--db", file);
        const string Says = "Operators on ";
        return new(process, new("the only one", new OperatorsClient(new((await process.Says(Says))[Says.Length..]))));
    }

    private sealed record OneNode(AkkaGameProcess Process, DrilledNode Node) : IDisposable
    {
        public async Task Stop()
        {
            Process.Terminate();
            Assert.Equal(0, await Process.Ended());
        }

        public void Dispose()
        {
            Node.Dispose();
            Process.Dispose();
        }
    }
}
