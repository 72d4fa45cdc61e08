using AkkaGame.Messages;
using static AkkaGame.Baseball.Tests.Scenario;

namespace AkkaGame.Baseball.Tests;

public class PlayRulesTests
{
    [Fact]
    public void A_single_puts_the_batter_on_first_and_the_next_man_at_bat()
    {
        var game = Start().Plays("S8");

        Assert.Equal("a1", game.On(Base.First));
        Assert.Equal("a2", game.Game.Batter!.Value.Player.Value);
        Assert.Equal(1, game.Game.Away.Hits);
    }

    [Fact]
    public void Nobody_moves_who_is_not_named()
    {
        var game = Start().Plays("T9", "S8");

        Assert.Equal("a1", game.On(Base.Third));
        Assert.Equal("a2", game.On(Base.First));
    }

    [Fact]
    public void A_man_on_base_cannot_bat()
    {
        var game = Start().Plays("S8");
        var again = game.Play("S8", "a1") with { BattingSlot = new(Side.Away, 1) };

        var refused = game.Refused(again);
        Assert.Equal(("batter", "on-base"), (refused.Field, refused.Rule));
    }

    [Fact]
    public void Three_outs_change_the_sides_and_clear_the_bases()
    {
        var game = Start().Plays("S8", "K", "K", "K");

        Assert.Equal((1, Half.Bottom, 0, 0), (game.Game.Inning, game.Game.Half, game.Game.Outs, game.Game.Bases.Code));
        Assert.Equal("h1", game.Game.Batter!.Value.Player.Value);
        Assert.Equal(1, game.Game.Away.LeftOnBase);
    }

    [Fact]
    public void The_man_at_bat_when_a_runner_makes_the_third_out_leads_off_the_next_inning()
    {
        var game = Start().Plays("K", "K", "S8", "CS2(26)").Halves(1);

        Assert.Equal((2, Half.Top), (game.Game.Inning, game.Game.Half));
        Assert.Equal("a4", game.Game.Batter!.Value.Player.Value);
    }

    [Theory]
    [InlineData("S8", "play.advances", "two-on-a-base", "W", "the man walked stays on first")]
    [InlineData("S8.2-3", "play.advances[0].from", "empty-base", "S8", "there is no man on second")]
    [InlineData("D8.1-2", "play.advances", "two-on-a-base", "S8", "both would stand on second")]
    [InlineData("T8.1-3", "play.advances", "two-on-a-base", "S8", "both would stand on third")]
    [InlineData("D8.1-1", "play.advances", "passed", "S8", "the batter would pass the runner")]
    [InlineData("SB3", "play.advances[0].from", "empty-base", "S8", "nobody is on second")]
    [InlineData("54(2)/FO", "play.advances[0].from", "empty-base", "S8", "nobody is on second")]
    [InlineData("CS2(26)", "play.advances[0].from", "empty-base", "D7", "nobody is on first")]
    public void An_impossible_advance_is_refused_with_field_and_rule(string play, string field, string rule, string before, string why)
    {
        var refused = Start().Plays(before).Refused(play);

        Assert.True((field, rule) == (refused.Field, refused.Rule), $"{why}: {refused}");
    }

    [Fact]
    public void A_fourth_out_is_refused()
    {
        var refused = Start().Plays("S8", "K", "K").Refused("64(1)3/GDP");

        Assert.Equal(("play.advances", "three-outs"), (refused.Field, refused.Rule));
    }

    [Fact]
    public void A_play_for_the_other_half_is_refused()
    {
        var game = Start();
        var refused = game.Refused(game.Play("S8") with { Half = Half.Bottom });

        Assert.Equal(("half", "wrong-half"), (refused.Field, refused.Rule));
    }

    [Theory]
    [InlineData("a2", "batting-order")]
    [InlineData("h1", "not-in-lineup")]
    [InlineData("nobody", "not-in-lineup")]
    public void Only_the_man_due_may_bat(string batter, string rule)
    {
        var game = Start();
        var refused = game.Refused(game.Play("S8", batter));

        Assert.Equal(("batter", rule), (refused.Field, refused.Rule));
    }

    [Fact]
    public void Batting_out_of_turn_is_recorded_by_naming_the_slot()
    {
        var game = Start();
        game.Do(game.Play("S8", "a3") with { BattingSlot = new(Side.Away, 3) });

        Assert.Equal("a3", game.On(Base.First));
        Assert.Equal("a4", game.Game.Batter!.Value.Player.Value);
    }

