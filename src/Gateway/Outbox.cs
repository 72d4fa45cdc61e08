using System.Net.WebSockets;
using System.Text;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>
/// What waits for one socket, in order, and the one that sends on it: nobody else may. May be called on any thread. It has no task while
/// nothing is in flight: whoever posts first sends, on his own thread, as far as the network takes it without waiting.
/// </summary>
/// <param name="lossless">
/// True for whoever must miss nothing: over the bound (<see cref="GatewayOptions.OutboxFrames"/>, <see cref="GatewayOptions.OutboxBytes"/>)
/// the connection is closed with <see cref="CloseCode.Slow"/>. False for who only watches: over the bound what he is told beside the game
/// is dropped, and of the game itself nothing waits here (<see cref="Place"/>).
/// </param>
/// <param name="under">What lies under the socket, where that can wait for what is sent next.</param>
public sealed class Outbox(WebSocket socket, bool lossless, GatewayOptions options, TimeProvider time, IGathers? under = null)
{
    /// <summary>Bytes of the reason in a close frame.</summary>
    private const int ReasonMax = 123;

    private readonly Lock gate = new();
    private Queue<Waiting>? queue;
    private int bytes;
    private bool isSending;
    private bool over;
    private long began;
    private long sent;
    private (CloseCode Code, string Why)? closing;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True from the moment at which it is decided that the connection ends; nothing is taken any more.</summary>
    public bool IsClosing
    {
        get { lock (gate) return over || closing is not null; }
    }

    /// <summary>The code that this side closes with; null where it does not, or not yet.</summary>
    public CloseCode? Closed
    {
        get { lock (gate) return closing?.Code; }
    }

    /// <summary>Said anew when the role is known, before anybody finds a place with it; never after that.</summary>
    public bool IsLossless { get; internal set; } = lossless;

    /// <summary>Frames sent.</summary>
    public long Sent => Volatile.Read(ref sent);

    /// <summary>Completes when nothing is sent any more: the last word was, or the connection is cut off. It never fails.</summary>
    public Task Over => ended.Task;

    /// <summary>Asked for the next frame whenever nothing waits; under this outbox's lock, so it must not take another one.</summary>
    internal IFrameSource? Source { get; set; }

    /// <summary>Queues a frame and sends what can be sent. The bytes are shared: nobody may change them any more.</summary>
    /// <returns>False where the connection ends, by this very frame perhaps.</returns>
    public bool Post(ReadOnlyMemory<byte> frame)
    {
        var taken = Add(frame);
        Go();
        return taken;
    }

    /// <summary>For what is of the moment only: dropped where anything waits or is in flight.</summary>
    public void PostIfIdle(ReadOnlyMemory<byte> frame)
    {
        lock (gate)
        {
            if (over || closing is not null || isSending || queue is { Count: > 0 }) return;
            (queue ??= new(2)).Enqueue(new(frame, true));
            bytes += frame.Length;
        }

        Go();
    }

    /// <summary>
    /// Ends the connection after what waits already, or at once where the client does not read: then what waits is dropped. Does not wait.
    /// A client that does not answer within <see cref="GatewayOptions.CloseTime"/> is cut off. Only the first call counts.
    /// </summary>
    /// <param name="why">One sentence for the client; cut after 123 bytes.</param>
    public void Close(CloseCode code, string why)
    {
        lock (gate) if (!Begin(code, why)) return;
        Go();
    }

    /// <summary>Cuts the connection off, without a word.</summary>
    public void Abort()
    {
        lock (gate)
        {
            over = true;
            (queue, bytes) = (null, 0);
        }

        socket.Abort();
        ended.TrySetResult();
    }

    /// <summary>For how long the frame in flight has been waiting for the client to read; zero where none is.</summary>
    public TimeSpan Stalled
    {
        get { lock (gate) return isSending ? time.GetElapsedTime(began) : TimeSpan.Zero; }
    }

    /// <summary>Queues without sending: for who holds a lock, and calls <see cref="Go"/> when he has let it go.</summary>
    /// <param name="counts">False for what a hello is answered with, which has its own bounds.</param>
    internal bool Add(ReadOnlyMemory<byte> frame, bool counts = true)
    {
        lock (gate)
        {
            if (over || closing is not null) return false;
            if (counts && !Fits(frame)) return false;
            (queue ??= new()).Enqueue(new(frame, counts));
            if (counts) bytes += frame.Length;
            return true;
        }
    }

