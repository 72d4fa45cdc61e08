using System.Text.Json;
using AkkaGame.Baseball;

namespace AkkaGame.Host.Tests;

/// <summary>Games by cards on a server: its league files, a game by one, and what becomes of it where the file is missing.</summary>
public sealed class ServedEditionsTests : IAsyncLifetime
{
    private readonly PlayServer server = new();
    private Edition edition = null!;
    private string file = "";

    public async Task InitializeAsync()
    {
        await server.InitializeAsync();
        file = server.Folder["leagues/league.json"];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var game = server.Folder.Write("2017ORC.EVN", MadeUpGame.Text);
        await AkkaGameProcess.Run(server.Folder.Path, "cards", "build", game, "-o", file, "--name", "one game");
        edition = EditionJson.Read(await File.ReadAllBytesAsync(file), out _)!;
    }

    public Task DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_server_says_which_cards_it_has_and_who_is_on_them()
    {
        var own = Assert.Single((await server.Get("/api/v1/editions")).Body.GetProperty("editions").EnumerateArray());
        Assert.Equal("Eight clubs", own.GetProperty("name").GetString());
        await server.Restart("--development", "--leagues", Path.GetDirectoryName(file)!);

        var listed = Assert.Single(
            (await server.Get("/api/v1/editions")).Body.GetProperty("editions").EnumerateArray(),
            one => one.GetProperty("id").GetString() != own.GetProperty("id").GetString());

        Assert.Equal((edition.Id, "one game"), (listed.GetProperty("id").GetString(), listed.GetProperty("name").GetString()));
        Assert.Contains("www.retrosheet.org", listed.GetProperty("notice").GetString(), StringComparison.Ordinal);
        Assert.Equal(edition.Warnings.Count, listed.GetProperty("warnings").GetArrayLength());
        Assert.Equal(2, listed.GetProperty("clubs").GetArrayLength());
        var club = edition.Clubs[0];
        var shown = await server.Get($"/api/v1/editions/{edition.Id}/clubs/{club.Team}");
        var man = shown.Body.GetProperty("men")[0];
        var his = edition.Find(club.Men[0])!;
        Assert.Equal(club.Men.Count, shown.Body.GetProperty("men").GetArrayLength());
        Assert.Equal((his.Id.Value, his.Name), (man.GetProperty("id").GetString(), man.GetProperty("name").GetString()));
        Assert.Equal(
            (404, "NOT_FOUND", "edition", "no-such-cards"),
            (await server.Get($"/api/v1/editions/0123456789abcdef/clubs/{club.Team}")).Refused);
        Assert.Equal((404, "NOT_FOUND", "team", "no-such-club"), (await server.Get($"/api/v1/editions/{edition.Id}/clubs/XXX")).Refused);
    }

    [Fact]
    public async Task A_game_by_cards_is_played_to_its_end_and_every_chart_of_it_recomputed()
    {
        var id = Guid.CreateVersion7();
        Assert.Equal((422, "ILLEGAL", "cards", "no-such-cards"), (await Create(id, edition.Id)).Refused);
        Assert.Equal(404, (await server.Get($"/api/v1/games/{id}")).Status);
        await server.Restart("--development", "--leagues", file);

        Assert.Equal((422, "ILLEGAL", "cards", "no-such-cards"), (await Create(id, "0123456789abcdef")).Refused);
        var made = await Create(id, edition.Id);
        Assert.True(made.Status == 201, made.Text);
        await Over(id);

        await server.Stop();
        var (code, _, errors) = await Verify(id);
        Assert.Equal(1, code);
        var why = $"(dice-cards): play 0: it cannot be decided again without the cards of edition {edition.Id}";
        Assert.Contains(why, errors, StringComparison.Ordinal);
        (code, var lines, errors) = await Verify(id, "--leagues", file);
        Assert.True(code == 0, errors);
        Assert.Contains(lines, static line => line.StartsWith("dice: ", StringComparison.Ordinal));
    }

    /// <summary>The file is not there after an update: nothing is decided, nothing is lost, and with the file it goes on.</summary>
    [Fact]
    public async Task A_game_whose_cards_are_gone_waits_for_them()
    {
        await server.Restart("--development", "--leagues", file);
        var id = Guid.CreateVersion7();
        Assert.Equal(201, (await Create(id, edition.Id, withComputers: false)).Status);
        Assert.Equal(200, (await server.Command(id, "take-seat", """{"side":"Home"}""", "home:Ada")).Status);
        var before = (await server.Get($"/api/v1/games/{id}/state")).Text;

        await server.Restart("--development");
        var refused = await server.Command(id, "take-seat", """{"side":"Away"}""", "away:Bob");
        Assert.Equal((503, "UNAVAILABLE", null, "cards"), refused.Refused);
        Assert.Contains(edition.Id, refused.Text, StringComparison.Ordinal);
        Assert.Equal(before, (await server.Get($"/api/v1/games/{id}/state")).Text);

        await server.Restart("--development", "--leagues", file);
        Assert.Equal(200, (await server.Command(id, "take-seat", """{"side":"Away"}""", "away:Bob")).Status);
        Assert.Equal(200, (await server.Command(id, "start-game", "{}", "commissioner")).Status);
    }

    [Fact]
    public async Task A_league_file_that_is_none_keeps_a_server_from_starting_and_is_named()
    {
        await server.Stop();
        var bad = server.Folder.Write("bad.json", """{"format":"akkagame-league-1"}""");
        (string, string)[] wrong = [(bad, $"{bad}: "), (server.Folder["nowhere.json"], "nowhere.json cannot be read")];
        foreach (var (path, said) in wrong)
        {
            var (code, _, errors) = await AkkaGameProcess.Run(
                server.Folder.Path, "serve", "--db", server.Folder["games.db"], "--urls", "http://127.0.0.1:0", "--leagues", path);
            Assert.Equal(1, code);
            Assert.Contains(said, errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Stored_seasons_are_played_by_cards_too()
    {
        await server.Stop();
        var (db, real) = (server.Folder["season.db"], server.Folder["2017ORC.EVN"]);
        var (code, lines, errors) = await AkkaGameProcess.Run(
            server.Folder.Path, "sim", "--stored", "--db", db, "--league", file, "--schedule", real, "--seasons", "2", "--json");
        Assert.True(code == 0, errors);
        using var report = JsonDocument.Parse(Assert.Single(lines));
        Assert.Equal(2, report.RootElement.GetProperty("games").GetInt32());

        (code, _, errors) = await AkkaGameProcess.Run(server.Folder.Path, "verify", "--all", "--db", db, "--leagues", file);
        Assert.True(code == 0, errors);
    }

    private Task<Answered> Create(Guid id, string cards, bool withComputers = true) => server.Post(
        "/api/v1/games",
        $$"""{"id":"{{id}}","away":"AWY","home":"HOM","rules":"mlb2018","cards":"{{cards}}","lineups":{{PlayServer.Lineups}}"""
            + (withComputers ? ""","seats":{"away":{"level":2},"home":{"level":2}},"start":true}""" : "}"),
        "commissioner");

    private async Task Over(Guid game)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!(await server.Get($"/api/v1/games/{game}/state")).Body.GetProperty("isOver").GetBoolean())
            await Task.Delay(100, late.Token);
    }

    private Task<(int Code, IReadOnlyList<string> Lines, string Errors)> Verify(Guid game, params string[] more) =>
        AkkaGameProcess.Run(server.Folder.Path, ["verify", game.ToString(), "--db", server.Folder["games.db"], .. more]);
}
