using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Messages.Json;

namespace AkkaGame.Messages;

/// <summary>A kind of event or command as the world outside knows it: its name on the wire, its code in the journal, its version.</summary>
/// <param name="Code">Stored in a smallint column; never given twice, never changed.</param>
/// <param name="Version">Raised when a payload changes its meaning; readers upcast.</param>
/// <param name="Voidable">
/// True where an edit may take the event back (a fact of the game), false where it stands for ever (a fact of the ledger).
/// </param>
public sealed record WireName(string Name, short Code, short Version, Type Type, JsonTypeInfo Json, bool Voidable = true);

/// <summary>
/// The one registry of names. A class may be renamed, a journal may not: names and codes are written by hand, once, and stay.
/// Codes 1-99 are events in the order of the design's table; 43 and up came after it.
/// </summary>
public static class WireNames
{
    private static MessagesJson J => MessagesJson.Default;

    public static readonly IReadOnlyList<WireName> Events =
    [
        new("game-created", 1, 1, typeof(GameCreated), J.GameCreated, Voidable: false),
        new("seat-taken", 2, 1, typeof(SeatTaken), J.SeatTaken, Voidable: false),
        new("seat-handed-over", 3, 1, typeof(SeatHandedOver), J.SeatHandedOver, Voidable: false),
        new("game-info-noted", 4, 1, typeof(GameInfoNoted), J.GameInfoNoted, Voidable: false),
        new("lineup-sealed", 5, 1, typeof(LineupSealed), J.LineupSealed),
        new("lineups-exchanged", 6, 1, typeof(LineupsExchanged), J.LineupsExchanged),
        new("game-started", 7, 1, typeof(GameStarted), J.GameStarted),
        new("half-opened", 8, 1, typeof(HalfOpened), J.HalfOpened),
        new("decision-sealed", 9, 1, typeof(DecisionSealed), J.DecisionSealed, Voidable: false),
        new("standing-orders-sealed", 10, 1, typeof(StandingOrdersSealed), J.StandingOrdersSealed, Voidable: false),
        new("decisions-revealed", 11, 1, typeof(DecisionsRevealed), J.DecisionsRevealed),
        new("key-mixed", 12, 1, typeof(KeyMixed), J.KeyMixed, Voidable: false),
        new("key-revealed", 13, 1, typeof(KeyRevealed), J.KeyRevealed, Voidable: false),
        new("dice-rolled", 14, 1, typeof(DiceRolled), J.DiceRolled, Voidable: false),
        new("outcome-read", 15, 1, typeof(OutcomeRead), J.OutcomeRead),
        new("outcome-disputed", 16, 1, typeof(OutcomeDisputed), J.OutcomeDisputed, Voidable: false),
        new("play-made", 17, 1, typeof(PlayMade), J.PlayMade),
        new("substitution-made", 18, 1, typeof(SubstitutionMade), J.SubstitutionMade),
        new("batter-adjusted", 19, 1, typeof(BatterAdjusted), J.BatterAdjusted),
        new("hand-set", 20, 1, typeof(HandSet), J.HandSet),
        new("runner-placed", 21, 1, typeof(RunnerPlaced), J.RunnerPlaced),
        new("runner-recharged", 22, 1, typeof(RunnerRecharged), J.RunnerRecharged),
        new("mound-visited", 23, 1, typeof(MoundVisited), J.MoundVisited),
        new("play-reviewed", 24, 1, typeof(PlayReviewed), J.PlayReviewed),
        new("player-ejected", 25, 1, typeof(PlayerEjected), J.PlayerEjected),
        new("player-injured", 26, 1, typeof(PlayerInjured), J.PlayerInjured),
        new("half-closed", 27, 1, typeof(HalfClosed), J.HalfClosed),
        new("game-delayed", 28, 1, typeof(GameDelayed), J.GameDelayed),
        new("game-suspended", 29, 1, typeof(GameSuspended), J.GameSuspended),
        new("game-resumed", 30, 1, typeof(GameResumed), J.GameResumed),
        new("deadline-passed", 31, 1, typeof(DeadlinePassed), J.DeadlinePassed, Voidable: false),
        new("substitution-turn-passed", 32, 1, typeof(SubstitutionTurnPassed), J.SubstitutionTurnPassed),
        new("official-totals-noted", 33, 1, typeof(OfficialTotalsNoted), J.OfficialTotalsNoted, Voidable: false),
        new("take-back-asked", 34, 1, typeof(TakeBackAsked), J.TakeBackAsked, Voidable: false),
        new("take-back-refused", 35, 1, typeof(TakeBackRefused), J.TakeBackRefused, Voidable: false),
        new("play-taken-back", 36, 1, typeof(PlayTakenBack), J.PlayTakenBack, Voidable: false),
        new("scoring-changed", 37, 1, typeof(ScoringChanged), J.ScoringChanged),
        new("history-corrected", 38, 1, typeof(HistoryCorrected), J.HistoryCorrected, Voidable: false),
        new("game-ended", 39, 1, typeof(GameEnded), J.GameEnded),
        new("pitchers-of-record-named", 40, 1, typeof(PitchersOfRecordNamed), J.PitchersOfRecordNamed),
        new("score-certified", 41, 1, typeof(ScoreCertified), J.ScoreCertified, Voidable: false),
        new("game-cancelled", 42, 1, typeof(GameCancelled), J.GameCancelled, Voidable: false),
        new("nonce-given", 43, 1, typeof(NonceGiven), J.NonceGiven, Voidable: false),
        new("dice-restarted", 44, 1, typeof(DiceRestarted), J.DiceRestarted, Voidable: false),
        new("deadline-moved", 45, 1, typeof(DeadlineMoved), J.DeadlineMoved, Voidable: false),
        new("row-read", 46, 1, typeof(RowRead), J.RowRead),
    ];

