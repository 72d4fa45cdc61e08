using System.Text.Json;
using AkkaGame.Postgres;

namespace AkkaGame.Host.Tests;

public sealed class ReadModelVerbTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_says_how_far_it_is_and_builds_anew()
    {
        var imported = await AkkaGameProcess.Run(
            folder.Path, "replay", folder.Write("a.EVN", MadeUpGame.Text), "--db", folder["games.db"]);
        Assert.Equal(0, imported.Code);

        var before = await Run("status");
        var built = await Run("rebuild");
        File.Delete(folder["games.read.db"]);
        var again = await Run("rebuild");

        Assert.Equal(0, before.GetProperty("takenIn").GetInt64());
        Assert.True(before.GetProperty("events").GetInt64() > 60);
        foreach (var one in (JsonElement[])[built, again])
        {
            Assert.Equal(one.GetProperty("events").GetInt64(), one.GetProperty("takenIn").GetInt64());
            Assert.Equal(0, one.GetProperty("remaining").GetInt64());
            Assert.Empty(one.GetProperty("unreadable").EnumerateArray());
        }
    }

    [Fact]
    public async Task A_server_that_holds_the_file_is_asked_and_serves_on_meanwhile()
    {
        var season = folder.Write("a.EVN", MadeUpGame.Season(4) + MadeUpGame.Text);
        using var serving = AkkaGameProcess.Start(
            folder.Path, "replay", season, "--db", folder["games.db"], "--serve", "--urls", "http://127.0.0.1:0", "--ops-urls",
            "http://127.0.0.1:0");
        using var client = await Client.Of(serving);
        await serving.Says("5 games,");

        var built = await Run("rebuild");
        var status = await Run("status");

        Assert.Equal(0, built.GetProperty("remaining").GetInt64());
        Assert.True(status.GetProperty("events").GetInt64() > 5 * 60);
        Assert.Contains("\"games\"", await client.Text("/api/v1/games?status=final"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task On_PostgreSQL_the_servers_are_told_to_build_anew_and_do()
    {
        var database = await PostgresServer.Fresh();
        var imported = await AkkaGameProcess.Run(
            folder.Path, "replay", folder.Write("a.EVN", MadeUpGame.Text), "--postgres", database.App);
        Assert.True(imported.Code == 0, imported.Errors);
        string[] where = ["--json", "--postgres", database.App];
        var ordered = await AkkaGameProcess.Run(folder.Path, ["read-model", "rebuild", .. where]);
        Assert.True(ordered.Code == 0, ordered.Errors);

        using var serving = AkkaGameProcess.Start(
            folder.Path, "serve", "--postgres", database.App, "--urls", "http://127.0.0.1:0", "--ops-urls", "http://127.0.0.1:0",
            "--peer-port", "0");
        using var client = await Client.Of(serving);
        await Eventually(async () => (await client.Send(HttpMethod.Get, "/api/v1/leagues/mlb/standings?season=2017")).IsSuccessStatusCode);
        Assert.Equal(0, (await AkkaGameProcess.Run(folder.Path, ["read-model", "rebuild", .. where])).Code);

        await Eventually(async () => await database.Scalar<long>(
            "select count(*) from akkagame.read_feed where build = 2 and position >= until and position > 0") == 1);
        Assert.Equal(MadeUpGame.Plays, await database.Scalar<long>("select count(*) from akkagame.plays"));
    }

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 1500, "It never came to be.");
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task A_journal_that_is_not_there_is_named_and_none_is_made()
    {
        var (code, _, errors) = await AkkaGameProcess.Run(folder.Path, "read-model", "status", "--db", folder["none.db"]);

        Assert.Equal(1, code);
        Assert.Contains("none.db is not there", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["none.db"]));
    }

    private async Task<JsonElement> Run(string verb)
    {
        var (code, lines, errors) = await AkkaGameProcess.Run(folder.Path, "read-model", verb, "--json", "--db", folder["games.db"]);
        Assert.True(code == 0, errors);
        return JsonDocument.Parse(lines[^1]).RootElement.Clone();
    }
}
