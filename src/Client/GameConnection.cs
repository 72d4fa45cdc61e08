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
    private volatile Leg? leg;
    private volatile WelcomeFrame? welcome;
    private volatile TaskCompletionSource? controlWanted;
    private volatile bool isStarted, wantsControl;
    private Ending? ending;
    private TimeSpan lost;
    private long serverAhead;

    /// <summary>Nothing happens before <see cref="Start"/>, so that nothing is missed by whoever listens first.</summary>
    public GameConnection(ConnectionOptions options)
    {
        this.options = options;
        born = options.Time.GetTimestamp();
        comeback = new(options.Luck);
        unanswered = new(options, tally, () => State == ConnectionState.Live ? leg?.Wire : null, () => Age);
        following = new(options, listeners, tally, () => _ = leg?.Wire?.Send(Frames.Snap));
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

    /// <summary>How long it has been there: its clock for all that is due.</summary>
    internal TimeSpan Age => options.Time.GetElapsedTime(born);

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
        unanswered.Send(id, Frames.Command(Frames.Asked(id, command, play, decision, why)), stop);

    /// <summary>Makes this the device whose commands are taken; the other one is told. Also the way back from <c>Moved</c>.</summary>
    /// <exception cref="ConnectionEndedException">The connection has ended.</exception>
    public async Task TakeControl(CancellationToken stop = default)
    {
        wantsControl = true;
        controlWanted?.TrySetResult();
        if (State == ConnectionState.Live && leg?.Wire is { } now) await now.Send(Frames.Control);
        await WaitUntil(() => HasControl, stop);
    }

    /// <summary>Sends a token that the provider has made anew, before the old one expires.</summary>
    public async Task Renew(CancellationToken stop = default)
    {
        if (options.Token is not { } make || leg?.Wire is not { } now) return;
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
        if (leg?.Wire is { } open)
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
        if (leg is not { } here) return;
        here.Beat(Age);
        if (here.Welcome is null) return;
        if (Age - here.Opened > settledAfter) comeback.Settled();
        _ = unanswered.SendDue(everything: false);
    }

    internal void Welcomed(WelcomeFrame said)
    {
        welcome = said;
        Clock(said.Now);
        (HasControl, ControlIsFree) = (said.You.Control, false);
        Change(ConnectionState.CatchingUp);
    }

    /// <summary>The game has gone on here. When all that was missed is here, what was not answered before goes out again.</summary>
    internal void Followed()
    {
        if (State == ConnectionState.CatchingUp && following.Has(welcome!.Head))
        {
            Change(ConnectionState.Live);
            _ = unanswered.SendDue(everything: true);
            if (wantsControl && !HasControl) _ = leg?.Wire?.Send(Frames.Control);
        }
        else if (following.Numbering.IsWhole)
        {
            changed.Change();
        }
    }

    internal void Controlled(ControlFrame said)
    {
        (HasControl, ControlIsFree) = (said.Have, said.Free);
        if (said.Have) wantsControl = false;
        listeners.Tell(new Heard.Control(said.Have, said.Free));
        changed.Change();
    }

    internal void Clock(long now) =>
        Volatile.Write(ref serverAhead, now - options.Time.GetUtcNow().ToUnixTimeMilliseconds());

    private async Task Run()
    {
        var pulse = Pulse.Of(options.Time);
        pulse.Add(this);
        try
        {
            while (!over.IsCancellationRequested)
            {
                following.Again();
                var mine = leg = new(this, options, following, unanswered, listeners, tally);
                var parting = await mine.Run(over.Token);
                if (State is ConnectionState.Live or ConnectionState.CatchingUp) lost = Age;
                if (over.IsCancellationRequested || !await ComesBack(parting, mine.Fault)) break;
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Disposed of.
        }
        catch (Exception e)
        {
            ending = new(null, new(RefusalCode.Internal, null, "client", e.Message));
            throw;
        }
        finally
        {
            pulse.Remove(this);
            End(ending ?? new(null, null));
        }
    }

    /// <summary>Waits as long as that close asks for. False where it asks to stop.</summary>
    private async Task<bool> ComesBack(Parting parting, Refusal? fault)
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
            lost = Age;
            return true;
        }

        if (Age - lost > options.Patience)
        {
            ending = new(code, fault ?? new(
                RefusalCode.Unavailable, null, "unreachable", $"No server answers at {options.Server}.", Retry.SameId));
            return false;
        }

        if (State != ConnectionState.Connecting) Change(ConnectionState.Reconnecting, code);
        await Task.Delay(next.Pause, options.Time, over.Token);
        return true;
    }

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
