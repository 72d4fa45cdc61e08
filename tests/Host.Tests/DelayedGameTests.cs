using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AkkaGame.Host.Tests;

/// <summary>A game that whoever only watches sees later, or only by name: no call tells of it sooner.</summary>
public sealed partial class DelayedGameTests(PlayServer server) : IClassFixture<PlayServer>
{
    private const string Ada = "home:Ada", Bob = "away:Bob";
    private const int Hour = 3_600_000;

    private static readonly string[] watchers = ["", "spectator:Sue"];

    /// <summary>Every public call that can tell of a game; <c>LEAGUE</c> and <c>ID</c> are the game's.</summary>
    private static readonly string[] calls =
    [
        "/api/v1/games?limit=200", "/api/v1/games?league=LEAGUE", "/api/v1/games?league=LEAGUE&status=Scheduled",
        "/api/v1/games?league=LEAGUE&status=InProgress", "/api/v1/games?league=LEAGUE&status=Final",
        "/api/v1/games?league=LEAGUE&status=Tied",
        "/api/v1/games/ID", "/api/v1/games/ID/state", "/api/v1/games/ID/state?at=1", "/api/v1/games/ID/state?at=2",
        "/api/v1/games/ID/state?at=3", "/api/v1/games/ID/lineups", "/api/v1/games/ID/events?limit=500", "/api/v1/games/ID/events?after=1",
        "/api/v1/games/ID/events?after=1&wait=1", "/api/v1/games/ID/events?after=2", "/api/v1/games/ID/stream?after=2",
        "/api/v1/games/ID/box", "/api/v1/games/ID/plays", "/api/v1/games/ID/plays?after=1", "/api/v1/games/ID/export",
        "/api/v1/leagues/LEAGUE/standings?season=2026", "/api/v1/players/a1?league=LEAGUE",
    ];

    [Fact]
    public async Task Until_its_time_every_call_answers_a_watcher_as_if_nothing_had_happened()
    {
        var (game, league) = await Created(Hour);
        var before = await Everything(game, league);

        await PlayedToItsEnd(game);
        await Task.Delay(1500); // The records follow within a second.
        var after = await Everything(game, league);

        foreach (var (call, was) in before) Assert.True(was == after[call], $"{call}\nbefore: {was}\nafter: {after[call]}");
    }

    [Theory]
    [InlineData("home:Ada")]
    [InlineData("away:Bob")]
    [InlineData("scorer:Sam")]
    [InlineData("commissioner:Carla")]
    public async Task Whoever_has_to_do_with_the_game_sees_it_as_it_is(string by)
    {
        var (game, _) = await Created(Hour);
        await Seated(game);

        Assert.Equal(3, (await server.Get($"/api/v1/games/{game}", by)).Body.GetProperty("seq").GetInt32());
        Assert.Equal(3, (await server.Get($"/api/v1/games/{game}/state", by)).Body.GetProperty("seq").GetInt32());
        Assert.Equal(3, (await server.Get($"/api/v1/games/{game}/events", by)).Body.GetProperty("to").GetInt32());
    }

    [Fact]
    public async Task When_its_time_has_come_a_watcher_sees_it_whole_and_in_order()
    {
        const int Delay = 2500;
        var (game, league) = await Created(Delay);
        await Seated(game);
        var seen = (await server.Get($"/api/v1/games/{game}", Ada)).Body.GetProperty("seq").GetInt32();

        // Nothing wakes him but the clock: the last event was long ago for everybody else.
        var heard = (await server.Get($"/api/v1/games/{game}/events?after=1&wait=20")).Body.GetProperty("events").EnumerateArray().ToList();
        var to = heard[^1].GetProperty("seq").GetInt32();
        while (to < seen)
        {
            var more = (await server.Get($"/api/v1/games/{game}/events?after={to}&wait=20")).Body.GetProperty("events");
            heard.AddRange(more.EnumerateArray());
            to = heard[^1].GetProperty("seq").GetInt32();
        }

        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Assert.Equal(Enumerable.Range(2, seen - 1), heard.Select(one => one.GetProperty("seq").GetInt32()));
        Assert.All(heard, one => Assert.True(one.GetProperty("at").GetInt64() + Delay <= now));
        Assert.Equal(seen, (await server.Get($"/api/v1/games/{game}/state")).Body.GetProperty("seq").GetInt32());
        var asked = $"/api/v1/games?league={league}";
        for (var i = 0; i < 100 && await Listed() < seen; i++) await Task.Delay(100);
        Assert.Equal(seen, await Listed());

        async Task<int> Listed() => (await server.Get(asked)).Body.GetProperty("games")[0].GetProperty("seq").GetInt32();
    }

