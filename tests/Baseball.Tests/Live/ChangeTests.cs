using AkkaGame.Messages;
using static AkkaGame.Messages.Side;

namespace AkkaGame.Baseball.Tests.Live;

public class ChangeTests
{
    [Fact]
    public void A_manager_changes_his_own_men_only()
    {
        var game = LiveScenario.Start();

        game.Refused(Away, LiveScenario.Batch(Home, 1, "hb1", Position.CenterField)).IsNotYours("own-side", "announcements[0].side");
        game.Refused(LiveScenario.Commissioner, LiveScenario.Batch(Away, 1, "ab1", Position.PinchHitter)).IsForbidden("managers-only");
    }

    [Fact]
    public void Only_men_on_the_card_come_in()
    {
        var game = LiveScenario.Start();

        game.Refused(Away, LiveScenario.Batch(Away, 1, "zz1", Position.PinchHitter)).Names("announcements[0].player", "not-on-card");
        game.Refused(Away, LiveScenario.Batch(Away, 1, "hb1", Position.PinchHitter)).Names("announcements[0].player", "not-on-card");
        game.Do(Away, LiveScenario.Batch(Away, 1, "ax1", Position.PinchHitter));
    }

    [Fact]
    public void A_man_who_has_left_does_not_come_back()
    {
        var game = LiveScenario.Start().Do(Away, LiveScenario.Batch(Away, 1, "ab1", Position.PinchHitter));

        game.Refused(Away, LiveScenario.Batch(Away, 1, "a1", Position.PinchHitter)).Names("announcements[0].player", "re-entry");
        game.Refused(Away, LiveScenario.Batch(Away, 1, "a2", Position.PinchHitter)).Names("announcements[0].player", "two-slots");
        game.Refused(Away, LiveScenario.Batch(Away, 2, "ab2", Position.PinchHitter)).Names("announcements[0].slot", "not-due");
        game.Refused(Away, LiveScenario.Batch(Away, 3, "ab2", Position.PinchRunner)).Names("announcements[0].slot", "not-on-base");
    }

    [Fact]
    public void The_designated_hitter_bats_once()
    {
        var hitter = LiveScenario.Batch(Away, 6, "ab1", Position.PinchHitter);
        var game = LiveScenario.Start().Play(IsHisTurn);
        game.Refused(Away, hitter).Names("announcements", "dh-bats-once");

        game.Pitch().Play(IsHisTurn).Do(Away, hitter);

        Assert.Equal("ab1", game.Game.Batter!.Value.Player.Value);
    }

    [Fact]
    public void He_need_not_where_the_other_side_has_changed_its_pitcher_or_where_he_has_to_leave()
    {
        var hitter = LiveScenario.Batch(Away, 6, "ab1", Position.PinchHitter);
        var relieved = LiveScenario.Start().Play(IsHisTurn)
            .Do(Away, new PassTurn()).Do(Home, LiveScenario.Batch(Home, 0, "hx1", Position.Pitcher)).Do(Away, hitter);
        var ejected = LiveScenario.Start().Play(IsHisTurn)
            .Do(LiveScenario.Commissioner, new EjectPlayer("a6", "P", "umpire1", "words")).Do(Away, hitter);

        Assert.Equal(("ab1", "ab1"), (relieved.Game.Batter!.Value.Player.Value, ejected.Game.Batter!.Value.Player.Value));
    }

    private static bool IsHisTurn(LiveScenario so) =>
        so.Game.Batting == Away && so.Game.Up(Away) == 6 && so.Window is { Kind: WindowKind.Pitch, Turn: Turn.Offense };

    [Fact]
    public void What_only_a_scoresheet_says_is_refused()
    {
        var game = LiveScenario.Start();
        var batch = LiveScenario.Batch(Away, 1, "ab1", Position.PinchHitter);

        game.Refused(Away, batch with { Placed = new(new("a9"), Base.Second) }).Names("placed", "scored-games-only");
        game.Refused(Away, batch with { BattingSlot = new(Away, 3) }).Names("battingSlot", "scored-games-only");
        game.Refused(Away, new Substitute(default)).Names("announcements", "empty");
    }

