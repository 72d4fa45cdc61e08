using System.Net;
using System.Text.Json;
using AkkaGame.Postgres;

namespace AkkaGame.Host.Tests;

/// <summary>The real program over a real PostgreSQL, alone and beside another.</summary>
public sealed class PostgresServingTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task Games_are_imported_served_and_exported_as_from_a_file()
    {
        var database = await PostgresServer.Fresh();
        var file = folder.Write("a.EVN", MadeUpGame.Text);
        var first = await AkkaGameProcess.Run(folder.Path, "replay", file, "--postgres", database.App);
        Assert.True(first.Code == 0, first.Errors);
        Assert.Contains(MadeUpGame.Line, first.Lines.Select(MadeUpGame.Squeezed));

        // What is there already is found by its receipts, so nothing is written twice.
        var events = await database.Scalar<long>("select count(*) from akkagame.event");
        var again = await AkkaGameProcess.Run(folder.Path, "replay", file, "--postgres", database.App);
        Assert.True(again.Code == 0, again.Errors);
        Assert.Equal(events, await database.Scalar<long>("select count(*) from akkagame.event"));

        using var serving = Serve(database);
        using var client = await Client.Of(serving);
        Assert.Equal("""{"status":"ready","shards":64}""", await client.Text("/health/ready"));
        using var state = await client.Json($"/api/v1/games/{MadeUpGame.Id}/state");
        Assert.Equal(events, state.RootElement.GetProperty("seq").GetInt64());

        var exported = await AkkaGameProcess.Run(folder.Path, "export", MadeUpGame.Id, "--postgres", database.App);
        Assert.True(exported.Code == 0, exported.Errors);
        Assert.Contains($"id,{MadeUpGame.Id}", exported.Lines);
    }

    [SkippableFact]
    public async Task A_second_server_gets_nothing_while_the_first_lives_and_all_of_it_when_it_stops()
    {
        var database = await PostgresServer.Fresh();
        // A lease that no slow machine lets run out: what changes hands here was given back.
        string[] patient = ["--development", "--lease-time", "1m", "--observe-every", "100ms", "--settle-time", "1h"];
        using var first = Serve(database, patient);
        using var client = await Client.Of(first);
        await IsReady(client);

        using var second = Serve(database, patient);
        using var other = await Client.Of(second);
        // Whoever owns nothing can be used all the same: he asks the others.
        Assert.Equal("""{"status":"ready","shards":0}""", await other.Text("/health/ready"));

        var file = folder.Write("a.EVN", MadeUpGame.Text);
        var import = await AkkaGameProcess.Run(
            folder.Path, "replay", file, "--postgres", database.App, "--peer-port", "0", "--lease-time", "300ms");
        Assert.Equal(1, import.Code);
        Assert.Empty(import.Lines);
        Assert.Contains(
            "64 of 64 shards of database ", import.Errors, StringComparison.Ordinal);
        Assert.Contains("belong to a server that runs: stop it for the import", import.Errors, StringComparison.Ordinal);

        first.Terminate();
        Assert.Equal(0, await first.Ended());

        await IsReady(other);
        // Shards are given back one by one, so the other may look once while some are still held.
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await database.Scalar<long>("select count(*) from akkagame.shard where owner is not null") < 64)
            await Task.Delay(50, late.Token);
    }

    [SkippableFact]
    public async Task A_server_that_was_killed_is_succeeded_at_once_on_its_port()
    {
        var database = await PostgresServer.Fresh();
        var port = FreePort();
        using (var first = Serve(database, "--peer-port", port, "--lease-time", "1m"))
        {
            using var client = await Client.Of(first);
            await IsReady(client);
            first.Kill();
            await first.Ended();
        }

        using var second = Serve(database, "--peer-port", port, "--lease-time", "1m");
        using var other = await Client.Of(second);

        Assert.Equal("""{"status":"ready","shards":64}""", await other.Text("/health/ready"));
    }

    [SkippableFact]
    public async Task A_peer_port_that_is_taken_is_said_in_one_line()
    {
        var database = await PostgresServer.Fresh();
        var port = FreePort();
        using var first = Serve(database, "--peer-port", port);
        using var client = await Client.Of(first);

        var (code, _, errors) = await AkkaGameProcess.Run(
            folder.Path, "serve", "--postgres", database.App, "--urls", "http://127.0.0.1:0", "--peer-port", port);

        Assert.Equal(1, code);
        Assert.Equal(
            $"akkagame: The peer port {port} is taken on this machine, by another node or another program: end that one, "
            + "or choose another port with --peer-port.",
            errors.TrimEnd());
    }

    [SkippableFact]
    public async Task A_node_under_another_ones_address_does_not_start()
    {
        var database = await PostgresServer.Fresh();
        using var first = Serve(database, "--peer-address", "games-1:5082");
        using var client = await Client.Of(first);
        await IsReady(client);

        Assert.Matches(
            "^akkagame: Another node that lives, [0-9a-f-]{36}, is reached at games-1:5082 too: end that one, "
            + "or name another address for this one with --peer-address.$",
            await Refused(database, "--peer-address", "games-1:5082"));
        Assert.Equal("dead up", await database.Scalar<string>("select string_agg(state, ' ' order by state) from akkagame.node"));
        Assert.Equal("""{"status":"ready","shards":64}""", await client.Text("/health/ready"));
    }

    [SkippableFact]
    public async Task On_the_database_of_another_cluster_a_node_does_not_start_and_writes_nothing()
    {
        var database = await PostgresServer.Fresh();
        using var first = Serve(database, "--cluster-name", "summer");
        using var client = await Client.Of(first);
        await IsReady(client);

        const string Wrong = "akkagame: This database belongs to the cluster summer, and this node to ";
        Assert.Equal(
            $"{Wrong}akkagame: name the database of akkagame, or say --cluster-name summer where the node is meant to join that one.",
            await Refused(database));
        Assert.StartsWith($"{Wrong}Summer: ", await Refused(database, "--cluster-name", "Summer"), StringComparison.Ordinal);
        await database.Execute("update akkagame.cluster set protocol = 9");
        Assert.StartsWith(
            "akkagame: Nodes that speak version 9 of the peers' protocol live on this database, and this program speaks ",
            await Refused(database, "--cluster-name", "summer"), StringComparison.Ordinal);
        await database.Execute("update akkagame.cluster set shards = 128");
        Assert.StartsWith(
            "akkagame: The games of this database are in 128 shards, and this program knows 64: ",
            await Refused(database, "--cluster-name", "summer"), StringComparison.Ordinal);
        Assert.Equal(1, await database.Scalar<long>("select count(*) from akkagame.node"));
    }

    [SkippableFact]
    public async Task While_the_database_is_away_the_server_says_so_and_heals_by_itself()
    {
        await using var server = await PostgresServer.Own();
        var database = await server.NewDatabase();
        using var serving = Serve(database, "--lease-time", "1s");
        using var client = await Client.Of(serving);
        await IsReady(client);

        await server.Stop(StopMode.Immediate);
        await Until(client, HttpStatusCode.ServiceUnavailable);
        Assert.Equal("""{"status":"live"}""", await client.Text("/health/live"));
        await server.Start();

        await IsReady(client);
    }

    private AkkaGameProcess Serve(PostgresDatabase database, params string[] options) => AkkaGameProcess.Start(
        folder.Path, ["serve", "--postgres", database.App, "--urls", "http://127.0.0.1:0", .. options]);

    /// <returns>What it says instead of starting.</returns>
    private async Task<string> Refused(PostgresDatabase database, params string[] options)
    {
        var (code, lines, errors) = await AkkaGameProcess.Run(
            folder.Path, ["serve", "--postgres", database.App, "--urls", "http://127.0.0.1:0", .. options]);
        Assert.Equal((1, 0), (code, lines.Count));
        return errors.TrimEnd();
    }

    private static Task IsReady(Client client) => Until(client, HttpStatusCode.OK);

    private static async Task Until(Client client, HttpStatusCode status)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            using var answer = await client.Send(HttpMethod.Get, "/health/ready");
            if (answer.StatusCode == status) return;
            await Task.Delay(50, late.Token);
        }
    }

    private static string FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
