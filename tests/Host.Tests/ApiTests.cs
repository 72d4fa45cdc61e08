using System.Net;
using System.Text.Json;

namespace AkkaGame.Host.Tests;

public sealed class ApiTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Game = "/api/v1/games/" + MadeUpGame.Id;

    [Theory]
    [InlineData("/api/v1/games/nonsense", 400, "BAD_FRAME", "id")]
    [InlineData("/api/v1/games/ORC20170704", 400, "BAD_FRAME", "id")]
    [InlineData("/api/v1/games/%3Cb%3E201707040", 400, "BAD_FRAME", "id")]
    [InlineData("/api/v1/games/..%2F..%2Fetc", 400, "BAD_FRAME", "id")]
    [InlineData("/api/v1/games/ORC199907040", 404, "NOT_FOUND", "id")]
    [InlineData("/api/v1/games/00000000-0000-0000-0000-000000000000", 404, "NOT_FOUND", "id")]
    [InlineData("/api/v1/games/ORC199907040/state", 404, "NOT_FOUND", "id")]
    [InlineData("/api/v1/games/ORC199907040/events", 404, "NOT_FOUND", "id")]
    [InlineData("/api/v1/games/ORC199907040/box", 404, "NOT_FOUND", "id")]
    [InlineData("/api/v1/games/ORC199907040/plays", 404, "NOT_FOUND", "id")]
    [InlineData("/api/v1/games/ORC199907040/export", 404, "NOT_FOUND", "id")]
    [InlineData(Game + "/state?at=99999", 400, "ILLEGAL", "at")]
    [InlineData(Game + "/state?at=2147483647", 400, "ILLEGAL", "at")]
    [InlineData(Game + "/state?at=0", 400, "ILLEGAL", "at")]
    [InlineData(Game + "/state?at=-1", 400, "ILLEGAL", "at")]
    [InlineData(Game + "/state?at=soon", 400, "BAD_FRAME", "at")]
    [InlineData(Game + "/state?at=", 400, "BAD_FRAME", "at")]
    [InlineData(Game + "/state?at=1.5", 400, "BAD_FRAME", "at")]
    [InlineData(Game + "/state?at=99999999999999999999", 400, "BAD_FRAME", "at")]
    [InlineData(Game + "/state?at=4&at=5", 400, "BAD_FRAME", "at")]
    [InlineData(Game + "/events?after=-1", 400, "ILLEGAL", "after")]
    [InlineData(Game + "/events?after=99999", 400, "ILLEGAL", "after")]
    [InlineData(Game + "/events?after=x", 400, "BAD_FRAME", "after")]
    [InlineData(Game + "/events?limit=0", 400, "ILLEGAL", "limit")]
    [InlineData(Game + "/events?limit=501", 400, "ILLEGAL", "limit")]
    [InlineData("/api/v1/games?after=-1", 400, "ILLEGAL", "after")]
    [InlineData("/api/v1/games?limit=0", 400, "ILLEGAL", "limit")]
    [InlineData("/api/v1/games?limit=201", 400, "ILLEGAL", "limit")]
    [InlineData("/api/v1/games?limit=many", 400, "BAD_FRAME", "limit")]
    [InlineData("/api/v1/games?team=ThirteenLetters", 400, "BAD_FRAME", "team")]
    [InlineData("/api/v1/games?team=a%20b", 400, "BAD_FRAME", "team")]
    [InlineData("/api/v1/games?date=yesterday", 400, "BAD_FRAME", "date")]
    [InlineData("/api/v1/games?date=2017-13", 400, "BAD_FRAME", "date")]
    [InlineData("/api/v1/clubs", 404, "NOT_FOUND", "path")]
    [InlineData("/nothing.html", 404, "NOT_FOUND", "path")]
    [InlineData("/js/..%2f..%2fappsettings.json", 404, "NOT_FOUND", "path")]
    public async Task A_bad_question_is_refused_by_field_and_code(string path, int status, string code, string field)
    {
        using var answer = await server.Client.Send(HttpMethod.Get, path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
        Assert.Equal(field, problem.RootElement.GetProperty("field").GetString());
        Assert.NotEmpty(problem.RootElement.GetProperty("rule").GetString()!);
        Assert.NotEmpty(problem.RootElement.GetProperty("detail").GetString()!);
        Assert.NotEmpty(problem.RootElement.GetProperty("title").GetString()!);
        Assert.StartsWith("urn:akkagame:", problem.RootElement.GetProperty("type").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task What_only_can_be_read_refuses_other_methods(string method)
    {
        using var answer = await server.Client.Send(new HttpMethod(method), Game);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("method", problem.RootElement.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Games_come_in_pages_without_gap_or_repetition()
    {
        var seen = new List<string>();
        var after = 0L;
        for (var page = 0; page < 10; page++)
        {
            using var answer = await server.Client.Json($"/api/v1/games?limit=2&after={after}");
            seen.AddRange(answer.RootElement.GetProperty("games").EnumerateArray()
                .Select(game => game.GetProperty("retrosheet").GetString()!));
            if (!answer.RootElement.TryGetProperty("next", out var next)) break;
            after = next.GetInt64();
        }

        Assert.Equal(ServerFixture.Games, seen.Count);
        Assert.Equal(ServerFixture.Games, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("date=2017-07-04", 1)]
    [InlineData("date=2017-01", 4)]
    [InlineData("date=2017", 5)]
    [InlineData("date=1999", 0)]
    [InlineData("team=orc", 5)]
    [InlineData("team=HBR&date=2017-01-02", 1)]
    [InlineData("team=XYZ", 0)]
    public async Task Games_are_found_by_club_and_day(string filter, int count)
    {
        using var answer = await server.Client.Json("/api/v1/games?" + filter);

        Assert.Equal(count, answer.RootElement.GetProperty("games").GetArrayLength());
    }

    [Fact]
    public async Task A_game_answers_to_its_uuid_and_to_its_retrosheet_id()
    {
        var byName = await server.Client.Text(Game);
        using var game = JsonDocument.Parse(byName);
        Assert.Equal(byName, await server.Client.Text($"/api/v1/games/{game.RootElement.GetProperty("id").GetString()}"));
        Assert.Equal(3, game.RootElement.GetProperty("home").GetProperty("runs").GetInt32());
        Assert.Equal("Final", game.RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_state_is_of_the_end_of_a_group_at_or_before_the_seq()
    {
        using var events = await server.Client.Json(Game + "/events?limit=500");
        var wide = events.RootElement.GetProperty("events").EnumerateArray()
            .First(one => one.GetProperty("type").GetString() == "half-closed");
        var (inside, end) = (wide.GetProperty("seq").GetInt32(), wide.GetProperty("group").GetInt32());
        Assert.True(inside < end, "A half closes within the group of its last play.");

        using var before = await server.Client.Json($"{Game}/state?at={inside}");
        using var at = await server.Client.Json($"{Game}/state?at={end}");

        Assert.True(before.RootElement.GetProperty("seq").GetInt32() < inside);
        Assert.Equal(end, at.RootElement.GetProperty("seq").GetInt32());
        Assert.Equal("Top", before.RootElement.GetProperty("half").GetString());
        Assert.Equal("Bottom", at.RootElement.GetProperty("half").GetString());
    }

    [Fact]
    public async Task Every_step_of_a_game_has_its_state_and_they_agree()
    {
        using var told = await server.Client.Json(Game + "/plays");
        var plays = told.RootElement.GetProperty("plays").EnumerateArray().ToArray();
        Assert.Equal(MadeUpGame.Plays, plays.Count(play => play.GetProperty("kind").GetString() == "play-made"));
        foreach (var group in plays.GroupBy(play => play.GetProperty("group").GetInt32()))
        {
            using var state = await server.Client.Json($"{Game}/state?at={group.Key}");
            Assert.Equal(group.Key, state.RootElement.GetProperty("seq").GetInt32());
            Assert.Equal(group.Last().GetProperty("away").GetInt32(), state.RootElement.GetProperty("away").GetProperty("runs").GetInt32());
            Assert.Equal(group.Last().GetProperty("home").GetInt32(), state.RootElement.GetProperty("home").GetProperty("runs").GetInt32());
        }
    }

    [Fact]
    public async Task Events_come_in_whole_groups_numbered_without_gaps()
    {
        var (after, head, seen) = (0, 1, 0);
        while (after < head)
        {
            using var page = await server.Client.Json($"{Game}/events?after={after}&limit=7");
            foreach (var one in page.RootElement.GetProperty("events").EnumerateArray())
            {
                Assert.Equal(++seen, one.GetProperty("seq").GetInt32());
                Assert.NotEmpty(one.GetProperty("type").GetString()!);
            }

            var last = page.RootElement.GetProperty("events").EnumerateArray().Last();
            Assert.Equal(last.GetProperty("group").GetInt32(), last.GetProperty("seq").GetInt32());
            (after, head) = (page.RootElement.GetProperty("to").GetInt32(), page.RootElement.GetProperty("head").GetInt32());
        }

        Assert.Equal(head, seen);
    }

    [Fact]
    public async Task Events_after_a_seq_inside_a_group_begin_with_the_next()
    {
        using var all = await server.Client.Json(Game + "/events?limit=500");
        var inside = all.RootElement.GetProperty("events").EnumerateArray()
            .First(one => one.GetProperty("seq").GetInt32() < one.GetProperty("group").GetInt32()).GetProperty("seq").GetInt32();

        using var rest = await server.Client.Json($"{Game}/events?after={inside}");

        Assert.Equal(inside + 1, rest.RootElement.GetProperty("events")[0].GetProperty("seq").GetInt32());
    }

    [Fact]
    public async Task The_etag_begins_with_the_seq_and_spares_the_answer()
    {
        string[] paths = [Game, Game + "/state", Game + "/state?at=20", Game + "/events", Game + "/box", Game + "/plays", Game + "/export"];
        foreach (var path in paths)
        {
            using var first = await server.Client.Send(HttpMethod.Get, path);
            var tag = first.Headers.ETag!.Tag;
            Assert.Matches("^\"[0-9]+-[0-9a-f]+-[0-9a-f]{8}\"$", tag);
            using var again = await server.Client.Send(HttpMethod.Get, path, tag);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task The_box_is_json_or_for_those_who_ask_text()
    {
        using var box = await server.Client.Json(Game + "/box");
        Assert.Equal(3, box.RootElement.GetProperty("home").GetProperty("totals").GetProperty("batting").GetProperty("runs").GetInt32());

        using var text = await server.Client.Send(HttpMethod.Get, Game + "/box", accept: "text/plain");
        Assert.Contains("ORC 3, HBR 2", await text.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_export_is_an_event_file_and_carries_the_notice()
    {
        using var answer = await server.Client.Send(HttpMethod.Get, Game + "/export");

        Assert.StartsWith("id,ORC201707040\r\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("copyrighted by Retrosheet", answer.Headers.GetValues("Retrosheet-Notice").Single(), StringComparison.Ordinal);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Receipts_command_ids_and_checks_are_nobodys_business()
    {
        string[] paths = ["/api/v1/games", Game, Game + "/state", Game + "/events?limit=500", Game + "/box", Game + "/plays"];
        foreach (var path in paths)
        {
            using var answer = await server.Client.Json(path);
            Assert.DoesNotContain(Names(answer.RootElement), name => name is "receipts" or "ledger" or "check" or "command" or "cause");
        }
    }

    [Fact]
    public async Task It_says_that_it_lives_and_is_ready()
    {
        Assert.Contains("live", await server.Client.Text("/health/live"), StringComparison.Ordinal);
        Assert.Contains("ready", await server.Client.Text("/health/ready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_lets_a_page_run_what_it_did_not_bring()
    {
        foreach (var path in (string[])["/", "/js/main.js", Game, "/nothing"])
        {
            using var answer = await server.Client.Send(HttpMethod.Get, path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task Many_who_ask_at_once_all_get_their_answer()
    {
        var asked = Enumerable.Range(0, 200).Select(i => server.Client.Text($"{Game}/state?at={4 + i % 60}"));

        var answers = await Task.WhenAll(asked);

        Assert.All(answers, answer => Assert.Contains("\"status\":\"InProgress\"", answer, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(one => Names(one.Value).Prepend(one.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };
}
