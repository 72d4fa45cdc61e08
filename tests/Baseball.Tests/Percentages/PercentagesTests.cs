using System.Globalization;
using System.Text.RegularExpressions;
using AkkaGame.Baseball.Tests.Charts;
using AkkaGame.Messages;
using Xunit.Abstractions;

namespace AkkaGame.Baseball.Tests.Percentages;

/// <summary>What a computer manager of level 3 does, that its numbers are true, and what the other levels lose beside it.</summary>
public partial class PercentagesTests(ITestOutputHelper output)
{
    private const byte Level = 3;

    [Fact]
    public void It_does_what_it_says_wins_more()
    {
        var random = new Random(11);
        for (var i = 0; i < 4_000; i++)
        {
            var game = Situations.Any(random);
            var (inField, atBat) = (ComputerManager.Defense(game, Id(i), Level).Why, ComputerManager.Offense(game, Id(i), Level).Why);
            foreach (var why in (string[])[inField, atBat])
            {
                double[] numbers =
                    [.. Numbers().Matches(why).Select(static one => double.Parse(one.ValueSpan, CultureInfo.InvariantCulture))];
                Assert.InRange(numbers.Length, 1, 2);
                Assert.All(numbers, static number => Assert.InRange(number, 0, 100));
                if (numbers.Length == 2) Assert.True(numbers[0] > numbers[1], why);
            }
        }
    }

