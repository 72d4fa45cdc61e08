using System.Text.Json;
using AkkaGame.Messages;

namespace AkkaGame.Host.Tests;

/// <summary>A played game over HTTP: who may send what, what each refusal names, and what nobody sees before its time.</summary>
public sealed class LiveApiTests(PlayServer server) : IClassFixture<PlayServer>
{
    private const string Ada = "home:Ada";
    private const string Bob = "away:Bob";
    private const string Walk = """{"defense":{"pitch":"IntentionalWalk"}}""";
    private const string Usual = """{"defense":{}}""";

    private static readonly string[] everybody = ["", "spectator", "scorer", "commissioner", Ada, Bob];

    [Fact]
    public async Task A_game_is_set_up_seated_and_started_by_those_who_may()
    {
        var game = await server.SetUp();
        var path = $"/api/v1/games/{game}/commands";

        Assert.Equal((403, "FORBIDDEN"), Short(await server.Command(game, "take-seat", """{"side":"Home"}""", Bob)));
        Assert.Equal((403, "FORBIDDEN"), Short(await server.Command(game, "take-seat", """{"side":"Home","level":1}""", Ada)));
        Assert.Equal((422, "ILLEGAL", "level", "level"),
            (await server.Command(game, "take-seat", """{"side":"Home","level":9}""", "commissioner")).Refused);
        Assert.Equal((422, "ILLEGAL"), Short(await server.Command(game, "start-game", "{}", "commissioner")));
        Assert.Equal(200, (await server.Command(game, "take-seat", """{"side":"Home"}""", Ada)).Status);
        Assert.Equal((403, "FORBIDDEN"), Short(await server.Command(game, "take-seat", """{"side":"Home"}""", "home:Eve")));
        Assert.Equal((422, "ILLEGAL"), Short(await server.Command(game, "take-seat", """{"side":"Home"}""", Ada)));
        Assert.Equal(200, (await server.Command(game, "take-seat", """{"side":"Away"}""", Bob)).Status);
        Assert.Equal((403, "FORBIDDEN"), Short(await server.Command(game, "start-game", "{}", "home:Eve")));
        Assert.Equal(200, (await server.Command(game, "start-game", "{}", Bob)).Status);
        Assert.Equal((422, "ILLEGAL"), Short(await server.Command(game, "start-game", "{}", Bob)));
        Assert.Equal((403, "FORBIDDEN", "AkkaGame-As", "watches-only"), (await server.Post(path, "{}", "spectator")).Refused);

        var live = (await server.Get($"/api/v1/games/{game}/state")).Body.GetProperty("live");
        Assert.Equal(("Pitch", "Both", "None"), (Of(live, "kind"), Of(live, "asked"), Of(live, "sealed")));
        Assert.Equal("Ada", live.GetProperty("home").GetProperty("manager").GetString());
    }

    [Fact]
    public async Task Two_computers_play_a_game_that_is_set_up_and_started_at_once()
    {
        var id = Guid.CreateVersion7();
        var body = $$"""
            {"id":"{{id}}","away":"AWY","home":"HOM","rules":"mlb2018","seats":{"away":{"level":1},"home":{"level":1} },"start":true,
             "lineups":{{PlayServer.Lineups}} }
            """;

        const string Level = "\"level\":";
        foreach (var (part, by, field) in ((string, string, string)[])
            [(Level + 1, Level + 0, "seats.away.level"), (Level + 1, Level + 9, "seats.away.level"), ("seats", "sofas", "start")])
        {
            var refused = await server.Post("/api/v1/games", body.Replace(part, by, StringComparison.Ordinal), "commissioner");
            Assert.Equal((422, field), (refused.Status, refused.Refused.Item3));
        }

        Assert.Equal(404, (await server.Get($"/api/v1/games/{id}")).Status);
        Assert.Equal(201, (await server.Post("/api/v1/games", body, "commissioner")).Status);

        var head = 0;
        JsonElement state;
        do
        {
            head = (await server.Get($"/api/v1/games/{id}/events?after={head}&wait=30&limit=500")).Body.GetProperty("to").GetInt32();
            state = (await server.Get($"/api/v1/games/{id}/state")).Body;
        }
        while (!state.GetProperty("isOver").GetBoolean());
        Assert.InRange(state.GetProperty("plays").GetInt32(), 51, 400);
        var again = await server.Post("/api/v1/games", body, "commissioner");
        Assert.Equal((200, true), (again.Status, again.Body.GetProperty("dup").GetBoolean()));
    }