    [Fact]
    public void A_command_that_saw_an_older_play_is_stale()
    {
        var game = Start().Plays("S8");
        var late = new Envelope(new(Guid.NewGuid()), Author.System, game.State.Ledger.Seen - 1, game.Play("K"));

        Assert.Equal(RefusalCode.StaleDecision, GameRules.Decide(game.State, late, new(0)).Refused!.Code);
    }

    [Fact]
    public void A_force_out_leaves_the_charge_with_the_pitcher_who_put_the_runner_on()
    {
        var game = Start().Plays("S8").Sub('h', 0, "hq", Position.Pitcher).Plays("64(1)/FO");

        Assert.Equal("hp", game.Game.Man(game.Game.Bases.First!.Value.Charged).Player.Value);
    }

    [Fact]
    public void A_walk_begun_at_two_balls_and_no_strikes_is_charged_to_the_pitcher_relieved()
    {
        var game = Start().Sub('h', 0, "hq", Position.Pitcher, "20").Plays("W");

        Assert.Equal("hp", game.Game.Man(game.LastPlay.ChargedPitcher).Player.Value);
    }

    [Fact]
    public void A_strikeout_begun_with_two_strikes_is_charged_to_the_batter_who_left()
    {
        var game = Start().Sub('a', 1, "ax", Position.PinchHitter, "12").Plays("K");

        Assert.Equal("a1", game.Game.Man(game.LastPlay.ChargedBatter).Player.Value);
        Assert.Equal("ax", game.Game.Man(game.LastPlay.Batter).Player.Value);
    }

    [Theory]
    [InlineData("63", "3", "6", "")]
    [InlineData("8", "8", "", "")]
    [InlineData("K", "2", "", "")]
    [InlineData("K23", "3", "2", "")]
    [InlineData("E6", "", "", "6")]
    [InlineData("6E3", "", "6", "3")]
    [InlineData("99", "", "", "")]
    [InlineData("899", "", "8", "")]
    [InlineData("K.BX1(2E3)", "", "2", "3")]
    [InlineData("S7.BX2(74)", "4", "7", "")]
    public void Credits_go_to_the_hands_the_ball_went_through(string play, string putOuts, string assists, string errors)
    {
        var credits = Start().Plays(play).LastPlay.Credits;

        Assert.Equal((putOuts, assists, errors), (credits.PutOuts.ToString(), credits.Assists.ToString(), credits.Errors.ToString()));
    }

    [Fact]
    public void A_double_play_credits_each_link_of_the_chain()
    {
        var credits = Start().Plays("S8", "64(1)3/GDP").LastPlay.Credits;

        Assert.Equal(("43", "64"), (credits.PutOuts.ToString(), credits.Assists.ToString()));
    }

    [Theory]
    [InlineData(1, "S8.3-H")]
    [InlineData(1, "8/SF.3-H")]
    [InlineData(0, "WP.3-H")]
    [InlineData(0, "63.3-H(NR)")]
    [InlineData(1, "E6.3-H")]
    [InlineData(0, "K+PB.3-H;B-1")]
    [InlineData(0, "W+WP.3-H")]
    [InlineData(0, "S8.3-H(E8)")]
    [InlineData(1, "WP.3-H(RBI)")]
    public void A_run_is_batted_in_by_rule_unless_the_scorer_says(int rbi, string play) =>
        Assert.Equal(rbi, Start().Plays("T9", play).LastPlay.Moves.Count(move => move.Rbi));

    [Fact]
    public void No_run_is_batted_in_on_a_grounded_double_play() =>
        Assert.DoesNotContain(Start().Plays("T9", "S8", "64(1)3/GDP.3-H").LastPlay.Moves.AsSpan().ToArray(), move => move.Rbi);

    [Theory]
    [InlineData("99(1)3/GDP", "3", "")]
    [InlineData("64(1)99/GDP", "4", "6")]
    public void Fielders_whom_nobody_saw_are_no_link_of_the_chain(string play, string putOuts, string assists)
    {
        var credits = Start().Plays("S8", play).LastPlay.Credits;

        Assert.Equal((putOuts, assists), (credits.PutOuts.ToString(), credits.Assists.ToString()));
    }
}
