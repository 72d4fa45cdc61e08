using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Host.Tests;

/// <summary>What operators rely on: migrate, health, and a log that follows a command.</summary>
public sealed class OperationTests : IDisposable
{
    private readonly Folder folder = new();
    private readonly string file;

    public OperationTests() => file = folder["games.db"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_schema_is_shown_before_it_is_changed_and_changed_once()
    {
        var (found, newest, applied) = await Migrate("--dry-run");
        Assert.Equal((0, false), (found, applied));
        Assert.False(File.Exists(file));
        Assert.Equal((0, newest, true), await Migrate());
        Assert.Equal((newest, newest, false), await Migrate("--status"));

        var (code, lines, _) = await AkkaGameProcess.Run(folder.Path, "migrate", "--db", file);

        Assert.Equal((0, $"{file}: schema {newest}, up to date"), (code, Assert.Single(lines)));
    }

    [Fact]
    public async Task Ready_is_who_owns_games_and_can_read_their_journal()
    {
        using var serving = AkkaGameProcess.Start(folder.Path, "serve", "--db", file, "--urls", "http://127.0.0.1:0");
        using var client = await Client.Of(serving);
        Assert.Equal("""{"status":"live"}""", await client.Text("/health/live"));
        Assert.Equal("""{"status":"ready","shards":64}""", await client.Text("/health/ready"));

        await using (var journal = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await journal.OpenAsync();
            await using var command = journal.CreateCommand();
            command.CommandText = "alter table event rename to elsewhere";
            await command.ExecuteNonQueryAsync();
        }

        using var problem = await NotReady(client);
        Assert.Equal("UNAVAILABLE", problem.RootElement.GetProperty("code").GetString());
        Assert.Contains("no such table", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"status":"live"}""", await client.Text("/health/live"));
    }

    [Fact]
    public async Task Figures_are_for_operators_and_not_for_the_public()
    {
        using var serving = AkkaGameProcess.Start(
            folder.Path, "replay", folder.Write("a.EVN", MadeUpGame.Text), "--db", file, "--serve", "--urls", "http://127.0.0.1:0");
        using var client = await Client.Of(serving);
        using var operators = new HttpClient { BaseAddress = new((await serving.Says("Operators on "))["Operators on ".Length..]) };
        await serving.Says("1 game,");

        using var answer = await operators.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var text = await answer.Content.ReadAsStringAsync();
        Grammar.Check(text);
        Assert.Contains("\nakkagame_", text, StringComparison.Ordinal);
        Assert.Contains("\ndotnet_gc_collections_total", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await operators.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.Send(HttpMethod.Get, "/metrics")).StatusCode);
    }

    [Fact]
    public async Task The_log_follows_a_command_from_the_asking_to_the_commit()
    {
        var (code, _, errors) = await AkkaGameProcess.Run(
            folder.Path, "replay", folder.Write("a.EVN", MadeUpGame.Text), "--db", file, "--json", "--log", "json", "--log-level", "debug");
        Assert.Equal(0, code);

        var lines = errors.Split('\n').Where(static line => line.StartsWith('{'))
            .Select(static line => JsonDocument.Parse(line).RootElement).Where(static line => Field(line, "Command") is not null).ToArray();
        var ways = lines.GroupBy(static line => Field(line, "Command")).ToArray();

        Assert.InRange(ways.Length, MadeUpGame.Plays, 10 * MadeUpGame.Plays);
        Assert.All(ways, static way => Assert.Equal([10, 13, 11], way.Select(static line => line.GetProperty("EventId").GetInt32())));
        Assert.All(ways, static way => Assert.Single(way.Select(static line => Field(line, "Game")).Distinct()));
        Assert.All(ways, static way => Assert.Equal(Field(way.ElementAt(1), "Seq"), Field(way.ElementAt(2), "Seq")));
        Assert.Equal("Appended", Field(ways[0].ElementAt(1), "Outcome"));
    }

    private static string? Field(JsonElement line, string name) =>
        line.GetProperty("State").TryGetProperty(name, out var value) ? value.ToString() : null;

    private async Task<(int Found, int Newest, bool Applied)> Migrate(params string[] options)
    {
        var (code, lines, _) = await AkkaGameProcess.Run(folder.Path, ["migrate", "--db", file, "--json", .. options]);
        Assert.Equal(0, code);
        using var said = JsonDocument.Parse(Assert.Single(lines));
        var schema = said.RootElement;
        return (
            schema.GetProperty("found").GetInt32(), schema.GetProperty("newest").GetInt32(), schema.TryGetProperty("applied", out _));
    }

    /// <summary>An answer of the moment before may still hold.</summary>
    private static async Task<JsonDocument> NotReady(Client client)
    {
        while (true)
        {
            using var answer = await client.Send(HttpMethod.Get, "/health/ready");
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) return JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            await Task.Delay(50);
        }
    }
}
