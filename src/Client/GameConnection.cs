using System.Net.WebSockets;
using System.Text.Json;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

/// <summary>
/// One game, followed over as many sockets as it takes. It comes back by itself where it was cut off, goes on after the last group that it
/// has whole, and sends again what was not answered, under the same id.
/// </summary>
public sealed class GameConnection : IAsyncDisposable
{
    /// <summary>A socket that was not opened in this time, or not welcomed, is given up.</summary>
    private static readonly TimeSpan connectTime = TimeSpan.FromSeconds(10);

    /// <summary>A server of whom nothing was heard for so long is gone.</summary>
    private static readonly TimeSpan deadAfter = TimeSpan.FromSeconds(25);

    /// <summary>A connection that has lasted so long was of use.</summary>
    private static readonly TimeSpan settledAfter = TimeSpan.FromSeconds(5);

    private readonly ConnectionOptions options;
    private readonly CancellationTokenSource over = new();
    private readonly TaskCompletionSource<Ending> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Listeners listeners = new();
    private readonly Signal changed = new();
    private readonly Unanswered unanswered;
    private readonly Tally tally = new();
    private readonly Following following;
    private readonly Comeback comeback;
    private readonly long born;

    private Task running = Task.CompletedTask;
    private volatile Wire? wire;
    private volatile WelcomeFrame? welcome;
    private volatile TaskCompletionSource? controlWanted;
    private volatile bool isStarted, isWelcomed, wantsControl;
    private Ending? ending;
    private Refusal? fault;
    private GoAwayFrame? goAway;
    private TimeSpan opened, heard, pinged, lost;
    private int acked, headToReach;
    private long pings, serverAhead;

    /// <summary>Nothing happens before <see cref="Start"/>, so that nothing is missed by whoever listens first.</summary>
    public GameConnection(ConnectionOptions options)
    {
        this.options = options;
        born = options.Time.GetTimestamp();
        comeback = new(options.Luck);
        unanswered = new(options, tally, () => State == ConnectionState.Live ? wire : null, () => Now);
        following = new(options, listeners, tally, () => _ = wire?.Send(Frames.Snap));
    }

    public ConnectionOptions Options => options;

    public ConnectionState State { get; private set; } = ConnectionState.Connecting;

    /// <summary>The last event that was heard; 0 before any.</summary>
    public int Seq => following.Numbering.Seq;

    /// <summary>The last whole group: what another connection would resume from. Null before any.</summary>
    public ResumeAt? Whole => following.Numbering.Whole;

    /// <summary>Who the server takes this client for; null before the first welcome.</summary>
    public You? You => welcome?.You;

    /// <summary>What the server told of itself at the last welcome; null before the first.</summary>
    public WelcomeFrame? Welcome => welcome;

    /// <summary>A manager's commands are taken from this device.</summary>
    public bool HasControl { get; private set; }

    /// <summary>Nobody is connected who has control.</summary>
    public bool ControlIsFree { get; private set; }

    /// <summary>With <see cref="ConnectionOptions.View"/>: the game after the last whole group; null before the first.</summary>
    public ViewAt? View => following.View;

    public ConnectionFigures Figures => tally.Figures;

    /// <summary>The server's clock, as near as it was heard: deadlines are its own.</summary>
    public DateTimeOffset ServerTime => options.Time.GetUtcNow() + TimeSpan.FromMilliseconds(Volatile.Read(ref serverAhead));

    /// <summary>Completes, and never fails, when the connection has ended for good.</summary>
    public Task<Ending> Ended => ended.Task;

    private TimeSpan Now => options.Time.GetElapsedTime(born);

    public GameConnection Start()
    {
        if (isStarted) return this;
        isStarted = true;
        running = Run();
        return this;
    }

