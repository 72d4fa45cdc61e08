using AkkaGame.Messages;
using static AkkaGame.Messages.Side;

namespace AkkaGame.Baseball.Tests.Live;

public class MoundAndDepartureTests
{
    private static readonly Author umpire = LiveScenario.Commissioner;

    private static EjectPlayer Ejection(string person) => new(person, "P", "umpire1", "words");

    [Fact]
    public void Visits_to_the_mound_are_counted_and_limited()
    {
        var game = LiveScenario.Start(LiveScenario.Unhurried with { MoundVisits = 2 });

        game.Do(Home, new VisitMound());
        Assert.Equal(1, game.Only<MoundVisited>().Left);
        game.Play(so => so.Game is { Inning: 2, Half: Half.Top } && so.Window!.Kind == WindowKind.Pitch).Do(Home, new VisitMound());
        Assert.Equal(0, game.Only<MoundVisited>().Left);
        game.Play(so => so.Game is { Inning: 3, Half: Half.Top } && so.Window!.Kind == WindowKind.Pitch);
        game.Refused(Home, new VisitMound()).Names("command", "mound-visits");
    }

    [Fact]
    public void Only_the_side_in_the_field_has_a_mound_to_visit()
    {
        LiveScenario.Start().Refused(Away, new VisitMound()).IsNotYours("in-the-field");
        LiveScenario.Start(tips: true).Refused(Home, new VisitMound()).Names("command", "window");
    }

    [Fact]
    public void A_second_visit_in_a_half_takes_the_pitcher_out()
    {
        var game = LiveScenario.Start().Pitch().Do(Home, new VisitMound()).Do(Home, new VisitMound());

        game.Refused(Home, new SealDecision(Defense: new())).Names("command", "must-leave");
        game.Refused(Home, LiveScenario.Batch(Home, 1, "hb1", Position.CenterField)).Names("announcements", "must-leave");
        // Not his turn, but he has to.
        Assert.Equal(Turn.Offense, game.Window!.Turn);
        game.Do(Home, LiveScenario.Batch(Home, 0, "hx1", Position.Pitcher));
        Assert.Empty(game.Game.Live!.MustLeave);
        Assert.Equal(Turn.Offense, game.Window!.Turn);
        game.Pitch();
    }

    [Fact]
    public void A_pitcher_who_is_his_own_designated_hitter_leaves_the_mound_alone_and_a_computer_knows_it()
    {
        var card = LiveScenario.Card('h');
        var twoWay = card.Places.Select(place => place.Slot == 0 ? place with { Player = new("h6"), Name = "h6" } : place);
        var game = LiveScenario.Created(RuleSet.Mlb2022 with { DecisionClockMs = 0 }).Seated(Away).Seated(Home)
            .Do(umpire, new ExchangeLineups(LiveScenario.Card('a'), card with { Places = [.. twoWay] }))
            .Do(umpire, new StartGame())
            .Pitch().Do(Home, new VisitMound()).Do(Home, new VisitMound());

        var change = ComputerManager.Change(game.Game, Home)!;

        Assert.Equal((0, "hx1"), (Assert.Single(change.Announcements).Slot, change.Announcements[0].Player.Value));
        game.Do(Home, change).Pitch();
        Assert.Equal("h6", game.Game.Lineup(Home).Holder(6)!.Value.Player.Value);
    }

    [Fact]
    public void A_visit_that_would_take_out_a_man_who_may_not_go_is_refused()
    {
        var game = LiveScenario.Start().Do(Home, new VisitMound());

        game.Refused(Home, new VisitMound()).Names("announcements", "first-batter");
    }

    [Fact]
    public void A_new_half_is_a_new_visit()
    {
        var game = LiveScenario.Start().Do(Home, new VisitMound())
            .Play(so => so.Game is { Inning: 2, Half: Half.Top } && so.Window!.Kind == WindowKind.Pitch)
            .Do(Home, new VisitMound());

        Assert.Empty(game.Game.Live!.MustLeave);
    }

