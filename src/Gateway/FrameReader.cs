using System.Buffers;
using System.Net.WebSockets;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>
/// Messages of one socket, each whole or known to be too large. A socket on which nothing comes holds no buffer. What is below the
/// protocol, such as a text that is not UTF-8, <see cref="WebSocket"/> answers itself, and throws.
/// </summary>
internal static class FrameReader
{
    /// <summary>The next message, as <paramref name="take"/> makes something of it; what it is given stands for that call only.</summary>
    /// <exception cref="WebSocketException">The connection was lost, or the other end does not speak WebSocket.</exception>
    public static async ValueTask<T> Read<T>(WebSocket socket, Func<Arrival, ReadOnlySpan<byte>, T> take)
    {
        var part = await socket.ReceiveAsync(Memory<byte>.Empty, default);
        if (part.MessageType == WebSocketMessageType.Close) return take(Arrival.Close, default);
        var buffer = ArrayPool<byte>.Shared.Rent(ClientFrame.MaxBytes);
        try
        {
            var length = 0;
            while (!part.EndOfMessage && length < ClientFrame.MaxBytes)
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length, ClientFrame.MaxBytes - length), default);
                if (part.MessageType == WebSocketMessageType.Close) return take(Arrival.Close, default);
                length += part.Count;
            }

            // A full buffer may have been the whole message, with only its end still to come.
            if (!part.EndOfMessage) part = await socket.ReceiveAsync(Memory<byte>.Empty, default);
            var arrival = part.MessageType == WebSocketMessageType.Close ? Arrival.Close
                : !part.EndOfMessage ? Arrival.TooLarge
                : part.MessageType == WebSocketMessageType.Binary ? Arrival.Binary
                : Arrival.Frame;
            return take(arrival, buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads on until the other end has closed, and keeps nothing of it.</summary>
    public static async ValueTask Drain(WebSocket socket)
    {
        var waste = ArrayPool<byte>.Shared.Rent(ClientFrame.MaxBytes);
        try
        {
            while ((await socket.ReceiveAsync(waste.AsMemory(), default)).MessageType != WebSocketMessageType.Close)
            {
                // What comes after the end is never looked at.
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(waste);
        }
    }
}

/// <summary>How a message came in.</summary>
internal enum Arrival : byte
{
    /// <summary>A text, whole.</summary>
    Frame,
    Binary,
    TooLarge,
    /// <summary>The other end closes.</summary>
    Close,
}
