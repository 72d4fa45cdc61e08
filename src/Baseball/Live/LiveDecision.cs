using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What the rules say to the commands and timers of a played game. The table of contents: every arm is a chapter of its own.
/// </summary>
internal static class LiveDecision
{
    /// <summary>True where the command is one of a played game, or asks for something that no scored game knows.</summary>
    public static bool IsFor(GameState state, GameCommand command) =>
        state.Game.Live is not null && command is not (NoteFacts or ReviewPlay or NamePitchersOfRecord or NoteOfficialTotals)
        || command is TakeSeat or HandOverSeat or SealLineup or SealDecision or SealStandingOrders or GiveNonce or PassTurn or VisitMound
            or ReadOutcome or ConfirmOutcome or DisputeOutcome or RuleOutcome or RollForCard or AskTakeBack or AnswerTakeBack
            or ChangeScoring or CorrectHistory or CertifyScore or CancelGame or ConcedeGame
        || command is CreateGame { Mode: GameMode.Played };

    public static Verdict On(GameState state, Envelope envelope, Moment moment, Known known)
    {
        _ = (state, envelope, moment, known);
        return Refusal.Illegal("command", "played-games-only", "Only a played game knows this command.");
    }

    public static Verdict On(GameState state, GameTimer timer, Moment moment, Known known)
    {
        _ = (state, timer, moment, known);
        return Refusal.Illegal("timer", "not-set", "The game has no such timer.");
    }
}
