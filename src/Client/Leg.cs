using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

/// <summary>One socket of a connection, from its hello to its close.</summary>
internal sealed class Leg(
    GameConnection connection, ConnectionOptions options, Following following, Unanswered unanswered, Listeners listeners, Tally tally)
{
    /// <summary>A socket that was not opened in this time, or not welcomed, is given up.</summary>
    private static readonly TimeSpan connectTime = TimeSpan.FromSeconds(10);

    /// <summary>A server of whom nothing was heard for so long is gone.</summary>
    private static readonly TimeSpan deadAfter = TimeSpan.FromSeconds(25);

    private volatile Wire? wire;
    private volatile WelcomeFrame? welcome;
    private GoAwayFrame? goAway;
    private TimeSpan heard, pinged;
    private int acked, headToReach;
    private long pings;

    /// <summary>Null until it is open, and after it was lost.</summary>
    public Wire? Wire => wire;

    /// <summary>Null until the server has said it.</summary>
    public WelcomeFrame? Welcome => welcome;

    /// <summary>When it was opened, by the connection's age.</summary>
    public TimeSpan Opened { get; private set; }

    /// <summary>The reason that the server gave for the close that followed.</summary>
    public Refusal? Fault { get; private set; }

    /// <returns>How it ended.</returns>
    public async Task<Parting> Run(CancellationToken over)
    {
        Wire? mine = null;
        try
        {
            mine = await Open(over);
            while (await mine.Receive(Take)) { }
            await mine.Close(over);
            return Parted(mine);
        }
        catch (RefusedException e) when (e.Refusal.Retry is not (Retry.SameId or Retry.After))
        {
            return new(null, Refused: e.Refusal);
        }
        catch (HandshakeRefusedException e)
        {
            return new(null, Refused: new(e.Status == 403 ? RefusalCode.Forbidden : RefusalCode.NotFound, null, "handshake", e.Message));
        }
        catch (Exception e) when (e is BrokenStreamException or JsonException or KeyNotFoundException or FormatException)
        {
            tally.OutOfOrder++;
            return new(null);
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or SocketException or RefusedException
            or OperationCanceledException or ObjectDisposedException)
        {
            return mine is null ? new(null) : Parted(mine);
        }
        finally
        {
            wire = null;
            mine?.Abort();
            mine?.Dispose();
        }
    }

    /// <summary>Once a second, for whatever is due.</summary>
    public void Beat(TimeSpan now)
    {
        if (wire is not { } open) return;
        if (now - heard > deadAfter || (welcome is null && now - Opened > connectTime))
        {
            open.Abort();
        }
        else if (welcome is { } said && now - pinged >= TimeSpan.FromMilliseconds(said.Hb))
        {
            pinged = now;
            _ = Ping(open);
        }
    }

    private async Task<Wire> Open(CancellationToken over)
    {
        using var within = new CancellationTokenSource(connectTime, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(within.Token, over);
        // Before the socket: a hello has to come soon after it.
        var token = options.Token is { } make ? await make(both.Token) : null;
        var open = await Wire.Connect(options, both.Token);
        Opened = heard = pinged = connection.Age;
        wire = open;
        await open.Send(Frames.Hello(new(
            [WireWords.Version], token, WireWords.Of(options.Role), options.Side is { } side ? WireWords.Of(side) : null,
            options.Session, following.Numbering.Whole, options.Program, options.View)));
        return open;
    }

    private async Task Ping(Wire open)
    {
        await open.Send(Frames.Ping(++pings));
        if (following.Numbering.Whole?.Seq is not { } seq || seq <= acked) return;
        acked = seq;
        await open.Send(Frames.Ack(seq));
    }

    private Parting Parted(Wire mine) => goAway is { } said
        ? new(mine.Code ?? (int)CloseCode.GoAway, TimeSpan.FromMilliseconds(said.JitterMs))
        : new(mine.Code, Reason: mine.Reason);

    private void Take(ReadOnlyMemory<byte> bytes)
    {
        heard = connection.Age;
        options.Frame?.Invoke(bytes);
        using var json = JsonDocument.Parse(bytes);
        try
        {
            Take(json.RootElement);
        }
        catch (InvalidOperationException e) // A member is of another kind than is read there.
        {
            throw new BrokenStreamException(e.Message);
        }
    }

    private void Take(JsonElement frame)
    {
        if (frame.ValueKind != JsonValueKind.Object) throw new BrokenStreamException("a frame that is no object");
        var name = Numbering.Text(frame, "t");
        if (name == ServerFrame.Welcome) Welcomed(frame.Deserialize(FrameJson.Default.WelcomeFrame)!);
        else if (welcome is null && name is not (ServerFrame.Error or ServerFrame.GoAway)) throw new BrokenStreamException("no welcome");
        else if (following.Take(name, frame)) connection.Followed();
        else Other(name, frame);
    }

    private void Other(string? name, JsonElement frame)
    {
        switch (name)
        {
            case ServerFrame.Result: Answered(frame.Deserialize(FrameJson.Default.ResultFrame)!); break;
            case ServerFrame.Pong: Ponged(frame.Deserialize(FrameJson.Default.PongFrame)!); break;
            case ServerFrame.Control: connection.Controlled(frame.Deserialize(FrameJson.Default.ControlFrame)!); break;
            case ServerFrame.GoAway: goAway = frame.Deserialize(FrameJson.Default.GoAwayFrame); break;
            case ServerFrame.Error: Faulted(frame.Deserialize(FrameJson.Default.ErrorFrame)!); break;
            case ServerFrame.Ephemeral when listeners.Any:
                listeners.Tell(new Heard.Ephemeral(Numbering.Text(frame, "k") ?? "", frame.GetProperty("d").Clone()));
                break;
        }
    }

    private void Welcomed(WelcomeFrame said)
    {
        tally.Connections++;
        welcome = said;
        connection.Welcomed(said);
        if (said.Mode == "current") following.IsCurrent();
        connection.Followed();
    }

    private void Answered(ResultFrame answer)
    {
        if (answer is { Ok: true, To: { } to } && to > following.Numbering.Seq)
        {
            tally.EarlyResults++;
            throw new BrokenStreamException($"an answer up to {to} after {following.Numbering.Seq}");
        }

        unanswered.Answered(answer);
    }

    private void Ponged(PongFrame pong)
    {
        connection.Clock(pong.Now);
        var seq = following.Numbering.Seq;
        // What was on its way at the last pong is here at this one, unless it was lost under way.
        if (headToReach > 0 && seq < headToReach) throw new BrokenStreamException($"event {headToReach} did not come");
        headToReach = pong.Head > seq ? pong.Head : 0;
    }

    private void Faulted(ErrorFrame error)
    {
        if (error.Fatal) Fault = new(WireWords.CodeOf(error.Code), error.Ref, null, error.Msg);
        listeners.Tell(new Heard.Complaint(error));
    }
}
