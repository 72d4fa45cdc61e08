namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>Inputs 21 to 34: what is in a frame or a body.</summary>
internal static class JsonSenders
{
    private const int Million = 1_000_000;

    private static readonly string millionNumbers = $"[{string.Join(',', Enumerable.Repeat('1', Million))}]";

    private static readonly string longName = new('n', 1024 * 1024);

    /// <summary>Commands with a null where something has to be.</summary>
    private static readonly string[] nulls =
    [
        Scene.NoteFacts("""{"facts":null}"""),
        Scene.NoteFacts("""{"facts":[null]}"""),
        Scene.NoteFacts("""{"facts":[{"key":null,"value":"b"}]}"""),
        Scene.NoteFacts("""{"facts":[{"key":"a","value":null}]}"""),
    ];

    public static readonly Senders All = new()
    {
        ["21a"] = static (scene, row) => scene.OnSocket(row, new string('[', 10_000)),
        ["21b"] = static (scene, row) => scene.OnSocket(row, new string('[', 4_000)),
        ["21c"] = static async (scene, _) => await scene.OnHttp(await Commands(scene), new string('[', 10_000)),
        ["21d"] = static (scene, row) => scene.OnSocket(
            row, Scene.NoteFacts(string.Concat(Enumerable.Repeat("""{"a":""", 1000)) + "1" + new string('}', 1000))),
        ["22a"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts(more: ""","id":"ID" """)),
        ["22b"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts("""{"facts":[],"facts":[]}""")),
        ["22c"] = static async (scene, _) => await scene.OnHttp(await Commands(scene), Scene.NoteFacts(more: ""","id":"ID" """)),
        ["23a"] = static (scene, row) => scene.OnSocket(
            row, Scene.NoteFacts("""{"facts":[{"key":"a","value":"b","c":1}],"weather":{"a":[1]}}""", ""","nobody":{"knows":[null]}""")),
        ["23b"] = static async (scene, row) => await scene.OnHello(
            row, await scene.ScoredGame(), PlayerSocket.Hello("spectator", more: ""","nobody":{"knows":[null]}""")),
        ["24a"] = static (scene, row) => scene.OnSocket(row, """{"n":1}"""),
        ["24b"] = static (scene, row) => scene.OnSocket(row, Scene.Command($$""" "d":{{Scene.Facts}}""")),
        ["24c"] = static (scene, row) => scene.OnSocket(row, Scene.Command(""" "k":"note-facts" """)),
        ["24d"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts("{}")),
        ["24e"] = static async (scene, row) => await scene.OnHello(
            row, await scene.ScoredGame(), $$"""{"t":"hello","proto":[1],"sess":"{{Guid.NewGuid()}}"}"""),
        ["24f"] = static async (scene, row) => await scene.OnHello(
            row, await scene.ScoredGame(), $$"""{"t":"hello","role":"spectator","sess":"{{Guid.NewGuid()}}"}"""),
        ["24g"] = static (scene, row) => scene.OnSocket(row, """{"t":"ping"}"""),
        ["25a"] = static (scene, row) => scene.OnSocket(row, """{"t":null,"n":1}"""),
        ["25b"] = static (scene, row) => scene.OnSocket(row, $$"""{"t":"cmd","id":null,"k":"note-facts","d":{{Scene.Facts}}}"""),
        ["25c"] = static (scene, row) => scene.OnSocket(row, Scene.Command($$""" "k":null,"d":{{Scene.Facts}}""")),
        ["25d"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts("null")),
        ["25e"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts(more: ""","play":null""")),
        ["25f"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts(more: ""","dec":null""")),
        ["25g"] = static (scene, row) => scene.Each(row, nulls),
        ["25h"] = NullsInABody,
        ["26a"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts(more: ""","play":"0" """)),
        ["26b"] = static (scene, row) => scene.OnSocket(row, Scene.Command($$""" "k":7,"d":{{Scene.Facts}}""")),
        ["26c"] = static (scene, row) => scene.OnSocket(row, """{"t":7,"n":1}"""),
        ["26d"] = static (scene, row) => scene.OnSocket(row, """{"t":"ping","n":"1"}"""),
        ["27a"] = static (scene, row) => scene.OnSocket(row, Play("1e400")),
        ["27b"] = static (scene, row) => scene.OnSocket(row, Play("-0")),
        ["27c"] = static (scene, row) => scene.OnSocket(row, Play("NaN")),
        ["27d"] = static (scene, row) => scene.OnSocket(row, Play("9223372036854775808")),
        ["27e"] = static (scene, row) => scene.OnSocket(row, Play("9007199254740993")),
        ["27f"] = static (scene, row) => scene.OnSocket(row, Play("0.1")),
        ["27g"] = LargePing,
        ["27h"] = static (scene, row) => scene.OnSocket(row, """{"t":"ping","n":9223372036854775808}"""),
        ["28a"] = static (scene, row) => scene.OnSocket(row, socket => FrameSenders.Meanwhile(socket.Text(millionNumbers))),
        ["28b"] = static async (scene, _) => await scene.OnHttp(
            await Commands(scene), Scene.NoteFacts($$"""{"facts":{{millionNumbers}}}""")),
        ["28c"] = static async (scene, row) => await scene.OnHello(
            row, await scene.ScoredGame(),
            PlayerSocket.Hello("spectator").Replace(
                "[1]", $"[{string.Join(',', Enumerable.Repeat('1', 2000))}]", StringComparison.Ordinal)),
        ["29a"] = static (scene, row) => scene.OnSocket(
            row, socket => FrameSenders.Meanwhile(socket.Text($$"""{"t":"ping","{{longName}}":1}"""))),
        ["29b"] = static async (scene, _) => await scene.OnHttp(await Commands(scene), $$"""{"{{longName}}":1}"""),
        ["30"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts() + "garbage"),
        ["31"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts() + Scene.NoteFacts()),
        ["32a"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts(more: "/**/")),
        ["32b"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts(more: ",")),
        ["33a"] = static (scene, row) => scene.OnSocket(row, Foreign("$type", "\"System.Object\"")),
        ["33b"] = static (scene, row) => scene.OnSocket(row, Foreign("__proto__", """{"ok":true}""")),
        ["34a"] = static (scene, row) => scene.OnSocket(row, """{"T":"ping","n":1}"""),
        ["34b"] = static (scene, row) => scene.OnSocket(row, $$"""{"t":"cmd","ID":"ID","k":"note-facts","d":{{Scene.Facts}}}"""),
        ["34c"] = static (scene, row) => scene.OnSocket(
            row, Scene.NoteFacts(Scene.Facts.Replace("facts", "Facts", StringComparison.Ordinal))),
    };