    [Fact]
    public void A_count_that_somebody_makes_up_charges_nobody()
    {
        var game = LiveScenario.Start();
        var announced = LiveScenario.Announce(Away, 1, "ab1", Position.PinchHitter) with { Count = new(0, 2) };

        game.Do(Away, new Substitute([announced]));

        Assert.Null(game.Only<SubstitutionMade>().Answers);
        Assert.Equal(Count.Unknown, game.Only<SubstitutionMade>().InTheCount);
    }

    [Fact]
    public void The_starter_pitches_to_the_first_batter()
    {
        var game = LiveScenario.Start().Do(Away, new PassTurn());

        game.Refused(Home, LiveScenario.Batch(Home, 0, "hx1", Position.Pitcher)).Names("announcements", "first-batter");
        game.Pitch().Play(so => so.Window!.Kind == WindowKind.Pitch && so.Game.Batting == Away).Do(Away, new PassTurn());
        game.Do(Home, LiveScenario.Batch(Home, 0, "hx1", Position.Pitcher));
    }

    [Fact]
    public void A_reliever_faces_as_many_batters_as_the_rules_ask_or_ends_the_half()
    {
        var game = LiveScenario.Start(LiveScenario.Unhurried with { MinBatters = 3 }, seed: 2).Pitch()
            .Do(Away, new PassTurn()).Do(Home, LiveScenario.Batch(Home, 0, "hx1", Position.Pitcher));

        game.Do(Away, new PassTurn());
        var turns = game.Game.Tally.Turns;
        while (game.Game.Batting == Away && game.Game.Tally.Turns < turns + 3)
        {
            if (game.Window!.Turn == Turn.Offense) game.Do(Away, new PassTurn());
            if (game.Window.Turn == Turn.Defense)
                game.Refused(Home, LiveScenario.Batch(Home, 0, "hx2", Position.Pitcher)).Names("announcements", "min-batters");
            game.Pitch();
        }

        game.Play(so => so.Game.Batting == Away && so.Window!.Kind == WindowKind.Pitch).Do(Away, new PassTurn());
        game.Do(Home, LiveScenario.Batch(Home, 0, "hx2", Position.Pitcher));
    }

    [Fact]
    public void A_hurt_reliever_goes_at_once()
    {
        var game = LiveScenario.Start(LiveScenario.Unhurried with { MinBatters = 3 }).Pitch()
            .Do(Away, new PassTurn()).Do(Home, LiveScenario.Batch(Home, 0, "hx1", Position.Pitcher))
            .Do(LiveScenario.Commissioner, new NoteInjury(new("hx1"), "two weeks"));

        game.Do(Home, LiveScenario.Batch(Home, 0, "hx2", Position.Pitcher));

        Assert.Equal("hx2", game.Game.Pitcher!.Value.Player.Value);
    }

    [Fact]
    public void A_pitcher_comes_back_to_the_mound_once_in_an_inning()
    {
        var game = LiveScenario.Start(dh: false).Pitch().Do(Away, new PassTurn());
        // The pitcher, slot 9, goes to left field; the left fielder, slot 3, leaves for a reliever.
        Substitute Cross(string arm) => new(
        [
            LiveScenario.Announce(Home, 9, "hp", Position.LeftField), LiveScenario.Announce(Home, 3, arm, Position.Pitcher),
        ]);
        var back = new Substitute(
        [
            LiveScenario.Announce(Home, 9, "hp", Position.Pitcher), LiveScenario.Announce(Home, 3, "hb1", Position.LeftField),
        ]);
        game.Do(Home, Cross("hx1")).Pitch();
        if (game.Game.Batting != Away) throw new InvalidOperationException("Another seed is needed: the half is over.");

        game.Do(Away, new PassTurn()).Do(Home, back).Pitch();
        if (game.Game.Batting != Away) throw new InvalidOperationException("Another seed is needed: the half is over.");
        game.Do(Away, new PassTurn());

        game.Refused(Home, Cross("hx2")).Names("announcements", "crossed-twice");
    }