    /// <summary>Sends what waits, unless somebody does already.</summary>
    internal void Go()
    {
        lock (gate)
        {
            if (isSending || over) return;
            isSending = true;
        }

        Send();
    }

    /// <summary>Over the bound a watcher misses what is not of the game; whoever must miss nothing is closed. Under the lock.</summary>
    private bool Fits(ReadOnlyMemory<byte> frame)
    {
        // A frame larger than the bound passes where nothing else waits: it has to be sent in any case.
        if (queue is null or { Count: 0 }) return true;
        if (queue.Count < options.OutboxFrames && bytes + frame.Length <= options.OutboxBytes) return true;
        if (IsLossless) Begin(CloseCode.Slow, "This client does not read fast enough; resume where it was.");
        return false;
    }

    /// <summary>Under the lock.</summary>
    private bool Begin(CloseCode code, string why)
    {
        if (over || closing is not null) return false;
        closing = (code, why);
        if (code == CloseCode.Slow) (queue, bytes) = (null, 0);
        _ = CutOff();
        return true;
    }

    private async Task CutOff()
    {
        await Task.Delay(options.CloseTime, time);
        if (socket.State is not (WebSocketState.Closed or WebSocketState.Aborted)) Abort();
    }

    private void Send()
    {
        while (true)
        {
            ValueTask sending;
            bool isLast;
            try
            {
                if (!Next(out var frame, out isLast)) return;
                sending = isLast ? new(Farewell()) : socket.SendAsync(frame, WebSocketMessageType.Text, true, CancellationToken.None);
            }
            catch (Exception e)
            {
                Fail(e);
                return;
            }

            if (!sending.IsCompletedSuccessfully)
            {
                _ = SendOn(sending, isLast);
                return;
            }

            sending.GetAwaiter().GetResult();
            if (isLast) ended.TrySetResult();
        }
    }

    private async Task SendOn(ValueTask sending, bool isLast)
    {
        try
        {
            await sending;
        }
        catch (Exception e)
        {
            Fail(e);
            return;
        }

        if (isLast) ended.TrySetResult();
        Send();
    }

    /// <summary>A defect met with one socket ends that one, and is told: whoever posts is a game, or goes on to the next socket.</summary>
    private void Fail(Exception e)
    {
        if (!IsEnd(e)) options.Faulted(default, e);
        Abort();
    }

    /// <summary>The client is gone, whichever way the socket puts it.</summary>
    private static bool IsEnd(Exception e) =>
        e is WebSocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException or IOException;

    private bool Next(out ReadOnlyMemory<byte> frame, out bool isLast)
    {
        (frame, isLast) = (default, false);
        lock (gate)
        {
            if (!over && queue is not null && queue.TryDequeue(out var waiting))
            {
                frame = waiting.Frame;
                if (waiting.Counts) bytes -= frame.Length;
            }
            else if (!over && closing is not null) over = isLast = true;
            else if (!over && Source?.Next() is { } told) frame = told;
            else
            {
                // An idle socket holds no queue: most of them are idle.
                (isSending, queue) = (false, null);
                return false;
            }

            under?.MoreFollows = queue is { Count: > 0 };
            began = time.GetTimestamp();
            sent++;
            return true;
        }
    }

    private Task Farewell()
    {
        var (code, why) = closing!.Value;
        return socket.State is WebSocketState.Open or WebSocketState.CloseReceived
            ? socket.CloseOutputAsync((WebSocketCloseStatus)(int)code, Short(why), CancellationToken.None)
            : Task.CompletedTask;
    }

    private static string Short(string why)
    {
        while (Encoding.UTF8.GetByteCount(why) > ReasonMax) why = why[..^1];
        return why;
    }

    private readonly record struct Waiting(ReadOnlyMemory<byte> Frame, bool Counts);
}

/// <summary>Where an outbox takes frames from that need not wait in it.</summary>
internal interface IFrameSource
{
    /// <summary>The next frame; null where there is none now.</summary>
    ReadOnlyMemory<byte>? Next();
}
