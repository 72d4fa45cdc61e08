using System.Net.WebSockets;
using AkkaGame.Gateway;
using AkkaGame.Host.Identity;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace AkkaGame.Host.Serving;

/// <summary>Opens the sockets of the client protocol: whoever is let this far says the rest on the socket itself.</summary>
internal sealed class Sockets(House house, Origins origins)
{
    private static readonly Refusal noSocket = new(
        RefusalCode.BadFrame, "Upgrade", "websocket", $"Here a WebSocket is opened, with the subprotocol {WireWords.Subprotocol}.");

    private static readonly Refusal otherProtocol = new(
        RefusalCode.UnsupportedProto, "Sec-WebSocket-Protocol", "subprotocol", $"The subprotocol spoken here is {WireWords.Subprotocol}.");

    private static readonly WebSocketAcceptContext accepted = new()
    {
        SubProtocol = WireWords.Subprotocol,
        // The protocol has its own heartbeat, and a timer for each of ten thousand sockets is ten thousand too many.
        KeepAliveInterval = Timeout.InfiniteTimeSpan,
        // Once used it costs each socket a quarter of a megabyte, and tells by its lengths what frames hold.
        DangerousEnableCompression = false,
    };

    public void Map(WebApplication app)
    {
        Gathering.Use(app);
        app.UseWebSockets(new() { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        Answers.Get(app, "/ws/v1/games/{id}", Open);
    }

    private async ValueTask<Reply> Open(HttpRequest request)
    {
        if (origins.Refuses(request) is { } foreign) return foreign;
        var context = request.HttpContext;
        var (game, refused) = await Named((string)request.RouteValues["id"]!);
        if (game is null) return refused!;
        if (!context.WebSockets.IsWebSocketRequest) return noSocket;
        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(WireWords.Subprotocol)) return otherProtocol;
        context.Features.Set<IHttpRequestLifetimeFeature>(new Farewell(context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>()));
        using var socket = await context.WebSockets.AcceptWebSocketAsync(accepted);
        var under = context.Features.Get<IHttpUpgradeFeature>() as IGathers;
        await house.Concourse.Serve(socket, game.Value, context.Connection.RemoteIpAddress, under);
        return Reply.Sent;
    }

    /// <summary>
    /// A UUID may or may not be a game's: only a close code reaches a program in a browser, so that is said on the socket.
    /// </summary>
    private async ValueTask<(GameId? Game, Refusal? Refused)> Named(string id)
    {
        if (Guid.TryParseExact(id, "D", out var uuid)) return (new GameId(uuid), null);
        if (!NamedGame.IsRetrosheet(id)) return (null, NamedGame.Unknown("of this name"));
        return await house.Games.Find(id) is { } found ? (found.Game, null) : (null, NamedGame.Unknown(id));
    }

    /// <summary>
    /// A socket that breaks RFC 6455 is sent a close code and cut off in the same breath, and the cut would overtake the code: it waits
    /// until the code can have arrived.
    /// </summary>
    private sealed class Farewell(IHttpRequestLifetimeFeature connection) : IHttpRequestLifetimeFeature
    {
        private static readonly TimeSpan time = TimeSpan.FromSeconds(1);

        public CancellationToken RequestAborted
        {
            get => connection.RequestAborted;
            set => connection.RequestAborted = value;
        }

        public void Abort() => _ = Cut();

        private async Task Cut()
        {
            await Task.Delay(time);
            connection.Abort();
        }
    }
}
