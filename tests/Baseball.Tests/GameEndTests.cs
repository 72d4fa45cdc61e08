using AkkaGame.Messages;
using static AkkaGame.Baseball.Tests.Scenario;

namespace AkkaGame.Baseball.Tests;

public class GameEndTests
{
    [Fact]
    public void The_home_half_is_not_played_when_the_home_side_leads()
    {
        var game = Start().Halves(1).Plays("HR").Halves(16);

        Assert.Equal((HowEnded.Regulation, Side.Home), (game.Game.Ending!.How, game.Game.Ending.Winner));
        Assert.Equal((9, 8), (game.Game.Away.RunsByInning.Count, game.Game.Home.RunsByInning.Count));
    }

    [Fact]
    public void A_level_game_goes_on_after_nine()
    {
        var game = Start().Halves(18);

        Assert.False(game.Game.IsOver);
        Assert.Equal((10, Half.Top), (game.Game.Inning, game.Game.Half));
    }

    [Fact]
    public void The_winning_run_ends_the_game_at_once()
    {
        var game = Start().Halves(17).Plays("T8", "S8.3-H");

        Assert.Equal((HowEnded.WalkOff, Side.Home), (game.Game.Ending!.How, game.Game.Ending.Winner));
        Assert.Equal("The game is over: WalkOff.", game.Refused("K").Message);
        Assert.Equal(1, game.Game.Home.LeftOnBase);
    }

    [Fact]
    public void Only_a_home_run_scores_more_than_the_winning_run()
    {
        Assert.Equal(3, Start().Halves(17).Plays("W", "W.1-2", "HR.2-H;1-H").Game.Home.Runs);
        Assert.Equal("walk-off", Start().Halves(17).Plays("W", "W.1-2").Refused("D7.2-H;1-H").Rule);
    }

    [Fact]
    public void Where_the_home_side_bats_first_the_visitors_walk_off()
    {
        var game = Start(RuleSet.Mlb1982 with { BattingFirst = Side.Home }).Halves(17).Plays("HR");

        Assert.Equal((HowEnded.WalkOff, Side.Away), (game.Game.Ending!.How, game.Game.Ending.Winner));
    }

    [Fact]
    public void A_game_called_after_five_innings_counts()
    {
        var game = Start().Plays("HR").Halves(10).Do(new CallGame("rain"));

        Assert.Equal((HowEnded.Called, Side.Away, GameStatus.Called), (game.Game.Ending!.How, game.Game.Ending.Winner, game.Game.Status));
        Assert.Equal(5, game.Game.Away.RunsByInning.Count);
    }

    [Fact]
    public void A_game_called_in_the_fourth_is_no_game() =>
        Assert.Equal(HowEnded.NoGame, Start().Plays("HR").Halves(7).Do(new CallGame("rain")).Game.Ending!.How);

    [Fact]
    public void Four_and_a_half_innings_are_enough_when_the_home_side_leads() =>
        Assert.Equal(HowEnded.Called, Start().Halves(1).Plays("HR").Halves(8).Plays("S8").Do(new CallGame("rain")).Game.Ending!.How);

    [Fact]
    public void A_called_game_that_is_level_is_a_tie() =>
        Assert.Equal((HowEnded.Tied, GameStatus.Tied), Start().Halves(12).Do(new CallGame("rain")).Game is var game
            ? (game.Ending!.How, game.Status) : default);

    [Fact]
    public void A_called_game_goes_back_to_the_last_complete_inning_where_its_rules_say()
    {
        var game = Start(RuleSet.Mlb1982 with { CalledMidInning = CalledMidInning.RevertToLastCompleteInning })
            .Plays("HR").Halves(13).Plays("HR", "HR").Do(new CallGame("rain"));

        Assert.Equal((new Score(1, 2), new Score(1, 0), Side.Away), (game.Game.Score, game.Game.Ending!.Official, game.Game.Ending.Winner));
    }

    [Fact]
    public void A_suspended_game_takes_no_play_until_it_is_resumed()
    {
        var game = Start().Plays("S8").Do(new SuspendGame("darkness"));

        Assert.Equal(RefusalCode.Suspended, game.Refused("K").Code);
        Assert.Equal(1, game.Do(new ResumeGame(new(2018, 5, 1))).Plays("K").Game.Outs);
    }

    [Fact]
    public void A_forfeit_is_nine_to_nothing_and_keeps_the_score_as_played()
    {
        var game = Start().Plays("HR").Halves(9).Do(new ForfeitGame(Side.Home, "unsafe field"));

        Assert.Equal((new Score(1, 0), new Score(0, 9), Side.Home), (game.Game.Score, game.Game.Ending!.Official, game.Game.Ending.Winner));
    }

    [Fact]
    public void Seven_innings_are_regulation_where_scheduled() =>
        Assert.Equal(HowEnded.Regulation, Start(RuleSet.Mlb2020 with { ScheduledInnings = 7 }).Plays("HR").Halves(14).Game.Ending!.How);

    [Fact]
    public void A_mercy_lead_ends_the_game_after_its_inning()
    {
        var game = Start(RuleSet.Mlb1982 with { Mercy = [new(2, 7)] }).Plays("HR", "HR").Halves(14);

        Assert.Equal((HowEnded.Mercy, 7), (game.Game.Ending!.How, (int)game.Game.Inning));
    }

    [Fact]
    public void A_half_balances_turns_against_runs_left_and_outs()
    {
        var half = Start().Plays("S8", "W.1-2", "HR.2-H;1-H", "T7", "K", "K", "W", "8").Events.OfType<HalfClosed>().Single();

        Assert.Equal((3, 3, 2), (half.Runs, half.Hits, half.LeftOnBase));
    }

    [Fact]
    public void A_score_that_goes_back_names_no_pitchers_by_rule()
    {
        var ending = Start(RuleSet.Mlb1982 with { CalledMidInning = CalledMidInning.RevertToLastCompleteInning })
            .Plays("HR").Halves(13).Plays("HR", "HR").Do(new CallGame("rain")).Game.Ending!;

        Assert.Equal(new PitchersOfRecord(null, null, null), ending.Pitchers);
    }

    [Fact]
    public void A_game_that_does_not_count_has_no_winner_whatever_it_would_go_back_to()
    {
        var ending = Start(RuleSet.Mlb1982 with { CalledMidInning = CalledMidInning.RevertToLastCompleteInning })
            .Plays("HR").Halves(5).Plays("HR").Do(new CallGame("rain")).Game.Ending!;

        Assert.Equal((HowEnded.NoGame, null), (ending.How, ending.Winner));
    }

    [Fact]
    public void The_home_side_that_draws_level_in_the_fifth_has_a_game() =>
        Assert.Equal(HowEnded.Tied, Start().Plays("HR").Halves(9).Plays("HR").Do(new CallGame("rain")).Game.Ending!.How);

    [Fact]
    public void A_delayed_game_may_be_suspended_and_a_suspended_one_called()
    {
        var game = Start(RuleSet.Mlb1982 with { CalledMidInning = CalledMidInning.Suspend }).Plays("HR").Halves(11)
            .Do(new DelayGame("rain")).Do(new SuspendGame("rain"));

        Assert.Equal(GameStatus.Suspended, game.Game.Status);
        Assert.Equal(HowEnded.Called, game.Do(new CallGame("never resumed")).Game.Ending!.How);
    }

    [Fact]
    public void A_home_run_inside_the_park_ends_the_game_at_the_winning_run() =>
        Assert.Equal("walk-off", Start().Halves(17).Plays("S8").Refused("HR9/IPHR.1-H").Rule);
}
