using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AkkaGame.Postgres;

namespace AkkaGame.Host.Tests;

/// <summary>Several processes over one PostgreSQL: whichever of them is asked, the answer is the same.</summary>
public sealed class NodesTests : IDisposable
{
    private const string Facts = """{"facts":[{"key":"weather","value":"sunny"}]}""";

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task What_was_answered_at_one_node_is_seen_at_every_other_one_at_once()
    {
        var database = await PostgresServer.Fresh();
        var nodes = await Nodes(database, 2);
        for (var round = 0; round < 6; round++)
        {
            var (here, there) = (nodes[round % 2], nodes[(round + 1) % 2]);
            var game = await Scored(here);
            for (var i = 0; i < 4; i++)
            {
                var sent = await (i % 2 == 0 ? there : here).Command(game, "note-facts", Facts, "scorer");
                Assert.True(sent.Status == 200, sent.Text);
                var to = sent.Body.GetProperty("to").GetInt32();
                foreach (var node in nodes)
                {
                    Assert.Equal(to, await Seq(node, $"/api/v1/games/{game}"));
                    Assert.Equal(to, await Seq(node, $"/api/v1/games/{game}/state"));
                    Assert.Equal(to - 1, await Seq(node, $"/api/v1/games/{game}/state?at={to - 1}"));
                    var page = (await node.Get($"/api/v1/games/{game}/events?after={to - 1}")).Body;
                    Assert.Equal(to, page.GetProperty("events").EnumerateArray().Single().GetProperty("seq").GetInt32());
                    Assert.Equal(200, (await node.Get($"/api/v1/games/{game}/box")).Status);
                    Assert.Equal(200, (await node.Get($"/api/v1/games/{game}/plays")).Status);
                    Assert.Equal(200, (await node.Get($"/api/v1/games/{game}/lineups")).Status);
                }
            }
        }

        foreach (var node in nodes) await node.DisposeAsync();
    }

    [SkippableFact]
    public async Task Who_waits_or_listens_at_one_node_hears_what_was_sent_to_the_other()
    {
        var database = await PostgresServer.Fresh();
        var nodes = await Nodes(database, 2);
        var game = await Scored(nodes[0]);
        await Hears(nodes[0], nodes[1], game);
        await Hears(nodes[1], nodes[0], game);
        foreach (var node in nodes) await node.DisposeAsync();
    }

    [SkippableFact]
    public async Task A_played_game_goes_on_when_its_managers_are_at_different_nodes()
    {
        var database = await PostgresServer.Fresh();
        var nodes = await Nodes(database, 2);
        var game = await nodes[0].SetUp();
        Assert.Equal(200, (await nodes[0].Command(game, "take-seat", """{"side":"Home"}""", "home:Ada")).Status);
        Assert.Equal(200, (await nodes[1].Command(game, "take-seat", """{"side":"Away"}""", "away:Bo")).Status);
        Assert.Equal(200, (await nodes[1].Command(game, "start-game", "{}", "commissioner")).Status);
        Assert.Equal(403, (await nodes[1].Post($"/api/v1/games/{game}/tickets", """{"role":"manager","side":"home"}""", "home:Cy")).Status);
        Assert.Equal(
            (await nodes[0].Get($"/api/v1/games/{game}/state", "home:Ada")).Text,
            (await nodes[1].Get($"/api/v1/games/{game}/state", "home:Ada")).Text);
        foreach (var node in nodes) await node.DisposeAsync();
    }

    [SkippableFact]
    public async Task A_node_that_is_told_to_stop_ends_with_zero_and_no_command_sent_to_another_one_is_refused()
    {
        var database = await PostgresServer.Fresh();
        var nodes = await Nodes(database, 2);
        var game = await Scored(nodes[0]);
        using var stop = new CancellationTokenSource();
        var refused = new List<string>();
        var sending = Task.Run(async () =>
        {
            var sent = 0;
            for (; !stop.IsCancellationRequested; sent++)
            {
                var answer = await nodes[1].Command(game, "note-facts", Facts, "scorer");
                if (answer.Status != 200) refused.Add(answer.Text);
            }

            return sent;
        });
        await Task.Delay(300);
        await nodes[0].Stop();
        await Task.Delay(300);
        await stop.CancelAsync();
        var commands = await sending;
        Assert.Empty(refused);
        Assert.Equal(commands + 1, await Seq(nodes[1], $"/api/v1/games/{game}"));
        await nodes[1].DisposeAsync();
    }

