using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AkkaGame.Postgres;

namespace AkkaGame.Host.Tests;

/// <summary>Operators look at several nodes, drain one, and move a shard.</summary>
public sealed class ClusterOpsTests : IDisposable
{
    private static readonly string[] quick = ["--settle-time", "200ms", "--observe-every", "100ms", "--lease-time", "10s"];

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task Two_nodes_share_the_shards_and_one_of_them_is_drained_and_gets_its_share_back()
    {
        var (one, two) = await Pair();
        var (_, table, _) = await Ops(two, "cluster");
        var cluster = await Json(two, "cluster");
        var me = cluster.GetProperty("me").GetString()!;
        var other = Nodes(cluster).Single(node => Id(node) != me);

        Assert.Contains(table, line => line.Contains(me, StringComparison.Ordinal) && line.Contains("answers", StringComparison.Ordinal));
        Assert.Contains(
            table, line => line.Contains(Id(other), StringComparison.Ordinal) && line.Contains(" up ", StringComparison.Ordinal));
        Assert.Equal(64, (await Json(one, "shards")).GetProperty("shards").GetArrayLength());
        Assert.Equal(32, (await Json(one, "node", me[..20])).GetProperty("node").GetProperty("shards").GetInt32());
        Assert.Equal(Id(other), (await Json(one, "node")).GetProperty("node").GetProperty("id").GetString());

        // Whichever is asked, by whatever name.
        var (code, lines, errors) = await Ops(one, "drain", Address(cluster, me));
        Assert.True(code == 0, errors);
        Assert.Contains("hands its 32 shards over", lines.Single(), StringComparison.Ordinal);
        await Shares(two, 0, 64);
        Assert.Contains("to drain", string.Join('\n', (await Ops(one, "cluster")).Lines), StringComparison.Ordinal);
        Assert.Contains($"wants that node {me} drains", one.Process.Errors, StringComparison.Ordinal);
        Assert.Equal((200, 200), ((await one.Get("/health/ready")).Status, (await two.Get("/health/ready")).Status));
        Assert.Equal(("to", "node-drains"), await Refused(one, "/ops/v1/shards/3/move", $$"""{"to":"{{me}}"}"""));

        Assert.Equal(0, (await Ops(two, "drain", me, "--undo")).Code);
        await Shares(one, 32, 32);
        await two.DisposeAsync();
        await one.DisposeAsync();
    }

    [SkippableFact]
    public async Task A_shard_goes_where_an_operator_wants_it_and_stays_there()
    {
        var (one, two) = await Pair();
        var cluster = await Json(one, "cluster");
        var me = cluster.GetProperty("me").GetString()!;
        var mine = cluster.GetProperty("shards").EnumerateArray().Where(shard => Owner(shard) == me).ToList();
        var (number, other) = (mine[^1].GetProperty("shard").GetInt32(), Nodes(cluster).Single(node => Id(node) != me));

        var (code, lines, errors) = await Ops(one, "move", $"{number}", Id(other));
        Assert.True(code == 0, errors);
        Assert.Equal($"shard {number} goes from {me} to {Id(other)}", lines.Single());
        await Until(async () => Owner((await Json(one, "shards")).GetProperty("shards")[number]) == Id(other));
        await Shares(one, 32, 32); // Another one came back for it.
        Assert.Equal(Id(other), Owner((await Json(one, "shards")).GetProperty("shards")[number]));

        Assert.Equal(("to", "owns-it"), await Refused(one, $"/ops/v1/shards/{number}/move", $$"""{"to":"{{Id(other)}}"}"""));
        Assert.Equal(("shard", "shard-number"), await Refused(one, "/ops/v1/shards/64/move", $$"""{"to":"{{Id(other)}}"}"""));
        Assert.Equal(("shard", "shard-number"), await Refused(one, "/ops/v1/shards/x/move", $$"""{"to":"{{Id(other)}}"}"""));
        Assert.Equal(("to", "unknown-node"), await Refused(one, "/ops/v1/shards/3/move", """{"to":"nobody:1"}"""));
        Assert.Equal(("node", "unknown-node"), await Refused(one, "/ops/v1/nodes/01/drain", "{}"));
        Assert.Equal(("to", "required"), await Refused(one, "/ops/v1/shards/3/move", "{}"));
        Assert.Equal(("by", "one-line"), await Refused(one, "/ops/v1/nodes/me/drain", """{"by":"a\nb"}"""));
        var (wrong, _, says) = await Ops(one, "drain", "nobody:1");
        Assert.Equal(1, wrong);
        Assert.Contains("No living node is meant by nobody:1", says, StringComparison.Ordinal);
        await two.DisposeAsync();
        await one.DisposeAsync();
    }

