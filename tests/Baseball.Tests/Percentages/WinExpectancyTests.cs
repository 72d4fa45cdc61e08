using AkkaGame.Messages;
using Xunit.Abstractions;

namespace AkkaGame.Baseball.Tests.Percentages;

/// <summary>How likely each side is to win, and what is still to come in a half: near to what was counted, and in order.</summary>
public class WinExpectancyTests(ITestOutputHelper output)
{
    private static readonly RuleSet seven = RuleSet.Mlb2018 with { Name = "seven", ScheduledInnings = 7 };

    /// <summary>
    /// Average men come a little short of a league, in which bases are full more often against the weaker pitchers: by 0.03 runs where it
    /// is common, by an eighth of a run where it is rare.
    /// </summary>
    [Fact]
    public void As_many_runs_are_to_come_as_were_counted()
    {
        var (off, times) = (0.0, 0);
        for (var state = 0; state < End.States; state++)
        {
            var runs = (double)Situations.Counted[state].Runs / Situations.Counted[state].Times;
            var here = RunsToCome.Expected(state);
            output.WriteLine($"{AverageCharts.Drawn((byte)(state / 3))} {state % 3}: {here:F3}, counted {runs:F3}");
            Assert.InRange(here - runs, Situations.Counted[state].Times > 100_000 ? -0.031 : -0.13, 0.01);
            off += Situations.Counted[state].Times * Math.Abs(here - runs);
            times += Situations.Counted[state].Times;
        }

        output.WriteLine($"off by {off / times:F4} on the average");
        Assert.InRange(off / times, 0, 0.025);
    }

    [Fact]
    public void Runs_to_come_have_chances_that_add_up()
    {
        for (var state = 0; state < End.States; state++)
        {
            var sum = 0.0;
            foreach (var chance in RunsToCome.From(state)) sum += chance;
            Assert.Equal(1, sum, 1e-9);
        }
    }

    /// <summary>Two sides of average men have the same chance where the same is still to come for both.</summary>
    [Fact]
    public void What_one_side_has_the_other_one_has_not()
    {
        foreach (var rules in (RuleSet[])[RuleSet.Mlb2018, RuleSet.Mlb2023, seven])
        {
            var expectancy = WinExpectancy.Of(rules);
            for (var inning = 1; inning <= rules.ScheduledInnings; inning++)
            {
                for (var lead = 0; lead <= 6; lead++)
                {
                    var sum = expectancy.Last(inning, Half.Top, lead, 0, 0) + expectancy.Last(inning, Half.Top, -lead, 0, 0);
                    Assert.Equal(1, sum, 1e-5);
                }
            }

            Assert.Equal(0.5, expectancy.Last(1, Half.Top, 0, 0, 0), 1e-6);
        }
    }

    [Fact]
    public void A_lead_is_worth_more_the_greater_and_the_later_it_is()
    {
        var expectancy = WinExpectancy.Of(RuleSet.Mlb2018);
        for (var state = 0; state < End.States; state++)
        {
            for (var inning = 1; inning <= 9; inning++)
            {
                foreach (var half in (Half[])[Half.Top, Half.Bottom])
                    for (var lead = -9; lead < 9; lead++)
                        Assert.True(expectancy.Last(inning, half, lead, state) <= expectancy.Last(inning, half, lead + 1, state));
                if (inning < 9) Assert.True(expectancy.Last(inning, Half.Top, 2, 0) < expectancy.Last(inning + 1, Half.Top, 2, 0));
            }
        }
    }