    public static readonly IReadOnlyList<WireName> Commands =
    [
        new("create-game", 1, 1, typeof(CreateGame), J.CreateGame),
        new("exchange-lineups", 2, 1, typeof(ExchangeLineups), J.ExchangeLineups),
        new("start-game", 3, 1, typeof(StartGame), J.StartGame),
        new("record-play", 4, 1, typeof(RecordPlay), J.RecordPlay),
        new("substitute", 5, 1, typeof(Substitute), J.Substitute),
        new("note-facts", 6, 1, typeof(NoteFacts), J.NoteFacts),
        new("eject-player", 7, 1, typeof(EjectPlayer), J.EjectPlayer),
        new("review-play", 8, 1, typeof(ReviewPlay), J.ReviewPlay),
        new("delay-game", 9, 1, typeof(DelayGame), J.DelayGame),
        new("suspend-game", 10, 1, typeof(SuspendGame), J.SuspendGame),
        new("resume-game", 11, 1, typeof(ResumeGame), J.ResumeGame),
        new("call-game", 12, 1, typeof(CallGame), J.CallGame),
        new("forfeit-game", 13, 1, typeof(ForfeitGame), J.ForfeitGame),
        new("name-pitchers-of-record", 14, 1, typeof(NamePitchersOfRecord), J.NamePitchersOfRecord),
        new("note-official-totals", 15, 1, typeof(NoteOfficialTotals), J.NoteOfficialTotals),
        new("take-seat", 16, 1, typeof(TakeSeat), J.TakeSeat),
        new("hand-over-seat", 17, 1, typeof(HandOverSeat), J.HandOverSeat),
        new("seal-lineup", 18, 1, typeof(SealLineup), J.SealLineup),
        new("seal-decision", 19, 1, typeof(SealDecision), J.SealDecision),
        new("seal-standing-orders", 20, 1, typeof(SealStandingOrders), J.SealStandingOrders),
        new("give-nonce", 21, 1, typeof(GiveNonce), J.GiveNonce),
        new("pass-turn", 22, 1, typeof(PassTurn), J.PassTurn),
        new("visit-mound", 23, 1, typeof(VisitMound), J.VisitMound),
        new("read-outcome", 24, 1, typeof(ReadOutcome), J.ReadOutcome),
        new("confirm-outcome", 25, 1, typeof(ConfirmOutcome), J.ConfirmOutcome),
        new("dispute-outcome", 26, 1, typeof(DisputeOutcome), J.DisputeOutcome),
        new("rule-outcome", 27, 1, typeof(RuleOutcome), J.RuleOutcome),
        new("roll-for-card", 28, 1, typeof(RollForCard), J.RollForCard),
        new("ask-take-back", 29, 1, typeof(AskTakeBack), J.AskTakeBack),
        new("answer-take-back", 30, 1, typeof(AnswerTakeBack), J.AnswerTakeBack),
        new("change-scoring", 31, 1, typeof(ChangeScoring), J.ChangeScoring),
        new("correct-history", 32, 1, typeof(CorrectHistory), J.CorrectHistory),
        new("certify-score", 33, 1, typeof(CertifyScore), J.CertifyScore),
        new("cancel-game", 34, 1, typeof(CancelGame), J.CancelGame),
        new("concede-game", 35, 1, typeof(ConcedeGame), J.ConcedeGame),
        new("note-injury", 36, 1, typeof(NoteInjury), J.NoteInjury),
        new("read-row", 37, 1, typeof(ReadRow), J.ReadRow),
    ];

    private static readonly FrozenDictionary<Type, WireName> byType = Events.Concat(Commands).ToFrozenDictionary(w => w.Type);
    private static readonly FrozenDictionary<short, WireName> eventByCode = Events.ToFrozenDictionary(w => w.Code);

    private static readonly FrozenDictionary<string, WireName> commandByName =
        Commands.ToFrozenDictionary(w => w.Name, StringComparer.Ordinal);

    public static WireName Of(GameEvent happened) => byType[happened.GetType()];

    public static WireName Of(GameCommand command) => byType[command.GetType()];

    /// <summary>The event of that journal code, or null where this build does not know it.</summary>
    public static WireName? EventOf(short code) => eventByCode.GetValueOrDefault(code);

    /// <summary>The command of that name on the wire, or null where this build does not know it.</summary>
    public static WireName? CommandOf(string name) => commandByName.GetValueOrDefault(name);
}
