using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>Whoever was let in on one socket: what he may send, and what he is answered.</summary>
internal sealed class Visitor : Controls.IDevice
{
    private static readonly Refusal watchesOnly =
        new(RefusalCode.Forbidden, "role", "watches-only", "A spectator watches; he sends no commands.");

    private static readonly Refusal scorersOnly =
        new(RefusalCode.Forbidden, "role", "scorers-only", "This game is written down by a scorer; nobody manages in it.");

    private static readonly Refusal saidOtherwise =
        new(RefusalCode.Forbidden, "by", "said-otherwise", "Who sends it says the hello, not the command.");

    private static readonly Refusal notInControl = new(
        RefusalCode.NotInControl, null, "other-device", "Another device of yours has control; take it with ctl, then send it again.",
        Retry.NewId);

    private static readonly Refusal managersOnly =
        new(RefusalCode.Forbidden, "role", "managers-only", "Only the devices of a manager take control from each other.");

    private static readonly Refusal sameSession =
        new(RefusalCode.NotInControl, "sess", "opened-elsewhere", "This device has connected again.");

    private static readonly Refusal expired =
        new(RefusalCode.TokenExpired, "token", "expired", "The token has expired; come back with a new one.", Retry.SameId);

    public static readonly Refusal Removed =
        new(RefusalCode.Forbidden, "token", "removed", "This connection was ended by the league, or its token was taken back.");

    private readonly Concourse concourse;
    private readonly SocketSession session;
    private readonly string? client;
    private readonly Outbox outbox;
    private readonly Credits credits;
    private readonly Controls.Seat? seat;
    private Place? place;
    private Pass pass;
    private bool isScored;
    private int acked;
    private long seen, recorded;
    private volatile bool isWelcome;

    /// <param name="session">The client's id of its device.</param>
    /// <param name="client">Name and version of its program; null where it gave none.</param>
    public Visitor(Concourse concourse, SocketSession socket, Guid session, string? client, Pass pass, Outbox outbox)
    {
        (this.concourse, this.session, this.client, this.pass, this.outbox, Session) = (concourse, socket, client, pass, outbox, session);
        credits = new(concourse.Options, pass.Role == Role.Spectator);
        seat = pass is { Role: Role.Manager, Side: { } side } ? new(socket.Game, side, pass.Who) : null;
        seen = concourse.Now;
    }

    public Guid Session { get; }

    public Role Role => pass.Role;

    /// <summary>Finds him his place; what he missed, or where the game stands, is on its way when this returns.</summary>
    /// <returns>Why there is none; null where he has one.</returns>
    /// <exception cref="JournalUnavailableException">The journal does not tell how the game stands.</exception>
    public async ValueTask<Refusal?> Sit(HelloFrame hello)
    {
        var (control, free) = (false, false);
        if (seat is { } mine) control = concourse.Controls.Enter(mine, this, out free);
        try
        {
            var seating = await concourse.Stands.Enter(
                session.Game, new(outbox, Role, pass.Side, hello.Resume, hello.View, standing => Welcome(standing, control)));
            if (seating.Refused is { } refused) return refused;
            Volatile.Write(ref place, seating.Place);
        }
        finally
        {
            if (place is null && seat is { } given) concourse.Controls.Leave(given, this);
        }

        isScored = place!.IsScored;
        concourse.Meter.Came(Role);
        isWelcome = true;
        // Control may have moved while the welcome was written.
        if (seat is { } his && (free || concourse.Controls.Has(his, this) != control))
            concourse.Controls.Tell(his, this);
        return null;
    }

    private ReadOnlyMemory<byte> Welcome(Standing standing, bool control)
    {
        var options = concourse.Options;
        var you = new You(pass.Who, WireWords.Of(Role), pass.Side is { } side ? WireWords.Of(side) : null, control);
        var (rate, burst) = Role == Role.Spectator
            ? (options.SpectatorRate, options.SpectatorBurst)
            : (options.CommandRate, options.CommandBurst);
        return FrameText.Welcome(new(
            WireWords.Version, Session, you, standing.Head, standing.Mode, (int)options.PingEvery.TotalMilliseconds,
            new(ClientFrame.MaxBytes, rate, burst), concourse.Now));
    }

    public ValueTask Take(in Incoming incoming)
    {
        seen = concourse.Now;
        var isCommand = incoming.Kind == ClientFrame.Command;
        if (!credits.Take(isCommand))
        {
            Refuse(incoming, credits.Refusal(isCommand));
            if (credits.IsAbused) session.End(CloseCode.Abuse, credits.Refusal(isCommand), incoming.Named);
            return default;
        }

        if (incoming.Refused is { } refused)
        {
            Refuse(incoming, refused);
            return default;
        }

        switch (incoming.Frame)
        {
            case CommandFrame command: return Command(command, incoming);
            case AuthFrame auth: return Renew(auth);
            case AckFrame ack: Acknowledge(ack); break;
            case PingFrame ping: outbox.Post(FrameText.Pong(new(ping.N, place!.Head, seen))); break;
            default:
                if (incoming.Kind == ClientFrame.Snap) place!.Snap();
                else TakeControl(incoming);
                break;
        }

        return default;
    }

