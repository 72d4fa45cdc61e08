using System.Net;
using AkkaGame.Actors;
using AkkaGame.Gateway;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AkkaGame.Journal.Probe;

/// <summary>The gateway of such a process: everybody is whom his token names.</summary>
internal sealed class SocketPort : IAsyncDisposable
{
    private const string Path = "/ws/v1/games/";

    private readonly Concourse concourse;
    private readonly WebApplication app;

    private SocketPort(IEngine engine, Grandstand stands)
    {
        concourse = new(engine, new OpenGate(), stands, new VolatileSessions(), TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.UseWebSockets();
        app.Run(Serve);
    }

    /// <summary>Nobody is slowed down here: whoever plays is a program in a hurry.</summary>
    public static GatewayOptions Options { get; } = new()
    {
        CommandRate = 1000, CommandBurst = 1000, Faulted = static (game, error) => Console.Error.WriteLine($"{game}: {error}"),
    };

    /// <summary>Says on standard output where it listens.</summary>
    public static async Task<SocketPort> Open(IEngine engine, Grandstand stands)
    {
        var port = new SocketPort(engine, stands);
        await port.app.StartAsync();
        await Console.Out.WriteLineAsync($"sockets {port.app.Urls.Single()}");
        return port;
    }

    public async ValueTask DisposeAsync()
    {
        await concourse.Drain();
        await app.DisposeAsync();
        await concourse.DisposeAsync();
    }

    private async Task Serve(HttpContext context)
    {
        var named = context.Request.Path.Value!;
        if (!named.StartsWith(Path, StringComparison.Ordinal) || !Guid.TryParse(named[Path.Length..], out var game)) return;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(WireWords.Subprotocol);
        await concourse.Serve(socket, new(game), context.Connection.RemoteIpAddress);
    }

    private sealed class OpenGate : IGate
    {
        public ValueTask<Admission> Admit(GameId game, HelloFrame hello, IPAddress? from, CancellationToken stop) => new(
            new Pass(hello.Token ?? "", WireWords.RoleOf(hello.Role) ?? Role.Spectator, WireWords.SideOf(hello.Side)));

        public ValueTask<Admission> Renew(GameId game, Pass pass, string? token, CancellationToken stop) => new(pass);

        public CloseCode? Turned(Pass pass, long now) => null;
    }
}
