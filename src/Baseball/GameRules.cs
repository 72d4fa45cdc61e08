using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>The rules of a game. Pure: the same arguments give the same answer, on any node, in any year.</summary>
public static class GameRules
{
    /// <summary>The version written into every group; raised when a decision would come out differently.</summary>
    public const short Version = 1;

    /// <summary>What a whole group of events makes of a state.</summary>
    public static GameState Evolve(GameState state, EventGroup group)
    {
        var game = state.Game;
        var seen = state.Ledger.Seen;
        for (var i = 0; i < group.Events.Count; i++)
        {
            var happened = group.Events[i];
            game = Evolution.After(game, happened);
            if (happened is PlayMade or SubstitutionMade) seen = group.First + i;
        }

        return state with
        {
            Game = game,
            Ledger = new(group.Last, seen, state.Ledger.Receipts.Add(new(group.Command.Value, group.Last, group.Check))),
        };
    }

    /// <summary>
    /// What one event makes of a game. Inside a group no state exists for anyone to see; this is for those who take a group apart, such
    /// as a box score or a comparison.
    /// </summary>
    public static Game Evolve(Game game, GameEvent happened) => Evolution.After(game, happened);

    /// <summary>What the rules say to a command: events, or a refusal that names field and rule. Changes nothing.</summary>
    public static Verdict Decide(GameState state, Envelope envelope, Moment moment) => Decision.On(state, envelope, moment);
}