    [Fact]
    public void An_out_costs_and_a_base_helps_whoever_is_at_bat()
    {
        foreach (var inning in (int[])[1, 5, 9, 12])
        {
            foreach (var (half, sign) in ((Half, int)[])[(Half.Top, -1), (Half.Bottom, 1)])
            {
                for (var lead = -4; lead <= 0; lead++)
                {
                    for (byte bases = 0; bases < 8; bases++)
                        for (var outs = 0; outs < 2; outs++) Assert.True(AtBat(bases, outs) > AtBat(bases, outs + 1));
                    for (var outs = 0; outs < 3; outs++)
                        Assert.True(AtBat(0, outs) < AtBat(1, outs) && AtBat(1, outs) < AtBat(2, outs) && AtBat(2, outs) < AtBat(4, outs));

                    double AtBat(byte bases, int outs)
                    {
                        var last = WinExpectancy.Of(RuleSet.Mlb2018).Last(inning, half, sign * lead, bases, outs);
                        return half == Half.Top ? 1 - last : last;
                    }
                }
            }
        }
    }

    [Fact]
    public void A_game_ends_as_its_rules_say()
    {
        var nine = WinExpectancy.Of(RuleSet.Mlb2018);
        Assert.Equal(1, nine.Last(9, Half.Bottom, 1, 0, 0));
        Assert.Equal(1, nine.Last(9, Half.Top, 1, End.Over));
        Assert.Equal(0, nine.Last(9, Half.Bottom, -1, End.Over));
        Assert.Equal(0.5, nine.Last(9, Half.Bottom, 0, End.Over), 1e-6);
        Assert.Equal(nine.Last(10, Half.Bottom, 0, 0, 1), nine.Last(14, Half.Bottom, 0, 0, 1));
        // With a runner on second to begin with the tie in the tenth is easier to break.
        Assert.Equal(nine.Last(10, Half.Bottom, 0, 0, 0), nine.Last(9, Half.Bottom, 0, 0, 0), 1e-6);
        var placed = WinExpectancy.Of(RuleSet.Mlb2023);
        Assert.Equal(nine.Last(9, Half.Bottom, 0, 0, 0), placed.Last(9, Half.Bottom, 0, 0, 0), 1e-6);
        Assert.True(placed.Last(10, Half.Bottom, 0, 2, 0) > nine.Last(10, Half.Bottom, 0, 0, 0) + 0.1);
        // A run up in the middle of the tenth is not what it was.
        Assert.True(placed.Last(10, Half.Top, -1, End.Over) > nine.Last(10, Half.Top, -1, End.Over) + 0.1);
        Assert.Equal(nine.Last(9, Half.Top, 1, 3, 1), WinExpectancy.Of(seven).Last(7, Half.Top, 1, 3, 1), 1e-9);
        var tied = WinExpectancy.Of(RuleSet.Mlb2018 with { MaxInnings = 12 });
        Assert.Equal(0.5, tied.Last(12, Half.Bottom, 0, End.Over));
        Assert.True(tied.Last(12, Half.Bottom, 0, 0, 0) < nine.Last(12, Half.Bottom, 0, 0, 0) + 1e-9);
        var mercy = WinExpectancy.Of(RuleSet.Mlb2018 with { Mercy = [new(10, 5)] });
        Assert.Equal(1, mercy.Last(5, Half.Top, 10, End.Over));
        Assert.True(mercy.Last(4, Half.Top, 10, End.Over) < 1);
        Assert.Equal(0, mercy.Last(6, Half.Bottom, -10, End.Over));
    }

    [Fact]
    public void What_a_play_is_worth_is_what_it_leaves()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var game = Situations.Any(random);
            var (bases, outs, scored) = ((byte)random.Next(8), random.Next(3), random.Next(5));
            var worth = WinExpectancy.Of(game.Fixture!.Rules).AtBat(game.Inning, game.Half, game.LeadOf(game.Batting));
            var lead = game.LeadOf(Side.Home) + (game.Half == Half.Top ? -scored : scored);
            var home = WinExpectancy.Of(game.Fixture.Rules).Last(game.Inning, game.Half, lead, bases, outs);
            Assert.Equal(game.Half == Half.Top ? 1 - home : home, worth[End.CodeOf(End.State(bases, outs), scored)], 1e-9);
        }
    }
}
