using System.Text.Json;

namespace AkkaGame.Host.Tests;

public sealed class OpsTests : IDisposable
{
    private const string Game = "/ops/v1/games/" + MadeUpGame.Id;

    /// <summary>The last play, substitution or edit of the made-up game: what the sender of a command has to have seen.</summary>
    private const int Seen = 102;

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("http://0.0.0.0:0", true)]
    [InlineData("http://127.0.0.1:0", false)]
    public async Task Whoever_opens_the_operators_port_to_others_is_warned(string url, bool isWarned)
    {
        using var folder = new Folder();
        using var server = AkkaGameProcess.Start(
            folder.Path, "serve", "--db", folder["games.db"], "--urls", "http://127.0.0.1:0", "--ops-urls", url);
        await server.Says("Operators on ");
        server.Terminate();
        Assert.Equal(0, await server.Ended());
        Assert.Equal(
            isWarned, server.Errors.Contains("set --ops-tokens, or see to it that only operators reach it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_is_shown_in_numbers()
    {
        using var server = await OperatedServer.Start(folder);
        await server.Ask(HttpMethod.Get, Game + "/state");
        await server.Ask(HttpMethod.Post, Game + "/commands", Facts());
        await server.Ask(HttpMethod.Post, Game + "/commands", Facts(k: "note-nothing"));
        await server.Ask(HttpMethod.Post, Game + "/commands", Facts(facts: "[]"));

        var stats = await server.Json("stats");
        var (code, lines, _) = await server.Ops("stats");

        Assert.Equal(server.Process.Id, stats.GetProperty("process").GetInt32());
        Assert.Equal(folder["games.db"], stats.GetProperty("journal").GetProperty("store").GetString());
        Assert.Equal(64, stats.GetProperty("shards").GetProperty("owned").GetInt32());
        Assert.Equal(1, stats.GetProperty("games").GetProperty("live").GetInt32());
        Assert.Equal(1, stats.GetProperty("commands").GetProperty("accepted").GetInt32());
        Assert.Equal(1, stats.GetProperty("commands").GetProperty("refused").GetProperty("ILLEGAL").GetInt32());
        Assert.Contains(
            stats.GetProperty("latencies").EnumerateArray(), one => one.GetProperty("what").GetString() == "akkagame.commit.duration");
        Assert.Equal(0, code);
        Assert.Contains(lines, line => line.Contains(folder["games.db"], StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("1 in memory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_supervisor_asks_whether_the_server_can_be_used()
    {
        using var server = await OperatedServer.Start(folder);
        var (code, lines, _) = await server.Ops("ready");
        server.Process.Terminate();
        await server.Process.Ended();
        var (gone, none, errors) = await server.Ops("ready");

        Assert.Equal((0, "ready, 64 of 64 shards"), (code, Assert.Single(lines)));
        Assert.Equal(1, gone);
        Assert.Empty(none);
        Assert.StartsWith("akkagame: no server answers operators at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Games_come_in_pages_in_memory_or_not()
    {
        using var server = await OperatedServer.Start(folder, games: 3);
        await server.Ask(HttpMethod.Get, Game + "/state");

        var first = await server.Json("games", "--limit", "2");
        var rest = await server.Json("games", "--limit", "2", "--after", first.GetProperty("next").GetString()!);
        var live = await server.Json("games", "--state", "live");
        var aside = await server.Json("games", "--state", "aside");
        var (_, lines, _) = await server.Ops("games");

        Assert.Equal(2, first.GetProperty("games").GetArrayLength());
        Assert.Equal(1, rest.GetProperty("games").GetArrayLength());
        Assert.False(rest.TryGetProperty("next", out _));
        var one = Assert.Single(live.GetProperty("games").EnumerateArray());
        Assert.Equal(MadeUpGame.Id, one.GetProperty("retrosheet").GetString());
        Assert.Equal("Idle", one.GetProperty("live").GetProperty("activity").GetString());
        Assert.Equal("HBR", one.GetProperty("away").GetString());
        Assert.Empty(aside.GetProperty("games").EnumerateArray());
        Assert.Equal(3, lines.Count(line => line.Contains("HBR at ORC", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_games_flight_record_has_its_last_commands()
    {
        using var server = await OperatedServer.Start(folder);
        var before = await server.Json("game", MadeUpGame.Id);
        await server.Ask(HttpMethod.Post, Game + "/commands", Facts());

        var record = await server.Json("game", MadeUpGame.Id);
        var (_, lines, _) = await server.Ops("game", MadeUpGame.Id);

        Assert.False(before.GetProperty("game").TryGetProperty("live", out _));
        Assert.NotEmpty(before.GetProperty("snapshots").EnumerateArray());
        Assert.Equal(before.GetProperty("head").GetInt32() + 1, record.GetProperty("head").GetInt32());
        Assert.Equal(record.GetProperty("head").GetInt32(), record.GetProperty("game").GetProperty("seq").GetInt32());
        Assert.Equal(0, record.GetProperty("game").GetProperty("live").GetProperty("inbox").GetInt32());
        var last = record.GetProperty("commands")[0];
        Assert.Equal("ops", last.GetProperty("who").GetString());
        Assert.Equal(["game-info-noted"], last.GetProperty("events").EnumerateArray().Select(static name => name.GetString()!));
        Assert.Equal("retrosheet", record.GetProperty("commands")[1].GetProperty("who").GetString());
        Assert.Contains(lines, line => line.Contains("ops (Ops)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_evicted_game_leaves_memory_and_comes_back_when_it_is_looked_at()
    {
        using var server = await OperatedServer.Start(folder);
        var (_, before) = await server.Ask(HttpMethod.Get, Game + "/state");

        var evicted = await server.Json("evict", MadeUpGame.Id);
        var live = await server.Json("games", "--state", "live");
        var (_, after) = await server.Ask(HttpMethod.Get, Game + "/state");

        Assert.False(evicted.GetProperty("live").GetBoolean());
        Assert.Empty(live.GetProperty("games").EnumerateArray());
        Assert.Equal(before.GetRawText(), after.GetRawText());
    }

    [Fact]
    public async Task A_game_put_aside_by_hand_stays_so_over_a_restart_until_it_is_released()
    {
        using var server = await OperatedServer.Start(folder);

        var aside = await server.Json("quarantine", MadeUpGame.Id, "--why", "protested by the visitors");
        Assert.Contains("protested by the visitors", aside.GetProperty("quarantined").GetString(), StringComparison.Ordinal);
        await RefusesCommands();
        await server.Restart();
        await RefusesCommands();
        var listed = Assert.Single((await server.Json("quarantine")).GetProperty("games").EnumerateArray());
        Assert.Equal(Environment.UserName, listed.GetProperty("by").GetString());
        Assert.Single((await server.Json("games", "--state", "aside")).GetProperty("games").EnumerateArray());
        var (_, lines, _) = await server.Ops("game", MadeUpGame.Id);
        Assert.Contains(lines, line => line.Contains("akkagame ops release", StringComparison.Ordinal));

        var released = await server.Json("release", MadeUpGame.Id);
        Assert.False(released.TryGetProperty("quarantined", out _));
        Assert.Equal(200, (await server.Ask(HttpMethod.Post, Game + "/commands", Facts())).Status);
        Assert.Empty((await server.Json("quarantine")).GetProperty("games").EnumerateArray());

        async Task RefusesCommands()
        {
            var (status, problem) = await server.Ask(HttpMethod.Post, Game + "/commands", Facts());
            Assert.Equal((503, "QUARANTINED"), (status, problem.GetProperty("code").GetString()));
            Assert.Contains("protested by the visitors", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_command_is_answered_with_a_receipt_once_for_ever()
    {
        using var server = await OperatedServer.Start(folder);
        var id = Guid.CreateVersion7();

        var (status, receipt) = await server.Ask(HttpMethod.Post, Game + "/commands", Facts(id));
        await server.Restart();
        var (_, again) = await server.Ask(HttpMethod.Post, Game + "/commands", Facts(id));
        var (reused, problem) = await server.Ask(HttpMethod.Post, Game + "/commands", Facts(id, """[{"key":"site","value":"other"}]"""));

        Assert.Equal(200, status);
        Assert.Equal(id, receipt.GetProperty("id").GetGuid());
        Assert.False(receipt.GetProperty("dup").GetBoolean());
        Assert.Equal(receipt.GetProperty("to").GetInt32(), again.GetProperty("to").GetInt32());
        Assert.True(again.GetProperty("dup").GetBoolean());
        Assert.Equal((409, "ID_REUSED"), (reused, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_bad_command_is_refused_by_field_and_code()
    {
        using var server = await OperatedServer.Start(folder);
        const string Played = """{"league":"test","away":"AWA","home":"HOM","date":"2018-04-06","mode":"Played","rules":{}}""";

        await Refused("not json", 400, "BAD_FRAME", null);
        await Refused("null", 400, "BAD_FRAME", null);
        await Refused("{}", 400, "BAD_FRAME", "id");
        await Refused("""{"id":17}""", 400, "BAD_FRAME", "id");
        await Refused(Facts(k: "throw-everything"), 400, "UNKNOWN_TYPE", "k");
        await Refused(Facts(facts: "17"), 400, "BAD_FRAME", "d.facts");
        await Refused(Facts(facts: "[]"), 422, "ILLEGAL", "facts");
        await Refused(Facts().Replace($"\"play\":{Seen}", "\"play\":-1", StringComparison.Ordinal), 400, "BAD_FRAME", "play");
        await Refused(Facts(more: ""","by":{"who":"x","role":"Manager"}"""), 403, "FORBIDDEN", "by.role");
        await Refused(Facts(more: ""","by":{"who":""}"""), 400, "BAD_FRAME", "by.who");
        await Refused(Facts(more: ""","why":"two\nlines" """), 400, "BAD_FRAME", "why");
        await Refused(
            $$"""{"id":"{{Guid.CreateVersion7()}}","k":"create-game","d":{{Played}} }""", 403, "FORBIDDEN", "id",
            $"/ops/v1/games/{Guid.CreateVersion7()}/commands");
        await Refused(Facts(), 404, "NOT_FOUND", "game", $"/ops/v1/games/{Guid.CreateVersion7()}/commands");
        await Refused(Facts(), 400, "BAD_FRAME", "id", "/ops/v1/games/nonsense/commands");
        await Refused("""{"by":"me"}""", 400, "BAD_FRAME", "why", Game + "/quarantine");

        async Task Refused(string body, int status, string code, string? field, string path = Game + "/commands")
        {
            var (answered, problem) = await server.Ask(HttpMethod.Post, path, body);
            var named = problem.TryGetProperty("field", out var given) ? given.GetString() : null;
            Assert.True((status, code, field) == (answered, problem.GetProperty("code").GetString(), named), $"{body}: {problem}");
        }
    }

    [Fact]
    public async Task What_a_web_page_can_send_does_not_get_in()
    {
        using var server = await OperatedServer.Start(folder);
        const string Evict = Game + "/evict";
        (string, string)[] ours = [("AkkaGame-Ops", "1")];

        await Refused(403, "no-page", HttpMethod.Get, "/ops/v1/stats", null, "", ("Origin", "http://127.0.0.1:5080"));
        await Refused(403, "no-page", HttpMethod.Get, "/ops/v1/stats", null, "", ("Origin", "null"));
        await Refused(403, "no-page", HttpMethod.Get, "/ops/v1/stats", null, "", ("Sec-Fetch-Site", "cross-site"));
        await Refused(403, "no-page", HttpMethod.Post, Evict, "{}", "application/json", [.. ours, ("Origin", "http://evil.example")]);
        await Refused(403, "unknown-host", HttpMethod.Get, "/ops/v1/stats", null, "", ("Host", "evil.example"));
        await Refused(403, "unknown-host", HttpMethod.Post, Evict, "{}", "application/json", [.. ours, ("Host", "localhost.evil.example")]);
        await Refused(415, "json-only", HttpMethod.Post, Evict, "{}", "text/plain", ours);
        await Refused(415, "json-only", HttpMethod.Post, Evict, "a=1", "application/x-www-form-urlencoded", ours);
        await Refused(415, "json-only", HttpMethod.Post, Evict, null, "", ours);
        await Refused(403, "ops-header", HttpMethod.Post, Evict, "{}", "application/json", ("Accept", "application/json"));
        await Refused(403, "no-page", HttpMethod.Options, Evict, null, "", ("Origin", "http://evil.example"));

        Assert.Equal(200, (await server.Ask(HttpMethod.Get, "/ops/v1/stats", null, "", ("Host", "localhost:1"))).Status);
        Assert.Equal(200, (await server.Ask(HttpMethod.Post, Evict, "{}")).Status);
        using var client = await Client.Of(server.Process);
        using var publicly = await client.Send(HttpMethod.Get, "/ops/v1/stats");
        Assert.Equal(404, (int)publicly.StatusCode);

        async Task Refused(
            int status, string rule, HttpMethod method, string path, string? body, string type, params (string, string)[] headers)
        {
            var (answered, problem) = await server.Ask(method, path, body, type, headers);
            Assert.Equal((status, rule), (answered, problem.GetProperty("rule").GetString()));
        }
    }

    [Fact]
    public async Task Where_no_server_answers_that_is_one_line()
    {
        var nobody = await AkkaGameProcess.Run(folder.Path, "ops", "stats", "--ops", "http://127.0.0.1:1");
        var nonsense = await AkkaGameProcess.Run(folder.Path, "ops", "stats", "--ops", "nonsense");
        var noId = await AkkaGameProcess.Run(folder.Path, "ops", "evict", "nonsense");
        var noWhy = await AkkaGameProcess.Run(folder.Path, "ops", "quarantine", MadeUpGame.Id);

        Assert.Equal(1, nobody.Code);
        Assert.StartsWith("akkagame: no server answers operators at http://127.0.0.1:1/", nobody.Errors, StringComparison.Ordinal);
        Assert.Single(nobody.Errors.Trim().Split('\n'));
        Assert.Equal((2, 2, 2), (nonsense.Code, noId.Code, noWhy.Code));
        Assert.Contains("expected http://HOST:PORT", nonsense.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_game_that_is_not_there_is_refused_by_every_verb()
    {
        using var server = await OperatedServer.Start(folder);

        foreach (var arguments in (string[][])[["game"], ["evict"], ["release"], ["quarantine", "--why", "x"]])
        {
            var (code, lines, errors) = await server.Ops([.. arguments, "CLE190001010"]);
            Assert.Equal((1, "akkagame: There is no game CLE190001010."), (code, errors.Trim()));
            Assert.Empty(lines);
        }
    }

    private static string Facts(
        Guid? id = null, string facts = """[{"key":"attendance","value":"17"}]""", string k = "note-facts", string more = "") =>
        $$"""{"id":"{{id ?? Guid.CreateVersion7()}}","play":{{Seen}},"k":"{{k}}","d":{"facts":{{facts}} }{{more}} }""";
}