    [Fact]
    public void Its_numbers_are_chances_to_win()
    {
        var game = Situations.At(9, Half.Bottom, -1, 4, 1);
        var (decision, why) = ComputerManager.Offense(game, Id(1), Level);
        var prospect = new Prospect(game);
        var defenses = Lots.All(lots => Book.Defense(game, lots));

        Assert.Equal(ContactPlay.Go, decision.Contact);
        Assert.Equal(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Inning 9, one out, a man on third, lead -1: going on contact wins {100 * prospect.Of(defenses, decision):F2} of 100, "
                + $"the usual thing {100 * prospect.Of(defenses, OffensiveDecision.Normal):F2}."),
            why);
    }

    [Fact]
    public void The_infield_comes_in_where_the_run_decides_and_stays_where_it_does_not()
    {
        Assert.Equal(Infield.In, ComputerManager.Defense(Situations.At(9, Half.Bottom, 0, 4, 1), Id(1), Level).Decision.Infield);
        Assert.NotEqual(Infield.In, ComputerManager.Defense(Situations.At(9, Half.Top, -5, 5, 0), Id(1), Level).Decision.Infield);
    }

    /// <summary>Who steals each time, or pitches out each time, is met.</summary>
    [Fact]
    public void Steals_and_pitchouts_and_bunts_and_charges_are_drawn_by_lot()
    {
        const int Windows = 2_000;
        var (runs, bunts) = (Situations.At(9, Half.Bottom, 0, 1, 2), Situations.At(9, Half.Bottom, 0, 2, 0));

        Assert.InRange(Share(runs, static one => one.Steal.Second == Steal.Straight), 0.01, 0.25);
        Assert.InRange(Share(bunts, static one => one.Bunt == Bunt.Sacrifice), 0.01, 0.5);
        var stands = Enumerable.Range(0, Windows).Select(i => ComputerManager.Defense(runs, Id(i), Level).Decision).ToArray();
        Assert.InRange(stands.Count(static one => one.Pitchout) / (double)Windows, 0.005, 0.1);
        Assert.InRange(stands.Count(static one => one.Pickoff == Base.First) / (double)Windows, 0.35, 0.45);
        // A runner who would lose by going need not be met.
        var early = Situations.At(3, Half.Top, 0, 1, 0);
        Assert.DoesNotContain(Enumerable.Range(0, Windows), i => ComputerManager.Defense(early, Id(i), Level).Decision.Pitchout);

        static double Share(Game game, Func<OffensiveDecision, bool> which) =>
            Enumerable.Range(0, Windows).Count(i => which(ComputerManager.Offense(game, Id(i), Level).Decision)) / (double)Windows;
    }

    /// <summary>
    /// Chance to win that is lost against the best that level 3 knows, the other side going by the book: less at each level, most where
    /// decisions are drawn at random. AKKAGAME_LOSS_SITUATIONS looks at more of them.
    /// </summary>
    [Fact]
    public void The_higher_the_level_the_less_is_lost()
    {
        var named = Environment.GetEnvironmentVariable("AKKAGAME_LOSS_SITUATIONS");
        var situations = named is { Length: > 0 } ? int.Parse(named, CultureInfo.InvariantCulture) : 1_500;
        var random = new Random(17);
        var (atBat, inField) = (new double[4], new double[4]);
        for (var i = 0; i < situations; i++)
        {
            var game = Situations.Any(random);
            var prospect = new Prospect(game);
            var (defenses, offenses) = (Lots.All(lots => Book.Defense(game, lots)), Lots.All(lots => Book.Offense(game, lots)));
            var best = Lots.All(lots => Baseball.Percentages.Offense(game, lots)).Max(one => prospect.Of(defenses, one.Decision));
            var least = Lots.All(lots => Baseball.Percentages.Defense(game, lots)).Min(one => prospect.Of(one.Decision, offenses));
            for (byte level = 0; level <= Level; level++)
            {
                var swings = level == 0 ? RandomDecisions.Offense(game, random) : ComputerManager.Offense(game, Id(i), level).Decision;
                var stands = level == 0 ? RandomDecisions.Defense(game, random) : ComputerManager.Defense(game, Id(i), level).Decision;
                atBat[level] += best - prospect.Of(defenses, swings);
                inField[level] += prospect.Of(stands, offenses) - least;
            }
        }

        for (var level = 0; level <= Level; level++)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(level == 0 ? "random" : $"level {level}")}: {10_000 * atBat[level] / situations:F2} of 10,000 at bat, "
                + $"{10_000 * inField[level] / situations:F2} in the field"));
        }

        for (var level = 1; level <= Level; level++) Assert.True(atBat[level] + inField[level] < atBat[level - 1] + inField[level - 1]);
    }

    /// <summary>Each answer to a contest is the best there is against what the other side is expected to do.</summary>
    [Fact]
    public void A_runner_is_sent_and_thrown_at_where_it_wins_most()
    {
        var dice = new DicePlayer(23);
        var (sent, thrown) = (new HashSet<Advancing>(), new HashSet<Throwing>());
        for (var i = 0; i < 150;)
        {
            var game = Situations.Any(dice.Random);
            if (game.Bases.Code == 0 || Asked(game, dice) is not var (contest, play)) continue;
            i++;
            game = game with { Live = LivePlay.Empty with { UnderWay = play } };
            var worth = Stakes.Of(game).Over;
            var (advance, why) = ComputerManager.Advance(game, contest, Guid.Empty, Level);
            var usual = Book.Throw(game, contest).Item1;
            foreach (var other in Enum.GetValues<Advancing>())
                Assert.True(Value(advance, usual) >= Value(new(other), usual) - 2e-4, why);
            Assert.Matches(Numbers(), why);
            var runner = Book.Advance(game, contest).Item1;
            var (toss, reason) = ComputerManager.Throw(game, contest, Guid.Empty, Level);
            foreach (var other in Enum.GetValues<Throwing>())
                Assert.True(Value(runner, toss) <= Value(runner, new(other)) + 2e-4, reason);
            Assert.Matches(Numbers(), reason);
            sent.Add(advance.Runner);
            thrown.Add(toss.Throw);

            double Value(AdvanceDecision runs, ThrowDecision throws) =>
                PlayTree.Of(game, play with { Calls = play.Calls.Add(new(contest, runs, throws)) }).Worth(worth);
        }

        Assert.Equal(3, sent.Count);
        Assert.Superset(new HashSet<Throwing> { Throwing.AsTheChartHasIt, Throwing.AtTheRunner }, thrown);
    }

    [Fact]
    public void All_that_another_manager_may_draw_is_weighed_as_he_draws_it()
    {
        var game = Situations.At(8, Half.Top, -1, 1, 1);
        var all = Lots.All(lots => Book.Offense(game, lots));

        Assert.Equal(3, all.Count);
        Assert.Equal(1, all.Sum(static one => one.Chance), 1e-12);
        foreach (var (chance, decision) in all)
        {
            const int Windows = 5_000;
            var drawn = Enumerable.Range(0, Windows).Count(i => ComputerManager.Offense(game, Id(i), 2).Decision == decision);
            Assert.InRange(drawn / (double)Windows, chance - 0.025, chance + 0.025);
        }
    }

    /// <summary>With either side's chances the other gains nothing by doing one thing rather than the other.</summary>
    [Fact]
    public void Nobody_gains_by_knowing_how_often_the_other_draws()
    {
        var random = new Random(29);
        for (var i = 0; i < 2_000; i++)
        {
            double usual = random.NextDouble(), countered = random.NextDouble(), special = random.NextDouble(), met = random.NextDouble();
            var (bats, fields) = Standoff.Of(usual, countered, special, met);
            Assert.InRange(bats, 0, 1);
            Assert.InRange(fields, 0, 1);
            var value = (1 - bats) * ((1 - fields) * usual + fields * countered) + bats * ((1 - fields) * special + fields * met);
            Assert.True(Math.Max((1 - fields) * usual + fields * countered, (1 - fields) * special + fields * met) <= value + 1e-9);
            Assert.True(Math.Min((1 - bats) * usual + bats * special, (1 - bats) * countered + bats * met) >= value - 1e-9);
        }
    }

    /// <summary>A play in which the first runner in question has not been decided about; null where there is none.</summary>
    private static (Contest, PlayUnderWay)? Asked(Game game, DicePlayer dice)
    {
        var play = new PlayUnderWay(Guid.Empty, DefensiveDecision.Normal, new() { Boldness = Boldness.AskMe });
        while (true)
        {
            switch (Resolver.Next(game, play))
            {
                case ResolutionStep.Roll(var purpose):
                    play = play with { Rolls = play.Rolls.Add(new(play.Rolls.Count + 1, 1, purpose, dice.Roll(), Guid.Empty)) };
                    break;
                case ResolutionStep.Ask(var contest):
                    return (contest, play);
                default:
                    return null;
            }
        }
    }

    private static Guid Id(int window) => Window.IdOf(new(new Guid(window, 1, 2, new byte[8])), window);

    [GeneratedRegex(@"\d+\.\d\d")]
    private static partial Regex Numbers();
}
