using AkkaGame.Messages;
using static AkkaGame.Messages.Side;

namespace AkkaGame.Baseball.Tests.Live;

public class DeadlineTests
{
    private const int Clock = 60_000;

    private static LiveScenario Start(RuleSet? rules = null, bool tips = false) =>
        LiveScenario.Start(rules ?? LiveScenario.Clocked, tips: tips);

    [Fact]
    public void A_pitch_has_a_deadline_and_it_is_a_timer_of_the_game()
    {
        var game = Start();

        Assert.Equal(game.Now + Clock, game.Window!.Due);
        Assert.Equal(new GameTimer(TimerKind.WindowDue, game.Now + Clock, game.Window.Id), game.Game.NextTimer);
    }

    [Fact]
    public void After_the_deadline_nothing_is_taken()
    {
        var game = Start();
        game.Now += Clock;

        game.Refused(Away, new SealDecision(Offense: new())).Names("command", "deadline");
        game.Refused(Away, new PassTurn()).Names("command", "deadline");
        game.Refused(Away, LiveScenario.Batch(Away, 1, "ab1", Position.PinchHitter)).Names("command", "deadline");
    }

    [Fact]
    public void Who_has_sealed_and_then_has_to_replace_a_man_is_late_with_the_other_side()
    {
        var game = Start().Pitch().Do(Home, new VisitMound()).Seal(Home).Do(Home, new VisitMound());
        var timer = game.Game.NextTimer!.Value;

        game.Fire();

        Assert.Equal([Away, Home], game.Last.Events.OfType<DeadlinePassed>().Select(passed => passed.Side));
        Assert.Equal("hx1", game.Only<SubstitutionMade>().Player.Value);
        Assert.DoesNotContain(timer, (IEnumerable<GameTimer>)game.Game.Timers);
    }

    [Fact]
    public void The_side_that_is_late_has_something_decide_for_it()
    {
        var game = Start().Seal(Away).Fire();

        Assert.Equal(["DeadlinePassed", "DecisionsRevealed"], game.LastTypes.Take(2));
        var shown = game.Only<DecisionsRevealed>();
        Assert.Equal((TakenFrom.Deadline, TakenFrom.Seal), (shown.DefenseBy.From, shown.OffenseBy.From));
        Assert.NotNull(shown.DefenseBy.Why);
        Assert.Equal((1, 0), (game.Live.Home.Missed, game.Live.Away.Missed));
    }

    [Fact]
    public void Standing_orders_come_before_a_computer_where_they_are_possible()
    {
        var game = Start().Do(Home, new SealStandingOrders(new(Defense: new() { Outfield = Outfield.Back }))).Seal(Away).Fire();

        var shown = game.Only<DecisionsRevealed>();
        Assert.Equal((TakenFrom.StandingOrders, Outfield.Back), (shown.DefenseBy.From, shown.Defense!.Outfield));
        Assert.True(Boxes.FitsOrders(
            game.Events.OfType<StandingOrdersSealed>().Single().Commit, shown.DefenseBy.Salt, new(Defense: shown.Defense)));

        game = Start().Do(Home, new SealStandingOrders(new(Defense: new() { Hold = new(First: Hold.Hold) }))).Seal(Away).Fire();
        Assert.Equal(TakenFrom.Deadline, game.Only<DecisionsRevealed>().DefenseBy.From);
    }

    [Fact]
    public void A_defense_that_had_no_turn_yet_has_its_own_time()
    {
        var game = Start();
        var window = game.Window!.Id;

        game.Fire();

        Assert.Equal(["DeadlinePassed"], game.LastTypes);
        Assert.Equal((window, Sides.Home, Turn.Defense), (game.Window!.Id, game.Window.Asked, game.Window.Turn));
        Assert.Equal(game.Now + Clock, game.Window.Due);
        game.Refused(Away, new SealDecision(Offense: new())).IsNotYours("not-asked");
        game.Do(Home, new PassTurn()).Seal(Home);
        Assert.Equal(TakenFrom.Deadline, game.Only<DecisionsRevealed>().OffenseBy.From);
    }

    [Fact]
    public void A_defense_that_has_sealed_waits_for_nobody_more()
    {
        var game = Start().Seal(Home).Fire();

        Assert.Equal(["DeadlinePassed", "DecisionsRevealed"], game.LastTypes.Take(2));
    }

    [Fact]
    public void Both_may_be_late()
    {
        var game = Start().Do(Away, new PassTurn()).Fire();

        Assert.Equal(["DeadlinePassed", "DeadlinePassed", "DecisionsRevealed"], game.LastTypes.Take(3));
        Assert.Equal(1, game.Live.Home.Missed);
    }

