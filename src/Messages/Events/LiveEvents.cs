namespace AkkaGame.Messages;

/// <summary>A manager sits down, or a computer manager is put there.</summary>
/// <param name="Manager">Who he is as the operator knows him; null for a computer manager.</param>
/// <param name="Level">0 is a person, from 1 a computer manager's level.</param>
/// <param name="Tip">The end of his own chain of nonces, 64 hex digits; null where he brings none.</param>
/// <param name="From">The first dice key that the chain counts for.</param>
public sealed record SeatTaken(Side Side, string? Manager, byte Level, string? Tip, int From) : GameEvent;

public enum HandOver : byte { Request, Deadline, Disconnect, Return }

/// <summary>A side goes from a person to a computer manager, or back.</summary>
/// <param name="Manager">Who has it now; null for a computer manager, whose level is <paramref name="Level"/>.</param>
public sealed record SeatHandedOver(Side Side, string? Manager, byte Level, HandOver Cause) : GameEvent;

/// <summary>A lineup card is in, unseen: always the same size.</summary>
/// <param name="Box">Base64 of the encrypted card; empty in every view.</param>
/// <param name="Commit">SHA-256 of salt and card, 64 hex digits; empty in every view until the card is shown.</param>
public sealed record LineupSealed(Side Side, string Box, string Commit) : GameEvent;

/// <summary>One side has decided, and nobody knows what: always the same size.</summary>
/// <inheritdoc cref="LineupSealed" path="/param"/>
public sealed record DecisionSealed(Guid Decision, WindowKind Window, Side Side, string Box, string Commit) : GameEvent;

/// <summary>What a side wants done where it does not answer in time, unseen.</summary>
/// <param name="Box">Base64 of the encrypted orders; empty in every view.</param>
/// <param name="Commit">
/// Four commits of 64 hex digits in one text, for defense, offense, throw and advance, so that one can be shown without the others.
/// </param>
public sealed record StandingOrdersSealed(Side Side, string Box, string Commit) : GameEvent;

/// <summary>Where a decision came from.</summary>
public enum TakenFrom : byte { NotAsked, Seal, StandingOrders, Computer, Deadline }

/// <summary>One side's part in a reveal.</summary>
/// <param name="Salt">
/// With which the commit of the seal, or of that part of the standing orders, is recomputed, 32 hex digits; null where there was neither.
/// </param>
/// <param name="Why">A computer manager's reason, one true sentence.</param>
public sealed record Revealed(TakenFrom From, string? Salt = null, string? Why = null);

/// <summary>What a side wanted and another decision made pointless, such as a steal on an intentional walk.</summary>
/// <param name="Field">The member of the decision, as the wire names it.</param>
/// <param name="By">
/// What overruled it, as a stable word: <c>intentional-walk</c>, <c>pitchout</c>, <c>steal</c>.
/// </param>
public readonly record struct Moot(Side Side, string Field, string By);

/// <summary>
/// Both sides' decisions, shown together. In a pitch window <see cref="Defense"/> and <see cref="Offense"/> are there, in a play window
/// <see cref="Throw"/> and <see cref="Advance"/>; a side that was not asked has none.
/// </summary>
public sealed record DecisionsRevealed(
    Guid Decision, Revealed DefenseBy, Revealed OffenseBy,
    DefensiveDecision? Defense = null, OffensiveDecision? Offense = null,
    ThrowDecision? Throw = null, AdvanceDecision? Advance = null,
    EquatableArray<Moot> Moot = default) : GameEvent;

/// <summary>A manager's client has shown its nonce for a dice key.</summary>
/// <param name="Nonce">32 bytes as 64 hex digits.</param>
public sealed record NonceGiven(int Key, Side Side, string Nonce) : GameEvent;

/// <summary>A dice key is made: from now on its rolls are determined. Nonces are 64 hex digits, zeros where missing.</summary>
public sealed record KeyMixed(int Key, string Home, string Away, Sides Missing) : GameEvent;

/// <summary>A dice key is used up, and everybody may recompute its rolls.</summary>
/// <param name="Secret">The server's part s(k), 64 hex digits.</param>
public sealed record KeyRevealed(int Key, string Secret) : GameEvent;

/// <summary>The server's chain is at its end, or lost, and a new one is made, for keys from <paramref name="FromKey"/> on.</summary>
/// <param name="S0">Its published end, 64 hex digits.</param>
/// <param name="Lost">The game's secret was lost: what was sealed is never read, and asked for again.</param>
public sealed record DiceRestarted(int FromKey, string S0, bool Lost = false) : GameEvent;

