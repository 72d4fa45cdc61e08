using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Benchmarks.Yardsticks;

/// <summary>
/// The least that Kestrel can do: what one socket sends goes to all sockets of that name, one after the other, in a loop. Nothing is kept,
/// nobody is asked who he is, and whoever does not read holds up all others.
/// </summary>
internal sealed class BareLoop
{
    private readonly ConcurrentDictionary<string, Room> rooms = new();

    public async Task Talk(string name, WebSocket socket)
    {
        var room = rooms.GetOrAdd(name, static _ => new());
        while (true)
        {
            // No buffer is held while nothing comes.
            if ((await socket.ReceiveAsync(Memory<byte>.Empty, default)).MessageType == WebSocketMessageType.Close) return;
            var buffer = ArrayPool<byte>.Shared.Rent(ClientFrame.MaxBytes);
            try
            {
                if (await Yardstick.Receive(socket, buffer) is not { } frame) return;
                await room.Take(socket, frame);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private sealed class Room
    {
        private readonly SemaphoreSlim turn = new(1);
        private readonly List<WebSocket> sockets = [];
        private int seq;

        public async Task Take(WebSocket sender, ReadOnlyMemory<byte> frame)
        {
            var (type, id, kind, body) = Yardstick.Read(frame);
            await turn.WaitAsync();
            try
            {
                if (type == ClientFrame.Hello)
                {
                    sockets.Add(sender);
                    await Send(sender, Yardstick.Greeting(seq));
                    return;
                }

                var happened = Yardstick.Event(++seq, kind!, body!);
                foreach (var socket in sockets) await Send(socket, happened);
                await Send(sender, Yardstick.Result(id!, seq));
            }
            finally
            {
                turn.Release();
            }
        }

        private static ValueTask Send(WebSocket socket, byte[] frame) =>
            socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, default);
    }
}
