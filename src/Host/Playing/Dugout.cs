using AkkaGame.Baseball;
using AkkaGame.Client;
using AkkaGame.Messages;

namespace AkkaGame.Host.Playing;

/// <summary>Whoever decides for a side.</summary>
internal interface IManager
{
    /// <summary>
    /// What he does as things stand: a command; null where he has nothing to do, or <paramref name="moved"/> says that things do not stand
    /// so any more.
    /// </summary>
    ValueTask<GameCommand?> Decide(GameView view, Side side, CancellationToken moved);

    /// <summary>A computer manager sits in for him, because he was away too long; true where he wants his seat back.</summary>
    ValueTask<bool> ComesBack(GameView view, Side side, CancellationToken moved);

    /// <summary>
    /// Another device speaks for the side under his name; true where this one is to from now on.
    /// </summary>
    /// <param name="isFree">The other device is not connected any more.</param>
    /// <param name="hadIt">This device spoke for the side before.</param>
    ValueTask<bool> TakesControl(GameView view, Side side, bool isFree, bool hadIt, CancellationToken moved);

    /// <summary>What he sent was refused.</summary>
    void Hear(GameView view, Side side, GameCommand command, Refusal refused);
}

/// <summary>
/// A side's place in a game: sits down, hands in the card, shows its nonces, all of it without being told; whatever needs a head it leaves
/// to its manager.
/// </summary>
/// <param name="folder">Where its nonces are kept.</param>
internal sealed class Dugout(Side side, GameConnection connection, IManager manager, string folder)
{
    private Nonces? nonces;
    private bool hasSat, hadControl;

    public Side Side => side;

    public GameConnection Connection => connection;

    /// <summary>The last event of the last command that was accepted.</summary>
    public int Seq { get; private set; }

    private string Who => connection.You!.Who;

    /// <summary>Why nobody of that name can sit down there; null where he can, or sits there already.</summary>
    public static Refusal? Taken(GameView view, Side side, string who)
    {
        if (view.Live?.Of(side) is not { IsTaken: true } seat || seat.Manager == who || seat.Absent == who) return null;
        return new(
            RefusalCode.Forbidden, "side", "seat-taken",
            $"{seat.Manager ?? "a computer manager"} has the {Words.Of(side)} side of this game");
    }

    /// <summary>Does whatever is to do as things stand. True where a command was sent, so that they may stand otherwise.</summary>
    /// <exception cref="RefusedException">The seat is somebody else's, or another program has taken over.</exception>
    /// <exception cref="ConnectionEndedException">The server does not answer any more, or will not have us.</exception>
    public async Task<bool> Act(GameView view, CancellationToken moved, CancellationToken stop)
    {
        if (view.Live is not { } live || view.IsOver) return false;
        var seat = live.Of(side);
        // Two programs that took the seat from one another in turn would fill the game with nothing else.
        if (hasSat && seat.Manager == Who && seat.Tip != nonces!.Tip) throw TakenOver();
        if (connection is { State: ConnectionState.Live, HasControl: false } or { State: ConnectionState.Moved })
            return await TakeControl(view, moved, stop);
        hadControl |= connection.HasControl;
        if (seat.Absent == Who && !await manager.ComesBack(view, side, moved)) return false;
        if (seat.Manager != Who) return await SitDown(view, stop);
        nonces ??= Nonces.Of(folder, view.Id, side);
        if (seat.Tip != nonces.Tip) return await Send(view, new TakeSeat(side, Tip: nonces.Tip), null, stop);

        hasSat = true;
        if (view.Status == GameStatus.Scheduled) return await BeforeTheGame(view, live, seat, stop);
        if (live.Window is { Kind: WindowKind.Key } key && key.WaitsFor(side)) return await Show(view, key, live.Dice, stop);
        if (await manager.Decide(view, side, moved) is not { } command) return false;
        await Send(view, command, live.Window?.Id, stop);
        return true;
    }

    private async Task<bool> TakeControl(GameView view, CancellationToken moved, CancellationToken stop)
    {
        if (!await manager.TakesControl(view, side, connection.ControlIsFree, hadControl, moved)) return false;
        await connection.TakeControl(stop);
        return true;
    }

    private async Task<bool> SitDown(GameView view, CancellationToken stop)
    {
        nonces = Nonces.Of(folder, view.Id, side);
        var refused = await Refused(view, new TakeSeat(side, Tip: nonces.Tip), null, stop);
        if (refused is null or { Code: RefusalCode.StaleDecision }) return true;
        throw new RefusedException(Taken(view, side, Who) ?? refused);
    }

    private RefusedException TakenOver() => new(new(
        RefusalCode.NotInControl, "tip", "taken-over",
        $"another program has taken the {Words.Of(side)} side of this game in the name of {Who}"));

    private async Task<bool> BeforeTheGame(GameView view, LiveView live, SeatView seat, CancellationToken stop)
    {
        if (view.Of(side).Up == 0) return !seat.LineupIn && await Send(view, new SealLineup(Clubs.Of(side).Card), null, stop);
        return live.Away.IsTaken && live.Home.IsTaken && await Send(view, new StartGame(), null, stop);
    }

    private async Task<bool> Show(GameView view, WindowView key, DiceView dice, CancellationToken stop)
    {
        // One whose root was lost cannot go on with its chain; the key is then mixed without it, and says so.
        if (nonces!.After(side == Side.Away ? dice.AwayShown : dice.HomeShown) is not { } nonce) return false;
        return await Send(view, new GiveNonce(dice.Key + 1, nonce), key.Id, stop);
    }

    private async Task<bool> Send(GameView view, GameCommand command, Guid? window, CancellationToken stop)
    {
        if (await Refused(view, command, window, stop) is not { } refused) return true;
        // The other side was quicker, or its own clock: things stand otherwise by now.
        var isLate = refused.Code is RefusalCode.StaleDecision or RefusalCode.NotYourDecision or RefusalCode.GameOver
            or RefusalCode.Suspended or RefusalCode.NotInControl;
        // Orders are meant for later, however things stand: whoever gave them hears that they do not hold.
        if (isLate && command is not SealStandingOrders) return true;
        manager.Hear(view, side, command, refused);
        return command is not (StartGame or SealLineup or GiveNonce);
    }

    /// <summary>Null where it was accepted.</summary>
    private async Task<Refusal?> Refused(GameView view, GameCommand command, Guid? window, CancellationToken stop)
    {
        var answers = command is SealDecision or GiveNonce or ReadRow or ConfirmOutcome or DisputeOutcome or ReadOutcome;
        var result = await connection.Send(command, view.Seen, answers ? window : null, stop: stop);
        if (result.Refused is
            {
                Code: RefusalCode.Unauthenticated or RefusalCode.Internal or RefusalCode.Unavailable or RefusalCode.Busy
            or RefusalCode.Quarantined or RefusalCode.NotFound
            } no)
        {
            throw new RefusedException(no);
        }

        Seq = Math.Max(Seq, result.To);
        return result.Refused;
    }
}
