using System.Buffers;
using System.Runtime.InteropServices;

namespace AkkaGame.Cluster;

/// <summary>
/// Frames on their way to one peer. While some are being written the next ones gather, so under load many go in one write; a lone one
/// waits for nobody. Posting never waits: a peer that does not read fills this up to its bound, and then the link is cut.
/// </summary>
/// <param name="most">Bytes that may wait.</param>
/// <param name="broken">Told once why no more can be sent; null where it was <see cref="Close"/>.</param>
internal sealed class Outgoing(Func<ReadOnlyMemory<byte>, ValueTask> send, int most, Action<Exception?> broken) : IThreadPoolWorkItem
{
    private const int KeptMost = 1024 * 1024;
    private const int Usual = 16 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    private readonly Lock gate = new();
    private ArrayBufferWriter<byte> filling = new(Usual), spare = new(Usual);
    private bool isSending, isClosed;

    /// <summary>Queues a frame. False where the link is gone, and it goes nowhere.</summary>
    public bool Post<T>(PeerKind kind, ulong number, T content, Action<ArrayBufferWriter<byte>, T> write)
    {
        // Written beside the queue, so that nobody waits while a state of many kilobytes is.
        var frame = scratch ??= new(Usual);
        frame.ResetWrittenCount();
        PeerFrame.Open(frame, kind, number);
        write(frame, content);
        PeerFrame.Close(MemoryMarshal.AsMemory(frame.WrittenMemory).Span, 0);
        if (frame.Capacity > KeptMost) scratch = null;
        return Post(frame.WrittenSpan);
    }

    public bool Post(PeerKind kind, ulong number) => Post<object?>(kind, number, null, static (_, _) => { });

    public void Close() => End(null);

    /// <summary>On the thread pool: what else comes of the work that is just being done goes in the same write.</summary>
    void IThreadPoolWorkItem.Execute() => _ = Send();

    private bool Post(ReadOnlySpan<byte> frame)
    {
        bool isFull;
        lock (gate)
        {
            if (isClosed) return false;
            isFull = filling.WrittenCount > 0 && filling.WrittenCount + frame.Length > most;
            if (isFull) isClosed = true;
            else
            {
                filling.Write(frame);
                if (isSending) return true;
                isSending = true;
            }
        }

        if (isFull)
        {
            broken(new PeerProtocolException($"{most} bytes waited for a peer that does not read"));
            return false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        return true;
    }

    private async Task Send()
    {
        try
        {
            while (Take() is { } full)
            {
                await send(full.WrittenMemory);
                full.ResetWrittenCount();
                if (full.Capacity > KeptMost) full = new(Usual);
                spare = full;
            }
        }
        catch (Exception e) // However a connection ends.
        {
            End(e);
        }
    }

    private ArrayBufferWriter<byte>? Take()
    {
        lock (gate)
        {
            if (isClosed || filling.WrittenCount == 0)
            {
                isSending = false;
                return null;
            }

            var full = filling;
            filling = spare;
            return full;
        }
    }

    private void End(Exception? why)
    {
        lock (gate)
        {
            if (isClosed) return;
            isClosed = true;
        }

        broken(why);
    }
}
