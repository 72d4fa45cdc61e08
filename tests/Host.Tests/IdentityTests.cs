using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AkkaGame.Host.Identity;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Tests;

/// <summary>A server for the public, over HTTP and sockets: who is believed, and what is kept of it.</summary>
public sealed class IdentityTests : IAsyncLifetime
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private readonly PlayServer server = new();
    private readonly List<string> tokens = [];
    private Guid game;

    public async Task InitializeAsync()
    {
        await server.InitializeAsync();
        game = await server.SetUp();
        await server.Restart("--log-level", "trace", "--origins", "https://games.example");
    }

    public async Task DisposeAsync()
    {
        var errors = server.Process.Errors;
        await server.DisposeAsync();
        foreach (var token in tokens) Assert.DoesNotContain(token.Split('.')[2], errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bearer_token_sends_commands_in_the_name_that_it_says()
    {
        var ada = Bearer(new("Ada", Role.Manager));
        Assert.Equal((400, "BAD_FRAME", "AkkaGame-As", "required"), (await Sit(ada)).Refused);
        Assert.Equal(200, (await Sit(ada, ("AkkaGame-As", "home"))).Status);
        var state = (await server.Get($"/api/v1/games/{game}/state")).Body;
        Assert.Contains("\"Ada\"", state.GetRawText(), StringComparison.Ordinal);
        // Bob finds the seat taken, whichever way he asks.
        var bob = Bearer(new("Bob", Role.Manager, new(game), Side.Home));
        Assert.Equal((403, "FORBIDDEN", "by", "seat-taken"), (await Sit(bob)).Refused);
        Assert.Equal((403, "FORBIDDEN", null, "seat-taken"), (await Ticket(bob, "{}")).Refused);
        Assert.Equal((403, "FORBIDDEN", "AkkaGame-As", "other-side"), (await Sit(bob, ("AkkaGame-As", "away"))).Refused);
        Assert.Equal((400, "BAD_FRAME", "AkkaGame-Who", "said-otherwise"), (await Sit(bob, ("AkkaGame-Who", "Ada"))).Refused);
        var elsewhere = Bearer(new("Bob", Role.Manager, new(Guid.CreateVersion7()), Side.Away));
        Assert.Equal((403, "FORBIDDEN", "token", "wrong-game"), (await Sit(elsewhere)).Refused);
        var spectator = Bearer(new("Eve", Role.Spectator));
        Assert.Equal((403, "FORBIDDEN", "AkkaGame-As", "watches-only"), (await Sit(spectator)).Refused);
        Assert.Equal((403, "FORBIDDEN", "token", "ops-port"), (await Sit(Bearer(new("Op", Role.Ops)))).Refused);
    }

    [Fact]
    public async Task Who_is_not_known_is_told_how_to_say_who_he_is()
    {
        var nobody = await Sit(null);
        Assert.Equal((401, "UNAUTHENTICATED", "Authorization", "required"), nobody.Refused);
        Assert.Equal("Bearer realm=\"akkagame\"", await Challenge(null));
        var wrong = Bearer(new("Ada", Role.Manager)) + "x";
        Assert.Equal((401, "UNAUTHENTICATED", "token", "signature"), (await Sit(wrong)).Refused);
        Assert.StartsWith(
            "Bearer realm=\"akkagame\", error=\"invalid_token\"", await Challenge($"Bearer {wrong}"), StringComparison.Ordinal);
        // A wrong token is refused wherever it is brought; a proxy's password is not ours.
        Assert.Equal(401, (await Ask(HttpMethod.Get, "/api/v1/games", null, wrong)).Status);
        Assert.Equal(200, (await server.Ask(HttpMethod.Get, "/api/v1/games", headers: ("Authorization", "Basic YTpi"))).Status);
    }

    [Fact]
    public async Task Nobody_is_believed_for_where_he_is_without_development()
    {
        const string Asked = """{"who":"Ada","role":"manager"}""";
        Assert.Equal(404, (await server.Post("/api/v1/dev/token", Asked)).Status);
        Assert.Equal((401, "UNAUTHENTICATED", "AkkaGame-As", "not-in-development"), (await server.Post(
            $"/api/v1/games/{game}/tickets", "{}", "home:Ada")).Refused);
        foreach (var header in new[] { "X-Forwarded-For", "X-Real-IP", "Forwarded" })
        {
            var spoof = await server.Ask(
                HttpMethod.Post, $"/api/v1/games/{game}/tickets", """{"role":"manager","side":"home"}""", headers: (header, "127.0.0.1"));
            Assert.Equal(401, spoof.Status);
        }
    }

    [Fact]
    public async Task Pages_of_other_sites_open_nothing()
    {
        var ada = Bearer(new("Ada", Role.Manager));
        foreach (var origin in new[] { "https://evil.example", "null", "https://games.example.evil.example", "" })
        {
            var sent = await Sit(ada, ("Origin", origin), ("AkkaGame-As", "home"));
            Assert.Equal((403, "FORBIDDEN", "Origin", "foreign-origin"), sent.Refused);
            using var refused = new ClientWebSocket();
            refused.Options.AddSubProtocol(WireWords.Subprotocol);
            refused.Options.SetRequestHeader("Origin", origin);
            refused.Options.CollectHttpResponseDetails = true;
            if (origin.Length == 0) continue; // This client leaves an empty one out.
            await Assert.ThrowsAsync<WebSocketException>(() => refused.ConnectAsync(Address, default));
            Assert.Equal(403, (int)refused.HttpStatusCode);
        }

        Assert.Equal(200, (await Sit(ada, ("Origin", "https://games.example"), ("AkkaGame-As", "home"))).Status);
        Assert.Equal("https://games.example", await Shown("https://games.example"));
        Assert.Null(await Shown("https://evil.example"));
        using var listed = await Connect("https://games.example");
        using var own = await Connect(server.Url);
    }

    [Fact]
    public async Task A_ticket_opens_a_socket_once_and_a_revoked_one_is_closed()
    {
        var ada = Bearer(new("Ada", Role.Manager));
        var ticket = (await Ticket(ada, """{"side":"home"}""")).Body.GetProperty("ticket").GetString()!;
        tokens.Add(ticket);
        using var socket = await Connect();
        Assert.Equal("welcome", await Hello(socket, ticket));
        using var again = await Connect();
        Assert.Equal("err", await Hello(again, ticket));
        Assert.Equal(CloseCode.BadToken, await Closed(again));
        using var other = await Connect();
        Assert.Equal("err", await Hello(other, ticket, "away"));
        Assert.Equal(CloseCode.Forbidden, await Closed(other));

        await Task.Delay(1100); // Tokens count whole seconds.
        var (code, lines, errors) = await AkkaGameProcess.Run(
            server.Folder.Path, "ops", "revoke", "--who", "Ada", "--why", "left", "--ops", server.OpsUrl);
        Assert.True(code == 0, errors);
        Assert.StartsWith("every token of Ada from before ", Assert.Single(lines), StringComparison.Ordinal);
        Assert.Equal(CloseCode.Removed, await Closed(socket));
        Assert.Equal((401, "UNAUTHENTICATED", "token", "revoked"), (await Ticket(ada, """{"side":"home"}""")).Refused);
        await server.Restart("--log-level", "trace");
        Assert.Equal((401, "UNAUTHENTICATED", "token", "revoked"), (await Ticket(ada, """{"side":"home"}""")).Refused);
    }

    [Fact]
    public async Task Tokens_are_written_down_by_their_ids_only()
    {
        var ada = Bearer(new("Ada", Role.Scorer));
        tokens.Add((await Ticket(ada, "{}")).Body.GetProperty("ticket").GetString()!);
        var id = (await AkkaGameProcess.Run(
            server.Folder.Path, "token", "--who", "Ada", "--role", "scorer", "--db", server.Folder["games.db"])).Errors;
        Assert.Matches("^akkagame: token [0-9a-f]{16}: scorer Ada, until ", id);
        await Heard(": scorer Ada, ");
        Assert.Contains("to 127.0.0.1.", server.Process.Errors, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(Ids(server.Process.Errors)), server.Process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operators_can_be_asked_for_tokens()
    {
        await server.Restart("--ops-tokens");
        using var http = new HttpClient();
        async Task<int> Asks(string path, string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, server.OpsUrl + path);
            if (token is not null) request.Headers.Authorization = new("Bearer", token);
            return (int)(await http.SendAsync(request)).StatusCode;
        }

        Assert.Equal(401, await Asks("/ops/v1/stats", null));
        Assert.Equal(403, await Asks("/ops/v1/stats", Bearer(new("Com", Role.Commissioner))));
        Assert.Equal(200, await Asks("/ops/v1/stats", Bearer(new("Op", Role.Ops))));
        Assert.Equal(200, await Asks("/health/live", null));
        Assert.Equal(1, (await Ops()).Code);
        Assert.Equal(0, (await Ops("--ops-tokens", "--db", server.Folder["games.db"])).Code);

        Task<(int Code, IReadOnlyList<string> Lines, string Errors)> Ops(params string[] more) =>
            AkkaGameProcess.Run(server.Folder.Path, ["ops", "stats", "--ops", server.OpsUrl, .. more]);
    }

    private Uri Address => new($"{server.Url.Replace("http", "ws", StringComparison.Ordinal)}/ws/v1/games/{game}");

    private static IEnumerable<string> Ids(string log) => System.Text.RegularExpressions.Regex
        .Matches(log, "Ticket ([0-9a-f]{16}) was issued for token [0-9a-f]{16}: ").Select(static one => one.Groups[1].Value);

    private string Bearer(Bearer of)
    {
        var keys = TokenKeys.Own(File.ReadAllText(server.Folder["games.db.tokens.pem"]), "keys");
        var made = new Mint(keys, TimeProvider.System).Bearer(of, TimeSpan.FromMinutes(5)).Text;
        tokens.Add(made);
        return made;
    }

    private Task<Answered> Ask(HttpMethod method, string path, string? body, string? token, params (string, string)[] headers) =>
        server.Ask(method, path, body, headers: token is null ? headers : [.. headers, ("Authorization", $"Bearer {token}")]);

    private Task<Answered> Ticket(string token, string body) => Ask(HttpMethod.Post, $"/api/v1/games/{game}/tickets", body, token);

    private Task<Answered> Sit(string? token, params (string, string)[] headers) => Ask(
        HttpMethod.Post, $"/api/v1/games/{game}/commands",
        $$$"""{"id":"{{{Guid.CreateVersion7()}}}","k":"take-seat","d":{"side":"Home"},"play":0}""", token, headers);

    private async Task<string> Challenge(string? authorization)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.Url}/api/v1/games/{game}/commands");
        request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await http.SendAsync(request);
        return answer.Headers.WwwAuthenticate.ToString();
    }

    /// <summary>To pages of which site a browser may show what it is answered, asked before a request; null for none.</summary>
    private async Task<string?> Shown(string origin)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, $"{server.Url}/api/v1/games/{game}/tickets");
        foreach (var (name, value) in new[]
        {
            ("Origin", origin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type"),
        })
            request.Headers.Add(name, value);
        using var answer = await http.SendAsync(request);
        return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var shown) ? shown.Single() : null;
    }

    private async Task<ClientWebSocket> Connect(string? origin = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(WireWords.Subprotocol);
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(Address, default);
        return socket;
    }

    /// <summary>Says hello as a manager; the kind of the first frame that answers.</summary>
    private static async Task<string> Hello(ClientWebSocket socket, string ticket, string side = "home")
    {
        var hello = $$"""{"t":"hello","proto":[1],"token":"{{ticket}}","role":"manager","side":"{{side}}","sess":"{{Guid.NewGuid()}}"}""";
        await socket.SendAsync(Encoding.UTF8.GetBytes(hello), WebSocketMessageType.Text, true, default);
        using var json = JsonDocument.Parse((await Frame(socket))!);
        return json.RootElement.GetProperty("t").GetString()!;
    }

    private static async Task<CloseCode> Closed(ClientWebSocket socket)
    {
        while (await Frame(socket) is not null)
        {
        }

        return (CloseCode)socket.CloseStatus!;
    }

    private static async Task<string?> Frame(ClientWebSocket socket)
    {
        using var late = new CancellationTokenSource(patience);
        using var text = new MemoryStream();
        var buffer = new byte[8192];
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer, late.Token);
            if (got.MessageType == WebSocketMessageType.Close) return null;
            text.Write(buffer, 0, got.Count);
            if (got.EndOfMessage) return Encoding.UTF8.GetString(text.ToArray());
        }
    }

    private async Task Heard(string text)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < patience; await Task.Delay(20))
            if (server.Process.Errors.Contains(text, StringComparison.Ordinal)) return;
        Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"The log never said '{text}'."));
    }
}
