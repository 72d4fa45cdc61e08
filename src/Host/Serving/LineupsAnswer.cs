using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>Both sides' men, and what their cards have to be like.</summary>
/// <param name="Seen">What a command names as <c>play</c> that answers no window.</param>
/// <param name="Open">Cards are taken now.</param>
internal sealed record LineupsAnswer(
    int Seq, int Seen, GameStatus Status, GameMode Mode, bool Open, CardRules Rules, LineupSide Away, LineupSide Home)
{
    public static LineupsAnswer Of(GameState state, GameView view)
    {
        var isOpen = view.Status == GameStatus.Scheduled && view.Away.Lineup.Count == 0;
        return new(
            view.Seq, view.Seen, view.Status, view.Mode, isOpen, CardRules.Of(view.Rules), Of(state, view, Side.Away),
            Of(state, view, Side.Home));
    }

    private static LineupSide Of(GameState state, GameView view, Side side)
    {
        var seat = view.Live?.Of(side);
        var reserves = view.Of(side).Reserves;
        return new(
            view.Of(side).Team, seat?.Manager, seat?.LineupIn ?? false, [.. state.Game.Lineup(side).Men.Select(LineupMan.Of)],
            reserves?.Bench, reserves?.Bullpen);
    }
}

/// <summary>What a card has to keep to.</summary>
/// <param name="Dh"><c>None</c>: nine places; otherwise a tenth, slot 0, is the pitcher's where a designated hitter bats for him.</param>
/// <param name="Roster">Men on a card at most, those of bench and bullpen included; 0 for no limit, as with the next.</param>
/// <param name="Pitchers">Pitchers among them at most.</param>
internal sealed record CardRules(DhRule Dh, byte Roster, byte Pitchers)
{
    public static CardRules Of(RuleSet rules) => new(rules.Dh, rules.Roster, rules.PitcherLimit);
}

/// <param name="Manager">The person in its seat; null where a computer manager sits there, or nobody.</param>
/// <param name="CardIn">Its card is in, unseen until the other one is.</param>
/// <param name="Men">Everybody who is or was in the game, in the order in which they came; none before the cards are shown.</param>
/// <param name="Bench">Who may still come in; null where nobody knows, as in a game that a scorer writes down.</param>
internal sealed record LineupSide(
    TeamId Team, string? Manager, bool CardIn, IReadOnlyList<LineupMan> Men, EquatableArray<NamedPlayer>? Bench,
    EquatableArray<NamedPlayer>? Bullpen);

/// <summary>A man on a card, or one who came in.</summary>
/// <param name="Slot">1-9 in the batting order; 0 for the pitcher who does not bat.</param>
/// <param name="Position">Where he plays, or played last.</param>
/// <param name="Starter">He stood on the card.</param>
/// <param name="IsIn">He is in the game.</param>
internal sealed record LineupMan(
    LineupEntry Entry, byte Slot, PlayerId Player, string Name, Position Position, bool Starter, bool IsIn)
{
    public static LineupMan Of(LineupPlayer man) =>
        new(man.Entry, man.Entry.Slot, man.Player, man.Name, man.Position, man.Entered == 0, man.IsIn);
}

/// <summary>A card, or both of them, handed in.</summary>
/// <param name="Id">The command's id, made by its sender before the first send.</param>
/// <param name="Card">A manager's own, sealed until the other side's is in too.</param>
/// <param name="Away">Both in the open, from whoever runs the game.</param>
/// <param name="Play">The <c>seen</c> of the game; 0 before any play.</param>
internal sealed record LineupsAsked(
    Guid Id, LineupCard? Card = null, LineupCard? Away = null, LineupCard? Home = null, int Play = 0, string? Why = null)
{
    /// <summary>The command that it is. Null, and why, where it is none.</summary>
    public GameCommand? Command(Role role, out Refusal? refused)
    {
        refused = null;
        if (role == Role.Manager && Card is { } own && Away is null && Home is null) return new SealLineup(own);
        if (role != Role.Manager && Card is null && Away is { } away && Home is { } home) return new ExchangeLineups(away, home);
        refused = role == Role.Manager
            ? new(RefusalCode.BadFrame, "card", "required", "A manager hands in his own card, as card.")
            : new(RefusalCode.BadFrame, Away is null ? "away" : Home is null ? "home" : "card", "required",
                "Whoever runs the game hands in both cards, as away and home.");
        return null;
    }
}