    [Fact]
    public async Task Behind_closed_doors_nobody_watches_unnamed()
    {
        var (game, league) = await Created(0, isClosed: true);
        await Seated(game);
        foreach (var call in calls.Where(one => one.Contains("ID", StringComparison.Ordinal)))
        {
            var refused = await server.Get(For(call, game, league));
            Assert.True((401, "UNAUTHENTICATED", null, "closed-doors") == refused.Refused, $"{call}: {refused.Text}");
        }

        Assert.Equal(3, (await server.Get($"/api/v1/games/{game}", "spectator:Sue")).Body.GetProperty("seq").GetInt32());
        foreach (var list in (string[])["/api/v1/games?limit=200", $"/api/v1/games?league={league}"])
        {
            await Task.Delay(300);
            Assert.DoesNotContain($"{game}", (await server.Get(list)).Text, StringComparison.Ordinal);
            Assert.Contains($"{game}", (await server.Get(list, "spectator:Sue")).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_lets_nobody_look_ahead_in_a_game_that_it_is_not_for()
    {
        var (game, league) = await Created(60_000);
        await Seated(game);
        foreach (var (token, seesAll) in new[]
        {
            ($$"""{"who":"Ada","role":"scorer","league":"{{league}}"}""", true),
            ("""{"who":"Ada","role":"scorer","league":"other"}""", false),
            ($$"""{"who":"Ada","role":"manager","game":"{{game}}","side":"home"}""", true),
            ("""{"who":"Ada","role":"manager"}""", false),
            ($$"""{"who":"Ada","role":"manager","game":"{{Guid.CreateVersion7()}}","side":"home"}""", false),
        })
        {
            var bearer = (await server.Post("/api/v1/dev/token", token)).Body.GetProperty("token").GetString();
            var seen = await server.Ask(HttpMethod.Get, $"/api/v1/games/{game}", headers: ("Authorization", $"Bearer {bearer}"));
            Assert.Equal((token, seesAll), (token, seen.Body.TryGetProperty("seq", out var seq) && seq.GetInt32() == 3));
        }
    }

    private async Task<(Guid Game, string League)> Created(int delay, bool isClosed = false)
    {
        var (id, league) = (Guid.CreateVersion7(), $"l{Guid.CreateVersion7():n}"[..20]);
        var made = await server.Post(
            "/api/v1/games",
            $$"""
            {"id":"{{id}}","away":"AWY","home":"HOM","date":"2026-04-06","league":"{{league}}",
             "rules":{"name":"slow","scheduledInnings":1,"officialAfter":1,"maxInnings":1,"minBatters":1,"roster":25,
             "spectatorDelayMs":{{delay}},"closedDoors":{{(isClosed ? "true" : "false")}} } }
            """,
            "commissioner");
        Assert.True(made.Status == 201, made.Text);
        return (id, league);
    }

    private async Task Seated(Guid game)
    {
        Assert.Equal(200, (await server.Command(game, "take-seat", """{"side":"Home"}""", Ada)).Status);
        Assert.Equal(200, (await server.Command(game, "take-seat", """{"side":"Away"}""", Bob)).Status);
    }

    private async Task PlayedToItsEnd(Guid game)
    {
        foreach (var side in (string[])["Home", "Away"])
            Assert.Equal(200, (await server.Command(game, "take-seat", $$"""{"side":"{{side}}","level":1}""", "commissioner")).Status);
        var cards = await server.Post(
            $"/api/v1/games/{game}/lineups",
            $$"""{"id":"{{Guid.CreateVersion7()}}",{{PlayServer.Lineups[1..]}}""", "commissioner");
        Assert.True(cards.Status == 200, cards.Text);
        var started = await server.Command(game, "start-game", "{}", "commissioner");
        Assert.True(started.Status == 200, started.Text);
        for (var head = started.Body.GetProperty("to").GetInt32(); ;)
        {
            if ((await server.Get($"/api/v1/games/{game}", Ada)).Body.TryGetProperty("how", out _)) return;
            head = (await server.Get($"/api/v1/games/{game}/events?after={head}&wait=30&limit=500", Ada)).Body.GetProperty("to").GetInt32();
        }
    }

    private async Task<Dictionary<string, string>> Everything(Guid game, string league)
    {
        var answers = new Dictionary<string, string>();
        foreach (var by in watchers)
            foreach (var call in calls) answers[$"{call} by '{by}'"] = await Raw(For(call, game, league), by, game);
        return answers;
    }

    /// <summary>Status, headers and body. What is told of other games of this server is left out.</summary>
    private async Task<string> Raw(string path, string by, Guid game)
    {
        using var http = new HttpClient();
        if (by.Length > 0) http.DefaultRequestHeaders.Add("AkkaGame-As", by.Split(':')[0]);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        using var answer = await http.GetAsync(new Uri(server.Url + path), HttpCompletionOption.ResponseHeadersRead, late.Token);
        var text = answer.Content.Headers.ContentType?.MediaType == "text/event-stream"
            ? await FirstOf(answer, late.Token)
            : await answer.Content.ReadAsStringAsync(late.Token);
        if (path.StartsWith("/api/v1/games?limit", StringComparison.Ordinal))
        {
            using var list = JsonDocument.Parse(text);
            text = string.Join(' ', list.RootElement.GetProperty("games").EnumerateArray()
                .Where(one => one.GetProperty("id").GetGuid() == game).Select(one => one.GetRawText()));
        }

        return $"{answer.StatusCode} {answer.Headers.ETag} {answer.Content.Headers.ContentLength} {text}";
    }

    /// <summary>What a stream says in its first moment.</summary>
    private static async Task<string> FirstOf(HttpResponseMessage answer, CancellationToken stop)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(stop);
        var (buffer, said) = (new byte[64 * 1024], "");
        using var moment = new CancellationTokenSource(500);
        try
        {
            while (await body.ReadAsync(buffer, moment.Token) is > 0 and var read)
                said += System.Text.Encoding.UTF8.GetString(buffer, 0, read);
        }
        catch (OperationCanceledException) when (moment.IsCancellationRequested)
        {
            // It goes on; this is as much as is looked at.
        }

        return said;
    }

    private static string For(string call, Guid game, string league) =>
        Name().Replace(call, name => name.Value == "ID" ? $"{game}" : league);

    [GeneratedRegex("\\b(ID|LEAGUE)\\b")]
    private static partial Regex Name();
}