    public static async Task<string> Commands(Scene scene) => $"/api/v1/games/{await scene.ScoredGame()}/commands";

    private static string Play(string number) => Scene.NoteFacts(more: $$""","play":{{number}}""");

    private static string Foreign(string name, string value) => $$"""{"{{name}}":{{value}},"""
        + Scene.NoteFacts($$"""{"{{name}}":{{value}},"facts":[{"{{name}}":{{value}},"key":"a","value":"b"}]}""")[1..];

    private static async Task<Outcome> NullsInABody(Scene scene, BadInput row)
    {
        var outcomes = new List<Outcome>();
        foreach (var member in (string[])["id", "away", "home", "mode", "start", "number"])
        {
            var body = """{"id":"ID","away":"AWY","home":"HOM","mode":"Scored","start":false,"number":0}""";
            var at = body.IndexOf($"\"{member}\":", StringComparison.Ordinal) + member.Length + 3;
            var end = body.IndexOfAny([',', '}'], at);
            outcomes.Add(await scene.OnHttp("/api/v1/games", $"{body[..at]}null{body[end..]}"));
        }

        return Assert.Single(outcomes.Distinct());
    }

    private static async Task<Outcome> LargePing(Scene scene, BadInput row)
    {
        const long Large = (1L << 53) + 1;
        await using var socket = await scene.Scores(await scene.ScoredGame());
        await socket.Connection.Text($$"""{"t":"ping","n":{{Large}}}""");
        Assert.Equal(Large, (await socket.Hears("pong")).GetProperty("n").GetInt64());
        return await socket.Outcome(staysOpen: true);
    }
}
