using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway.Tests;

/// <summary>The other end of a socket, a frame at a time.</summary>
internal sealed class Fan(WebSocket socket, TcpClient connection) : IDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    private readonly byte[] buffer = new byte[4 * 1024 * 1024];

    public TcpClient Connection => connection;

    /// <summary>Told of every frame, and who sent it.</summary>
    public Action<bool, JsonElement>? Records { get; set; }

    public WebSocket Socket => socket;

    /// <summary>The code with which the server closed; null while it has not.</summary>
    public int? Closed => (int?)socket.CloseStatus;

    public async Task Send(string frame)
    {
        using var late = new CancellationTokenSource(patience);
        Records?.Invoke(true, Frame(frame));
        await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, late.Token);
    }

    public Task Hello(string role = "scorer", string? side = null, Guid? sess = null, string more = "")
    {
        var his = side is null ? "" : $",\"side\":\"{side}\"";
        return Send($$"""{"t":"hello","proto":[1],"role":"{{role}}"{{his}},"sess":"{{sess ?? Guid.CreateVersion7()}}"{{more}}}""");
    }

    public Task Command(Envelope envelope)
    {
        var frame = JsonSerializer.SerializeToNode(CommandFrame.Of(envelope) with { By = null }, FrameJson.Default.CommandFrame)!;
        frame["t"] = ClientFrame.Command;
        return Send(frame.ToJsonString());
    }

    /// <summary>The next frame; null where the server closed.</summary>
    public async Task<JsonElement?> Next()
    {
        using var late = new CancellationTokenSource(patience);
        for (var length = 0; ;)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), late.Token);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (!part.EndOfMessage) continue;
            var frame = JsonElement.Parse(buffer.AsSpan(0, length));
            Records?.Invoke(false, frame);
            return frame;
        }
    }

    /// <summary>The next frame of that kind; what came before it is passed over.</summary>
    public async Task<JsonElement> Next(string kind)
    {
        while (await Next() is { } frame) if (frame.GetProperty("t").GetString() == kind) return frame;
        throw new InvalidOperationException($"The server closed with {Closed} ({socket.CloseStatusDescription}) before a {kind}.");
    }

    /// <summary>The kinds and contents of frames up to one of that kind, which is the last of them.</summary>
    public async Task<List<JsonElement>> Until(string kind)
    {
        var heard = new List<JsonElement>();
        while (await Next() is { } frame)
        {
            heard.Add(frame);
            if (frame.GetProperty("t").GetString() == kind) return heard;
        }

        throw new InvalidOperationException($"The server closed with {Closed} before a {kind}.");
    }

    /// <summary>The next frame that tells events.</summary>
    public async Task<JsonElement> NextEvents()
    {
        while (await Next() is { } frame) if (Seqs(frame).Count > 0) return frame;
        throw new InvalidOperationException($"The server closed with {Closed} before any event.");
    }

    /// <summary>The events that a frame tells, by number.</summary>
    public static List<int> Seqs(JsonElement frame) => frame.GetProperty("t").GetString() switch
    {
        ServerFrame.Event => [frame.GetProperty("seq").GetInt32()],
        ServerFrame.Events => [.. frame.GetProperty("e").EnumerateArray().Select(static one => one.GetProperty("seq").GetInt32())],
        _ => [],
    };

    /// <summary>Reads the welcome, and what it says that follows.</summary>
    public async Task<JsonElement> Welcomed()
    {
        var welcome = await Next(ServerFrame.Welcome);
        if (welcome.GetProperty("mode").GetString() is { } mode and not "current") await Next(mode);
        return welcome;
    }

    /// <summary>Reads to the end. The code with which the server closed.</summary>
    public async Task<int?> End()
    {
        while (await Next() is not null)
        {
            // Whatever was still on its way.
        }

        await socket.CloseOutputAsync(socket.CloseStatus!.Value, null, default);
        return Closed;
    }

    /// <summary>The error that the server closes with, and its code.</summary>
    public async Task<(string? Error, int? Close)> Failed()
    {
        string? error = null;
        while (await Next() is { } frame)
            if (frame.GetProperty("t").GetString() == ServerFrame.Error && frame.GetProperty("fatal").GetBoolean())
                error = frame.GetProperty("code").GetString();
        await socket.CloseOutputAsync(socket.CloseStatus!.Value, null, default);
        return (error, Closed);
    }

    /// <summary>What is no JSON is recorded as the text that it is.</summary>
    private static JsonElement Frame(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        connection.Dispose();
    }
}
