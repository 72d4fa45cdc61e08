using System.Buffers;
using System.Net.WebSockets;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

/// <summary>One socket: whole messages in, frames out one after another.</summary>
internal sealed class Wire : IDisposable
{
    /// <summary>Bytes of the largest message that is read; a server sends none near it.</summary>
    private const int MessageMax = 16 * 1024 * 1024;

    private const int FirstBuffer = 4096;

    private static readonly HttpMessageInvoker invoker = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });

    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim turn = new(1, 1);

    private Wire() { }

    /// <summary>The close code of the other end; null where there was none.</summary>
    public int? Code => (int?)socket.CloseStatus;

    public string? Reason => socket.CloseStatusDescription;

    /// <exception cref="WebSocketException">Nobody is there, or he does not speak this protocol.</exception>
    public static async Task<Wire> Connect(ConnectionOptions options, CancellationToken stop)
    {
        var wire = new Wire();
        try
        {
            var asked = wire.socket.Options;
            asked.AddSubProtocol(WireWords.Subprotocol);
            asked.CollectHttpResponseDetails = true;
            // The protocol has its own heartbeat, and a timer for each of ten thousand sockets is ten thousand too many.
            asked.KeepAliveInterval = TimeSpan.Zero;
            options.Handshake?.Invoke(asked);
            await wire.socket.ConnectAsync(Address(options), options.Invoker ?? invoker, stop);
            return wire;
        }
        catch (WebSocketException e)
        {
            var status = (int)wire.socket.HttpStatusCode;
            wire.Dispose();
            if (status is >= 400 and < 500 and not 408 and not 429) throw new HandshakeRefusedException(status, e);
            throw;
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    /// <summary>Hands over the next message, which stands during that call. False where the other end has closed.</summary>
    /// <exception cref="WebSocketException">The socket was lost.</exception>
    public async ValueTask<bool> Receive(Action<ReadOnlyMemory<byte>> take)
    {
        // An idle socket holds no buffer.
        var first = await socket.ReceiveAsync(Memory<byte>.Empty, default);
        if (first.MessageType == WebSocketMessageType.Close) return false;
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            for (var length = 0; ;)
            {
                if (length == buffer.Length) buffer = Grown(buffer);
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), default);
                if (part.MessageType == WebSocketMessageType.Close) return false;
                length += part.Count;
                if (!part.EndOfMessage) continue;
                take(buffer.AsMemory(0, length));
                return true;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Does nothing where the socket is lost: whoever receives on it learns why.</summary>
    public async Task Send(ReadOnlyMemory<byte> frame)
    {
        await turn.WaitAsync();
        try
        {
            await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, default);
        }
        catch (Exception e) when (IsLost(e))
        {
            // Nobody hears it any more.
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A close that does not wait for the other end's.</summary>
    public async Task Close(CancellationToken stop)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop);
        }
        catch (Exception e) when (IsLost(e))
        {
            // It was lost before: there is nothing left to close.
        }
    }

    /// <summary>Whoever receives on it hears that it is lost.</summary>
    public void Abort() => socket.Abort();

    public void Dispose() => socket.Dispose();

    private static bool IsLost(Exception e) =>
        e is WebSocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException;

    private static byte[] Grown(byte[] buffer)
    {
        if (buffer.Length >= MessageMax) throw new BrokenStreamException("a message without an end");
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static Uri Address(ConnectionOptions options) => new UriBuilder(options.Server)
    {
        Scheme = options.Server.Scheme is "https" or "wss" ? "wss" : "ws",
        Path = $"/ws/v1/games/{options.Game}",
        Query = "",
    }.Uri;
}

/// <summary>The server does not open a socket at all, and would not a moment later.</summary>
internal sealed class HandshakeRefusedException(int status, Exception inner)
    : Exception($"The server does not open a socket for this game: status {status}.", inner)
{
    public int Status => status;
}
