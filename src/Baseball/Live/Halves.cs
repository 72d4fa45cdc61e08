using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>From a play to what comes next: the next pitch, the next half under a new key, or the end.</summary>
internal static class Halves
{
    public static void After(Draft draft, PlayMade play)
    {
        if (play.Ended < Ended.Half)
        {
            Turns.Open(draft, Turn.Offense);
            return;
        }

        var follow = new List<GameEvent>(2);
        GameEnd.Follow(draft.Game, play, follow);
        foreach (var happened in follow)
        {
            // The half is closed, and its dice are everybody's to recompute.
            if (happened is not HalfClosed) Keys.Show(draft);
            draft.Add(happened);
        }

        if (!draft.Game.IsOver) Begin(draft);
    }

    /// <summary>A half has just been opened: a runner is placed where the rules have it so, and the half's key is asked for.</summary>
    public static void Begin(Draft draft)
    {
        Place(draft);
        Keys.Renew(draft);
    }

    public static void Place(Draft draft)
    {
        if (Placed(draft.Game) is { } placed) draft.Add(placed);
    }

    /// <summary>
    /// The man before the one who leads off stands on the base; null where the rules place nobody. Where the side in the field has yet to
    /// name a pitcher, its last one is charged until it does.
    /// </summary>
    public static RunnerPlaced? Placed(Game game)
    {
        var rule = game.Fixture!.Rules.AutoRunner;
        if (rule.FromInning == 0 || game.Inning < rule.FromInning) return null;
        var slot = (byte)((game.Up(game.Batting) + 7) % 9 + 1);
        if (game.Lineup(game.Batting).Holder(slot) is not { } runner) return null;
        var charged = game.Pitcher?.Entry ?? game.Lineup(game.Fielding).Pitchers[^1].Entry;
        return new(runner.Entry, rule.Base, charged);
    }
}
