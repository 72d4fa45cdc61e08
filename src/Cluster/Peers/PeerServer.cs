using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AkkaGame.Cluster;

/// <summary>
/// Where other nodes come in: HTTP/2 on the very socket that the peer port holds, so that it stays held from before joining until after
/// leaving. Whoever cannot prove that he is a node of this cluster hears one sentence and nothing else.
/// </summary>
public sealed class PeerServer : IAsyncDisposable
{
    /// <summary>The version of what nodes say to one another. Nodes that speak another one do not speak with one another.</summary>
    public const int Protocol = PeerFrame.Version;

    private const int WindowSize = 4 * 1024 * 1024;

    private static readonly TimeSpan often = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<PeerSession, bool> sessions = new();
    private readonly WebApplication app;
    private readonly IPeerDesk desk;
    private readonly PeerOptions options;
    private readonly PeerMeter meter;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private string? lastTurnedAway;

    private PeerServer(WebApplication app, IPeerDesk desk, PeerOptions options, PeerMeter meter, TimeProvider time)
    {
        (this.app, this.desk, this.options, this.meter, this.time) = (app, desk, options, meter, time);
        timer = time.CreateTimer(static server => ((PeerServer)server!).Tick(), this, often, often);
    }

    /// <summary>Serves from now on; returns when the first peer can come in.</summary>
    /// <param name="logs">What the web server has to say; null for nowhere.</param>
    public static async Task<PeerServer> Start(
        PeerPort port, IPeerDesk desk, PeerOptions options, PeerMeter meter, TimeProvider time, ILoggerFactory? logs = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        if (logs is not null) builder.Services.AddSingleton(logs);
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            var limits = kestrel.Limits;
            // A link has no end, and says nothing for as long as nothing happens.
            (limits.MaxRequestBodySize, limits.MinRequestBodyDataRate, limits.MinResponseDataRate) = (null, null, null);
            (limits.Http2.InitialConnectionWindowSize, limits.Http2.InitialStreamWindowSize) = (WindowSize, WindowSize);
            limits.Http2.MaxStreamsPerConnection = 4;
            limits.MaxConcurrentConnections = options.LinksMost;
            limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.ListenHandle(port.Handle, static at => at.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var server = new PeerServer(app, desk, options, meter, time);
        app.Run(server.Serve);
        await app.StartAsync();
        return server;
    }

    /// <summary>Ends every link; the port stays held.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        Cut();
        await app.DisposeAsync();
    }

    /// <summary>Breaks every link that there is; who needs one comes in again.</summary>
    internal void Cut()
    {
        foreach (var (session, _) in sessions) session.Wire.Break(null);
    }

    private async Task Serve(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (context.Request.Path != PeerLink.Path || !HttpMethods.IsPost(context.Request.Method))
        {
            await Refuse(context, HttpStatusCode.NotFound, "Here nodes of a cluster speak with one another, and nobody else.");
            return;
        }

        // Who he is comes first: nobody else is to learn anything.
        if (await options.Refuses(Bearer(headers.Authorization), context.RequestAborted) is { } why)
        {
            if (Interlocked.Exchange(ref lastTurnedAway, why) != why) // It is tried again and again; one sentence is enough.
                options.Noticed($"A peer at {context.Connection.RemoteIpAddress} was turned away: {why}");
            await Refuse(context, HttpStatusCode.Unauthorized, why);
            return;
        }

        var version = PeerFrame.Version.ToString(CultureInfo.InvariantCulture);
        if (headers[PeerLink.Protocol] != version)
        {
            await Refuse(
                context, HttpStatusCode.BadRequest,
                $"This node speaks version {version} of the peers' protocol, not {Shown(headers[PeerLink.Protocol])}.");
            return;
        }

        var me = options.Me();
        if (!Guid.TryParse(headers[PeerLink.To], out var wanted) || wanted != me)
        {
            await Refuse(context, HttpStatusCode.MisdirectedRequest, $"Here is node {me}, not {Shown(headers[PeerLink.To])}.");
            return;
        }

        await Link(context, me);
    }

    private async Task Link(HttpContext context, Guid me)
    {
        await context.Response.StartAsync();
        await context.Response.Body.FlushAsync();
        var wire = new PeerWire(context.Response.Body, context.Request.BodyReader, options.WaitingMost, time);
        var session = new PeerSession(wire, desk, meter, options.AskedMost, me);
        sessions[session] = true;
        meter.Came();
        try
        {
            var reading = wire.Read(session);
            await wire.Over;
            context.Abort();
            await reading;
        }
        finally
        {
            session.Leave();
            meter.Went();
            sessions.TryRemove(session, out _);
        }
    }

    private void Tick()
    {
        foreach (var (session, _) in sessions)
            // Who asked for a node that is no more, since this one joined anew, has to ask for the new one.
            if (session.Me != options.Me()) session.Wire.Break(null);
            else session.Wire.Look(options.PingEvery, options.Silence);
    }

    private static string? Bearer(string? said)
    {
        const string Scheme = "Bearer ";
        return said is not null && said.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? said[Scheme.Length..].Trim() : null;
    }

    private static string Shown(string? said) =>
        said is { Length: > 0 and <= 40 } && said.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-') ? said : "what was asked for";

    private static async Task Refuse(HttpContext context, HttpStatusCode code, string sentence)
    {
        context.Response.StatusCode = (int)code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(sentence);
    }
}