    [Fact]
    public void A_fielder_pitches_only_in_extra_innings_or_with_the_game_decided()
    {
        var rules = LiveScenario.Unhurried with { FielderMayPitch = FielderMayPitch.LeadOrExtraInnings };
        var game = LiveScenario.Start(rules, dh: false).Pitch().Do(Away, new PassTurn());

        game.Refused(Home, LiveScenario.Batch(Home, 9, "hb1", Position.Pitcher)).Names("announcements", "fielder-may-pitch");
        game.Do(Home, LiveScenario.Batch(Home, 9, "hx1", Position.Pitcher));
    }

    [Fact]
    public void Nine_fielders_stand_in_nine_places_before_the_pitch_is_decided()
    {
        var game = LiveScenario.Start(dh: false)
            .Play(so => so.Game.Batting == Away && so.Game.Up(Away) == 9 && so.Window!.Kind == WindowKind.Pitch)
            .Do(Away, LiveScenario.Batch(Away, 9, "ab1", Position.PinchHitter));
        while (game.Game.Batting == Away) game.Pitch();

        // The pitcher's hitter is still in his place.
        game.Refused(Away, new SealDecision(Defense: new())).Names("command", "nine-fielders");
        Assert.Equal(Turn.Offense, game.Window!.Turn);
        game.Do(Away, LiveScenario.Batch(Away, 9, "ax1", Position.Pitcher));
        game.Do(Away, new SealDecision(Defense: new()));
    }

    [Fact]
    public void The_side_at_bat_changes_its_men_whatever_gap_the_other_side_has()
    {
        var game = LiveScenario.Start(dh: false)
            .Play(so => so.Game.Batting == Away && so.Game.Up(Away) == 9 && so.Window!.Kind == WindowKind.Pitch)
            .Do(Away, LiveScenario.Batch(Away, 9, "ab1", Position.PinchHitter));
        while (game.Game.Batting == Away) game.Pitch();

        game.Do(Home, LiveScenario.Batch(Home, game.Game.Up(Home), "hb1", Position.PinchHitter));

        Assert.Equal("hb1", game.Game.Batter!.Value.Player.Value);
    }

    /// <summary>Who opens the half inherits nobody, and a runner who saw no play was never left on base.</summary>
    [Fact]
    public void A_runner_placed_by_rule_counts_from_the_first_play_of_the_half()
    {
        var rules = LiveScenario.Unhurried with { ScheduledInnings = 1, OfficialAfter = 1, AutoRunner = new(1, Base.Second) };
        var game = LiveScenario.Start(rules)
            .Do(LiveScenario.Commissioner, new NoteInjury(new("hp"), "a month"))
            .Do(Home, LiveScenario.Batch(Home, 0, "hx1", Position.Pitcher));
        Assert.Equal((0, 0), (Box().Home.Totals.Pitching.Inherited, Box().Away.Totals.Placed));

        game.Do(LiveScenario.Commissioner, new CallGame("rain"));
        Assert.Equal((0, 0), (Box().Away.Totals.Placed, Box().Away.Totals.LeftOnBase));
        Assert.Empty(BoxProof.Broken(Box()));

        BoxScore Box() => BoxScore.Of(game.State.Id, game.Events);
    }

    [Fact]
    public void The_runner_placed_by_rule_is_charged_to_the_man_who_opens_the_half()
    {
        var rules = LiveScenario.Unhurried with { ScheduledInnings = 1, OfficialAfter = 1, AutoRunner = new(1, Base.Second) };
        var game = LiveScenario.Start(rules);
        Assert.Equal("a9", game.On(Base.Second));

        // Hurt, or he would have to pitch to his first batter.
        game.Do(LiveScenario.Commissioner, new NoteInjury(new("hp"), "a month"))
            .Do(Home, LiveScenario.Batch(Home, 0, "hx1", Position.Pitcher));

        Assert.Equal("hx1", game.Game.Man(game.Game.Bases.Second!.Value.Charged).Player.Value);
        Assert.Equal(WindowKind.Pitch, game.Window!.Kind);
    }
}
