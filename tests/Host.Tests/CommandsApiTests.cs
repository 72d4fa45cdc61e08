namespace AkkaGame.Host.Tests;

/// <summary>What is refused before any rule of the game is asked, and what becomes of a game that a scorer writes down.</summary>
public sealed class CommandsApiTests(PlayServer server) : IClassFixture<PlayServer>
{
    private const string Facts = """{"facts":[{"key":"weather","value":"sunny"}]}""";

    [Theory]
    [InlineData("", 401, "UNAUTHENTICATED", "AkkaGame-As", "required")]
    [InlineData("umpire", 400, "BAD_FRAME", "AkkaGame-As", "unknown-role")]
    [InlineData("Home", 400, "BAD_FRAME", "AkkaGame-As", "unknown-role")]
    [InlineData("scorer: ", 400, "BAD_FRAME", "AkkaGame-Who", "one-line")]
    [InlineData("spectator", 403, "FORBIDDEN", "AkkaGame-As", "watches-only")]
    [InlineData("home", 403, "FORBIDDEN", "AkkaGame-As", "scorers-only")]
    public async Task Who_sends_a_command_has_to_be_known_and_allowed(string by, int status, string code, string field, string rule)
    {
        var game = await Scored();

        Assert.Equal((status, code, field, rule), (await server.Command(game, "note-facts", Facts, by)).Refused);
        Assert.Equal(1, (await server.Get($"/api/v1/games/{game}")).Body.GetProperty("seq").GetInt32());
    }

