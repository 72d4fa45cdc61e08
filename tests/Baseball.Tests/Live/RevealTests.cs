using AkkaGame.Messages;
using static AkkaGame.Messages.Side;

namespace AkkaGame.Baseball.Tests.Live;

public class RevealTests
{
    private static readonly OffensiveDecision askMe = new() { Boldness = Boldness.AskMe };

    /// <summary>A man has reached first, and the away side is at bat.</summary>
    private static LiveScenario OnFirst(int seed = 1) => LiveScenario.Start(seed: seed)
        .Play(so => so.Game is { Bases: { First: not null, Second: null, Third: null }, Outs: < 2 } && so.Game.Batting == Away);

    /// <summary>The ball is in play and both managers are asked about a runner.</summary>
    internal static LiveScenario Asked()
    {
        for (var seed = 1; seed < 100; seed++)
        {
            var game = LiveScenario.Start(seed: seed);
            while (game.Game.Inning == 1 && game.Game.Batting == Away)
            {
                game.Pitch(offense: askMe);
                if (game.Window?.Kind == WindowKind.Play) return game;
            }
        }

        throw new InvalidOperationException("No seed below 100 puts a runner in question.");
    }

    [Fact]
    public void Both_decisions_the_dice_and_the_play_stand_in_one_group()
    {
        var game = LiveScenario.Start().Pitch();

        var types = game.LastTypes.ToList();
        Assert.Equal(["DecisionSealed", "DecisionsRevealed", "DiceRolled"], types[..3]);
        Assert.Equal("PlayMade", types[^1]);
        var play = game.Only<PlayMade>();
        Assert.Equal(game.Last.Events.OfType<DiceRolled>().Select(roll => roll.Number), play.Rolls);
        Assert.Equal(game.Only<DecisionsRevealed>().Decision, play.Decision);
        Assert.NotEmpty(play.Chart);
        Assert.Null(game.Game.Live!.UnderWay);
        Assert.Equal((WindowKind.Pitch, Turn.Offense), (game.Window!.Kind, game.Window.Turn));
    }

    [Fact]
    public void An_intentional_walk_goes_before_everything()
    {
        var game = OnFirst().Pitch(
            new() { Pitch = PitchPlan.IntentionalWalk },
            new() { Steal = new(Second: Steal.Straight), Bunt = Bunt.ForAHit });

        Assert.Equal(PlayCode.IntentionalWalk, game.Only<PlayMade>().Code);
        Assert.Empty(game.Last.Events.OfType<DiceRolled>());
        Assert.Equal(
            [new(Away, "steal.second", "intentional-walk"), new(Away, "bunt", "intentional-walk")],
            (IEnumerable<Moot>)game.Only<DecisionsRevealed>().Moot);
    }

    [Fact]
    public void A_pitchout_goes_before_a_bunt_and_a_steal_before_a_swing()
    {
        var game = OnFirst().Pitch(
            new() { Pitchout = true, Pitch = PitchPlan.PitchAround },
            new() { Steal = new(Second: Steal.Straight), Bunt = Bunt.ForAHit, Approach = Approach.Power });

        var shown = game.Only<DecisionsRevealed>();
        Assert.Equal(
            [new(Away, "bunt", "pitchout"), new(Away, "approach", "steal"), new(Home, "pitch", "steal")], (IEnumerable<Moot>)shown.Moot);
        Assert.Equal((Bunt.ForAHit, Approach.Power), (shown.Offense!.Bunt, shown.Offense.Approach));
    }

    [Fact]
    public void A_steal_goes_before_a_bunt()
    {
        var game = OnFirst().Pitch(offense: new() { Steal = new(Second: Steal.Straight), Bunt = Bunt.ForAHit });

        Assert.Equal([new(Away, "bunt", "steal")], (IEnumerable<Moot>)game.Only<DecisionsRevealed>().Moot);
        Assert.False(game.Only<PlayMade>().Ended.HasFlag(Ended.PlateAppearance));
    }

    [Fact]
    public void A_throw_to_first_makes_nothing_pointless_unless_it_finds_the_runner()
    {
        var game = OnFirst().Pitch(new() { Pickoff = Base.First }, new() { HitAndRun = true });

        Assert.Empty(game.Only<DecisionsRevealed>().Moot);
    }

    [Fact]
    public void Throws_to_a_base_are_counted_over_a_turn_at_bat_and_limited()
    {
        var rules = LiveScenario.Unhurried with { PickoffLimit = 1 };
        for (var seed = 1; ; seed++)
        {
            var game = LiveScenario.Start(rules, seed: seed)
                .Play(so => so.Game is { Bases: { First: not null, Second: not null, Third: null }, Outs: 0 });
            if (game.Game.IsOver) continue;
            var throwing = new SealDecision(Defense: new() { Pickoff = Base.First });
            game.Do(game.Game.Batting, new SealDecision(Offense: new() { Steal = new(Third: Steal.Straight) }))
                .Do(game.Game.Fielding, throwing);
            if (game.Only<PlayMade>().Ended != Ended.Nothing || game.Game.Bases.First is null) continue;

            Assert.Equal(1, game.Game.Live!.Pickoffs);
            game.Refused(game.Game.Fielding, throwing).Names("defense.pickoff", "pickoff-limit");
            return;
        }
    }

