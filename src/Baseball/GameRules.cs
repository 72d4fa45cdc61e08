using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>The rules of a game. Pure: the same arguments give the same answer, on any node, in any year.</summary>
public static class GameRules
{
    /// <summary>The newest rules, by which new games are played; raised when a decision would come out differently.</summary>
    public const short Version = 1;

    /// <summary>Why this build cannot write a game, where it is played under rules that this build does not have; else null.</summary>
    public static string? TooNew(GameState state) => state.Rules is < 1 or > Version
        ? $"it is played under rules version {state.Rules}, this build knows up to {Version}: update this program"
        : null;

    /// <summary>What a whole group of events makes of a state.</summary>
    public static GameState Evolve(GameState state, EventGroup group)
    {
        var game = state.Game;
        foreach (var happened in group.Events) game = Evolution.After(game, happened);
        return Settled(state, group, game);
    }

    /// <summary>The same, where the group is what <paramref name="verdict"/> yielded for this very state, which has looked ahead.</summary>
    public static GameState Evolve(GameState state, EventGroup group, Verdict verdict) =>
        verdict.Then is { } game ? Settled(state, group, game) : Evolve(state, group);

    /// <summary>
    /// What one event makes of a game. Inside a group no state exists for anyone to see; this is for those who take a group apart, such
    /// as a box score or a comparison.
    /// </summary>
    public static Game Evolve(Game game, GameEvent happened) => Evolution.After(game, happened);

    /// <summary>What the rules say to a command: events, or a refusal that names field and rule. Changes nothing.</summary>
    /// <param name="known">What the host knows beside; null knows nothing, which is enough for a scored game.</param>
    public static Verdict Decide(GameState state, Envelope envelope, Moment moment, Known? known = null) =>
        TooNew(state) is { } why ? Unplayable(why)
        : Cards(ref state, known) is { } missing ? missing
        : Decision.On(state, envelope, moment, known ?? Known.Nothing);

    /// <summary>
    /// What the rules say to a timer that has fallen due; refused where the state does not hold it or its moment has not come.
    /// </summary>
    public static Verdict DecideTimer(GameState state, GameTimer timer, Moment moment, Known? known = null) =>
        TooNew(state) is { } why ? Unplayable(why)
        : Cards(ref state, known) is { } missing ? missing
        : Decision.On(state, timer, moment, known ?? Known.Nothing);

    /// <summary>
    /// What follows where <paramref name="known"/> has another secret than the one that the game's dice came from; else nothing.
    /// </summary>
    public static Verdict DecideLostSecret(GameState state, Moment moment, Known known) => LostSecret.On(state, moment, known);

    /// <summary>
    /// Puts the game's cards at hand; null where they are, or it has none. Else what has to be known first, or a refusal.
    /// </summary>
    private static Verdict? Cards(ref GameState state, Known? known)
    {
        if (state.Game is not { Fixture.Cards: { Edition: null, Id: var id } } game || game.IsOver) return null;
        if (known?.NoEdition == id) return PinnedCards.Missing(id);
        if (known?.Edition is not { } edition || edition.Id != id) return Verdict.Ask(new(NeedKind.Edition, Edition: id));
        state = state with { Game = game.With(edition) };
        return null;
    }

    private static Refusal Unplayable(string why) =>
        new(RefusalCode.Quarantined, null, "rules-version", $"This game can be read but not written: {why}.", Retry.After);

    private static GameState Settled(GameState state, EventGroup group, Game game)
    {
        var seen = state.Ledger.Seen;
        for (var i = group.Events.Count - 1; i >= 0; i--)
        {
            if (group.Events[i] is not (PlayMade or SubstitutionMade or PlayTakenBack or HistoryCorrected or ScoringChanged)) continue;
            seen = group.First + i;
            break;
        }

        return state with { Game = game, Ledger = state.Ledger.After(group, seen) };
    }
}
