using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Host.Tests;

/// <summary>A journal that holds what no import of ours writes.</summary>
public sealed class OddJournalTests : IDisposable
{
    private const string Game = "/api/v1/games/" + MadeUpGame.Id;

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_cannot_be_read_to_its_end_is_refused_and_not_shown_in_part()
    {
        // An event of a later build, in the middle of the game.
        using var serving = await ServeAfter("update event set ver = 99 where seq = 40");
        using var client = await Client.Of(serving);

        await Refused(client, "/box");
        await Refused(client, "/plays");
        await Refused(client, "/export");
        await Refused(client, "/state?at=60");
        using var state = await client.Json(Game + "/state?at=20");
        Assert.Equal(20, state.RootElement.GetProperty("seq").GetInt32());

        // Events come up to the one that cannot be read; who goes on is told why there are no more.
        using var first = await client.Json(Game + "/events");
        var to = first.RootElement.GetProperty("to").GetInt32();
        Assert.InRange(to, 20, 39);
        await Refused(client, $"/events?after={to}");
        Assert.Equal(1, (await ExportAfter(serving)).Code);
    }

    [Fact]
    public async Task Events_that_do_not_follow_from_what_was_before_are_refused_and_no_servers_error()
    {
        // Runners who move from a base where nobody stands.
        using var serving = await ServeAfter(
            "update event set body = cast(replace(cast(body as text), '\"from\":\"First\"', '\"from\":\"Third\"') as blob) where seq > 30");
        using var client = await Client.Of(serving);

        foreach (var path in (string[])["/box", "/plays", "/export", "/state"]) await Refused(client, path, "no further");
    }

    [Fact]
    public async Task A_name_that_an_event_file_cannot_hold_is_named_and_not_spoiled()
    {
        using var serving = await ServeAfter(
            "update event set body = cast(replace(cast(body as text), 'Rufus Abel', 'Ru\u017Fus Abel') as blob)");
        using var client = await Client.Of(serving);

        using var answer = await client.Send(HttpMethod.Get, Game + "/export");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("name", problem.RootElement.GetProperty("field").GetString());
        Assert.Equal("latin-1", problem.RootElement.GetProperty("rule").GetString());

        var (code, errors) = await ExportAfter(serving);
        Assert.Equal(1, code);
        Assert.Contains("Latin-1 and cannot hold name with U+017F", errors, StringComparison.Ordinal);
    }

    private static async Task Refused(Client client, string path, string why = "event 40 cannot be read")
    {
        using var answer = await client.Send(HttpMethod.Get, Game + path);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("QUARANTINED", problem.RootElement.GetProperty("code").GetString());
        Assert.Contains(why, problem.RootElement.GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }

    private async Task<AkkaGameProcess> ServeAfter(string change)
    {
        var imported = await AkkaGameProcess.Run(
            folder.Path, "replay", folder.Write("a.EVN", MadeUpGame.Text), "--db", folder["games.db"]);
        Assert.Equal(0, imported.Code);
        await using (var journal = new SqliteConnection($"Data Source={folder["games.db"]};Pooling=False"))
        {
            await journal.OpenAsync();
            await using var command = journal.CreateCommand();
            command.CommandText = $"drop trigger event_stays; delete from snapshot; {change}";
            await command.ExecuteNonQueryAsync();
        }

        return AkkaGameProcess.Start(folder.Path, "serve", "--db", folder["games.db"], "--urls", "http://127.0.0.1:0");
    }

    private async Task<(int Code, string Errors)> ExportAfter(AkkaGameProcess serving)
    {
        serving.Terminate();
        await serving.Ended();
        var (code, _, errors) = await AkkaGameProcess.Run(folder.Path, "export", MadeUpGame.Id, "--db", folder["games.db"]);
        return (code, errors);
    }
}
