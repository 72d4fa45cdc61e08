using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What a play under way needs next: dice, a manager's word, or nothing more. A pure function of the situation, what was decided, the dice
/// so far and what was called so far; it begins anew each time, so it may be asked again at any point.
/// </summary>
public static class Resolver
{
    /// <param name="game">The game as it stood before the play.</param>
    /// <param name="play">Its decisions as they are in effect, its rolls and its calls.</param>
    public static ResolutionStep Next(Game game, PlayUnderWay play)
    {
        var table = new DiceTable(game, play);
        var sheet = new PlaySheet(game);
        return PlateAppearance.Resolve(table, sheet) ? new ResolutionStep.Done(sheet.Written(), table.Entries) : table.Awaited;
    }

    /// <summary>The chart on which the play's last roll is read; null where none has fallen.</summary>
    public static Chart? Chart(Game game, PlayUnderWay play) => Read(game, play).LastChart;

    /// <summary>The chart of batter against pitcher as it was in force; null where the play came to no such roll.</summary>
    public static Chart? Matchup(Game game, PlayUnderWay play) => Read(game, play).MatchupChart;

    /// <summary>What each roll of the play so far has hit, in order.</summary>
    public static EquatableArray<ChartEntry> Hits(Game game, PlayUnderWay play) => Read(game, play).Entries;

    private static DiceTable Read(Game game, PlayUnderWay play)
    {
        var table = new DiceTable(game, play);
        PlateAppearance.Resolve(table, new(game));
        return table;
    }
}
