using System.Text.Json;
using AkkaGame.Messages;
using static AkkaGame.Baseball.Tests.BoxGame;

namespace AkkaGame.Baseball.Tests;

/// <summary>The counts of a box, rule by rule.</summary>
public class BoxScoreTests
{
    [Fact]
    public void A_walk_a_man_hit_a_sacrifice_and_interference_are_turns_but_no_at_bats()
    {
        var game = new BoxGame()
            .Reach(PlayCode.Walk)
            .Reach(PlayCode.HitByPitch, Base.First, Safe(Base.First, Base.Second))
            .Play(new(
                [new(PlayCode.Out, Handlings: [new(By("13"), Base.Batter)])],
                [new(Base.Batter, Base.First, Fate.Out, Implied: true), Safe(Base.First, Base.Second), Safe(Base.Second, Base.Third)],
                Annotations: ["SH"]))
            .Play(new(
                [new(PlayCode.Out, Handlings: [new(By("8"), Base.Batter)])],
                [new(Base.Batter, Base.First, Fate.Out, Implied: true), Safe(Base.Third, Base.Home)], Annotations: ["SF"]))
            .Play(new(
                [new(PlayCode.Interference, Handlings: [new(By("E2"))])], [new(Base.Batter, Base.First, Fate.Safe, Implied: true)]));
        var bat = game.Box.Away.Totals.Batting;
        Assert.Equal((5, 0), (bat.PlateAppearances, bat.AtBats));
        Assert.Equal((1, 1, 1, 1, 1), (bat.Walks, bat.HitByPitch, bat.SacrificeHits, bat.SacrificeFlies, bat.Interference));
        Assert.Equal((1, 1), (bat.Runs, bat.RunsBattedIn));
        Assert.Equal(1, game.Fielder("Home Two").Fielding.Interference);
    }

    [Fact]
    public void A_man_safe_on_an_error_has_an_at_bat_and_no_hit()
    {
        var game = new BoxGame().Play(new(
            [new(PlayCode.ErrorMade, Handlings: [new(By("E6"))])], [new(Base.Batter, Base.First, Fate.Safe, Implied: true)]));
        Assert.Equal((1, 0), (game.Batter("Away One").Batting.AtBats, game.Batter("Away One").Batting.Hits));
        Assert.Equal(1, game.Fielder("Home Six").Fielding.Errors);
        Assert.Equal(0, game.State.Game.Outs);
    }

    [Fact]
    public void A_double_play_counts_where_the_scorer_says_so_and_two_are_out()
    {
        var said = new BoxGame().Reach(PlayCode.Single).DoublePlay("GDP");
        Assert.Equal(1, said.Box.Home.Totals.DoublePlays);
        Assert.Equal(1, said.Batter("Away Two").Batting.GroundedIntoDoublePlays);
        Assert.Equal(
            (1, 1, 1, 0),
            (said.Fielder("Home Six").Fielding.DoublePlays, said.Fielder("Home Four").Fielding.DoublePlays,
                said.Fielder("Home Three").Fielding.DoublePlays, said.Fielder("Home Two").Fielding.DoublePlays));
        var note = Assert.Single(said.Box.Notes, note => note.Kind == BoxNoteKind.DoublePlay);
        Assert.Equal(["Home Six", "Home Four", "Home Three"], note.By);

        var denied = new BoxGame().Reach(PlayCode.Single).DoublePlay("NDP");
        Assert.Equal((0, 2), (denied.Box.Home.Totals.DoublePlays, denied.Box.Away.Totals.Outs));
    }

    [Fact]
    public void Put_outs_assists_and_outs_belong_to_whoever_stood_there()
    {
        var game = new BoxGame().Out("63").Substitute(Side.Home, 6, "Home Sub", Position.Shortstop).Out("63").Out("6");
        var (six, sub) = (game.Fielder("Home Six").Fielding, game.Fielder("Home Sub").Fielding);
        Assert.Equal((1, 0, 1), (six.Assists, six.PutOuts, six.Outs));
        Assert.Equal((1, 1, 2), (sub.Assists, sub.PutOuts, sub.Outs));
        Assert.True(game.Fielder("Home Six").Started);
        Assert.False(game.Fielder("Home Sub").Started);
    }

    [Fact]
    public void A_run_is_charged_to_the_pitcher_who_let_the_man_on_and_scored_against_the_one_who_inherited_him()
    {
        var game = new BoxGame()
            .Reach(PlayCode.Single)
            .Substitute(Side.Home, 1, "Home Reliever", Position.Pitcher)
            .HomeRun(Safe(Base.First, Base.Home));
        var (starter, reliever) = (game.Pitcher("Home One").Pitching, game.Pitcher("Home Reliever").Pitching);
        Assert.Equal((1, 0), (starter.Runs, starter.HomeRuns));
        Assert.Equal((1, 1, 1, 1), (reliever.Runs, reliever.HomeRuns, reliever.Inherited, reliever.InheritedScored));
        Assert.Equal(2, game.Batter("Away Two").Batting.RunsBattedIn);
    }

    [Fact]
    public void A_pitcher_who_leaves_without_an_out_in_his_inning_is_noted_with_the_batters_he_faced()
    {
        var game = new BoxGame().Until(2, Half.Top)
            .Reach(PlayCode.Walk).Reach(PlayCode.Single, Base.First, Safe(Base.First, Base.Second))
            .Substitute(Side.Home, 1, "Home Reliever", Position.Pitcher).Half();
        Assert.Equal((2, 2), (game.Pitcher("Home One").PitchedTo, game.Pitcher("Home One").InInning));
        Assert.Equal(3, game.Pitcher("Home One").Pitching.Outs);
        Assert.Equal(0, game.Pitcher("Home Reliever").PitchedTo);
    }

