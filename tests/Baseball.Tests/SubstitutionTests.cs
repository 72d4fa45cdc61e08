using AkkaGame.Messages;
using static AkkaGame.Baseball.Tests.Scenario;

namespace AkkaGame.Baseball.Tests;

public class SubstitutionTests
{
    [Fact]
    public void A_pinch_hitter_takes_the_slot()
    {
        var game = Start().Sub('a', 1, "ax", Position.PinchHitter).Plays("S8");

        Assert.Equal("ax", game.On(Base.First));
    }

    [Fact]
    public void A_pinch_hitter_bats_only_for_the_man_due()
    {
        var refused = Start().Refused(Batch('a', 2, "ax", Position.PinchHitter));

        Assert.Equal(("announcements[0].slot", "not-due"), (refused.Field, refused.Rule));
    }

    [Fact]
    public void A_pinch_runner_takes_the_base_and_leaves_the_charge()
    {
        var game = Start().Plays("S8").Sub('h', 0, "hq", Position.Pitcher).Sub('a', 1, "ax", Position.PinchRunner);

        Assert.Equal("ax", game.On(Base.First));
        Assert.Equal("hp", game.Game.Man(game.Game.Bases.First!.Value.Charged).Player.Value);
    }

    [Fact]
    public void Nobody_runs_for_a_man_who_is_not_on_base()
    {
        var refused = Start().Plays("S8").Refused(Batch('a', 5, "ax", Position.PinchRunner));

        Assert.Equal(("announcements[0].slot", "not-on-base"), (refused.Field, refused.Rule));
    }

    [Fact]
    public void Only_the_side_at_bat_sends_up_hitters()
    {
        var refused = Start().Refused(Batch('h', 1, "hx", Position.PinchHitter));

        Assert.Equal(("announcements[0].position", "not-at-bat"), (refused.Field, refused.Rule));
    }

    [Fact]
    public void Nobody_returns_who_has_left()
    {
        var refused = Start().Sub('h', 1, "hx", Position.CenterField).Refused(Batch('h', 3, "h1", Position.LeftField));

        Assert.Equal(("announcements[0].player", "re-entry"), (refused.Field, refused.Rule));
    }

    [Fact]
    public void In_an_all_star_game_a_man_may_return()
    {
        var game = Start(RuleSet.Mlb1982 with { Reentry = ReentryRule.AllStar })
            .Sub('h', 1, "hx", Position.CenterField).Sub('h', 1, "h1", Position.CenterField);

        Assert.Equal("h1", game.Game.HomeLineup.At(Position.CenterField)!.Value.Player.Value);
    }

    [Fact]
    public void Nobody_holds_two_batting_slots()
    {
        var refused = Start().Refused(Batch('h', 1, "h3", Position.CenterField));

        Assert.Equal(("announcements[0].player", "two-slots"), (refused.Field, refused.Rule));
    }

    [Fact]
    public void Two_men_may_share_a_position_on_the_way_but_not_at_the_end()
    {
        var swap = new Substitute([Announce('h', 1, "h1", Position.LeftField), Announce('h', 3, "h3", Position.CenterField)]);
        var half = new Substitute([swap.Announcements[0]]);

        Assert.Equal("h3", Start().Do(swap).Game.HomeLineup.At(Position.CenterField)!.Value.Player.Value);
        Assert.Equal("nine-fielders", Start().Refused(half).Rule);
    }

    [Fact]
    public void A_double_switch_moves_the_pitcher_up_in_the_order()
    {
        var game = Start(dh: false).Do(new Substitute(
            [Announce('h', 1, "hq", Position.Pitcher), Announce('h', 9, "hx", Position.CenterField)]));

        Assert.Equal("hq", game.Game.Pitcher!.Value.Player.Value);
        Assert.Equal("hx", game.Game.HomeLineup.Holder(9)!.Value.Player.Value);
    }

