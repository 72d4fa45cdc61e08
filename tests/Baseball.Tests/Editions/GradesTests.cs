using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Editions;

/// <summary>A better grade is a better card, and an average one the league's.</summary>
public class GradesTests
{
    private static readonly LeagueRates league = SmallLeague.Of(3).League;

    private static readonly BatterGrades average =
        new(new("man1"), Hand.Right, Hand.Right, 50, 50, 50, 50, 50, 50, [Position.Shortstop, Position.SecondBase]);

    private static readonly PitcherGrades arm = new(new("arm1"), Hand.Right, Hand.Left, 50, 50, 50, 50, PitchingRole.Starter, 24);

    [Fact]
    public void An_average_man_has_the_leagues_rates()
    {
        var man = Grades.Of(average, "A", league);
        var sum = league.RightLeft.AsSpan()[..Outcomes.CardCount].ToArray().Sum(static rate => (long)rate);
        for (var i = 0; i < Outcomes.CardCount; i++)
            Assert.InRange(man.Batting!.Left[i] - league.RightLeft[i] * (double)Outcomes.Whole / sum, -2.0, Outcomes.CardCount + 1.0);
        Assert.Equal((1_000, 1_000), (man.Fielding[0].Range, man.Fielding[0].Errors));
        Assert.InRange(man.Running.CaughtPerMille, 1_150, 1_250);
    }

    [Theory]
    [InlineData("K", -1, nameof(BatterGrades.Contact))]
    [InlineData("S/L", 1, nameof(BatterGrades.Contact))]
    [InlineData("HR/F", 1, nameof(BatterGrades.Power))]
    [InlineData("W", 1, nameof(BatterGrades.Eye))]
    [InlineData("T", 1, nameof(BatterGrades.Speed))]
    public void A_better_batter_does_more_of_what_it_is_graded_for(string outcome, int sign, string grade)
    {
        var at = Outcomes.IndexOf(outcome);
        foreach (var hand in (Hand[])[Hand.Left, Hand.Right])
        {
            var rates = new[] { Grades.Least, 35, Grades.Average, 65, Grades.Most }
                .Select(value => Grades.Of(With(value), "A", league).Batting!.Against(hand)).ToArray();
            for (var i = 1; i < rates.Length; i++) Assert.Equal(sign, Math.Sign(rates[i][at] - rates[i - 1][at]));
            Assert.All(rates, static one => Assert.Equal(Outcomes.Whole, one.AsSpan().ToArray().Sum()));
        }

        BatterGrades With(int value) => grade switch
        {
            nameof(BatterGrades.Contact) => average with { Contact = value },
            nameof(BatterGrades.Power) => average with { Power = value },
            nameof(BatterGrades.Eye) => average with { Eye = value },
            _ => average with { Speed = value },
        };
    }

    [Fact]
    public void A_better_pitcher_strikes_out_more_walks_fewer_and_keeps_it_on_the_ground()
    {
        var usual = Grades.Of(arm, "A", league).Pitching!.Left;
        Assert.True(Grades.Of(arm with { Stuff = 70 }, "A", league).Pitching!.Left[Outcomes.K] > usual[Outcomes.K]);
        Assert.True(Grades.Of(arm with { Control = 70 }, "A", league).Pitching!.Left[1] < usual[1]);
        var ground = Grades.Of(arm with { Ground = 70 }, "A", league).Pitching!.Left;
        Assert.True(ground[Outcomes.Ground] > usual[Outcomes.Ground] && ground[Outcomes.Fly] < usual[Outcomes.Fly]);
    }

    [Fact]
    public void The_fast_go_often_and_are_caught_seldom_and_elsewhere_a_man_fields_worse()
    {
        var (fast, slow) = (Grades.Of(average with { Speed = 80 }, "A", league), Grades.Of(average with { Speed = 20 }, "A", league));
        Assert.True(fast.Running.Steals > 300 && slow.Running.Steals < 5);
        Assert.True(fast.Running.Caught < slow.Running.Caught && fast.Running.CaughtPerMille < slow.Running.CaughtPerMille);
        Assert.True(fast.Running.Speed > slow.Running.Speed);
        Assert.True(fast.Fielding[0].Range > fast.Fielding[1].Range && fast.Fielding[0].Errors < fast.Fielding[1].Errors);
    }
}
