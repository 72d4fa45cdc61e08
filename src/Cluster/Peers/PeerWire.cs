using System.Buffers;
using System.IO.Pipelines;
using AkkaGame.Actors;

namespace AkkaGame.Cluster;

/// <summary>Whoever takes what comes over a wire. One frame at a time, on the wire's own task; must not block.</summary>
internal interface IPeerEnd
{
    /// <exception cref="PeerProtocolException">It makes no sense: the wire is closed.</exception>
    void Take(PeerKind kind, ulong number, ref NodeReading payload);
}

/// <summary>One end of the stream between two nodes, from its opening until it breaks.</summary>
internal sealed class PeerWire
{
    private readonly PipeReader input;
    private readonly TimeProvider time;
    private readonly TaskCompletionSource<Exception?> over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long heard, said;

    /// <param name="output">Must be sent when it returns.</param>
    public PeerWire(Stream output, PipeReader input, int waitingMost, TimeProvider time)
    {
        (this.input, this.time) = (input, time);
        heard = said = time.GetTimestamp();
        Out = new(memory => Write(output, memory), waitingMost, e => over.TrySetResult(e));
    }

    public Outgoing Out { get; }

    /// <summary>Completes when it has broken, with the reason; null where it was closed.</summary>
    public Task<Exception?> Over => over.Task;

    /// <summary>Since something was heard.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref heard));

    /// <summary>
    /// Says that this end is there, where it is time for that; and breaks the wire where the other end is silent for too long.
    /// </summary>
    public void Look(TimeSpan pingEvery, TimeSpan silence)
    {
        if (Silence > silence) Break(new TimeoutException($"nothing was heard for {silence.TotalSeconds} s"));
        else if (time.GetElapsedTime(said) >= pingEvery)
        {
            said = time.GetTimestamp();
            Out.Post(PeerKind.Ping, 0);
        }
    }

    /// <summary>Whoever waits for <see cref="Over"/> ends the connection beneath, and with it whatever is still read.</summary>
    public void Break(Exception? why)
    {
        over.TrySetResult(why);
        Out.Close();
    }

    /// <summary>Hands on what comes, until the wire breaks.</summary>
    public async Task Read(IPeerEnd end)
    {
        try
        {
            while (!over.Task.IsCompleted)
            {
                var read = await input.ReadAsync();
                Volatile.Write(ref heard, time.GetTimestamp());
                var rest = read.Buffer;
                while (PeerFrame.Next(ref rest, out var kind, out var number, out var payload)) Take(end, kind, number, payload);
                input.AdvanceTo(rest.Start, rest.End);
                if (!read.IsCompleted) continue;
                Break(new EndOfStreamException("the peer closed it"));
            }
        }
        catch (Exception e) // However a connection ends, and whatever a peer sends.
        {
            Break(e);
        }

        await input.CompleteAsync();
    }

    private static void Take(IPeerEnd end, PeerKind kind, ulong number, in ReadOnlySequence<byte> payload)
    {
        if (kind == PeerKind.Ping) return;
        if (payload.IsSingleSegment)
        {
            var at = new NodeReading(payload.FirstSpan);
            end.Take(kind, number, ref at);
            return;
        }

        var length = (int)payload.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            payload.CopyTo(rented);
            var at = new NodeReading(rented.AsSpan(0, length));
            end.Take(kind, number, ref at);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static async ValueTask Write(Stream output, ReadOnlyMemory<byte> memory)
    {
        await output.WriteAsync(memory);
        await output.FlushAsync();
    }
}
