using AkkaGame.Messages;
using static AkkaGame.Messages.Side;

namespace AkkaGame.Baseball.Tests.Live;

public class StoppageTests
{
    private static readonly Author commissioner = LiveScenario.Commissioner;

    [Fact]
    public void Stopping_closes_the_window_and_its_seals_and_shows_the_key()
    {
        foreach (var stop in (GameCommand[])[new DelayGame("rain"), new SuspendGame("dark")])
        {
            var game = LiveScenario.Start(LiveScenario.Clocked).Seal(Away).Do(commissioner, stop);

            Assert.Equal("KeyRevealed", game.LastTypes.First());
            Assert.Null(game.Window);
            Assert.Empty(game.Live.Seals);
            Assert.Empty(game.Game.Timers);
            game.Refused(Home, new SealDecision(Defense: new())).Names("dec", "open-window", RefusalCode.StaleDecision);
            Assert.Equal(RefusalCode.Suspended, game.Refused(Away, LiveScenario.Batch(Away, 1, "ab1", Position.PinchHitter)).Code);
            Assert.Equal(RefusalCode.Suspended, game.Refused(commissioner, new DelayGame("rain")).Code);
        }
    }

    [Fact]
    public void It_goes_on_under_a_new_key_with_a_new_window()
    {
        var game = LiveScenario.Start().Seal(Away);
        var window = game.Window!.Id;

        game.Do(commissioner, new SuspendGame("dark")).Do(commissioner, new ResumeGame(new(2018, 4, 7), "elsewhere"));

        Assert.Equal(["GameResumed", "KeyMixed"], game.LastTypes);
        Assert.Equal(2, game.Only<KeyMixed>().Key);
        Assert.NotEqual(window, game.Window!.Id);
        game.Pitch();
        Assert.Equal(2, game.Last.Events.OfType<DiceRolled>().First().Key);
    }

    [Fact]
    public void A_delay_that_ends_by_itself_does_the_same()
    {
        var game = LiveScenario.Start(tips: true).Nonce(Away).Nonce(Home);
        game.Do(commissioner, new DelayGame("rain", game.Now + 1_000)).Fire();

        Assert.Equal(["GameResumed"], game.LastTypes);
        Assert.Equal(WindowKind.Key, game.Window!.Kind);
        Assert.Null(game.Game.DueOf(TimerKind.DelayEnds));
    }

    [Fact]
    public void A_play_that_was_stopped_is_taken_up_where_it_was()
    {
        var game = RevealTests.Asked();
        var (contest, rolls) = (game.Window!.Contest, game.Game.Live!.UnderWay!.Rolls);

        game.Do(commissioner, new SuspendGame("dark"));
        Assert.NotNull(game.Game.Live!.UnderWay);
        game.Do(commissioner, new ResumeGame());

        Assert.Equal((WindowKind.Play, contest), (game.Window!.Kind, game.Window.Contest));
        Assert.Equal(rolls, game.Game.Live!.UnderWay!.Rolls);
        while (game.Window!.Kind == WindowKind.Play) game.Step();
        Assert.Contains("PlayMade", game.LastTypes);
    }

    [Fact]
    public void Two_computers_who_take_it_up_in_the_middle_roll_in_a_group_of_their_own()
    {
        var game = RevealTests.Asked()
            .Do(commissioner, new SuspendGame("dark"))
            .Do(commissioner, new HandOverSeat(Home, 1)).Do(commissioner, new HandOverSeat(Away, 1))
            .Do(commissioner, new ResumeGame());

        Assert.DoesNotContain("DiceRolled", game.LastTypes);
        while (game.Game.Live!.UnderWay is not null) game.Fire();
        Assert.Contains("PlayMade", game.LastTypes);
    }

    [Fact]
    public void Managers_stop_nothing_but_a_rest()
    {
        var game = LiveScenario.Start();
        game.Refused(Home, new DelayGame("rain")).IsForbidden("officials-only");
        game.Refused(Home, new SuspendGame("dark")).IsForbidden("officials-only");
        game.Refused(Home, new CallGame("dark")).IsForbidden("officials-only");
        game.Refused(Home, new ForfeitGame(Home, "mine")).IsForbidden("officials-only");
        game.Refused(commissioner, new ResumeGame()).Names("command", "not-suspended");

        game.Do(commissioner, new SuspendGame("dark"));
        game.Refused(Home, new ResumeGame()).IsForbidden("officials-only");
        game.Do(commissioner, new ResumeGame()).Do(commissioner, new DelayGame("rain", game.Now + 10_000));
        game.Refused(Home, new ResumeGame()).IsForbidden("officials-only");
    }

    [Fact]
    public void A_manager_gives_up_and_the_other_side_wins()
    {
        var game = LiveScenario.Start().Pitch().Do(Home, new ConcedeGame("a train to catch"));

        var ended = game.Only<GameEnded>();
        Assert.Equal((HowEnded.Forfeit, Away, new Score(9, 0)), (ended.How, ended.Winner, ended.Official));
        Assert.Equal(["HalfClosed", "KeyRevealed", "GameEnded"], game.LastTypes);
        Assert.Null(game.Window);
        Assert.Equal(RefusalCode.GameOver, game.Refused(Away, new ConcedeGame("too")).Code);
    }

    [Fact]
    public void Nobody_concedes_for_the_other_side_or_before_the_start()
    {
        var game = LiveScenario.Created().Seated(Home);

        game.Refused(Home, new ConcedeGame("early")).Names("command", "not-started");
        game.Refused(Away, new ConcedeGame("late")).IsForbidden("own-seat");
        game.Refused(Home, new ConcedeGame(null!)).Names("reason", "missing");
    }

    [Fact]
    public void A_stopped_game_may_be_conceded_called_or_forfeited()
    {
        foreach (var (by, command) in ((Author, GameCommand)[])
        [
            (LiveScenario.Manager(Home), new ConcedeGame("enough")),
            (commissioner, new CallGame("rain")),
            (commissioner, new ForfeitGame(Away, "gone")),
        ])
        {
            var game = LiveScenario.Start().Pitch().Do(commissioner, new SuspendGame("dark")).Do(by, command);

            Assert.True(game.Game.IsOver);
        }
    }

    [Fact]
    public void A_play_under_way_ends_with_the_game()
    {
        var game = RevealTests.Asked().Do(Home, new ConcedeGame("enough"));

        Assert.True(game.Game.IsOver);
        Assert.Null(game.Game.Live!.UnderWay);
    }

    [Fact]
    public void A_called_game_shows_its_key_before_it_ends()
    {
        var game = LiveScenario.Start().Play(so => so.Game.Inning == 7).Do(commissioner, new CallGame("rain"));

        Assert.Equal(["KeyRevealed", "GameEnded"], game.LastTypes.TakeLast(2));
        Assert.Equal(game.Live.Dice.Key, game.Live.Dice.Revealed);
    }

    [Fact]
    public void A_game_called_to_be_suspended_stands_still()
    {
        var game = LiveScenario.Start(LiveScenario.Unhurried with { CalledMidInning = CalledMidInning.Suspend }).Pitch()
            .Do(commissioner, new CallGame("rain"));

        Assert.Equal(["KeyRevealed", "GameSuspended"], game.LastTypes);
        Assert.Null(game.Window);
    }
}
