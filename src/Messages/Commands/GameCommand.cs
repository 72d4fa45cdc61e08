namespace AkkaGame.Messages;

/// <summary>
/// What someone asks of a game: imperative, and refusable. The closed list and its wire names stand in <see cref="WireNames"/>.
/// </summary>
public abstract record GameCommand
{
    private protected GameCommand() { }
}

/// <summary>
/// Sets up a game. <see cref="Facts"/> are what is known before the first pitch (umpires, weather, start time) as key and value.
/// </summary>
public sealed record CreateGame(
    string League, TeamId Away, TeamId Home, DateOnly Date, byte Number, string? Site, GameMode Mode, RuleSet Rules,
    string? Retrosheet = null, EquatableArray<GameFact> Facts = default) : GameCommand
{
    /// <summary>
    /// The edition of cards that it is to be played by, 16 hex digits; null where every man is an average one. Only for played games.
    /// </summary>
    public string? Cards { get; init; }
}

/// <summary>Both lineup cards, exchanged at home plate in the open.</summary>
public sealed record ExchangeLineups(LineupCard Away, LineupCard Home) : GameCommand;

public sealed record StartGame : GameCommand;

/// <summary>
/// One real play as the official scorer writes it, with what the scoresheet says just before it.
/// </summary>
/// <param name="Batter">The man at bat; refused where the order says another, unless <paramref name="BattingSlot"/> names his slot.</param>
/// <param name="Count">The count before the last pitch.</param>
/// <param name="Pitches">The pitch sequence as written, <c>null</c> where none is.</param>
/// <param name="BattingSlot">Batting out of turn, or the return to the order afterwards: the slot that bats now (<c>ladj</c>).</param>
/// <param name="BatsNow">The batter bats from an unexpected side (<c>badj</c>).</param>
/// <param name="ThrowsNow">The pitcher throws with the other hand (<c>padj</c>).</param>
/// <param name="Placed">A runner put on a base by rule before the half's first play (<c>radj</c>).</param>
/// <param name="Recharged">Runners charged to another pitcher (<c>presadj</c>).</param>
public sealed record RecordPlay(
    byte Inning, Half Half, PlayerId Batter, Count Count, string? Pitches, ScoredPlay Play,
    BattingSlot? BattingSlot = null,
    EquatableArray<PlayerHand> BatsNow = default,
    EquatableArray<PlayerHand> ThrowsNow = default,
    PlacedRunner? Placed = null,
    EquatableArray<RechargedRunner> Recharged = default) : GameCommand;

/// <summary>A batch of substitutions, applied in order and checked at its end: two men may hold one position on the way.</summary>
/// <param name="Placed">A runner put on a base by rule before this batch, where a man runs for him at once.</param>
/// <param name="BattingSlot">Another slot bats than the order says, and a man is sent up for its holder (<c>ladj</c>).</param>
public sealed record Substitute(
    EquatableArray<Announcement> Announcements, PlacedRunner? Placed = null, BattingSlot? BattingSlot = null) : GameCommand;

/// <summary>One announcement to the umpire: who takes which slot and position, and the count when time was called.</summary>
public sealed record Announcement(
    Side Side, byte Slot, PlayerId Player, string Name, Position Position, Count Count, bool Courtesy = false);

public sealed record NoteFacts(EquatableArray<GameFact> Facts) : GameCommand;

public sealed record EjectPlayer(string Person, string Role, string Umpire, string Reason) : GameCommand;

/// <summary>
/// A replay review: what was asked, by whom, and what became of the call. The fields are those of the scorer's record, in order.
/// </summary>
public sealed record ReviewPlay(EquatableArray<string> Fields) : GameCommand;

/// <summary>Stops the game for a while.</summary>
/// <param name="ResumesAt">
/// When it goes on by itself, Unix milliseconds UTC, at most 24 hours ahead; null where it waits for <see cref="ResumeGame"/>.
/// </param>
public sealed record DelayGame(string Reason, long? ResumesAt = null) : GameCommand;

/// <summary>Stops the game to be finished on another day.</summary>
public sealed record SuspendGame(string Reason) : GameCommand;

/// <summary>Takes a delayed or suspended game up again, perhaps elsewhere.</summary>
public sealed record ResumeGame(DateOnly? Date = null, string? Site = null) : GameCommand;

/// <summary>The umpire ends the game before its end by rule.</summary>
public sealed record CallGame(string Reason) : GameCommand;

public sealed record ForfeitGame(Side Winner, string Reason) : GameCommand;

/// <summary>
/// The scorer names winning, losing and saving pitcher, overruling what the rule says; a null leaves that one to the rule.
/// </summary>
public sealed record NamePitchersOfRecord(PlayerId? Win, PlayerId? Loss, PlayerId? Save) : GameCommand;

/// <summary>Official earned runs by pitcher, kept beside what the rules compute and never copied into it.</summary>
public sealed record NoteOfficialTotals(EquatableArray<OfficialEarnedRuns> EarnedRuns) : GameCommand;

public readonly record struct GameFact(string Key, string Value);

public readonly record struct BattingSlot(Side Side, byte Slot);

public readonly record struct PlayerHand(PlayerId Player, Hand Hand);

public readonly record struct PlacedRunner(PlayerId Player, Base Base);

public readonly record struct RechargedRunner(PlayerId Pitcher, Base Base);

public readonly record struct OfficialEarnedRuns(PlayerId Pitcher, byte EarnedRuns);