    [Fact]
    public void A_strikeout_belongs_to_the_batter_who_left_with_two_strikes()
    {
        var game = new BoxGame().Substitute(Side.Away, 1, "Away Pinch", Position.PinchHitter, new(0, 2)).Strikeout();
        Assert.Equal((1, 1), (game.Batter("Away One").Batting.Strikeouts, game.Batter("Away One").Batting.AtBats));
        Assert.Equal(0, game.Batter("Away Pinch").Batting.PlateAppearances);
        Assert.Equal([Position.PinchHitter], game.Batter("Away Pinch").Positions);
    }

    [Fact]
    public void A_walk_belongs_to_the_pitcher_who_left_with_three_balls()
    {
        var game = new BoxGame().Substitute(Side.Home, 1, "Home Reliever", Position.Pitcher, new(3, 1)).Reach(PlayCode.Walk);
        Assert.Equal((1, 1), (game.Pitcher("Home One").Pitching.Walks, game.Pitcher("Home One").Pitching.BattersFaced));
        Assert.Equal(0, game.Pitcher("Home Reliever").Pitching.BattersFaced);
    }

    [Fact]
    public void Steals_belong_to_the_runner_and_the_pitches_of_a_turn_count_once()
    {
        var game = new BoxGame().Reach(PlayCode.Single)
            .Send(Steal(PlayCode.StolenBase, Base.Second, Fate.Safe, "CB>B"))
            .Strikeout("CB>B.SFS");
        Assert.Equal(1, game.Batter("Away One").Batting.StolenBases);
        Assert.Equal((6, 4), (game.Pitcher("Home One").Pitching.Pitches, game.Pitcher("Home One").Pitching.Strikes));

        RecordPlay Steal(PlayCode code, Base on, Fate fate, string pitches) => new(
            1, Half.Top, Id("Away Two"), Count.Unknown, pitches,
            new([new(code, on)], [new(on - 1, on, fate, Implied: true)]));
    }

    [Fact]
    public void A_half_that_need_not_be_played_stands_as_an_x()
    {
        var game = new BoxGame().Until(1, Half.Bottom).HomeRun().Until(9, Half.Top).Half();
        Assert.Equal(("000000000", "10000000x"), (game.Box.Line.Text(Side.Away), game.Box.Line.Text(Side.Home)));
        Assert.True(game.Box.IsOver);
        Assert.Null(game.Box.Line.OutsWhenWon);
        Assert.Empty(BoxProof.Broken(game.Box));
    }

    [Fact]
    public void The_outs_are_told_when_the_winning_run_scores()
    {
        var game = new BoxGame().Until(9, Half.Bottom).Strikeout().Reach(PlayCode.Single).HomeRun(Safe(Base.First, Base.Home));
        Assert.Equal(("000000000", "000000002"), (game.Box.Line.Text(Side.Away), game.Box.Line.Text(Side.Home)));
        Assert.Equal((byte)1, game.Box.Line.OutsWhenWon);
        Assert.Equal(HowEnded.WalkOff, game.Box.How);
        Assert.Empty(BoxProof.Broken(game.Box));
    }

    [Fact]
    public void Ten_runs_in_an_inning_stand_in_brackets()
    {
        var game = new BoxGame();
        for (var i = 0; i < 11; i++) game.HomeRun();
        Assert.Equal("(11)", game.Box.Line.Text(Side.Away));
    }

    [Fact]
    public void A_box_is_proved_and_an_altered_one_is_not()
    {
        var game = new BoxGame()
            .Reach(PlayCode.Single).Reach(PlayCode.Walk, Base.First, Safe(Base.First, Base.Second)).Until(9, Half.Bottom).HomeRun();
        Assert.Empty(BoxProof.Broken(game.Box));
        var away = game.Box.Away;
        var altered = game.Box with { Away = away with { Totals = away.Totals with { LeftOnBase = away.Totals.LeftOnBase + 1 } } };
        Assert.Equal("away at bat: 29 and 30", Assert.Single(BoxProof.Broken(altered)));
    }

    [Fact]
    public void The_box_of_a_history_is_the_box_counted_along_the_way()
    {
        var game = new BoxGame(null, new GameFact("umphome", "littw901")).Reach(PlayCode.Double, Base.Second).Until(9, Half.Top);
        game.Send(new EjectPlayer("giraj001", "M", "littw901", "Balls and strikes"));
        Assert.Equal(game.Box, game.BoxOfHistory);
    }

    [Fact]
    public void A_box_survives_its_wire_form()
    {
        var game = new BoxGame(null, new GameFact("attendance", "34720")).Reach(PlayCode.Single).DoublePlay("GDP").Until(2, Half.Top);
        var json = JsonSerializer.Serialize(game.Box, BoxJson.Default.BoxScore);
        Assert.Equal(game.Box, JsonSerializer.Deserialize(json, BoxJson.Default.BoxScore));
        Assert.Contains("\"atBats\":3", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_word_on_a_fact_counts()
    {
        var game = new BoxGame(null, new GameFact("umphome", "littw901")).Send(new NoteFacts([new("umphome", "barrt901")]));
        Assert.Equal("barrt901", game.Box.Fact("umphome"));
    }
}
