namespace AkkaGame.Messages;

/// <summary>A manager sits down on his side; who runs the game may put a computer manager there.</summary>
/// <param name="Level">0 is the sender himself, from 1 a computer manager.</param>
/// <param name="Tip">The end of his chain of nonces, 64 hex digits.</param>
public sealed record TakeSeat(Side Side, byte Level = 0, string? Tip = null) : GameCommand;

/// <summary>A manager leaves his side to a computer manager; <see cref="TakeSeat"/> brings him back.</summary>
public sealed record HandOverSeat(Side Side, byte Level) : GameCommand;

/// <summary>A manager's lineup card, shown only when both are in.</summary>
public sealed record SealLineup(LineupCard Card) : GameCommand
{
    /// <summary>Says nothing of what is in it: it must not be readable in a log.</summary>
    public override string ToString() => "a lineup card to be sealed";
}

/// <summary>
/// A manager's answer to the open pitch or play window. Until both are in a new one replaces it. Exactly one member is set, the one that
/// his side is asked for.
/// </summary>
public sealed record SealDecision(
    DefensiveDecision? Defense = null, OffensiveDecision? Offense = null,
    ThrowDecision? Throw = null, AdvanceDecision? Advance = null) : GameCommand
{
    /// <inheritdoc cref="SealLineup.ToString"/>
    public override string ToString() => "a decision to be sealed";
}

/// <summary>Replaces the sender's standing orders; empty ones take them back.</summary>
public sealed record SealStandingOrders(StandingOrders Orders) : GameCommand
{
    /// <inheritdoc cref="SealLineup.ToString"/>
    public override string ToString() => "orders to be sealed";
}

/// <summary>A manager's nonce for the dice key under way.</summary>
/// <param name="Nonce">32 bytes as 64 hex digits: the one whose SHA-256 is the nonce before it, or his tip.</param>
public sealed record GiveNonce(int Key, string Nonce) : GameCommand;

/// <summary>The sender makes no more changes before the next pitch.</summary>
public sealed record PassTurn : GameCommand;

public sealed record VisitMound : GameCommand;

/// <summary>What the sender reads on the printed chart for the roll that lies, where managers do that themselves.</summary>
/// <param name="Outcome">The chart's word, such as <c>S/L</c>.</param>
public sealed record ReadRow(int Roll, string Outcome) : GameCommand;

/// <summary>What the sender reads on his card for the roll that lies.</summary>
/// <param name="Roll">The roll of batter against pitcher, whatever the card made fall after it.</param>
/// <param name="Overrules">
/// He knows that the league remembers another reading of the cell, and asks the other side to agree that this one stands.
/// </param>
public sealed record ReadOutcome(int Roll, CardCell Cell, ScoredPlay Reading, bool Overrules = false) : GameCommand;

public sealed record ConfirmOutcome(int Roll) : GameCommand;

/// <param name="Reading">What the sender reads there.</param>
public sealed record DisputeOutcome(int Roll, ScoredPlay? Reading = null) : GameCommand;

/// <summary>The commissioner says which reading of a cell stands.</summary>
public sealed record RuleOutcome(int Roll, ScoredPlay Reading) : GameCommand;

/// <summary>A card asks for another roll.</summary>
/// <param name="For">What it is for, named before it falls: a word of at most 24 letters, digits and hyphens.</param>
public sealed record RollForCard(string For) : GameCommand;

/// <summary>A manager wants the last play, or the last reading, back.</summary>
public sealed record AskTakeBack(EditKind Kind, ScoredPlay? Reading = null) : GameCommand;

public sealed record AnswerTakeBack(bool Agreed, string? Reason = null) : GameCommand;

/// <summary>The scorer writes a play otherwise.</summary>
/// <param name="Of">The seq of the play.</param>
public sealed record ChangeScoring(int Of, ScoredPlay Play, string Rule) : GameCommand;

/// <summary>The commissioner takes back everything from a play on, and says what still holds.</summary>
/// <param name="From">The seq of the first event that did not happen so.</param>
/// <param name="Keep">The seqs of later events that hold, in order; they are appended again.</param>
public sealed record CorrectHistory(int From, EquatableArray<int> Keep, string Ruling) : GameCommand;

/// <summary>The scorer closes the book.</summary>
public sealed record CertifyScore : GameCommand;

public sealed record CancelGame(string Reason) : GameCommand;

/// <summary>A man in a played game is hurt: he has to be replaced, and does not come back.</summary>
/// <param name="Until">How long the league is to miss him, as a word of its own.</param>
public sealed record NoteInjury(PlayerId Player, string Until) : GameCommand;

/// <summary>A manager gives up.</summary>
public sealed record ConcedeGame(string Reason) : GameCommand;
