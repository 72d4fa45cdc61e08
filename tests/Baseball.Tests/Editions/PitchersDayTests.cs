using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Editions;

/// <summary>How a pitcher is today, as the d20 of his first match-up has it.</summary>
public class PitchersDayTests
{
    [Fact]
    public void Days_take_away_what_they_give()
    {
        for (var outcome = 0; outcome < Outcomes.Count; outcome++)
        {
            var all = Enumerable.Range(PitchersDay.Worst, PitchersDay.Best).Select(day => PitchersDay.Of(day)[outcome]).ToList();
            Assert.Equal(1_000 * PitchersDay.Best, all.Sum());
            Assert.All(all, static one => Assert.InRange(one, 600, 1_400));
        }

        var (worst, best, homer) = (PitchersDay.Of(PitchersDay.Worst), PitchersDay.Of(PitchersDay.Best), Outcomes.IndexOf("HR/F"));
        Assert.True(worst[homer] > best[homer] && worst[Outcomes.K] < best[Outcomes.K]);
    }

    /// <summary>Nobody knows it before his first roll; from then on it stays, and stands on his charts.</summary>
    [Fact]
    public void It_is_the_d20_of_his_first_match_up()
    {
        var edition = SmallLeague.Of(5);
        var game = new CardedGame(edition, 2);
        game.Play();
        var state = GameState.New(game.State.Id);
        var (firsts, later) = (0, 0);
        foreach (var group in game.Groups)
        {
            if (state.Exists) state = state with { Game = state.Game.With(edition) };
            var before = state.Game;
            state = GameRules.Evolve(state, group);
            if (group.Events.OfType<PlayMade>().FirstOrDefault() is not { } play) continue;
            var rolled = group.Events.OfType<DiceRolled>().FirstOrDefault(static one => one.Purpose == RollPurpose.Matchup);
            var (was, now) = (Line(before), Line(state.Game));
            if (was.Day > 0)
            {
                Assert.Equal(was.Day, now.Day);
                later++;
                if (before.Pitcher is null || before.Batter is null) continue;
                Assert.Contains(Matchup.Of(before, []).Circumstances(), static one => one.Why == "day");
            }
            else if (rolled is not null)
            {
                Assert.Equal(rolled.Dice.D20, now.Day);
                Assert.DoesNotContain(Matchup.Of(before, []).Circumstances(), static one => one.Why == "day");
                firsts++;
            }

            PitcherLine Line(Game of) => of.Lineup(before.Fielding).Pitchers.Single(line => line.Entry == play.Pitcher);
        }

        Assert.True(firsts >= 2 && later > 40, $"{firsts} {later}");
    }

    [Fact]
    public void Average_men_have_none()
    {
        var game = AkkaGame.Tests.LiveScenario.Start(awayLevel: 1, homeLevel: 1).Play();
        Assert.All(game.Game.AwayLineup.Pitchers.Concat(game.Game.HomeLineup.Pitchers), static line => Assert.Equal(0, line.Day));
    }
}