    [SkippableFact]
    public async Task What_stands_in_the_way_of_a_wish_is_named()
    {
        var database = await PostgresServer.Fresh();
        var one = await PlayServer.Node(folder.Path, database.App, "--observe-every", "100ms", "--lease-time", "1m");
        await Shares(one, 64);
        var me = (await Json(one, "cluster")).GetProperty("me").GetString()!;

        var (code, lines, errors) = await Ops(one, "drain", me);
        Assert.True(code == 0, errors);
        Assert.Equal($"{me} keeps its 64 shards until another node is up that may have them", lines.Single());
        Assert.Equal([$"{me} may have shards again"], (await Ops(one, "drain", me, "--undo")).Lines);

        const string Joining = "aaaa0000-0000-4000-8000-000000000001";
        const string Expired = "aaaa0000-0000-4000-8000-000000000002";
        await Start(database, Joining, "joining", "59 s");
        await Start(database, Expired, "up", "-1 s");
        await Shares(one, 0, 0, 64);
        Assert.Equal(
            ["expired", "joining", "up"],
            Nodes(await Json(one, "cluster")).Select(static node => node.GetProperty("state").GetString()!).Order());
        Assert.Equal(("to", "node-not-up"), await Refused(one, "/ops/v1/shards/3/move", $$"""{"to":"{{Joining}}"}"""));
        Assert.Equal(("to", "node-not-up"), await Refused(one, "/ops/v1/shards/3/move", $$"""{"to":"{{Expired}}"}"""));
        Assert.Equal(("to", "ambiguous"), await Refused(one, "/ops/v1/shards/3/move", """{"to":"AAAA0000-"}"""));
        Assert.Equal(("node", "ambiguous"), await Refused(one, "/ops/v1/nodes/aaaa/drain", "{}"));
        Assert.Equal([$"{Joining} has no shards, and gets none"], (await Ops(one, "drain", Joining)).Lines);

        // Who drains takes nothing: so these stay as they are.
        await database.Execute($"update akkagame.node set state = 'draining' where node_id = '{me}'");
        await database.Execute("update akkagame.shard set epoch = epoch + 1, owner = null where shard_id = 5");
        await database.Execute($"update akkagame.shard set epoch = epoch + 1, owner = '{Guid.NewGuid()}' where shard_id = 6");
        await Shares(one, 0, 0, 62);
        Assert.Equal(("shard", "not-owned"), await Refused(one, "/ops/v1/shards/5/move", $$"""{"to":"{{me}}"}"""));
        Assert.Equal(("shard", "not-owned"), await Refused(one, "/ops/v1/shards/6/move", $$"""{"to":"{{me}}"}"""));
        Assert.Equal("2 shards are nobody's.", (await Ops(one, "cluster")).Lines[^1]);
        await one.DisposeAsync();
    }

    [SkippableFact]
    public async Task Whoever_watches_through_a_pipe_gets_one_table_after_the_other()
    {
        var database = await PostgresServer.Fresh();
        var one = await PlayServer.Node(folder.Path, database.App, quick);
        await Shares(one, 64);
        var once = (await Ops(one, "cluster")).Lines;
        using var watching = AkkaGameProcess.Start(folder.Path, "ops", "cluster", "--watch", "--ops", one.OpsUrl);
        await watching.HasSaid(2 * once.Count);
        Assert.False(watching.HasExited, watching.Errors);
        Assert.Equal([.. once, .. once], watching.Lines.Take(2 * once.Count));
        await one.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_is_alone_says_so()
    {
        using var server = await OperatedServer.Start(folder);
        foreach (var verb in (string[][])[["cluster"], ["shards"], ["node"], ["drain", "me"], ["move", "3", "me"]])
        {
            var (code, _, errors) = await server.Ops(verb);
            Assert.Equal(1, code);
            Assert.Contains("This server is not one of several", errors, StringComparison.Ordinal);
        }
    }

    /// <summary>Two nodes that have shared the shards.</summary>
    private async Task<(PlayServer One, PlayServer Two)> Pair()
    {
        var database = await PostgresServer.Fresh();
        var one = await PlayServer.Node(folder.Path, database.App, quick);
        var two = await PlayServer.Node(folder.Path, database.App, quick);
        await Shares(one, 32, 32);
        return (one, two);
    }

    private static JsonElement.ArrayEnumerator Nodes(JsonElement cluster) => cluster.GetProperty("nodes").EnumerateArray();

    private static string Id(JsonElement node) => node.GetProperty("id").GetString()!;

    private static string Address(JsonElement cluster, string id) =>
        Nodes(cluster).Single(node => Id(node) == id).GetProperty("address").GetString()!;

    private static string? Owner(JsonElement shard) => shard.TryGetProperty("owner", out var owner) ? owner.GetString() : null;

    private Task<(int Code, IReadOnlyList<string> Lines, string Errors)> Ops(PlayServer server, params string[] arguments) =>
        AkkaGameProcess.Run(folder.Path, ["ops", .. arguments, "--ops", server.OpsUrl]);

    private async Task<JsonElement> Json(PlayServer server, params string[] arguments)
    {
        var (code, lines, errors) = await Ops(server, [.. arguments, "--json"]);
        Assert.True(code == 0, errors);
        using var json = JsonDocument.Parse(string.Join('\n', lines));
        return json.RootElement.Clone();
    }

    /// <summary>A node that has a row and nothing else.</summary>
    /// <param name="lease">How long it is leased yet.</param>
    private static Task<int> Start(PostgresDatabase database, string id, string state, string lease) => database.Execute(
        // Who is young is not taken for gone because he has no session.
        $"""
        insert into akkagame.node (node_id, addr, host, boot, port, ttl_ms, lease_until, state, started_at)
        values (
          '{id}', 'nowhere:1', 'nowhere', 'test', 0, 60000, clock_timestamp() + interval '{lease}', '{state}',
          clock_timestamp() + interval '1 h')
        """);

    /// <summary>Waits until the nodes own so many.</summary>
    private Task Shares(PlayServer server, params int[] shares) => Until(async () =>
        Nodes(await Json(server, "cluster")).Select(static node => node.GetProperty("shards").GetInt32()).Order()
            .SequenceEqual(shares.Order()));

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await holds()) await Task.Delay(50, late.Token);
    }

    private static async Task<(string? Field, string? Rule)> Refused(PlayServer server, string path, string json)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.OpsUrl + path)
        {
            Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("AkkaGame-Ops", "1");
        using var answer = await http.SendAsync(request);
        Assert.InRange((int)answer.StatusCode, 400, 422);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (problem.RootElement.GetProperty("field").GetString(), problem.RootElement.GetProperty("rule").GetString());
    }
}