    [Fact]
    public void An_ejected_man_is_replaced_before_anything_is_decided_and_does_not_come_back()
    {
        var game = LiveScenario.Start().Pitch().Seal(Home).Do(umpire, Ejection("h8"));

        // His side's decision is in, and waits for its catcher.
        game.Seal(Away);
        Assert.Equal(["DecisionSealed"], game.LastTypes);
        game.Refused(Home, LiveScenario.Batch(Home, 1, "hb1", Position.CenterField)).Names("announcements", "must-leave");
        game.Do(Home, LiveScenario.Batch(Home, 8, "hb1", Position.Catcher));

        Assert.Contains("DecisionsRevealed", game.LastTypes);
        Assert.Contains(new PlayerId("h8"), game.Game.Live!.Gone);
    }

    [Fact]
    public void An_ejected_man_stays_out_even_where_men_may_return()
    {
        var game = LiveScenario.Start(LiveScenario.Unhurried with { Reentry = ReentryRule.AllStar })
            .Do(umpire, Ejection("a1")).Do(Away, LiveScenario.Batch(Away, 1, "ab1", Position.PinchHitter));

        game.Refused(Away, LiveScenario.Batch(Away, 1, "a1", Position.PinchHitter)).Names("announcements[0].player", "gone");
    }

    [Fact]
    public void A_man_sent_off_the_bench_does_not_come_in()
    {
        var game = LiveScenario.Start().Do(umpire, Ejection("ab1"));

        Assert.Empty(game.Game.Live!.MustLeave);
        game.Refused(Away, LiveScenario.Batch(Away, 1, "ab1", Position.PinchHitter)).Names("announcements[0].player", "gone");
    }

    [Fact]
    public void A_manager_who_is_sent_off_changes_nothing()
    {
        var game = LiveScenario.Start().Do(umpire, new EjectPlayer("boss001", "M", "umpire1", "words"));

        Assert.Empty(game.Game.Live!.Gone);
        game.Pitch();
    }

    [Fact]
    public void Managers_eject_nobody_and_hurt_nobody()
    {
        var game = LiveScenario.Start();

        game.Refused(Away, Ejection("h1")).IsForbidden("officials-only");
        game.Refused(Away, new NoteInjury(new("h1"), "a day")).IsForbidden("officials-only");
        game.Refused(umpire, new NoteInjury(new("zz9"), "a day")).Names("player", "not-on-card");
        game.Refused(umpire, new NoteInjury(new("h1"), null!)).Names("until", "missing");
    }

    [Fact]
    public void A_computer_replaces_at_once()
    {
        var game = LiveScenario.Start(homeLevel: 1).Pitch();
        var window = game.Window!.Id;

        game.Do(umpire, new NoteInjury(new("hp"), "a day"));

        Assert.Equal(["PlayerInjured", "SubstitutionMade"], game.LastTypes);
        Assert.NotEqual(window, game.Window!.Id);
        Assert.Empty(game.Game.Live!.MustLeave);
    }

    [Fact]
    public void Who_has_nobody_left_to_send_in_loses_by_forfeit()
    {
        foreach (var level in (byte[])[0, 1])
        {
            var away = LiveScenario.Card('a') with { Bench = default, Bullpen = default };
            var game = LiveScenario.Created().Seated(Away, level).Seated(Home)
                .Do(umpire, new ExchangeLineups(away, LiveScenario.Card('h'))).Do(umpire, new StartGame())
                .Do(umpire, Ejection("a2"));

            var ended = game.Only<GameEnded>();
            Assert.Equal((HowEnded.Forfeit, Home), (ended.How, ended.Winner));
            Assert.Equal(["PlayerEjected", "KeyRevealed", "GameEnded"], game.LastTypes);
        }
    }

    [Fact]
    public void A_man_hurt_while_the_ball_is_in_play_is_replaced_before_the_next_pitch()
    {
        var game = RevealTests.Asked();

        game.Do(umpire, new NoteInjury(new("h1"), "a day"));
        Assert.Equal(WindowKind.Play, game.Window!.Kind);
        while (game.Window!.Kind == WindowKind.Play) game.Step();

        game.Refused(Home, game.Usual(Home)).Names("command", "must-leave");
    }
}