    /// <summary>
    /// What is heard from this call on, in order, to the connection's end; before <see cref="Start"/>, everything. Who does not read is
    /// left behind, with an <see cref="InvalidOperationException"/>, before his queue has no bound.
    /// </summary>
    public IAsyncEnumerable<Heard> Listen(CancellationToken stop = default) => listeners.Listen(stop);

    /// <inheritdoc cref="Send(Guid, GameCommand, int, Guid?, string?, CancellationToken)"/>
    public Task<CommandResult> Send(
        GameCommand command, int play, Guid? decision = null, string? why = null, CancellationToken stop = default) =>
        Send(Guid.CreateVersion7(options.Time.GetUtcNow()), command, play, decision, why, stop);

    /// <summary>
    /// Sends a command, on this socket and on later ones, until it is answered. A refusal that only asks for another moment is not given
    /// back but obeyed; every other one is.
    /// </summary>
    /// <param name="id">Its id: sent twice, it counts once.</param>
    /// <param name="play">The seq of the last play, substitution or edit that its sender saw (<see cref="GameView.Seen"/>).</param>
    /// <param name="decision">The window that it answers, where it answers one; then <paramref name="play"/> says nothing.</param>
    /// <param name="stop">Gives up waiting; whether it counted is then not known here.</param>
    /// <exception cref="ConnectionEndedException">The connection ended before the answer; whether it counted is not known here.</exception>
    public Task<CommandResult> Send(
        Guid id, GameCommand command, int play, Guid? decision = null, string? why = null, CancellationToken stop = default) =>
        unanswered.Send(id, Frames.Command(id, command, decision is null ? play : 0, decision, why), stop);

    /// <summary>Makes this the device whose commands are taken; the other one is told. Also the way back from <c>Moved</c>.</summary>
    /// <exception cref="ConnectionEndedException">The connection has ended.</exception>
    public async Task TakeControl(CancellationToken stop = default)
    {
        wantsControl = true;
        controlWanted?.TrySetResult();
        if (State == ConnectionState.Live && wire is { } now) await now.Send(Frames.Control);
        await WaitUntil(() => HasControl, stop);
    }

    /// <summary>Sends a token that the provider has made anew, before the old one expires.</summary>
    public async Task Renew(CancellationToken stop = default)
    {
        if (options.Token is not { } make || wire is not { } now) return;
        await now.Send(Frames.Auth(await make(stop)));
    }

    /// <summary>Waits until the connection is as asked; looked at after each change of it, and of the view.</summary>
    /// <exception cref="ConnectionEndedException">It has ended, and is not as asked.</exception>
    public async Task WaitUntil(Func<bool> condition, CancellationToken stop = default)
    {
        while (true)
        {
            var next = changed.Next();
            if (condition()) return;
            if (ended.Task.IsCompleted) throw new ConnectionEndedException(await ended.Task);
            await next.WaitAsync(stop);
        }
    }

    /// <summary>Waits until everything up to now is here.</summary>
    /// <exception cref="ConnectionEndedException">It has ended.</exception>
    public Task WaitUntilLive(CancellationToken stop = default) => WaitUntil(() => State == ConnectionState.Live, stop);

    /// <summary>The first view that is as asked, from the present one on.</summary>
    /// <exception cref="ConnectionEndedException">It has ended, and such a view did not come.</exception>
    public async Task<ViewAt> WaitFor(Func<GameView, bool> asked, CancellationToken stop = default)
    {
        if (!options.View) throw new InvalidOperationException("This connection follows no view: see ConnectionOptions.View.");
        ViewAt? looked = null, found = null;
        await WaitUntil(
            () =>
            {
                if (View is not { } view || view == looked) return false;
                looked = view;
                if (!asked(view.Game)) return false;
                found = view;
                return true;
            },
            stop);
        return found!;
    }

    public async ValueTask DisposeAsync()
    {
        if (over.IsCancellationRequested) return;
        await over.CancelAsync();
        if (wire is { } open)
        {
            using var within = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await open.Close(within.Token);
            open.Abort();
        }

        await running;
        if (!isStarted) End(new(null, null));
        over.Dispose();
    }