    [Fact]
    public void Three_deadlines_in_a_row_hand_the_side_over_and_its_manager_may_come_back()
    {
        var game = Start().Seal(Away).Fire().Seal(Away).Fire();
        Assert.Equal(2, game.Live.Home.Missed);

        game.Seal(Away).Fire();

        var over = game.Only<SeatHandedOver>();
        Assert.Equal((Home, HandOver.Deadline, (byte)1), (over.Side, over.Cause, over.Level));
        Assert.Equal("home", game.Live.Home.Absent);
        Assert.Equal(Sides.Away, game.Window!.Asked);
        game.Seal(Away);
        Assert.Equal(TakenFrom.Computer, game.Only<DecisionsRevealed>().DefenseBy.From);
        game.Do(Home, new TakeSeat(Home));
        Assert.Equal(Sides.Both, game.Window!.Asked);
    }

    [Fact]
    public void A_decision_in_time_counts_anew()
    {
        var game = Start().Seal(Away).Fire().Seal(Away).Fire().Pitch();

        Assert.Equal(0, game.Live.Home.Missed);
    }

    [Fact]
    public void A_bank_is_drawn_on_before_a_deadline_passes()
    {
        var game = Start(LiveScenario.Clocked with { BankMs = 80_000 }).Seal(Away).Fire();

        var moved = game.Only<DeadlineMoved>();
        Assert.Equal((Home, Clock, game.Now + Clock), (moved.Bank, moved.Credited, moved.Due));
        Assert.Equal(Clock, game.Live.Home.BankUsedMs);
        game.Fire();
        Assert.Equal(20_000, game.Only<DeadlineMoved>().Credited);
        game.Fire();
        Assert.Contains("DeadlinePassed", game.LastTypes);
        Assert.Equal(0, game.Live.Away.BankUsedMs);
    }

    [Fact]
    public void Time_in_which_nobody_was_there_is_given_back()
    {
        var game = Start().Seal(Away);
        var due = game.Window!.Due!.Value;
        game.Now = game.Since = due + 100_000;

        game.Fire();

        var moved = game.Only<DeadlineMoved>();
        Assert.Equal((default(Side?), game.Since + Clock), (moved.Bank, moved.Due));
        Assert.Equal(moved.Due, game.Game.DueOf(TimerKind.WindowDue));
        Assert.Equal(Clock, game.Window!.Due - game.Window.Opened);
        game.Fire();
        Assert.Contains("DeadlinePassed", game.LastTypes);
    }

    [Fact]
    public void Within_that_time_an_answer_counts()
    {
        var game = Start().Seal(Away);
        game.Since = game.Window!.Due!.Value + 100_000;
        game.Now = game.Since + Clock - 1;
        Assert.True(game.Accepts(LiveScenario.Manager(Home), game.Usual(Home)));

        game.Now++;
        game.Refused(Home, game.Usual(Home)).Names("command", "deadline");
    }

    [Fact]
    public void A_choice_with_the_ball_in_play_has_a_deadline_too()
    {
        for (var seed = 1; ; seed++)
        {
            var game = LiveScenario.Start(LiveScenario.Clocked, seed: seed);
            while (game.Game is { Inning: 1, Half: Half.Top } && game.Window!.Kind == WindowKind.Pitch)
                game.Pitch(offense: new() { Boldness = Boldness.AskMe });
            if (game.Window!.Kind != WindowKind.Play) continue;

            game.Fire();

            Assert.Equal(["DeadlinePassed", "DeadlinePassed", "DecisionsRevealed"], game.LastTypes.Take(3));
            var shown = game.Last.Events.OfType<DecisionsRevealed>().First();
            Assert.Equal((TakenFrom.Deadline, TakenFrom.Deadline), (shown.DefenseBy.From, shown.OffenseBy.From));
            return;
        }
    }

    [Fact]
    public void A_side_that_replaces_nobody_in_time_has_it_done_for_it()
    {
        var game = Start().Pitch().Do(LiveScenario.Commissioner, new NoteInjury(new("hp"), "a day")).Seal(Away);
        var window = game.Window!.Id;

        game.Fire();

        Assert.Equal(["DeadlinePassed", "SubstitutionMade"], game.LastTypes);
        Assert.NotEqual(window, game.Window!.Id);
        Assert.Equal(Sides.Both, game.Window.Asked);
    }

    [Fact]
    public void A_man_hurt_after_his_sides_time_has_passed_is_replaced_at_once()
    {
        var game = Start().Fire();
        Assert.Equal(Sides.Home, game.Window!.Asked);

        game.Do(LiveScenario.Commissioner, new NoteInjury(new("a1"), "a day"));

        Assert.Equal(["PlayerInjured", "SubstitutionMade"], game.LastTypes);
        Assert.Empty(game.Game.Live!.MustLeave);
    }

    [Fact]
    public void A_whole_game_is_played_by_nobody()
    {
        var game = Start(tips: true);
        while (!game.Game.IsOver) game.Fire();

        Assert.Equal(2, game.Events.OfType<SeatHandedOver>().Count());
        Assert.Empty(game.Game.Timers);
    }
}
