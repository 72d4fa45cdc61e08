using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>Where a bad input is tried: a server with other people on it, games made for the one input, and ways to send it.</summary>
internal sealed class Scene(PlayServer server)
{
    public const string Facts = """{"facts":[{"key":"weather","value":"sunny"}]}""";

    private const string Scorer = "scorer:sam";

    /// <summary>Bytes of a body that is read.</summary>
    private const int BodyMax = 16 * 1024;

    public PlayServer Server => server;

    /// <summary>A scored game that nothing has happened in.</summary>
    public async Task<Guid> ScoredGame(string more = "")
    {
        var id = Guid.CreateVersion7();
        var made = await server.Post(
            "/api/v1/games", $$"""{"id":"{{id}}","away":"AWY","home":"HOM","mode":"Scored"{{more}}}""", Scorer);
        Assert.True(made.Status == 201, made.Text);
        return id;
    }

    /// <summary>A scored game before its first pitch, with both lineups.</summary>
    public Task<Guid> StartedScoredGame() => ScoredGame($$""","rules":"mlb2018","lineups":{{PlayServer.Lineups}},"start":true""");

    public async Task<int> Head(Guid game) => (await server.Get($"/api/v1/games/{game}")).Body.GetProperty("seq").GetInt32();

    public async Task<string> Ticket(Guid game, string by, string role, string? side = null)
    {
        var asked = side is null ? $$"""{"role":"{{role}}"}""" : $$"""{"role":"{{role}}","side":"{{side}}"}""";
        var given = await server.Post($"/api/v1/games/{game}/tickets", asked, by);
        Assert.True(given.Status == 200, given.Text);
        return given.Body.GetProperty("ticket").GetString()!;
    }

    public async Task<PlayerSocket> Scores(Guid game) =>
        await PlayerSocket.Join(server.Url, game, PlayerSocket.Hello("scorer", await Ticket(game, Scorer, "scorer")));

    public Task<PlayerSocket> Watches(Guid game) => PlayerSocket.Join(server.Url, game, PlayerSocket.Hello("spectator"));

    public async Task<PlayerSocket> Manages(Guid game, string side, string name) => await PlayerSocket.Join(
        server.Url, game, PlayerSocket.Hello("manager", await Ticket(game, $"{side}:{name}", "manager", side), side));

    /// <summary>A played game at its first pitch, and both its managers.</summary>
    public async Task<(Guid Game, PlayerSocket Away, PlayerSocket Home)> Managed()
    {
        var game = await server.Started("home:hugo", "away:ann");
        return (game, await Manages(game, "away", "ann"), await Manages(game, "home", "hugo"));
    }

    /// <summary>One input on a scorer's socket, and what became of it; unless it was accepted, the game has not changed.</summary>
    public async Task<Outcome> OnSocket(BadInput row, Func<RawConnection, Task> send)
    {
        var game = await ScoredGame();
        await using var socket = await Scores(game);
        await send(socket.Connection);
        var outcome = await socket.Outcome(row.Close == Outcome.Open);
        Assert.Equal(outcome.Code == Outcome.Accepted && socket.Heard.Any(IsAccepted) ? 2 : 1, await Head(game));
        return outcome;
    }

    /// <summary>One text frame, in which ID stands for a new id.</summary>
    public Task<Outcome> OnSocket(BadInput row, string frame) => OnSocket(row, socket => socket.Text(WithId(frame)));

    /// <summary>Several text frames one after the other, which all have to be answered alike.</summary>
    public async Task<Outcome> Each(BadInput row, params IEnumerable<string> frames)
    {
        var game = await ScoredGame();
        await using var socket = await Scores(game);
        var outcomes = new List<Outcome>();
        foreach (var frame in frames)
        {
            await socket.Connection.Text(WithId(frame));
            outcomes.Add(await socket.Outcome(row.Close == Outcome.Open));
        }

        Assert.Equal(1, await Head(game));
        return Assert.Single(outcomes.Distinct());
    }

    /// <summary>A hello, and what became of it.</summary>
    public async Task<Outcome> OnHello(BadInput row, Guid game, string? hello)
    {
        await using var socket = await PlayerSocket.Connect(server.Url, game);
        if (hello is not null) await socket.Connection.Text(hello);
        return await socket.Outcome(row.Close == Outcome.Open);
    }

    public async Task<Outcome> OnHandshake(string path, string? subprotocol = "bb.v1.json", params string[] headers)
    {
        var (connection, answer) = await RawConnection.Upgrade(server.Url, path, subprotocol, headers);
        await connection.DisposeAsync();
        return Answered(answer);
    }

    /// <summary>A request as it is, byte for byte.</summary>
    public async Task<Outcome> OnHttp(string request)
    {
        await using var connection = await RawConnection.Open(server.Url);
        await connection.Say(request.Replace("HOST", new Uri(server.Url).Authority, StringComparison.Ordinal));
        return Answered(await connection.Answer());
    }

    /// <summary>A body for a scorer's new game or command.</summary>
    public async Task<Outcome> OnHttp(string path, string body, string by = Scorer, string type = "application/json")
    {
        if (body.Length > BodyMax) return await OnHttpTooLarge(path, body.Length, by);
        var answer = await server.Ask(HttpMethod.Post, path, WithId(body), by, type);
        return Outcome.Of(answer.Refused.Item2 ?? Outcome.Accepted, answer.Status);
    }

    /// <summary>
    /// As a careful client sends what is large: it asks first. One that does not ask may find the connection closed on what it still sends,
    /// and the answer gone with it.
    /// </summary>
    private Task<Outcome> OnHttpTooLarge(string path, int length, string by) => OnHttp(
        $"POST {path} HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
        + $"AkkaGame-As: {by.Split(':')[0]}\r\nContent-Length: {length}\r\n\r\n");

    public static string Command(string members) => $$"""{"t":"cmd","id":"ID",{{members}}}""";

    public static string NoteFacts(string facts = Facts, string more = "") => Command($$""" "k":"note-facts","d":{{facts}}{{more}}""");

    public static string WithId(string frame) => frame.Replace("\"ID\"", $"\"{Guid.CreateVersion7()}\"", StringComparison.Ordinal);

    public static bool IsAccepted(JsonElement frame) => PlayerSocket.Kind(frame) == "res" && frame.GetProperty("ok").GetBoolean();

    private static Outcome Answered(HttpAnswer answer)
    {
        if (!answer.Body.StartsWith('{')) return Outcome.Of("", answer.Status);
        using var problem = JsonDocument.Parse(answer.Body);
        return Outcome.Of(problem.RootElement.TryGetProperty("code", out var code) ? code.GetString()! : "", answer.Status);
    }
}
