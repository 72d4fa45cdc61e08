using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Tests;

/// <summary>Sockets of a real server, through its handshake and its gate, to its journal and its operators.</summary>
public sealed class SocketsTests(PlayServer server) : IClassFixture<PlayServer>
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_ticket_opens_a_socket_and_what_a_command_did_comes_before_its_receipt()
    {
        var game = await server.SetUp();
        using var home = await Open(game, "home:Ada", "manager", "home");
        using var watcher = await Open(game, "", "spectator");
        var welcome = await Next(home, ServerFrame.Welcome);
        var snap = await Next(home, ServerFrame.Snap);
        await Next(watcher, ServerFrame.Snap);
        var id = Guid.CreateVersion7();

        var seen = snap.GetProperty("d").GetProperty("seen");
        await Send(home, $$"""{"t":"cmd","id":"{{id}}","k":"take-seat","d":{"side":"Home"},"play":{{seen}}}""");
        var told = await Next(home, ServerFrame.Event);
        var result = JsonSerializer.Deserialize(await Next(home, ServerFrame.Result), FrameJson.Default.ResultFrame)!;

        var you = welcome.GetProperty("you");
        Assert.Equal(("Ada", "manager", "home", true), (
            you.GetProperty("who").GetString(), you.GetProperty("role").GetString(), you.GetProperty("side").GetString(),
            you.GetProperty("control").GetBoolean()));
        Assert.Equal((id, true, snap.GetProperty("seq").GetInt32() + 1), (result.Id, result.Ok, result.To!.Value));
        Assert.Equal(told.GetProperty("h").GetString(), result.H);
        Assert.Equal(result.To, (await Next(watcher, ServerFrame.Event)).GetProperty("seq").GetInt32());
        var there = (await Sessions(game, 2)).Select(static one => $"{one.GetProperty("role")} {one.GetProperty("who")}").Order();
        Assert.Equal(["Manager Ada", "Spectator "], there);
    }

    [Fact]
    public async Task Who_manages_needs_a_ticket()
    {
        var game = await server.SetUp();
        using var socket = await Connect(game);

        await Send(socket, """{"t":"hello","proto":[1],"role":"manager","side":"home"}""");

        Assert.Equal("UNAUTHENTICATED", (await Next(socket, ServerFrame.Error)).GetProperty("code").GetString());
        Assert.Equal(4002, await End(socket));
    }

    [Fact]
    public async Task An_operator_ends_a_connection_for_good()
    {
        var game = await server.SetUp();
        using var socket = await Open(game, "", "spectator");
        await Next(socket, ServerFrame.Snap);
        var connection = (await Sessions(game, 1))[0].GetProperty("id").GetGuid();

        var (its, unknown) = (await Remove(connection), await Remove(Guid.CreateVersion7()));

        Assert.Equal((200, 404), (its, unknown));
        Assert.Equal(4012, await End(socket));
    }

    /// <summary>The close is not answered, and the connection not ended either: the server does not wait for that.</summary>
    [Fact]
    public async Task Who_does_not_close_is_cut_off()
    {
        var game = await server.SetUp();
        using var socket = await Open(game, "", "spectator");
        await Next(socket, ServerFrame.Snap);

        await Send(socket, "x");
        Assert.Equal(4000, await End(socket));

        var connection = Assert.Single(await Sessions(game, 1, static one => one.TryGetProperty("closed", out _)));
        Assert.Equal(4000, connection.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_server_that_stops_sends_everybody_elsewhere_first()
    {
        var other = new PlayServer();
        await other.InitializeAsync();
        var game = await other.SetUp();
        using var socket = await Open(other, game, "", "spectator");
        await Next(socket, ServerFrame.Snap);
        var begun = Stopwatch.StartNew();

        other.Process.Terminate();
        var goaway = JsonSerializer.Deserialize(await Next(socket, ServerFrame.GoAway), FrameJson.Default.GoAwayFrame)!;
        var code = await End(socket);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);

        Assert.Equal((4001, "stopping"), (code, goaway.Why));
        Assert.True(begun.Elapsed >= TimeSpan.FromMilliseconds(goaway.InMs), "it was closed before it was due");
        Assert.Equal(0, await other.Process.Ended());
        await other.DisposeAsync();
    }

    private async Task<int> Remove(Guid connection)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.OpsUrl}/ops/v1/sessions/{connection}/remove");
        request.Headers.Add("AkkaGame-Ops", "1");
        request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private async Task<JsonElement[]> Sessions(Guid game, int count, Func<JsonElement, bool>? which = null)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("AkkaGame-Ops", "1");
        using var late = new CancellationTokenSource(patience);
        while (true)
        {
            var found = JsonElement.Parse(await http.GetByteArrayAsync($"{server.OpsUrl}/ops/v1/games/{game}/sessions", late.Token));
            JsonElement[] sessions = [.. found.GetProperty("sessions").EnumerateArray().Where(which ?? (static _ => true))];
            if (sessions.Length >= count) return sessions;
            await Task.Delay(100, late.Token);
        }
    }

    private Task<ClientWebSocket> Open(Guid game, string by, string role, string? side = null) => Open(server, game, by, role, side);

    private static async Task<ClientWebSocket> Open(PlayServer server, Guid game, string by, string role, string? side = null)
    {
        var ticket = await server.Post(
            $"/api/v1/games/{game}/tickets", JsonSerializer.Serialize(new { role, side }), by);
        Assert.True(ticket.Status == 200, ticket.Text);
        var socket = await Connect(server, game);
        var (his, token) = (side is null ? "" : $",\"side\":\"{side}\"", ticket.Body.GetProperty("ticket").GetString());
        await Send(
            socket, $$"""{"t":"hello","proto":[1],"role":"{{role}}"{{his}},"sess":"{{Guid.CreateVersion7()}}","token":"{{token}}"}""");
        return socket;
    }

    private Task<ClientWebSocket> Connect(Guid game) => Connect(server, game);

    private static async Task<ClientWebSocket> Connect(PlayServer server, Guid game)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(WireWords.Subprotocol);
        await socket.ConnectAsync(new($"ws{server.Url["http".Length..]}/ws/v1/games/{game}"), default);
        return socket;
    }

    private static Task Send(WebSocket socket, string frame) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, default);

    private static async Task<JsonElement> Next(WebSocket socket, string kind)
    {
        while (await Next(socket) is { } frame) if (frame.GetProperty("t").GetString() == kind) return frame;
        throw new InvalidOperationException($"Closed with {socket.CloseStatus} ({socket.CloseStatusDescription}) before a {kind}.");
    }

    private static async Task<int?> End(WebSocket socket)
    {
        while (await Next(socket) is not null)
        {
            // Whatever was still on its way.
        }

        return (int?)socket.CloseStatus;
    }

    private static async Task<JsonElement?> Next(WebSocket socket)
    {
        using var late = new CancellationTokenSource(patience);
        var buffer = new byte[256 * 1024];
        for (var length = 0; ;)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), late.Token);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage) return JsonElement.Parse(buffer.AsSpan(0, length));
        }
    }
}
