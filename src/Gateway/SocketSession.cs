using System.Net;
using System.Net.WebSockets;
using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>
/// One socket, from its beginning to its close. Frames are taken in order and one at a time: the next one is not read before the last one
/// is answered, so that who sends faster than he is served fills his own connection and nothing here.
/// </summary>
internal sealed class SocketSession
{
    /// <summary>The code for a connection that ended without one, as RFC 6455 has it; it is never sent.</summary>
    private const int Lost = 1006;

    private static readonly Refusal helloFirst = Bad("hello-first", "The first frame of a connection is its hello.");
    private static readonly Refusal helloOnce = Bad("hello-once", "A connection says hello once.");
    private static readonly Refusal helloLate = Bad("hello-late", "No hello came in time.");

    private readonly Concourse concourse;
    private readonly WebSocket socket;
    private readonly long connected;

    private Visitor? visitor;
    private long heard;
    private bool isGreeted, hasLeft;
    private volatile bool isAtWork;

    /// <param name="from">The address it came from; null where that is not known.</param>
    /// <param name="under">What lies under the socket, where that can wait.</param>
    public SocketSession(Concourse concourse, WebSocket socket, GameId game, IPAddress? from, IGathers? under)
    {
        (this.concourse, this.socket, Game, From) = (concourse, socket, game, from);
        heard = concourse.Time.GetTimestamp();
        connected = concourse.Now;
        // Until the role is known nothing may be dropped of what is said.
        Outbox = new(socket, lossless: true, concourse.Options, concourse.Time, under);
        Connection = Guid.CreateVersion7(concourse.Time.GetUtcNow());
    }

    /// <summary>Its own id, made here.</summary>
    public Guid Connection { get; }

    public GameId Game { get; }

    public IPAddress? From { get; }

    public Outbox Outbox { get; }

    /// <summary>Frames sent to it.</summary>
    public long Sent => Outbox.Sent;

    /// <summary>From the first byte to the last; returns when the connection is over, and does not throw.</summary>
    public async Task Run()
    {
        try
        {
            await Listen();
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The connection was lost, or cut off, or what came was no WebSocket; the socket has said so where it could.
        }
        catch (Exception e)
        {
            concourse.Options.Faulted(Game, e);
            Abort();
        }
        finally
        {
            concourse.Rounds.Remove(this);
            Leave();
        }
    }

    /// <summary>Ends the connection with a word to the client. Only the first call counts.</summary>
    public void End(CloseCode code, Refusal why, string? about = null)
    {
        Outbox.Post(FrameText.Error(why, fatal: true, about));
        Outbox.Close(code, why.Message);
    }

    /// <summary>Looked at once a second.</summary>
    /// <param name="now">Unix milliseconds UTC.</param>
    public void Look(long now)
    {
        if (Outbox.IsClosing) return;
        var silence = concourse.Time.GetElapsedTime(Volatile.Read(ref heard));
        var visitor = Volatile.Read(ref this.visitor);
        if (!Volatile.Read(ref isGreeted) && silence > concourse.Options.HelloTime)
            End(CloseCode.ProtocolViolation, helloLate, ClientFrame.Hello);
        // While a command is in work nothing is read, and what the client has sent meanwhile is not known.
        else if (silence > concourse.Options.DeadAfter && !isAtWork)
            Outbox.Close(CloseCode.HeartbeatLost, "Nothing was heard of this client.");
        else visitor?.Look(now);
    }

    /// <summary>Ends it for good.</summary>
    public void Remove() => End(CloseCode.Removed, Visitor.Removed);

    /// <summary>Cuts it off, without a word.</summary>
    public void Abort() => Outbox.Abort();

    /// <summary>The server goes: the client is told when, and how to come back.</summary>
    public void SayGoAway(ReadOnlyMemory<byte> frame) => Outbox.Post(frame);

    /// <summary>True where it was closed; false where a command is in work that may still be answered.</summary>
    public bool GoAway(bool atOnce)
    {
        if (isAtWork && !atOnce) return false;
        Outbox.Close(CloseCode.GoAway, "The server goes; come back after the jitter.");
        return true;
    }

    /// <summary>It is written down for operators.</summary>
    public void Note() => concourse.Book.Note(Volatile.Read(ref visitor)!.Record(connected, concourse.Now));

    private async Task Listen()
    {
        while (true)
        {
            var incoming = await FrameReader.Read(socket, Incoming.Of);
            if (incoming.Arrival == Arrival.Close) break;
            if (Outbox.IsClosing)
            {
                await FrameReader.Drain(socket);
                break;
            }

            concourse.Meter.Frame();
            isAtWork = true;
            await Take(incoming);
            Volatile.Write(ref heard, concourse.Time.GetTimestamp());
            isAtWork = false;
        }

        if (!Outbox.IsClosing)
        {
            hasLeft = true; // The code is his own, and only given back.
            Outbox.Close((CloseCode)(socket.CloseStatus ?? WebSocketCloseStatus.Empty), "");
        }

        await Outbox.Over;
    }

    private ValueTask Take(in Incoming incoming)
    {
        if (!isGreeted) return Greet(incoming);
        if (incoming is { Kind: ClientFrame.Hello, Refused: null }) End(CloseCode.ProtocolViolation, helloOnce, ClientFrame.Hello);
        else if (incoming.IsFatal) End(CloseCode.ProtocolViolation, concourse.Meter.Refused(incoming.Refused!), incoming.Named);
        else if (visitor is { } inside) return inside.Take(incoming);
        return default;
    }

    private async ValueTask Greet(Incoming incoming)
    {
        Volatile.Write(ref isGreeted, true);
        var refused = incoming.Refused ?? (incoming.Kind == ClientFrame.Hello ? null : helloFirst);
        if (refused is not null)
        {
            End(CloseCode.ProtocolViolation, concourse.Meter.Refused(refused), incoming.Named);
            return;
        }

        var hello = (HelloFrame)incoming.Frame!;
        var reception = await Reception.Of(concourse, this, hello);
        if (reception.Refused is { } no) End(reception.Close, concourse.Meter.Refused(no), ClientFrame.Hello);
        else
        {
            Volatile.Write(ref visitor, reception.Visitor);
            Note();
        }
    }

    private void Leave()
    {
        var closed = hasLeft ? null : Outbox.Closed;
        concourse.Meter.Ended(closed, Outbox.Sent);
        if (visitor is null) return;
        visitor.Leave();
        // Without a close frame of either side the connection was lost, or was no WebSocket.
        var code = (int?)closed ?? (int?)socket.CloseStatus ?? Lost;
        concourse.Book.Note(visitor.Record(connected, concourse.Now) with { Closed = concourse.Now, Code = code });
    }

    private static Refusal Bad(string rule, string why) => new(RefusalCode.BadFrame, "t", rule, why);
}
