using AkkaGame.Baseball;

namespace AkkaGame.Actors;

/// <summary>When a game's line in the list of games is written anew.</summary>
internal static class GameCards
{
    /// <summary>The card to go with a group; null where it says what it said before.</summary>
    public static GameCard? Changed(GameState before, GameState then) =>
        GameSummary.Of(then) is { } now && (now != GameSummary.Of(before) || then.Game.Due != before.Game.Due)
            ? new(now.Retrosheet, now.ToJson(), then.Game.Due)
            : null;
}
