using AkkaGame.Baseball.Tests.Charts;
using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Percentages;

/// <summary>What may come of a play: the tree of all its outcomes against dice, and its kept parts against the whole tree.</summary>
public class PlayOddsTests
{
    /// <summary>Runs of the play and to the end of the half.</summary>
    private static readonly double[] runs = [.. Enumerable.Range(0, End.Codes).Select(static code => (double)(code % 5)
        + (code / 5 == End.Over ? 0 : RunsToCome.Expected(code / 5)))];

    [Fact]
    public void The_tree_says_what_dice_come_to()
    {
        var dice = new DicePlayer(7);
        for (var i = 0; i < 12; i++)
        {
            var game = Situations.At(3, Half.Top, 0, (byte)(i % 8), i % 3);
            var (defense, offense) = (RandomDecisions.Defense(game, dice.Random), RandomDecisions.Offense(game, dice.Random));
            if (offense.Boldness == Boldness.AskMe) offense = offense with { Boldness = Boldness.Bold };
            const int Plays = 4_000;
            var (sum, squares) = (0.0, 0.0);
            for (var play = 0; play < Plays; play++)
            {
                var worth = runs[End.CodeOf(game, dice.Play(game, defense, offense).Play)];
                (sum, squares) = (sum + worth, squares + worth * worth);
            }

            var mean = sum / Plays;
            var error = Math.Sqrt(Math.Max(0, squares / Plays - mean * mean) / Plays);
            var tree = PlayTree.Of(game, new(Guid.Empty, defense, offense));
            Assert.Equal(1, tree.All.Sum(static end => end.Chance), 1e-9);
            Assert.InRange(tree.Worth(runs) - mean, -4 * error - 1e-9, 4 * error + 1e-9);
        }
    }

    /// <summary>A part that depended on a decision which it is not kept by would show.</summary>
    [Fact]
    public void The_parts_put_together_are_the_whole()
    {
        var random = new Random(3);
        for (var i = 0; i < 250; i++)
        {
            var game = Situations.At(3, Half.Top, 0, (byte)random.Next(8), random.Next(3));
            var (defense, offense) = (RandomDecisions.Defense(game, random), RandomDecisions.Offense(game, random));
            var tree = PlayTree.Of(game, new(Guid.Empty, defense, offense));
            var parts = PlayOdds.Average.Worth(End.State(game.Bases.Code, game.Outs), defense, offense, new(runs, runs, null));
            // The chart rounds to cells, the parts do not.
            Assert.True(
                Math.Abs(tree.Worth(runs) - parts) < 0.003,
                $"{tree.Worth(runs)} {parts}: {game.Bases.Code} {game.Outs} {defense} {offense}");
        }
    }

    /// <summary>Twice in another order, so that what was kept by one pair is read by another.</summary>
    [Fact]
    public void What_is_kept_is_what_was_made()
    {
        var random = new Random(5);
        var asked = new List<(int State, DefensiveDecision Defense, OffensiveDecision Offense, double Worth)>();
        for (var i = 0; i < 400; i++)
        {
            var game = Situations.At(3, Half.Top, 0, (byte)random.Next(8), random.Next(3));
            var (defense, offense) = (RandomDecisions.Defense(game, random), RandomDecisions.Offense(game, random));
            var state = End.State(game.Bases.Code, game.Outs);
            asked.Add((state, defense, offense, PlayOdds.Average.Worth(state, defense, offense, new(runs, runs, null))));
        }

        asked.Reverse();
        foreach (var (state, defense, offense, worth) in asked)
            Assert.Equal(worth, PlayOdds.Average.Worth(state, defense, offense, new(runs, runs, null)));
    }
}