    [Fact]
    public void A_pinch_hitter_for_the_designated_hitter_becomes_him_when_his_side_takes_the_field()
    {
        var game = Start().Plays("HR", "HR", "HR", "HR", "HR").Sub('a', 6, "ax", Position.PinchHitter).Plays("K", "K", "K");

        Assert.Equal(Position.DesignatedHitter, game.Game.AwayLineup.Holder(6)!.Value.Position);
        Assert.True(game.Game.AwayLineup.HasDh);
    }

    [Fact]
    public void The_designated_hitter_is_lost_when_he_takes_the_field()
    {
        var game = Start().Do(new Substitute(
            [Announce('h', 6, "h6", Position.CenterField), Announce('h', 1, "hp", Position.Pitcher)]));

        Assert.False(game.Game.HomeLineup.HasDh);
        Assert.Equal("hp", game.Game.HomeLineup.Holder(1)!.Value.Player.Value);
        Assert.Equal("hp", game.Game.Pitcher!.Value.Player.Value);
    }

    [Fact]
    public void The_designated_hitter_is_lost_when_a_fielder_pitches()
    {
        var game = Start().Do(new Substitute([Announce('h', 1, "h1", Position.Pitcher), Announce('h', 6, "hx", Position.CenterField)]));

        Assert.False(game.Game.HomeLineup.HasDh);
        Assert.Equal("h1", game.Game.Pitcher!.Value.Player.Value);
    }

    [Fact]
    public void A_side_that_lost_its_designated_hitter_has_no_slot_zero()
    {
        var game = Start().Do(new Substitute([Announce('h', 1, "h1", Position.Pitcher), Announce('h', 6, "hx", Position.CenterField)]));

        Assert.Equal("empty-slot", game.Refused(Batch('h', 0, "hq", Position.Pitcher)).Rule);
    }

    [Fact]
    public void A_two_way_player_relieved_on_the_mound_stays_as_designated_hitter()
    {
        var twoWay = Card('h') with
        {
            Places = [.. Card('h').Places.AsSpan().ToArray().Select(p => p.Slot == 6 ? p with { Player = new("hp"), Name = "hp" } : p)],
        };
        var game = StartWith(Card('a'), twoWay, RuleSet.Mlb2022).Sub('h', 0, "hq", Position.Pitcher);

        Assert.Equal("hq", game.Game.Pitcher!.Value.Player.Value);
        Assert.Equal(("hp", Position.DesignatedHitter),
            (game.Game.HomeLineup.Holder(6)!.Value.Player.Value, game.Game.HomeLineup.Holder(6)!.Value.Position));
        Assert.True(game.Game.HomeLineup.HasDh);
    }

    [Fact]
    public void A_pitcher_who_is_his_own_hitter_is_placed_by_rule_where_he_bats()
    {
        var rules = RuleSet.Mlb2022 with { ScheduledInnings = 2, OfficialAfter = 1, AutoRunner = new(3, Base.Second) };
        var card = Card('a');
        var twoWay = card with { Places = card.Places.With(9, card.Places[9] with { Player = new("a6") }) };
        var game = StartWith(twoWay, Card('h'), rules).Halves(4);

        game.Do(game.Play("K") with { Placed = new(new("a6"), Base.Second) });

        Assert.Equal("a6", game.On(Base.Second));
    }

    [Fact]
    public void A_runner_placed_by_rule_is_whoever_holds_the_slot_now()
    {
        var game = Start(RuleSet.Mlb2020 with { AutoRunner = new(1, Base.Second) })
            .Do(new Substitute([Announce('a', 9, "ax", Position.PinchRunner)], new PlacedRunner(new("a9"), Base.Second)));

        Assert.Equal("ax", game.On(Base.Second));
        Assert.True(game.Game.Bases.Second!.Value.Placed);
    }