    [Fact]
    public async Task A_decision_names_its_window_and_is_its_own_sides()
    {
        var game = await server.Started(Ada, Bob);
        var window = await server.Window(game);

        Assert.Equal((409, "STALE_DECISION", "dec", "open-window"), (await server.Command(game, "seal-decision", Usual, Ada)).Refused);
        Assert.Equal((409, "STALE_DECISION", "dec", "open-window"),
            (await server.Command(game, "seal-decision", Usual, Ada, dec: Guid.CreateVersion7())).Refused);
        Assert.Equal((403, "FORBIDDEN"), Short(await server.Command(game, "seal-decision", Usual, "home:Eve", dec: window)));
        Assert.Equal((403, "FORBIDDEN"), Short(await server.Command(game, "seal-decision", Usual, "commissioner", dec: window)));
        Assert.Equal((422, "ILLEGAL", "offense", "missing"),
            (await server.Command(game, "seal-decision", Usual, Bob, dec: window)).Refused);
        Assert.Equal((422, "ILLEGAL", "defense.hold.first", "empty-base"),
            (await server.Command(game, "seal-decision", """{"defense":{"hold":{"first":"Hold"}}}""", Ada, dec: window)).Refused);
        Assert.Equal("BAD_FRAME",
            (await server.Command(game, "seal-decision", """{"defense":{"pitch":"Sideways"}}""", Ada, dec: window)).Refused.Item2);
        Assert.Equal((422, "ILLEGAL", "defense.pitch", "unknown-word"),
            (await server.Command(game, "seal-decision", """{"defense":{"pitch":99}}""", Ada, dec: window)).Refused);
        var before = (await server.Get($"/api/v1/games/{game}")).Body.GetProperty("seq").GetInt32();

        // Until both are in, a new seal replaces the one before.
        Assert.Equal(200, (await server.Command(game, "seal-decision", Usual, Ada, dec: window)).Status);
        Assert.Equal(200, (await server.Command(game, "seal-decision", Walk, Ada, dec: window)).Status);
        var last = await server.Command(game, "seal-decision", """{"offense":{}}""", Bob, dec: window);

        Assert.Equal(before + 3, last.Body.GetProperty("from").GetInt32());
        var told = (await server.Get($"/api/v1/games/{game}/plays?after={before}")).Body.GetProperty("plays")[0];
        Assert.Contains("walked", told.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal((409, "STALE_DECISION", "dec", "open-window"),
            (await server.Command(game, "seal-decision", Usual, Ada, dec: window)).Refused);
    }

    [Fact]
    public async Task Cards_are_handed_in_and_read_under_the_address_of_the_lineups()
    {
        var game = Guid.CreateVersion7();
        var made = await server.Post(
            "/api/v1/games", $$"""{"id":"{{game}}","away":"AWY","home":"HOM","rules":"mlb2018","date":"2026-04-06"}""", "commissioner");
        Assert.Equal(201, made.Status);
        var path = $"/api/v1/games/{game}/lineups";
        Assert.Equal(200, (await server.Command(game, "take-seat", """{"side":"Home"}""", Ada)).Status);
        Assert.Equal(200, (await server.Command(game, "take-seat", """{"side":"Away"}""", Bob)).Status);
        var (home, away) = (Card("home"), Card("away"));

        Assert.Equal((400, "BAD_FRAME", "card", "required"), (await server.Post(path, Body(""), Ada)).Refused);
        Assert.Equal((400, "BAD_FRAME", "away", "required"), (await server.Post(path, Body(home), "commissioner")).Refused);
        Assert.Equal((403, "FORBIDDEN", "AkkaGame-As", "watches-only"), (await server.Post(path, Body(home), "spectator")).Refused);
        Assert.Equal((422, "ILLEGAL", "card.places"), Named(await server.Post(path, Body(""","card":{}"""), Ada)));
        Assert.Equal((400, "BAD_FRAME", "card.places[0].name"),
            Named(await server.Post(path, Body(""","card":{"places":[{"name":"\u0007"}]}"""), Ada)));
        var sent = Body(home);
        Assert.Equal(200, (await server.Post(path, sent, Ada)).Status);
        Assert.True((await server.Post(path, sent, Ada)).Body.GetProperty("dup").GetBoolean());
        var unseen = (await server.Get(path)).Body;
        Assert.Equal((true, true, 0), (
            unseen.GetProperty("open").GetBoolean(), unseen.GetProperty("home").GetProperty("cardIn").GetBoolean(),
            unseen.GetProperty("home").GetProperty("men").GetArrayLength()));
        Assert.Equal(200, (await server.Post(path, Body(away), Bob)).Status);

        var shown = (await server.Get(path)).Body;
        Assert.Equal((false, 9, "Ada"), (
            shown.GetProperty("open").GetBoolean(), shown.GetProperty("away").GetProperty("men").GetArrayLength(),
            shown.GetProperty("home").GetProperty("manager").GetString()));
        var state = (await server.Get($"/api/v1/games/{game}/state")).Body;
        Assert.Equal(state.GetProperty("seq").GetInt32(), shown.GetProperty("seq").GetInt32());

        static string Card(string side)
        {
            using var both = JsonDocument.Parse(PlayServer.Lineups);
            return $",\"card\":{both.RootElement.GetProperty(side).GetRawText()}";
        }

        static string Body(string card) => $$"""{"id":"{{Guid.CreateVersion7()}}"{{card}}}""";
        static (int, string?, string?) Named(Answered answer) => (answer.Refused.Item1, answer.Refused.Item2, answer.Refused.Item3);
    }

    [Fact]
    public async Task Nobody_sees_a_decision_before_it_is_revealed()
    {
        var (one, other) = (await server.Started(Ada, Bob), await server.Started(Ada, Bob));
        await server.Command(one, "seal-decision", Walk, Ada, dec: await server.Window(one));
        await server.Command(other, "seal-decision", Usual, Ada, dec: await server.Window(other));

        foreach (var by in everybody)
        {
            foreach (var what in (string[])["", "/state", "/events?limit=500", "/plays", "/box"])
            {
                var (first, second) = (await Bytes(one, what, by), await Bytes(other, what, by));
                Assert.Equal(first, second);
                Assert.DoesNotContain("IntentionalWalk", first, StringComparison.Ordinal);
            }
        }

        var sealing = (await Bytes(one, "/events?limit=500", Bob)).Split("\"type\":\"decision-sealed\"")[1];
        Assert.Contains(
            """event":{"decision":"ID","window":"Pitch","side":"Home","box":"","commit":""}""", sealing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_command_however_it_is_filled_makes_the_server_fail()
    {
        var game = await server.Started(Ada, Bob);
        foreach (var wire in WireNames.Commands)
        {
            foreach (var body in Bodies(wire))
            {
                foreach (var by in (string[])[Ada, Bob, "commissioner", "scorer"])
                {
                    var state = (await server.Get($"/api/v1/games/{game}/state")).Body;
                    Guid? window = state.GetProperty("live").GetProperty("window") is { ValueKind: JsonValueKind.Object } open
                        ? open.GetProperty("id").GetGuid()
                        : null;
                    var answer = await server.Command(game, wire.Name, body, by, state.GetProperty("seen").GetInt32());
                    Assert.True(answer.Status < 500, $"{wire.Name} {body} by {by}: {answer.Text}");
                    answer = await server.Command(game, wire.Name, body, by, dec: window);
                    Assert.True(answer.Status < 500, $"{wire.Name} {body} by {by}, dec: {answer.Text}");
                    if (answer.Status == 200) game = await server.Started(Ada, Bob);
                }
            }
        }
    }

    /// <summary>Empty; and with each member null, a number, a text, an array, an object.</summary>
    private static IEnumerable<string> Bodies(WireName wire)
    {
        yield return "{}";
        foreach (var member in wire.Json.Properties)
            foreach (var value in (string[])["null", "-1", "99", "\"x\"", "[]", "[{}]", "{}"])
                yield return $$"""{"{{member.Name}}":{{value}}}""";
    }

    private async Task<string> Bytes(Guid game, string what, string by)
    {
        var text = (await server.Get($"/api/v1/games/{game}{what}", by)).Text.Replace(game.ToString(), "GAME", StringComparison.Ordinal);
        // What differs between two games whatever is in them: ids, moments, and the chains of their dice.
        return System.Text.RegularExpressions.Regex.Replace(
            System.Text.RegularExpressions.Regex.Replace(text, "[0-9a-f]{8}-[0-9a-f-]{27}", "ID"),
            "\"(at|opened|due|created|number|s0|s0s|instance)\":(\"[^\"]*\"|[0-9]+)", "\"$1\":0");
    }

    private static (int, string?) Short(Answered answer) => (answer.Refused.Item1, answer.Refused.Item2);

    private static string? Of(JsonElement live, string member) => live.GetProperty("window").GetProperty(member).GetString();
}