/// <summary>Four dice fall.</summary>
/// <param name="Number">Counted over the whole game from 1, never twice.</param>
/// <param name="For">In a game with cards, what a further roll was said to be for; null for every other one.</param>
public sealed record DiceRolled(int Number, int Key, RollPurpose Purpose, Dice Dice, Guid Decision, string? For = null) : GameEvent;

/// <summary>Where managers read the charts themselves, a roll was read.</summary>
/// <param name="Reader">Whose row it is; null where he was silent, and the server read it.</param>
/// <param name="Outcome">The chart's word for what is written there.</param>
public sealed record RowRead(int Roll, Side? Reader, string Outcome) : GameEvent;

/// <summary>Somebody read the dice off his cards; the other side has yet to agree.</summary>
/// <param name="Overrules">Where it stands, the league forgets what was read in that cell before.</param>
public sealed record OutcomeRead(int Roll, Side Reader, CardCell Cell, ScoredPlay Reading, bool Overrules = false) : GameEvent;

/// <param name="Reading">What the other side reads there, where it says so.</param>
public sealed record OutcomeDisputed(int Roll, Side Side, ScoredPlay? Reading = null) : GameEvent;

public sealed record MoundVisited(Side Side, byte Left) : GameEvent;

public sealed record PlayerInjured(PlayerId Player, string Until) : GameEvent;

/// <summary>A side did not answer in time.</summary>
public sealed record DeadlinePassed(Guid Decision, Side Side) : GameEvent;

/// <summary>A window stays open longer: time in which nobody could answer is given back, or a side draws on its bank.</summary>
/// <param name="Credited">Milliseconds.</param>
/// <param name="Due">The new deadline, Unix milliseconds UTC.</param>
/// <param name="Bank">The side that pays for it out of its bank; null where it is an outage.</param>
public sealed record DeadlineMoved(Guid Decision, long Credited, long Due, Side? Bank = null) : GameEvent;

/// <summary>A side makes no more changes before the next pitch, unless the other one changes its pitcher.</summary>
public sealed record SubstitutionTurnPassed(Guid Decision, Side Side) : GameEvent;

public enum EditKind : byte { None, Reread, Decision }

/// <summary>A manager asks to have events taken back.</summary>
/// <param name="Reading">For a reread, the new reading.</param>
public sealed record TakeBackAsked(int From, int To, EditKind Kind, Side By, ScoredPlay? Reading = null) : GameEvent;

public sealed record TakeBackRefused(Side By, string Reason) : GameEvent;

/// <summary>The facts of the game from <paramref name="From"/> to <paramref name="To"/> count no more.</summary>
/// <param name="Game">The game as it stands now; what the rules of baseball made of it, encoded.</param>
public sealed record PlayTakenBack(int From, int To, EditKind Kind, Side AgreedBy, EncodedGame Game) : GameEvent;

/// <summary>A half settled anew by a scoring change.</summary>
public sealed record Resettled(byte Inning, Half Half, byte Hits, byte Errors, EquatableArray<SettledRun> Settlement);

/// <summary>A play that reads otherwise because an earlier one of its half does: another pitcher answers for a runner.</summary>
/// <param name="Of">The seq of the play.</param>
public sealed record LaterPlay(int Of, PlayMade Now);

/// <summary>The scorer writes a play otherwise; nobody stands elsewhere because of it.</summary>
/// <param name="Of">The seq of the play.</param>
/// <param name="Game">The game as it stands now: only what is counted differs.</param>
public sealed record ScoringChanged(
    int Of, PlayMade Now, EquatableArray<Resettled> Settlements, PitchersOfRecord? Pitchers, string Rule, EncodedGame Game,
    EquatableArray<LaterPlay> Later = default) : GameEvent;

/// <summary>The commissioner takes back what did not happen so; what still holds follows anew in the same group.</summary>
/// <inheritdoc cref="PlayTakenBack" path="/param"/>
public sealed record HistoryCorrected(int From, int To, string Ruling, EncodedGame Game) : GameEvent;

/// <param name="Hash">SHA-256 of the box score's JSON, 64 hex digits.</param>
public sealed record ScoreCertified(string Hash) : GameEvent;

/// <summary>It never started and will not.</summary>
public sealed record GameCancelled(string Reason) : GameEvent;
