using AkkaGame.Messages;
using static AkkaGame.Messages.Side;

namespace AkkaGame.Baseball.Tests.Live;

public class TurnTests
{
    private static readonly Substitute pinchHitter = LiveScenario.Batch(Away, 1, "ab1", Position.PinchHitter);
    private static readonly Substitute reliever = LiveScenario.Batch(Home, 0, "hx1", Position.Pitcher);

    /// <summary>The home pitcher has faced a batter, so he may be relieved.</summary>
    private static LiveScenario Start(RuleSet? rules = null) => LiveScenario.Start(rules).Pitch();

    private static Substitute HitterFor(LiveScenario game, string player) =>
        LiveScenario.Batch(Away, game.Game.Up(Away), player, Position.PinchHitter);

    [Fact]
    public void The_offense_is_first_to_substitute()
    {
        var game = Start();

        game.Refused(Home, reliever).IsNotYours("turn");
        game.Refused(Home, new PassTurn()).IsNotYours("turn");
        game.Do(Away, HitterFor(game, "ab1"));
    }

    [Fact]
    public void Passing_gives_the_turn_to_the_defense_and_then_to_nobody()
    {
        var game = Start();
        var window = game.Window!.Id;

        game.Do(Away, new PassTurn());
        Assert.Equal((window, Turn.Defense), (game.Window!.Id, game.Window.Turn));
        game.Refused(Away, HitterFor(game, "ab1")).IsNotYours("turn");

        game.Do(Home, new PassTurn());
        Assert.Equal((window, Turn.Over), (game.Window!.Id, game.Window.Turn));
        game.Refused(Home, reliever).IsNotYours("turn");
    }

    [Fact]
    public void Sealing_the_decision_passes_the_turn()
    {
        var game = Start().Seal(Away);

        Assert.Equal(Turn.Defense, game.Window!.Turn);
        Assert.Equal(["DecisionSealed"], game.LastTypes);
    }

    [Fact]
    public void A_defense_that_has_sealed_before_its_turn_has_none()
    {
        var game = Start().Seal(Home);
        Assert.Equal(Turn.Offense, game.Window!.Turn);

        game.Do(Away, new PassTurn());

        Assert.Equal(Turn.Over, game.Window!.Turn);
        Assert.Single(game.Live.Seals);
    }

    [Fact]
    public void A_new_pitcher_gives_the_offense_another_turn()
    {
        var game = Start().Do(Away, new PassTurn()).Do(Home, reliever);

        Assert.Equal(Turn.OffenseAgain, game.Window!.Turn);
        game.Do(Away, HitterFor(game, "ab1")).Do(Away, new PassTurn());
        Assert.Equal(Turn.Over, game.Window!.Turn);
    }

    [Fact]
    public void A_new_fielder_does_not()
    {
        var game = Start().Do(Away, new PassTurn());
        var window = game.Window!.Id;

        game.Do(Home, LiveScenario.Batch(Home, 1, "hb1", Position.CenterField));
        Assert.Equal((window, Turn.Defense), (game.Window!.Id, game.Window.Turn));
        game.Do(Home, new PassTurn());

        Assert.Equal(Turn.Over, game.Window!.Turn);
    }

    [Fact]
    public void A_new_batter_closes_the_seals_unread_and_asks_anew()
    {
        var game = Start().Seal(Home);
        var window = game.Window!.Id;

        game.Do(Away, HitterFor(game, "ab1"));

        Assert.NotEqual(window, game.Window!.Id);
        Assert.Empty(game.Live.Seals);
        Assert.Empty(game.Opened);
        Assert.Equal((Sides.Both, Turn.Offense), (game.Window.Asked, game.Window.Turn));
        game.Refused(Home, new SealDecision(Defense: new()), window).Names("dec", "open-window", RefusalCode.StaleDecision);
        Assert.DoesNotContain(game.Events, happened => happened is DecisionsRevealed shown && shown.Decision == window);
    }

    [Fact]
    public void A_new_pitcher_closes_the_seals_unread()
    {
        var game = Start().Seal(Away);
        var window = game.Window!.Id;

        game.Do(Home, reliever);

        Assert.NotEqual(window, game.Window!.Id);
        Assert.Empty(game.Live.Seals);
    }

    [Fact]
    public void A_new_runner_closes_the_seals_unread()
    {
        var game = Start().Play(so => so.Game.Bases.First is not null && so.Game.Batting == Away).Seal(Home);
        var window = game.Window!.Id;
        var slot = game.Game.Bases.First!.Value.Entry.Slot;

        game.Do(Away, LiveScenario.Batch(Away, slot, "ab1", Position.PinchRunner));

        Assert.NotEqual(window, game.Window!.Id);
        Assert.Empty(game.Live.Seals);
        Assert.Equal("ab1", game.On(Base.First));
    }

    [Fact]
    public void A_mere_fielder_leaves_the_seals_where_they_are()
    {
        var game = Start().Seal(Away);
        var window = game.Window!.Id;

        game.Do(Home, LiveScenario.Batch(Home, 1, "hb1", Position.CenterField));

        Assert.Equal(window, game.Window!.Id);
        Assert.Single(game.Live.Seals);
        game.Seal(Home);
        Assert.Equal(TakenFrom.Seal, game.Only<DecisionsRevealed>().OffenseBy.From);
    }

    [Fact]
    public void Each_window_has_an_id_of_its_own()
    {
        var game = LiveScenario.Start(tips: true, seed: 4).Play();

        var opened = game.Groups.Select(group => group.Events.LastOrDefault(happened => happened.Opens is not null)?.Opens?.Id)
            .Where(id => id is not null).ToList();
        var shown = game.Events.OfType<DecisionsRevealed>().Select(one => one.Decision).ToList();
        Assert.Equal(shown.Count, shown.Distinct().Count());
        Assert.True(opened.Distinct().Count() >= shown.Count);
    }

    [Fact]
    public void The_turn_that_comes_brings_a_whole_clock()
    {
        var game = Start(LiveScenario.Clocked);
        game.Now += 50_000;

        game.Do(Away, new PassTurn());

        Assert.Equal(game.Now + 60_000, game.Window!.Due);
        Assert.Equal(game.Window.Due, game.Game.DueOf(TimerKind.WindowDue));
    }

    [Fact]
    public void Men_are_changed_between_plays_only()
    {
        var waiting = LiveScenario.Start(tips: true);

        waiting.Refused(Away, pinchHitter).Names("command", "window");
        waiting.Refused(Away, new PassTurn()).Names("command", "window");
        LiveScenario.Created().Seated(Away).Refused(Away, pinchHitter).Names("command", "not-started");
    }
}