    /// <summary>Looked at once a second.</summary>
    /// <param name="now">Unix milliseconds UTC.</param>
    public void Look(long now)
    {
        if (concourse.Gate.Turned(pass, now) is { } code) session.End(code, code == CloseCode.Removed ? Removed : expired, null);
        else if (outbox.Stalled > concourse.Options.StalledAfter)
            outbox.Close(CloseCode.Slow, "This client does not read; resume where it was.");
        else if (now - recorded >= RecordEvery && seen > recorded) session.Note();
    }

    public void Leave()
    {
        place?.Leave();
        if (seat is { } mine) concourse.Controls.Leave(mine, this);
        concourse.Gate.Left(session.Game, pass, session.From);
        concourse.Meter.Went(Role);
    }

    /// <summary>As operators see him.</summary>
    /// <param name="connected">Unix milliseconds UTC; so is <paramref name="now"/>, at which this is written.</param>
    public SessionRecord Record(long connected, long now)
    {
        recorded = now;
        return new(
            session.Connection, Session, session.Game, pass.Who, pass.Role, pass.Side, session.From?.ToString() ?? "", client,
            connected, seen, acked, place?.Sent ?? 0);
    }

    void Controls.IDevice.Told(bool have, bool free)
    {
        // Before the welcome it is the welcome that says it.
        if (isWelcome) outbox.Post(FrameText.Control(have, free));
    }

    void Controls.IDevice.Replaced() => session.End(CloseCode.ControlTaken, sameSession);

    /// <summary>Who only watches is written down less often: there may be thousands of them.</summary>
    private long RecordEvery => (long)concourse.Options.RecordEvery.TotalMilliseconds * (Role == Role.Spectator ? 6 : 1);

    private async ValueTask Command(CommandFrame frame, Incoming incoming)
    {
        var (envelope, refused) = await Checked(frame);
        if (envelope is null)
        {
            Refuse(incoming, refused!);
            return;
        }

        place!.Awaits = envelope.Id;
        var answer = await concourse.Engine.Ask(session.Game, envelope);
        place.Awaits = default; // Before anything is queued: what is told from here on is sent at once.
        if (answer.Refused is { } no)
        {
            Refuse(incoming, no);
            return;
        }

        try
        {
            // What it did reaches this socket before its receipt does.
            var hash = await place!.Reached(answer.Receipt.Last);
            outbox.Post(FrameText.Accepted(answer.Receipt, hash));
        }
        catch (JournalUnavailableException e)
        {
            Refuse(incoming, Refusals.Unavailable(e.Message));
        }
    }

    /// <summary>The command as the game takes it; null, and why, where it never comes to the game.</summary>
    private async ValueTask<(Envelope?, Refusal?)> Checked(CommandFrame frame)
    {
        if (Role == Role.Spectator) return (null, watchesOnly);
        if (frame.By is not null) return (null, saidOtherwise);
        if (frame.Read(pass.Author, out var refused) is not { } envelope) return (null, refused);
        if (Role == Role.Manager && isScored) return (null, scorersOnly);
        if (seat is { } mine && !concourse.Controls.Has(mine, this) && !await WasAccepted(envelope.Id)) return (null, notInControl);
        return (envelope, null);
    }

    /// <summary>Who lost control with an answer under way still gets it.</summary>
    private async ValueTask<bool> WasAccepted(CommandId id) =>
        (await concourse.Engine.Look(session.Game)).State is { } state && state.Ledger.Receipts.TryFind(id, out _);

    private async ValueTask Renew(AuthFrame auth)
    {
        var admission = await concourse.Gate.Renew(session.Game, pass, auth.Token, default);
        if (admission.Pass is { } renewed) pass = renewed;
        // The old one still holds, for as long as it does.
        else outbox.Post(FrameText.Error(concourse.Meter.Refused(admission.Refused!), fatal: false, ClientFrame.Auth));
    }

    private void Acknowledge(AckFrame ack) => acked = Math.Max(acked, Math.Min(ack.Seq, place!.Head));

    private void TakeControl(in Incoming incoming)
    {
        if (seat is { } mine) concourse.Controls.Take(mine, this);
        else Refuse(incoming, managersOnly);
    }

    /// <summary>A command hears it by its id, anything else by its name.</summary>
    private void Refuse(in Incoming incoming, Refusal refused)
    {
        concourse.Meter.Refused(refused);
        outbox.Post(
            incoming.Id is { } id ? FrameText.Refused(id, refused) : FrameText.Error(refused, fatal: false, incoming.Named));
    }
}