    [Theory]
    [InlineData("Origin", "http://evil.example", "foreign-origin")]
    [InlineData("Origin", "null", "foreign-origin")]
    [InlineData("Sec-Fetch-Site", "cross-site", "foreign-origin")]
    [InlineData("Host", "evil.example", "unknown-host")]
    [InlineData("X-Forwarded-For", "127.0.0.1", "loopback")]
    [InlineData("Forwarded", "for=127.0.0.1", "loopback")]
    [InlineData("Via", "1.1 proxy", "loopback")]
    [InlineData("X-Real-IP", "127.0.0.1", "loopback")]
    public async Task What_comes_from_a_foreign_page_or_through_a_proxy_is_nobodys(string header, string value, string rule)
    {
        var game = await Scored();
        var path = $"/api/v1/games/{game}/commands";

        var sent = await server.Ask(HttpMethod.Post, path, Frame(), "scorer", headers: (header, value));
        var read = await server.Ask(HttpMethod.Get, $"/api/v1/games/{game}/state", by: "home", headers: (header, value));

        Assert.Equal(rule, sent.Body.GetProperty("rule").GetString());
        Assert.Equal(rule, read.Body.GetProperty("rule").GetString());
        Assert.InRange(sent.Status, 401, 403);
        Assert.Equal(1, (await server.Get($"/api/v1/games/{game}")).Body.GetProperty("seq").GetInt32());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task A_form_is_no_command(string type)
    {
        var game = await Scored();

        var sent = await server.Ask(HttpMethod.Post, $"/api/v1/games/{game}/commands", Frame(), "scorer", type);

        Assert.Equal((415, "BAD_FRAME", "Content-Type", "json-only"), sent.Refused);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("null", null)]
    [InlineData("17", null)]
    [InlineData("[]", null)]
    [InlineData("{}", "id")]
    [InlineData("""{"id":17}""", "id")]
    [InlineData("""{"id":"not a uuid"}""", "id")]
    [InlineData("""{"id":"00000000-0000-0000-0000-000000000000","k":"note-facts","d":{}}""", "id")]
    [InlineData("""{"id":"ID","ID":"ID","k":null,"d":{}}""", "k", "UNKNOWN_TYPE")]
    [InlineData("""{"id":"ID","K":"note-facts","d":{}}""", "k", "UNKNOWN_TYPE")]
    [InlineData("""{"id":"ID","k":"note-nothing","d":{}}""", "k", "UNKNOWN_TYPE")]
    [InlineData("""{"id":"ID","k":"note-facts"}""", "d")]
    [InlineData("""{"id":"ID","k":"note-facts","d":null}""", "d")]
    [InlineData("""{"id":"ID","k":"note-facts","d":[]}""", "d")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{"facts":17}}""", "d.facts")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{"facts":[null]}}""", "d.facts[0]")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{"facts":[{"key":"a","value":"b"},{"key":1}]}}""", "d.facts[1].key")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{"facts":[{"key":"a"},17]}}""", "d.facts[1]")]
    [InlineData("""{"id":"ID","k":"record-play","d":{"play":{"parts":[{"handlings":[{},[]]}]}}}""", "d.play.parts[0].handlings[1]")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{"facts":[],"facts":[]}}""", "d")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{"facts":[{"key":"a","value":"b\u0000"}]}}""", "d.facts[0].value")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{"facts":[{"key":"a\r\n","value":"b"}]}}""", "d.facts[0].key")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{"facts":[{"key":"a","value":"\ud800"}]}}""", "d.facts[0].value")]
    [InlineData("""{"id":"ID","id":"ID","k":"note-facts","d":{}}""", "id")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{},"play":-1}""", "play")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{},"play":"1"}""", "play")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{},"play":0.5}""", "play")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{},"play":1e400}""", "play")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{},"play":2147483648}""", "play")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{},"dec":"soon"}""", "dec")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{},"why":""}""", "why")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{},"why":"two\nlines"}""", "why")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{},"by":{"who":"x","role":"Ops"}}""", "by", "FORBIDDEN")]
    [InlineData("""{"id":"ID","k":"note-facts","d":{}} {}""", null)]
    [InlineData("""{"id":"ID","k":"note-facts","d":{}} garbage""", null)]
    [InlineData("""{"id":"ID","k":"note-facts","d":{},}""", null)]
    [InlineData("""{/**/"id":"ID","k":"note-facts","d":{}}""", null)]
    public async Task A_bad_frame_is_refused_by_field_and_changes_nothing(string frame, string? field, string code = "BAD_FRAME")
    {
        var game = await Scored();

        var refused = await server.Post(
            $"/api/v1/games/{game}/commands", frame.Replace("\"ID\"", $"\"{Guid.CreateVersion7()}\"", StringComparison.Ordinal), "scorer");

        Assert.True((code, field) == (refused.Refused.Item2, refused.Refused.Item3), refused.Text);
        Assert.InRange(refused.Status, 400, 403);
        Assert.Equal("never", refused.Body.GetProperty("retry").GetString());
        Assert.Equal(1, (await server.Get($"/api/v1/games/{game}")).Body.GetProperty("seq").GetInt32());
    }

    [Fact]
    public async Task Deep_and_large_bodies_are_refused_as_such()
    {
        var game = await Scored();
        var path = $"/api/v1/games/{game}/commands";
        var deep = string.Concat(Enumerable.Repeat("[", 5000)) + string.Concat(Enumerable.Repeat("]", 5000));

        Assert.Equal("BAD_FRAME", (await server.Post(path, Frame(deep), "scorer")).Refused.Item2);
        var large = Frame($"\"{new string('x', 17_000)}\"");
        Assert.Equal((413, "TOO_LARGE", null, "body"), (await server.Post(path, large, "scorer")).Refused);
        Assert.Equal((413, "TOO_LARGE", null, "body"), (await server.Post("/api/v1/games", large, "commissioner")).Refused);
        Assert.Equal(200, (await server.Post(path, Frame(Facts), "scorer")).Status);
    }

    [Fact]
    public async Task What_the_rules_refuse_was_understood()
    {
        var game = await Scored();

        Assert.Equal((422, "ILLEGAL", "facts", "empty"), (await server.Command(game, "note-facts", """{"facts":[]}""", "scorer")).Refused);
        Assert.Equal((409, "STALE_DECISION", "play", "seen"), (await server.Command(game, "note-facts", Facts, "scorer", play: 7)).Refused);
        Assert.Equal(404, (await server.Command(Guid.CreateVersion7(), "note-facts", Facts, "scorer")).Status);
        Assert.Equal((400, "BAD_FRAME", "id", "game-id"),
            (await server.Post("/api/v1/games/..%2F/commands", Frame(Facts), "scorer")).Refused);
    }

    [Fact]
    public async Task A_command_sent_again_gets_its_receipt_again_and_its_id_is_good_for_nothing_else()
    {
        var game = await Scored();
        var id = Guid.CreateVersion7();
        const string Two = """{"facts":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}""";

        var first = await server.Command(game, "note-facts", Two, "scorer:Ada", id: id);
        await server.Command(game, "note-facts", Facts, "scorer:Ada");
        var again = await server.Command(game, "note-facts", Two, "scorer:Ada", id: id);
        var other = await server.Command(game, "note-facts", Facts, "scorer:Ada", id: id);

        Assert.Equal($$"""{"ok":true,"id":"{{id}}","from":2,"to":3,"dup":false}""", first.Text);
        Assert.Equal($$"""{"ok":true,"id":"{{id}}","from":2,"to":3,"dup":true}""", again.Text);
        Assert.Equal((409, "ID_REUSED"), (other.Status, other.Refused.Item2));
    }

    [Fact]
    public async Task Who_may_try_again_later_is_told_when()
    {
        var game = await Scored();
        var aside = await AkkaGameProcess.Run(
            server.Folder.Path, "ops", "quarantine", game.ToString(), "--why", "protested", "--ops", server.OpsUrl);
        Assert.True(aside.Code == 0, aside.Errors);

        var refused = await server.Command(game, "note-facts", Facts, "scorer");

        Assert.Equal((503, "QUARANTINED"), (refused.Status, refused.Refused.Item2));
        Assert.Equal(TimeSpan.FromSeconds(15), refused.RetryAfter);
        Assert.Null((await server.Command(await Scored(), "note-facts", "{}", "scorer")).RetryAfter);
    }

    [Fact]
    public async Task A_burst_of_commands_is_answered_one_by_one()
    {
        var game = await Scored();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => server.Command(game, "note-facts", Facts, "scorer")));

        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 503, answer.Text));
        Assert.All(answers.Where(answer => answer.Status == 503), answer => Assert.Equal(TimeSpan.FromSeconds(1), answer.RetryAfter));
        Assert.Equal(
            answers.Where(answer => answer.Status == 200).Select(answer => answer.Body.GetProperty("from").GetInt32()).Order(),
            Enumerable.Range(2, answers.Count(answer => answer.Status == 200)));
    }

    [Fact]
    public async Task A_game_is_made_whole_or_not_at_all()
    {
        var id = Guid.CreateVersion7();
        var body = $$"""{"id":"{{id}}","away":"AWY","home":"HOM","mode":"Scored","rules":"mlb2018","date":"2026-04-06"}""";

        var made = await server.Post("/api/v1/games", body, "scorer");
        var again = await server.Post("/api/v1/games", body, "scorer");

        Assert.Equal((201, $"/api/v1/games/{id}"), (made.Status, made.Location));
        Assert.Equal($$"""{"ok":true,"id":"{{id}}","from":1,"to":1,"dup":false}""", made.Text);
        Assert.Equal((200, true), (again.Status, again.Body.GetProperty("dup").GetBoolean()));
        var state = (await server.Get($"/api/v1/games/{id}/state")).Body;
        Assert.Equal(("mlb2018", "2026-04-06"),
            (state.GetProperty("rules").GetProperty("name").GetString(), state.GetProperty("date").GetString()));

        await Refused("""{"away":"AWY","home":"HOM"}""", 400, "id");
        await Refused("""{"id":"ID","home":"HOM"}""", 400, "away");
        await Refused("""{"id":"ID","away":"AWY"}""", 400, "home");
        await Refused("""{"id":"ID","away":"AWY","home":"HOM","rules":"mlb1871"}""", 400, "rules");
        await Refused("""{"id":"ID","away":"AWY","home":"HOM","rules":17}""", 400, "rules");
        await Refused("""{"id":"ID","away":"AWY","home":"HOM","rules":"\ud800"}""", 400, "rules");
        await Refused("""{"id":"ID","away":"AWY","home":"HOM","rules":{"scheduledInnings":"nine"}}""", 400, "rules.scheduledInnings");
        await Refused("""{"id":"ID","away":"AWY","home":"HOM","rules":{"mercy":[{"lead":10},{"lead":-1}]}}""", 400, "rules.mercy[1].lead");
        await Refused(
            """{"id":"ID","away":"AWY","home":"HOM","lineups":{"away":{"places":[{},{"slot":"two"}]}}}""", 400,
            "lineups.away.places[1].slot");
        await Refused("""{"id":"ID","away":"AWY","home":"HOM","site":"a\u0007"}""", 400, "site");
        await Refused("""{"id":"ID","mode":"Scored","away":"AWY","home":"AWY"}""", 422, "home");
        await Refused("""{"id":"ID","mode":"Scored","away":"AWY","home":"HOM","rules":{"name":"none"}}""", 422, "rules.scheduledInnings");
        await Refused(
            """{"id":"ID","mode":"Scored","away":"AWY","home":"HOM","lineups":{"away":{},"home":{}}}""", 422, "lineups.away.places");
        Assert.Equal((403, "FORBIDDEN", "AkkaGame-As", "commissioner-only"), (await server.Post("/api/v1/games", body, "home")).Refused);

        async Task Refused(string body, int status, string field)
        {
            var id = Guid.CreateVersion7();
            var refused = await server.Post("/api/v1/games", body.Replace("\"ID\"", $"\"{id}\"", StringComparison.Ordinal), "scorer");
            Assert.True((status, field) == (refused.Status, refused.Refused.Item3), $"{body}: {refused.Text}");
            Assert.Equal(404, (await server.Get($"/api/v1/games/{id}")).Status);
        }
    }

    [Fact]
    public async Task Whoever_waits_for_events_hears_of_the_next_one_at_once_and_of_none_when_the_time_is_over()
    {
        var game = await Scored();
        var events = $"/api/v1/games/{game}/events";

        var waiting = server.Get(events + "?after=1&wait=30");
        await Task.Delay(300);
        Assert.False(waiting.IsCompleted);
        await server.Command(game, "note-facts", Facts, "scorer");
        var heard = await waiting;
        var nothing = await server.Get(events + "?after=2&wait=1");
        var atOnce = await server.Get(events + "?after=0&wait=30");

        Assert.Equal((2, 1), (heard.Body.GetProperty("to").GetInt32(), heard.Body.GetProperty("events").GetArrayLength()));
        Assert.Equal((2, 0), (nothing.Body.GetProperty("to").GetInt32(), nothing.Body.GetProperty("events").GetArrayLength()));
        Assert.Equal(2, atOnce.Body.GetProperty("events").GetArrayLength());
        Assert.Equal((400, "ILLEGAL", "wait", "too-large"), (await server.Get(events + "?wait=31")).Refused);
        Assert.Equal((400, "ILLEGAL", "wait", "too-small"), (await server.Get(events + "?wait=-1")).Refused);
    }

    [Fact]
    public async Task Outside_development_nobody_is_believed()
    {
        var other = new PlayServer();
        await other.InitializeAsync();
        try
        {
            Assert.Contains("DEVELOPMENT", string.Join('\n', other.Process.Lines), StringComparison.Ordinal);
            await other.Restart();

            Assert.DoesNotContain("DEVELOPMENT", string.Join('\n', other.Process.Lines), StringComparison.Ordinal);
            var game = Guid.CreateVersion7();
            var refused = (await other.Command(game, "note-facts", Facts, "scorer")).Refused;
            Assert.Equal((401, "UNAUTHENTICATED", "AkkaGame-As", "not-in-development"), refused);
            Assert.Equal(refused, (await other.Post("/api/v1/games", "{}", "commissioner")).Refused);
            Assert.Equal(refused, (await other.Get($"/api/v1/games/{game}/state", "home")).Refused);
            Assert.Equal(404, (await other.Get($"/api/v1/games/{game}/state")).Status);
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    private async Task<Guid> Scored()
    {
        var id = Guid.CreateVersion7();
        var made = await server.Post("/api/v1/games", $$"""{"id":"{{id}}","away":"AWY","home":"HOM","mode":"Scored"}""", "scorer");
        Assert.Equal(201, made.Status);
        return id;
    }

    private static string Frame(string command = Facts) => $$"""{"id":"{{Guid.CreateVersion7()}}","k":"note-facts","d":{{command}}}""";
}
