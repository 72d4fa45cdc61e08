using AkkaGame.Messages;
using static AkkaGame.Messages.Side;

namespace AkkaGame.Baseball.Tests.Live;

public class SealTests
{
    private static readonly SealDecision usualDefense = new(Defense: new());

    [Fact]
    public void A_sealed_decision_is_one_event_of_constant_size_whatever_it_holds()
    {
        foreach (var offense in (OffensiveDecision[])[new(), new() { Approach = Approach.Patient, Bunt = Bunt.ForAHit }])
        {
            var game = LiveScenario.Start().Do(Away, new SealDecision(Offense: offense));

            Assert.Equal(["DecisionSealed"], game.LastTypes);
            Assert.Equal(SealedBox.DecisionSize, Convert.FromBase64String(game.Only<DecisionSealed>().Box).Length);
        }
    }

    [Fact]
    public void Nothing_of_a_seal_stands_in_the_state()
    {
        var (one, other) = (LiveScenario.Start(), LiveScenario.Start());

        one.Do(Away, new SealDecision(Offense: new() { Approach = Approach.Power }));
        other.Do(Away, new SealDecision(Offense: new() { Approach = Approach.Contact }));

        Assert.NotEqual(one.Only<DecisionSealed>(), other.Only<DecisionSealed>());
        Assert.Equal(one.Game, other.Game);
        Assert.Equal(one.Live, other.Live);
    }

    [Fact]
    public void Until_both_are_in_a_decision_is_replaced_freely()
    {
        var game = LiveScenario.Start()
            .Do(Away, new SealDecision(Offense: new() { Approach = Approach.Power }))
            .Do(Away, new SealDecision(Offense: new() { Approach = Approach.Take }));
        Assert.Single(game.Live.Seals);
        Assert.Single(game.Opened);

        game.Seal(Home);

        var shown = game.Only<DecisionsRevealed>();
        Assert.Equal(Approach.Take, shown.Offense!.Approach);
        var commit = game.Events.OfType<DecisionSealed>().Last(seal => seal.Side == Away).Commit;
        Assert.True(Boxes.Fits(commit, shown.OffenseBy.Salt, new SealDecision(Offense: shown.Offense)));
        Assert.Empty(game.Opened);
    }

    [Fact]
    public void Each_side_says_what_it_is_asked_for()
    {
        var game = LiveScenario.Start();

        game.Refused(Away, usualDefense).Names("offense", "missing");
        game.Refused(Home, new SealDecision(Offense: new())).Names("defense", "missing");
        game.Refused(Home, new SealDecision()).Names("defense", "missing");
        game.Refused(Home, new SealDecision(new(), new())).Names("offense", "not-asked");
        game.Refused(Home, new SealDecision(Defense: new(), Throw: new())).Names("throw", "not-asked");
        game.Refused(Away, new SealDecision(Offense: new(), Advance: new())).Names("advance", "not-asked");
        game.Refused(Away, new SealDecision(Throw: new((Throwing)9))).Names("throw.throw", "choice");
        game.Refused(Away, new SealDecision(Advance: new((Advancing)9))).Names("advance.runner", "choice");
    }

    [Fact]
    public void A_decision_is_possible_as_things_stand()
    {
        var game = LiveScenario.Start();

        game.Refused(Home, new SealDecision(Defense: new() { Hold = new(First: Hold.Hold) })).Names("defense.hold.first", "empty-base");
        game.Refused(Home, new SealDecision(Defense: new() { Pickoff = Base.First })).Names("defense.pickoff", "empty-base");
        game.Refused(Away, new SealDecision(Offense: new() { Steal = new(Second: Steal.Straight) }))
            .Names("offense.steal.second", "no-runner");
        game.Refused(Away, new SealDecision(Offense: new() { Bunt = Bunt.Squeeze })).Names("offense.bunt", "nobody-on-third");
        Assert.Empty(game.Live.Seals);
    }

    [Fact]
    public void Only_who_manages_the_side_decides_for_it()
    {
        var game = LiveScenario.Start();

        game.Refused(new Author("somebody", Role.Manager, Home), usualDefense).IsForbidden("own-seat");
        game.Refused(new Author("home", Role.Spectator, Home), usualDefense).IsForbidden("managers-only");
        game.Refused(LiveScenario.Commissioner, usualDefense).IsForbidden("managers-only");
    }

    [Fact]
    public void A_decision_names_the_window_it_answers()
    {
        var game = LiveScenario.Start();
        var window = game.Window!.Id;
        game.Pitch();

        game.Refused(Home, usualDefense, window).Names("dec", "open-window", RefusalCode.StaleDecision);
        var unnamed = game.Envelope(LiveScenario.Manager(Home), usualDefense) with { Decision = null };
        var verdict = GameRules.Decide(game.State, unnamed, new(game.Now), new() { Secret = game.Secret });
        verdict.Refused!.Names("dec", "open-window", RefusalCode.StaleDecision);
    }

    [Fact]
    public void A_command_that_answers_nothing_names_the_last_thing_its_sender_saw()
    {
        var game = LiveScenario.Start().Pitch();
        var late = game.Envelope(LiveScenario.Manager(Home), new HandOverSeat(Home, 1)) with { Play = 0 };

        GameRules.Decide(game.State, late, new(game.Now), new() { Secret = game.Secret }).Refused!
            .Names("play", "seen", RefusalCode.StaleDecision);
    }

    [Fact]
    public void Nobody_decides_before_the_start_or_after_the_end()
    {
        var game = LiveScenario.Created().Seated(Away).Seated(Home);
        game.Refused(Home, usualDefense).Names("dec", "open-window", RefusalCode.StaleDecision);

        var over = LiveScenario.Start().Do(Home, new ConcedeGame("enough"));
        over.Refused(Home, usualDefense).Names("dec", "open-window", RefusalCode.StaleDecision);
        Assert.Equal(RefusalCode.GameOver, over.Refused(Home, new SealStandingOrders(new())).Code);
    }

    [Fact]
    public void Standing_orders_are_sealed_at_any_time_and_replaced()
    {
        var game = LiveScenario.Created().Seated(Home)
            .Do(Home, new SealStandingOrders(new(Defense: new() { Infield = Infield.Back })))
            .Do(Home, new SealStandingOrders(new()));

        Assert.Single(game.Live.Seals);
        Assert.All(game.Events.OfType<StandingOrdersSealed>(), orders =>
            Assert.Equal(SealedBox.PaperSize, Convert.FromBase64String(orders.Box).Length));
        game.Refused(Home, new SealStandingOrders(null!)).Names("orders", "missing");
        game.Refused(Home, new SealStandingOrders(new(Throw: new((Throwing)9)))).Names("orders.throw.throw", "choice");
        game.Refused(Away, new SealStandingOrders(new())).IsForbidden("own-seat");
    }
}