    [SkippableFact]
    public async Task A_node_with_other_keys_does_not_start_beside_the_others_and_says_why()
    {
        var database = await PostgresServer.Fresh();
        using var elsewhere = new Folder();
        var first = await PlayServer.Node(folder.Path, database.App);
        var game = await Scored(first);
        var (code, _, errors) = await AkkaGameProcess.Run(
            elsewhere.Path, "serve", "--postgres", database.App, "--development", "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, code);
        Assert.Contains("does not let this one in: This node has another key than this cluster", errors, StringComparison.Ordinal);
        Assert.Equal(1, await Seq(first, $"/api/v1/games/{game}"));
        Assert.Contains("was turned away: This node has another key", first.Process.Errors, StringComparison.Ordinal);
        Assert.Equal(1, await database.Scalar<long>("select count(*) from akkagame.node where state <> 'dead'"));
        Assert.Equal(64, await database.Scalar<long>("select count(*) from akkagame.shard where epoch = 1"));
        await first.DisposeAsync();
    }

    [SkippableFact]
    public async Task Peers_are_served_on_their_own_port_and_nowhere_else()
    {
        var database = await PostgresServer.Fresh();
        var node = await PlayServer.Node(folder.Path, database.App);
        using var http = new HttpClient();
        foreach (var url in (string[])[node.Url, node.OpsUrl])
            foreach (var version in (Version[])[HttpVersion.Version11, HttpVersion.Version20])
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/peer/v1/link")
                {
                    Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower, Content = new ByteArrayContent([]),
                };
                try
                {
                    using var answer = await http.SendAsync(request);
                    Assert.InRange((int)answer.StatusCode, 400, 499);
                    Assert.NotEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
                }
                catch (HttpRequestException) when (version.Major == 2)
                {
                    // Nobody speaks it there.
                }
            }

        await node.DisposeAsync();
    }

    private async Task<PlayServer[]> Nodes(PostgresDatabase database, int count)
    {
        var nodes = new PlayServer[count];
        for (var i = 0; i < count; i++) nodes[i] = await PlayServer.Node(folder.Path, database.App);
        return nodes;
    }

    /// <summary>A command goes to the other node; it is waited for, listened to, and watched here.</summary>
    private static async Task Hears(PlayServer here, PlayServer other, Guid game)
    {
        var head = await Seq(here, $"/api/v1/games/{game}");
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("bb.v1.json");
        await socket.ConnectAsync(new Uri($"{here.Url.Replace("http", "ws", StringComparison.Ordinal)}/ws/v1/games/{game}"), default);
        await socket.SendAsync(
            Encoding.UTF8.GetBytes($$"""{"t":"hello","proto":[1],"role":"spectator","sess":"{{Guid.NewGuid()}}","client":"test"}"""),
            WebSocketMessageType.Text, true, default);
        while (!(await Frame(socket)).Contains("\"t\":\"snap\"", StringComparison.Ordinal)) continue;
        var stream = await http.GetStreamAsync($"{here.Url}/api/v1/games/{game}/stream?after={head}");
        using var lines = new StreamReader(stream);
        var waiting = here.Get($"/api/v1/games/{game}/events?after={head}&wait=30");

        var sent = await other.Command(game, "note-facts", Facts, "scorer");
        Assert.True(sent.Status == 200, sent.Text);
        var page = (await waiting).Body;
        Assert.Equal(head + 1, page.GetProperty("events").EnumerateArray().Single().GetProperty("seq").GetInt32());
        while (await lines.ReadLineAsync() != $"id: {head + 1}") continue;
        while (true)
        {
            using var frame = JsonDocument.Parse(await Frame(socket));
            if (frame.RootElement.GetProperty("t").GetString() != "ev") continue;
            Assert.Equal(head + 1, frame.RootElement.GetProperty("seq").GetInt32());
            return;
        }
    }

    private static async Task<string> Frame(ClientWebSocket socket)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var buffer = new byte[256 * 1024];
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), late.Token);
            length += read.Count;
            if (read.EndOfMessage) return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    private static async Task<Guid> Scored(PlayServer node)
    {
        var game = Guid.CreateVersion7();
        var made = await node.Post("/api/v1/games", $$"""{"id":"{{game}}","away":"AWY","home":"HOM","mode":"Scored"}""", "scorer");
        Assert.True(made.Status == 201, made.Text);
        return game;
    }

    private static async Task<int> Seq(PlayServer node, string path)
    {
        var answer = await node.Get(path);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Body.GetProperty("seq").GetInt32();
    }
}