    [Fact]
    public void What_meets_nothing_is_not_moot()
    {
        var game = OnFirst().Pitch(new() { Infield = Infield.DoublePlay }, new() { Approach = Approach.Contact });

        Assert.Empty(game.Only<DecisionsRevealed>().Moot);
    }

    [Fact]
    public void A_runners_play_asks_anew_with_the_same_batter()
    {
        var game = OnFirst();
        var (window, batter) = (game.Window!.Id, game.Game.Batter);

        game.Pitch(offense: new() { Steal = new(Second: Steal.Straight) });

        Assert.True(game.Only<PlayMade>().Code is PlayCode.StolenBase or PlayCode.CaughtStealing);
        Assert.Equal(batter, game.Game.Batter);
        Assert.NotEqual(window, game.Window!.Id);
    }

    [Fact]
    public void A_manager_who_wants_to_be_asked_is_asked_and_so_is_the_other()
    {
        var game = Asked();

        Assert.Equal((WindowKind.Play, Sides.Both), (game.Window!.Kind, game.Window.Asked));
        Assert.NotNull(game.Window.Contest);
        Assert.NotNull(game.Game.Live!.UnderWay);
        Assert.DoesNotContain("PlayMade", game.LastTypes);
        var rolls = game.Live.Dice.Rolls;

        game.Do(game.Game.Batting, new SealDecision(Advance: new(Advancing.Hold))).Seal(game.Game.Fielding);

        var shown = game.Last.Events.OfType<DecisionsRevealed>().First();
        Assert.Equal((Advancing.Hold, Throwing.AsTheChartHasIt), (shown.Advance!.Runner, shown.Throw!.Throw));
        Assert.True(game.Live.Dice.Rolls >= rolls);
        while (game.Window!.Kind == WindowKind.Play) game.Step();
        Assert.Contains("PlayMade", game.LastTypes);
    }

    [Fact]
    public void While_the_ball_is_in_play_each_side_answers_what_it_is_asked()
    {
        var game = Asked();
        var (atBat, inField) = (game.Game.Batting, game.Game.Fielding);

        game.Refused(atBat, new SealDecision(Offense: new())).Names("advance", "missing");
        game.Refused(inField, new SealDecision(Defense: new())).Names("throw", "missing");
        game.Refused(inField, new SealDecision(Advance: new())).Names("throw", "missing");
        game.Refused(atBat, new PassTurn()).Names("command", "window");
        game.Refused(atBat, LiveScenario.Batch(atBat, 1, "ab1", Position.PinchHitter)).Names("command", "window");
        game.Refused(inField, new VisitMound()).Names("command", "window");
    }

    [Fact]
    public void Standing_orders_answer_a_choice_and_nobody_is_asked()
    {
        var seed = 0;
        LiveScenario game;
        do
        {
            game = LiveScenario.Start(seed: ++seed)
                .Do(Away, new SealStandingOrders(new(Advance: new(Advancing.Hold))))
                .Do(Home, new SealStandingOrders(new(Throw: new(Throwing.CutOff))));
            while (game.Game.Batting == Away && !game.Last.Events.Any(happened => happened is DecisionsRevealed { Throw: not null }))
                game.Pitch(offense: askMe);
        }
        while (!game.Last.Events.Any(happened => happened is DecisionsRevealed { Throw: not null }));

        var shown = game.Last.Events.OfType<DecisionsRevealed>().First(one => one.Throw is not null);
        Assert.Equal((TakenFrom.StandingOrders, TakenFrom.StandingOrders), (shown.DefenseBy.From, shown.OffenseBy.From));
        Assert.Equal((Throwing.CutOff, Advancing.Hold), (shown.Throw!.Throw, shown.Advance!.Runner));
        var orders = game.Events.OfType<StandingOrdersSealed>().Single(orders => orders.Side == Home);
        Assert.True(Boxes.FitsOrders(orders.Commit, shown.DefenseBy.Salt, new(Throw: shown.Throw)));
        Assert.Contains("PlayMade", game.LastTypes);
    }

    [Fact]
    public void Computers_decide_from_what_everybody_saw_before_any_seal()
    {
        var game = LiveScenario.Start(homeLevel: 1);
        var before = game.Game;

        game.Seal(Away);

        var shown = game.Only<DecisionsRevealed>();
        var (decision, why) = ComputerManager.Defense(before, shown.Decision, 1);
        Assert.Equal((decision, why), (shown.Defense, shown.DefenseBy.Why));
    }
}