    /// <summary>Once a second, for whatever is due.</summary>
    internal void Beat()
    {
        if (wire is not { } open) return;
        var now = Now;
        if (now - heard > deadAfter || (!isWelcomed && now - opened > connectTime))
        {
            open.Abort();
            return;
        }

        if (!isWelcomed || welcome is not { } here) return;
        if (now - pinged >= TimeSpan.FromMilliseconds(here.Hb))
        {
            pinged = now;
            _ = Ping(open);
        }

        if (now - opened > settledAfter) comeback.Settled();
        _ = unanswered.SendDue(everything: false);
    }

    private async Task Ping(Wire open)
    {
        await open.Send(Frames.Ping(++pings));
        if (Whole?.Seq is not { } seq || seq <= acked) return;
        acked = seq;
        await open.Send(Frames.Ack(seq));
    }

    private async Task Run()
    {
        var pulse = Pulse.Of(options.Time);
        pulse.Add(this);
        try
        {
            while (!over.IsCancellationRequested)
            {
                var parting = await Once();
                if (over.IsCancellationRequested || !await ComesBack(parting)) break;
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Disposed of.
        }
        finally
        {
            pulse.Remove(this);
            End(ending ?? new(null, null));
        }
    }

    /// <summary>Waits as long as that close asks for. False where it asks to stop.</summary>
    private async Task<bool> ComesBack(Parting parting)
    {
        var code = parting.Close;
        var next = parting.Refused is null ? comeback.After(parting) : new(NextStep.Stop);
        if (next.Step == NextStep.Stop)
        {
            ending = new(code, code == CloseCode.Finished ? null : parting.Refused ?? fault ?? Comeback.Reason(parting));
            return false;
        }

        if (next.Step == NextStep.AwaitControl)
        {
            var wanted = controlWanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Change(ConnectionState.Moved, code);
            await wanted.Task.WaitAsync(over.Token);
            controlWanted = null;
            lost = Now;
            return true;
        }

        if (Now - lost > options.Patience)
        {
            ending = new(code, fault ?? new(
                RefusalCode.Unavailable, null, "unreachable", $"No server answers at {options.Server}.", Retry.SameId));
            return false;
        }

        if (State != ConnectionState.Connecting) Change(ConnectionState.Reconnecting, code);
        await Task.Delay(next.Pause, options.Time, over.Token);
        return true;
    }

    /// <summary>One socket, from its beginning to its end.</summary>
    private async Task<Parting> Once()
    {
        Wire? mine = null;
        (isWelcomed, fault, goAway, headToReach) = (false, null, null, 0);
        following.Again();
        try
        {
            using (var within = new CancellationTokenSource(connectTime, options.Time))
            using (var both = CancellationTokenSource.CreateLinkedTokenSource(within.Token, over.Token))
            {
                // Before the socket: a hello has to come soon after it.
                var token = options.Token is { } make ? await make(both.Token) : null;
                mine = await Wire.Connect(options, both.Token);
                opened = heard = pinged = Now;
                wire = mine;
                await mine.Send(Frames.Hello(Hello(token)));
            }

            while (await mine.Receive(Take)) { }
            await mine.Close(over.Token);
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
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or RefusedException
            or OperationCanceledException or ObjectDisposedException)
        {
            return mine is null ? new(null) : Parted(mine);
        }
        finally
        {
            if (State is ConnectionState.Live or ConnectionState.CatchingUp) lost = Now;
            wire = null;
            mine?.Abort();
            mine?.Dispose();
        }
    }

    private Parting Parted(Wire mine) => goAway is { } said
        ? new(mine.Code ?? (int)CloseCode.GoAway, TimeSpan.FromMilliseconds(said.JitterMs))
        : new(mine.Code, Reason: mine.Reason);

    private HelloFrame Hello(string? token) => new(
        [WireWords.Version], token, WireWords.Of(options.Role), options.Side is { } side ? WireWords.Of(side) : null, options.Session,
        Whole, options.Program, options.View);

    private bool Take(ReadOnlyMemory<byte> bytes)
    {
        heard = Now;
        options.Frame?.Invoke(bytes);
        using var json = JsonDocument.Parse(bytes);
        var frame = json.RootElement;
        if (frame.ValueKind != JsonValueKind.Object) throw new BrokenStreamException("a frame that is no object");
        var name = Numbering.Text(frame, "t");
        if (name == ServerFrame.Welcome) Welcomed(frame.Deserialize(FrameJson.Default.WelcomeFrame)!);
        else if (!isWelcomed && name != ServerFrame.Error && name != ServerFrame.GoAway) throw new BrokenStreamException("no welcome");
        else if (following.Take(name, frame)) CaughtUp();
        else Other(name, frame);
        return true;
    }

    private void Other(string? name, JsonElement frame)
    {
        switch (name)
        {
            case ServerFrame.Result: Answered(frame.Deserialize(FrameJson.Default.ResultFrame)!); break;
            case ServerFrame.Pong: Ponged(frame.Deserialize(FrameJson.Default.PongFrame)!); break;
            case ServerFrame.Control: Controlled(frame.Deserialize(FrameJson.Default.ControlFrame)!); break;
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
        Clock(said.Now);
        (welcome, isWelcomed) = (said, true);
        HasControl = said.You.Control;
        Change(ConnectionState.CatchingUp);
        if (said.Mode == "current") following.IsCurrent();
        CaughtUp();
    }

    /// <summary>All that was missed is here: what was not answered before goes out again.</summary>
    private void CaughtUp()
    {
        if (State == ConnectionState.CatchingUp && following.Has(welcome!.Head))
        {
            Change(ConnectionState.Live);
            _ = unanswered.SendDue(everything: true);
            if (wantsControl && !HasControl) _ = wire?.Send(Frames.Control);
        }
        else if (following.Numbering.IsWhole)
        {
            changed.Change();
        }
    }

    private void Answered(ResultFrame answer)
    {
        if (answer is { Ok: true, To: { } to } && to > Seq)
        {
            tally.EarlyResults++;
            throw new BrokenStreamException($"an answer up to {to} after {Seq}");
        }

        unanswered.Answered(answer);
    }

    private void Ponged(PongFrame pong)
    {
        Clock(pong.Now);
        // What was on its way at the last pong is here at this one, unless it was lost under way.
        if (headToReach > 0 && Seq < headToReach) throw new BrokenStreamException($"event {headToReach} did not come");
        headToReach = pong.Head > Seq ? pong.Head : 0;
    }

    private void Controlled(ControlFrame said)
    {
        (HasControl, ControlIsFree) = (said.Have, said.Free);
        if (said.Have) wantsControl = false;
        listeners.Tell(new Heard.Control(said.Have, said.Free));
        changed.Change();
    }

    private void Faulted(ErrorFrame error)
    {
        if (error.Fatal) fault = new(WireWords.CodeOf(error.Code), error.Ref, null, error.Msg);
        listeners.Tell(new Heard.Complaint(error));
    }

    private void Clock(long now) =>
        Volatile.Write(ref serverAhead, now - options.Time.GetUtcNow().ToUnixTimeMilliseconds());

    private void Change(ConnectionState now, CloseCode? code = null)
    {
        if (State == now) return;
        State = now;
        if (now is not (ConnectionState.Live or ConnectionState.CatchingUp)) HasControl = false;
        listeners.Tell(new Heard.State(now, code));
        changed.Change();
    }

    private void End(Ending why)
    {
        if (!ended.TrySetResult(why)) return;
        Change(ConnectionState.Ended, why.Code);
        listeners.End();
        unanswered.End(why);
        changed.Change();
    }
}
