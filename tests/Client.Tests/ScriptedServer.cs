using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AkkaGame.Messages.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AkkaGame.Client.Tests;

/// <summary>Listens on a real port and lets a script talk to whoever connects, the first connection being number 1.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly CancellationTokenSource stop = new();
    private int connections;

    private ScriptedServer(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.First());

    public int Connections => Volatile.Read(ref connections);

    /// <summary>Status with which a handshake is refused; 0 for none.</summary>
    public int Refusing { get; set; }

    public static async Task<ScriptedServer> Start(Func<int, Talk, Task> script)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ScriptedServer(app);
        app.UseWebSockets();
        app.Run(context => server.Accept(context, script));
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await app.DisposeAsync();
        stop.Dispose();
    }

    private async Task Accept(HttpContext context, Func<int, Talk, Task> script)
    {
        if (Refusing != 0)
        {
            context.Response.StatusCode = Refusing;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(WireWords.Subprotocol);
        try
        {
            await script(Interlocked.Increment(ref connections), new Talk(socket, context.Request.Path, stop.Token));
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or EndOfStreamException)
        {
            socket.Abort();
        }
    }
}

/// <summary>One connection, as the server has it.</summary>
internal sealed class Talk(WebSocket socket, string path, CancellationToken stop)
{
    private readonly SemaphoreSlim turn = new(1, 1);

    public string Path => path;

    /// <exception cref="EndOfStreamException">The client has closed.</exception>
    public async Task<JsonElement> Hear()
    {
        var heard = new ArrayBufferWriter<byte>();
        while (true)
        {
            var part = await socket.ReceiveAsync(heard.GetMemory(4096), stop);
            if (part.MessageType == WebSocketMessageType.Close) throw new EndOfStreamException();
            heard.Advance(part.Count);
            if (part.EndOfMessage) break;
        }

        using var json = JsonDocument.Parse(heard.WrittenMemory);
        return json.RootElement.Clone();
    }

    /// <summary>The next frame of that kind; others are passed over.</summary>
    public async Task<JsonElement> Hear(string name)
    {
        while (true)
        {
            var frame = await Hear();
            if (frame.GetProperty("t").GetString() == name) return frame;
        }
    }

    public async Task Say(string frame)
    {
        await turn.WaitAsync(stop);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, stop);
        }
        finally
        {
            turn.Release();
        }
    }

    public Task Welcome(int head, string mode, bool control = true, int hb = 10_000) => Say($$$"""
        {"t":"welcome","proto":1,"sess":"00000000-0000-7000-8000-000000000001",
         "you":{"who":"Ada","role":"manager","side":"home","control":{{{(control ? "true" : "false")}}}},
         "head":{{{head}}},"mode":"{{{mode}}}","hb":{{{hb}}},"limits":{"frame":8192,"rate":10,"burst":20},"now":1700000000000}
        """);

    /// <summary>Hears the hello and lets the client in, with a snapshot unless he has it all.</summary>
    /// <returns>The hello.</returns>
    public async Task<JsonElement> LetIn(int seq, bool isCurrent = false, bool control = true, int hb = 10_000)
    {
        var hello = await Hear();
        await Welcome(seq, isCurrent ? "current" : "snap", control, hb);
        if (!isCurrent) await Say($$$"""{"t":"snap","seq":{{{seq}}},"hash":"00","d":{}}""");
        return hello;
    }

    public Task Close(CloseCode code) => socket.CloseAsync((WebSocketCloseStatus)code, code.ToString(), stop);

    /// <summary>As a network does it: no close, no word.</summary>
    public void Abort() => socket.Abort();

    /// <summary>Until the client goes.</summary>
    public async Task Idle()
    {
        while (true) await Hear();
    }
}
