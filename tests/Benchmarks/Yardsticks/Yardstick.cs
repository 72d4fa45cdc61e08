using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AkkaGame.Messages.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AkkaGame.Benchmarks.Yardsticks;

/// <summary>
/// A server beside which <c>akkagame bench</c> measures ours: Kestrel with one route, and as much of the client protocol's words as the
/// same load generator needs. It says where it listens, tells its weight when it is asked on standard input, and ends with that input.
/// </summary>
internal static class Yardstick
{
    /// <param name="arguments"><c>bare-loop</c>, or <c>awaited-insert CONNECTION</c> for a PostgreSQL database of its own.</param>
    public static async Task<int> Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["bare-loop"]:
                return await Serve(new BareLoop().Talk);
            case ["awaited-insert", var connection]:
                await using (var plays = await AwaitedInsert.Open(connection)) return await Serve(plays.Talk);
            default:
                await Console.Error.WriteLineAsync("yardstick bare-loop | yardstick awaited-insert CONNECTION");
                return 2;
        }
    }

    /// <summary>A command as it came, and what becomes of it. All that the load generator sends has these members.</summary>
    public static (string Type, string? Id, string? Kind, string? Body) Read(ReadOnlyMemory<byte> frame)
    {
        using var json = JsonDocument.Parse(frame);
        var root = json.RootElement;
        var body = root.TryGetProperty("d", out var d) ? d.GetRawText() : null;
        return (root.GetProperty("t").GetString()!, Text("id"), Text("k"), body);

        string? Text(string name) => root.TryGetProperty(name, out var member) ? member.GetString() : null;
    }

    /// <summary>An event of the size that ours has.</summary>
    public static byte[] Event(int seq, string kind, string body)
    {
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return Encoding.UTF8.GetBytes(
            $$"""{"t":"ev","seq":{{seq}},"g":{{seq}},"ts":{{at}},"k":"{{kind}}","d":{{body}},"h":"0000000000000000"}""");
    }

    public static byte[] Result(string id, int seq) =>
        Encoding.UTF8.GetBytes($$"""{"t":"res","id":"{{id}}","ok":true,"from":{{seq}},"to":{{seq}},"h":"0000000000000000"}""");

    /// <summary>What whoever says hello is sent.</summary>
    public static byte[] Greeting(int seq) => Encoding.UTF8.GetBytes($$"""{"t":"snap","seq":{{seq}}}""");

    /// <summary>A frame as a client sends it, at most as long as the protocol allows; null at the end.</summary>
    /// <param name="buffer">Rented by the caller only after there is something to read.</param>
    public static async ValueTask<ReadOnlyMemory<byte>?> Receive(WebSocket socket, Memory<byte> buffer)
    {
        for (var length = 0; ;)
        {
            var part = await socket.ReceiveAsync(buffer[length..], default);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage) return buffer[..length];
        }
    }

    private static async Task<int> Serve(Func<string, WebSocket, Task> talk)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.UseWebSockets();
        app.Run(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(WireWords.Subprotocol);
            try
            {
                await talk(Path.GetFileName(context.Request.Path.Value!), socket);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException)
            {
                // The load generator is gone.
            }
        });
        await app.StartAsync();
        Console.WriteLine($"Listening on {app.Urls.First()}");
        while (await Console.In.ReadLineAsync() is not null)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            Console.WriteLine($"Weighs {GC.GetTotalMemory(forceFullCollection: true)} {Environment.WorkingSet}");
        }

        return 0;
    }
}
