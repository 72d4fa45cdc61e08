using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>The dice that lie, and the chart on which they are read.</summary>
/// <param name="Roll">Its number in the game.</param>
/// <param name="Name">The chart's.</param>
/// <param name="Row">The entry that is hit, as printed.</param>
/// <param name="Outcome">What stands there: what a manager reads who reads the charts himself.</param>
/// <param name="Text">The whole chart as printed.</param>
internal sealed record ChartAnswer(
    int Seq, int Roll, RollPurpose Purpose, Dice Dice, string Name, string Row, string Outcome, string Hash, string Text)
{
    /// <summary>Null where no dice lie, or where they are read off cards that nobody here knows.</summary>
    /// <param name="game">With its cards at hand, if it is played by any.</param>
    public static ChartAnswer? Of(int seq, Game game)
    {
        if (game.Live?.UnderWay is not { Rolls.Count: > 0 } play || game.Fixture!.Rules.Dice == DiceMode.Physical) return null;
        var (roll, chart) = (play.Rolls[play.Rolls.Count - 1], Resolver.Chart(game, play)!);
        var hit = chart.Read(roll.Dice);
        return new(seq, roll.Number, roll.Purpose, roll.Dice, chart.Name, hit.Row, hit.Outcome, chart.Hash, chart.Text);
    }
}
