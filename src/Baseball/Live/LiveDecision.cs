using System.Diagnostics;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What the rules say to the commands and timers of a played game. The table of contents: every arm is a chapter of its own.
/// </summary>
internal static class LiveDecision
{
    private static readonly Refusal playedOnly =
        Refusal.Illegal("command", "played-games-only", "Only a played game knows this command.");

    private static readonly Refusal noSecret = new(
        RefusalCode.Unavailable, null, "secret", "The game's secret is not at hand, and nothing can be decided without it.", Retry.After);

    /// <summary>True where the command is one of a played game, or asks for something that no scored game knows.</summary>
    public static bool IsFor(GameState state, GameCommand command) =>
        state.Game.Live is not null
        || command is TakeSeat or HandOverSeat or SealLineup or SealDecision or SealStandingOrders or GiveNonce or PassTurn or VisitMound
            or ReadRow or ReadOutcome or ConfirmOutcome or DisputeOutcome or RuleOutcome or RollForCard or AskTakeBack or AnswerTakeBack
            or ChangeScoring or CorrectHistory or CertifyScore or CancelGame or ConcedeGame or NoteInjury
        || command is CreateGame { Mode: GameMode.Played };

    public static Verdict On(GameState state, Envelope envelope, Moment moment, Known known)
    {
        if (!state.Exists && envelope.Command is not CreateGame) return Decision.NoSuchGame;
        if (state.Exists && state.Game.Live is null) return Scored(state, envelope, moment, known);
        if (known.Secret is null) return noSecret;
        if (Windows.Stale(state, envelope) is { } stale) return stale;
        var draft = new Draft(state, moment, known);
        return envelope.Command switch
        {
            AskTakeBack or AnswerTakeBack or ChangeScoring or CorrectHistory or CertifyScore => Edits.On(draft, envelope),
            ReadOutcome or ConfirmOutcome or DisputeOutcome or RuleOutcome or RollForCard => Reading.On(draft, envelope),
            _ => Answer(draft, envelope) is { } refused ? refused : draft.Done(),
        };
    }

    public static Verdict On(GameState state, GameTimer timer, Moment moment, Known known)
    {
        var draft = new Draft(state, moment, known);
        switch (timer.Kind)
        {
            case TimerKind.DelayEnds: Stoppages.Resume(draft, new GameResumed(null, null)); break;
            case TimerKind.WindowDue: Deadlines.Fall(draft); break;
            case TimerKind.PlayOn: Plays.GoOn(draft); break;
            case TimerKind.KeyRests: Stoppages.Rest(draft); break;
            default: throw new UnreachableException($"A timer of kind {timer.Kind} is not decided.");
        }

        return draft.Done();
    }

    /// <summary>A scored game knows of all this only how its book is put right.</summary>
    private static Verdict Scored(GameState state, Envelope envelope, Moment moment, Known known) => envelope.Command switch
    {
        CreateGame => Decision.Exists(state.Id),
        ChangeScoring or CorrectHistory or CertifyScore =>
            Decision.Stale(state, envelope) is { } stale ? stale : Edits.On(new(state, moment, known), envelope),
        _ => playedOnly,
    };

    private static Refusal? Answer(Draft draft, Envelope envelope) => envelope.Command switch
    {
        CreateGame create => HomePlate.Create(draft, envelope, create),
        TakeSeat take => Seats.Take(draft, envelope, take),
        HandOverSeat over => Seats.HandOver(draft, envelope, over),
        SealLineup lineup => HomePlate.Seal(draft, envelope, lineup.Card),
        ExchangeLineups cards => HomePlate.Exchange(draft, envelope, cards),
        StartGame => HomePlate.Start(draft, envelope),
        CancelGame cancel => HomePlate.Cancel(draft, envelope, cancel),
        GiveNonce nonce => Keys.Give(draft, envelope, nonce),
        SealDecision sealing => Seals.Decision(draft, envelope, sealing),
        SealStandingOrders orders => Seals.StandingOrders(draft, envelope, orders.Orders),
        ReadRow row => Rows.Read(draft, envelope, row),
        PassTurn => Turns.Pass(draft, envelope),
        Substitute batch => Changes.On(draft, envelope, batch),
        VisitMound => Mound.Visit(draft, envelope),
        EjectPlayer ejection => Departures.Eject(draft, envelope, ejection),
        NoteInjury injury => Departures.Injure(draft, envelope, injury),
        DelayGame delay => Stoppages.Delay(draft, envelope, delay),
        SuspendGame(var reason) => Stoppages.Suspend(draft, envelope, reason),
        ResumeGame resume => Stoppages.Resume(draft, envelope, resume),
        CallGame(var reason) => Stoppages.Call(draft, envelope, reason),
        ForfeitGame forfeit => Stoppages.Forfeit(draft, envelope, forfeit),
        ConcedeGame concede => Stoppages.Concede(draft, envelope, concede),
        NoteFacts facts when CardOdds.Refuse(facts) is { } refused => refused,
        // The book is kept as in any game.
        RecordPlay or NoteFacts or ReviewPlay or NamePitchersOfRecord or NoteOfficialTotals =>
            Authority.Official(envelope) ?? draft.Add(Decision.Answer(draft.Before, envelope.Command, draft.Moment)),
        _ => throw new UnreachableException($"{envelope.Command.GetType().Name} is not decided."),
    };
}
