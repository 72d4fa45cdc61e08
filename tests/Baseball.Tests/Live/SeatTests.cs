using AkkaGame.Messages;
using static AkkaGame.Messages.Side;

namespace AkkaGame.Baseball.Tests.Live;

public class SeatTests
{
    private static readonly Author stranger = new("stranger", Role.Manager, Home);

    [Fact]
    public void A_played_game_publishes_the_end_of_its_chain()
    {
        var game = LiveScenario.Created();

        Assert.Equal(game.Secret!.Published, game.Only<GameCreated>().S0);
        Assert.Equal(game.Secret.Published, game.Live.Dice.S0);
        Assert.NotNull(game.Game.Live);
    }

    [Fact]
    public void Nobody_decides_anything_without_the_secret()
    {
        var game = LiveScenario.Nothing();
        game.Secret = null;

        var refused = game.Refused(LiveScenario.Commissioner, LiveScenario.Creation());

        Assert.Equal((RefusalCode.Unavailable, "secret"), (refused.Code, refused.Rule));
    }

    [Fact]
    public void A_manager_creates_no_games() =>
        LiveScenario.Nothing().Refused(Home, LiveScenario.Creation()).IsForbidden("commissioner-only");

    [Fact]
    public void No_clock_runs_backwards()
    {
        var nothing = LiveScenario.Nothing();

        nothing.Refused(LiveScenario.Commissioner, LiveScenario.Creation(RuleSet.Mlb2018 with { DecisionClockMs = -1 }))
            .Names("rules.decisionClockMs", "clock");
        nothing.Refused(LiveScenario.Commissioner, LiveScenario.Creation(RuleSet.Mlb2018 with { BankMs = -1 }))
            .Names("rules.bankMs", "clock");
    }

    [Fact]
    public void A_scored_game_knows_no_seats()
    {
        var scored = Scenario.Start();

        scored.Refused(new TakeSeat(Home)).Names("command", "played-games-only");
    }

    [Fact]
    public void There_is_no_seat_in_a_game_that_does_not_exist() =>
        Assert.Equal(RefusalCode.NotFound, LiveScenario.Nothing().Refused(Home, new TakeSeat(Home)).Code);

    [Fact]
    public void A_manager_sits_down_on_his_own_side_only()
    {
        var game = LiveScenario.Created();

        game.Refused(Home, new TakeSeat(Away)).IsForbidden("own-side");
        game.Do(Home, new TakeSeat(Home));
        Assert.Equal("home", game.Live.Home.Manager);
    }

    [Fact]
    public void A_seat_that_somebody_has_is_not_given_away()
    {
        var game = LiveScenario.Created().Seated(Home);

        game.Refused(stranger, new TakeSeat(Home)).IsForbidden("seat-taken");
        game.Refused(Home, new TakeSeat(Home)).Names("side", "seat-held");
        game.Refused(LiveScenario.Commissioner, new TakeSeat(Home, 1)).Names("side", "seat-taken");
    }

    [Fact]
    public void A_tip_is_the_end_of_a_chain()
    {
        var game = LiveScenario.Created();

        game.Refused(Home, new TakeSeat(Home, Tip: "abc")).Names("tip", "hex");
        game.Refused(Home, new TakeSeat(Home, Tip: new string('A', 64))).Names("tip", "hex");
        game.Refused(LiveScenario.Commissioner, new TakeSeat(Home, 1, new string('a', 64))).Names("tip", "computer");
    }

    [Fact]
    public void A_computer_manager_is_seated_by_the_commissioner()
    {
        var game = LiveScenario.Created();

        game.Refused(Home, new TakeSeat(Home, 1)).IsForbidden("commissioner-only");
        game.Refused(LiveScenario.Commissioner, new TakeSeat(Home, (byte)(ComputerManager.Levels + 1))).Names("level", "level");
        game.Do(LiveScenario.Commissioner, new TakeSeat(Home, 1));
        Assert.True(game.Live.Home.IsComputer);
        game.Refused(stranger, new TakeSeat(Home)).IsForbidden("seat-taken");
    }

