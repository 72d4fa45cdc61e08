using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>What is wrong with a game that has been played to its end, told from its journal alone.</summary>
public static class PlayedOut
{
    /// <summary>Null where everything holds.</summary>
    /// <param name="shown">The game as its host shows it.</param>
    public static string? Fault(GameId id, IReadOnlyList<EventGroup> groups, GameState shown)
    {
        var state = GameState.New(id);
        foreach (var group in groups) state = GameRules.Evolve(state, group);
        if (!StateHash.Of(state).AsSpan().SequenceEqual(StateHash.Of(shown))) return "what is shown is not the fold of its events";
        if (Counted(EffectiveHistory.Fold(groups)) != Counted(shown.Game)) return "its effective history comes to another game";
        var dice = DiceAudit.Of(id, groups);
        if (dice.Wrong is { } wrong) return $"its dice do not agree: {wrong}";
        if (shown.Game.IsOver && dice.Unproved > 0) return $"{dice.Unproved} of {dice.Rolls} rolls cannot be recomputed";
        if (!shown.Game.IsOver || shown.Game.Plays == 0) return null;
        var broken = BoxProof.Broken(BoxScore.Of(id, EffectiveHistory.Events(groups)));
        return broken.Count > 0 ? $"its box is not proved: {string.Join("; ", broken)}" : Exported.Fault(id, groups);
    }

    /// <summary>Windows and what is under way come and go with events that no edit takes back.</summary>
    private static Game Counted(Game game) => game with { Live = null, Timers = default };
}