    [Fact]
    public void A_man_who_left_for_a_courtesy_runner_comes_back()
    {
        var lent = new Substitute([Announce('a', 1, "ax", Position.PinchRunner) with { Courtesy = true }]);
        var game = Start(RuleSet.Mlb1982 with { CourtesyRunner = true }).Plays("S8").Do(lent).Plays("K", "K", "K")
            .Sub('a', 1, "a1", Position.CenterField);

        Assert.Equal("a1", game.Game.AwayLineup.At(Position.CenterField)!.Value.Player.Value);
        Assert.Equal("no-courtesy", Start().Plays("S8").Refused(lent).Rule);
    }

    [Fact]
    public void A_courtesy_runner_may_be_in_the_game_himself()
    {
        var game = Start(RuleSet.Mlb1982 with { CourtesyRunner = true }).Plays("S8")
            .Do(new Substitute([Announce('a', 1, "a5", Position.PinchRunner) with { Courtesy = true }]));

        Assert.Equal("a5", game.On(Base.First));
    }

    [Fact]
    public void A_two_way_player_relieved_on_the_mound_does_not_return_to_it()
    {
        var twoWay = Card('h') with
        {
            Places = [.. Card('h').Places.AsSpan().ToArray().Select(p => p.Slot == 6 ? p with { Player = new("hp"), Name = "hp" } : p)],
        };
        var game = StartWith(Card('a'), twoWay, RuleSet.Mlb2022).Sub('h', 0, "hq", Position.Pitcher).Plays("K");

        Assert.Equal("re-entry", game.Refused(Batch('h', 6, "hp", Position.Pitcher)).Rule);
        Assert.Throws<InvalidOperationException>(() => StartWith(Card('a'), twoWay));
    }

    [Fact]
    public void A_pitcher_relieved_does_not_come_back_as_a_fielder_while_another_bats_for_the_pitcher()
    {
        var refused = Start()
            .Refused(new Substitute([Announce('h', 0, "hq", Position.Pitcher), Announce('h', 4, "hp", Position.FirstBase)]));

        Assert.Equal(("announcements[1].player", "re-entry"), (refused.Field, refused.Rule));
    }

    [Fact]
    public void The_designated_hitters_place_in_the_order_is_fixed()
    {
        var refused = Start().Refused(new Substitute(
            [Announce('h', 6, "hz", Position.FirstBase), Announce('h', 4, "hw", Position.DesignatedHitter)]));

        Assert.Equal(("announcements[1].slot", "dh-slot"), (refused.Field, refused.Rule));
    }

    [Fact]
    public void A_courtesy_runner_does_not_field_beside_himself()
    {
        var lent = new Substitute([Announce('a', 1, "a5", Position.PinchRunner) with { Courtesy = true }]);
        var game = Start(RuleSet.Mlb1982 with { CourtesyRunner = true }).Plays("S8").Do(lent).Plays("K", "K", "K");

        Assert.Equal("player-twice", game.Refused(Batch('a', 1, "a5", Position.CenterField)).Rule);
    }

    [Fact]
    public void A_man_on_base_grants_no_courtesy()
    {
        var game = Start(RuleSet.Mlb1982 with { CourtesyRunner = true }).Plays("S8", "S8.1-2");

        Assert.Equal("on-base", game.Refused(new Substitute([Announce('a', 2, "a1", Position.PinchRunner) with { Courtesy = true }])).Rule);
    }

    [Fact]
    public void Nobody_is_placed_on_a_base_where_the_rules_place_nobody()
    {
        var game = Start();
        Assert.Equal("no-placed-runner", game.Refused(game.Play("S8") with { Placed = new(new("a9"), Base.Second) }).Rule);
    }

    [Fact]
    public void A_man_may_be_sent_up_for_him_who_bats_out_of_turn()
    {
        var game = Start().Do(Batch('a', 3, "ax", Position.PinchHitter) with { BattingSlot = new(Side.Away, 3) }).Plays("S8");

        Assert.Equal("ax", game.On(Base.First));
    }
}