    [Fact]
    public void A_manager_who_leaves_comes_back_to_the_pitch_that_is_being_decided()
    {
        var game = LiveScenario.Start();
        var window = game.Window!;

        game.Do(Home, new HandOverSeat(Home, 1));
        Assert.Equal(HandOver.Request, game.Only<SeatHandedOver>().Cause);
        Assert.Equal((window.Id, Sides.Away), (game.Window!.Id, game.Window.Asked));

        game.Do(Home, new TakeSeat(Home));
        Assert.Equal(HandOver.Return, game.Only<SeatHandedOver>().Cause);
        Assert.Equal((window.Id, Sides.Both), (game.Window!.Id, game.Window.Asked));
        Assert.Equal("home", game.Live.Home.Manager);
    }

    [Fact]
    public void Nobody_else_takes_the_seat_of_one_who_is_away()
    {
        var game = LiveScenario.Start().Do(Home, new HandOverSeat(Home, 1));

        game.Refused(stranger, new TakeSeat(Home)).IsForbidden("seat-taken");
        game.Refused(Home, new SealDecision(Defense: new())).IsForbidden("own-seat");
    }

    [Fact]
    public void A_side_is_handed_over_by_its_manager_or_the_commissioner()
    {
        var game = LiveScenario.Start();

        game.Refused(Away, new HandOverSeat(Home, 1)).IsForbidden("commissioner-only");
        game.Refused(Home, new HandOverSeat(Home, 0)).Names("level", "level");
        game.Do(LiveScenario.Commissioner, new HandOverSeat(Home, 1));
        Assert.Equal(HandOver.Disconnect, game.Only<SeatHandedOver>().Cause);
        game.Refused(LiveScenario.Commissioner, new HandOverSeat(Home, 1)).Names("side", "seat-not-held");
    }

    [Fact]
    public void Who_leaves_last_leaves_the_pitch_to_the_seal_that_is_in()
    {
        var game = LiveScenario.Start().Seal(Away);

        game.Do(Home, new HandOverSeat(Home, 1));

        var shown = game.Only<DecisionsRevealed>();
        Assert.Equal((TakenFrom.Computer, TakenFrom.Seal), (shown.DefenseBy.From, shown.OffenseBy.From));
        Assert.NotNull(shown.DefenseBy.Why);
    }

    [Fact]
    public void When_both_have_left_the_game_plays_on_by_itself_and_either_may_come_back()
    {
        var game = LiveScenario.Start().Do(Home, new HandOverSeat(Home, 1)).Do(Away, new HandOverSeat(Away, 1));
        Assert.Equal(TimerKind.PlayOn, game.Game.NextTimer!.Value.Kind);

        game.Fire().Do(Home, new TakeSeat(Home));

        Assert.Equal(Sides.Home, game.Window!.Asked);
        Assert.Null(game.Game.DueOf(TimerKind.PlayOn));
    }

    [Fact]
    public void Who_leaves_while_he_is_to_read_his_card_has_it_read_by_the_other()
    {
        var game = LiveScenario.Start(LiveScenario.Unhurried with { Dice = DiceMode.Physical }).Pitch();
        var (window, reader) = (game.Window!, game.Window!.Asked == Sides.Home ? Home : Away);
        Assert.Equal(WindowKind.Reading, window.Kind);

        game.Do(reader, new HandOverSeat(reader, 1));

        Assert.Equal((WindowKind.Reading, reader.Other().Alone()), (game.Window!.Kind, game.Window.Asked));
        Assert.Equal(window.Id, game.Window.Id);
    }

    [Fact]
    public void Nobody_sits_down_at_a_game_that_is_over()
    {
        var game = LiveScenario.Start(homeLevel: 1).Do(Away, new ConcedeGame("late"));

        Assert.Equal(RefusalCode.GameOver, game.Refused(Away, new TakeSeat(Away)).Code);
        Assert.Equal(RefusalCode.GameOver, game.Refused(Away, new HandOverSeat(Away, 1)).Code);
    }
}
