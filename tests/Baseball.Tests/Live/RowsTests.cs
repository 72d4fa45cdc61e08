using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests.Live;

/// <summary>Managers who read the charts themselves: each roll by the side whose row it is, and only what stands there.</summary>
public class RowsTests
{
    private const Side Away = Side.Away, Home = Side.Home;

    private static readonly RuleSet unhurried = LiveScenario.Unhurried with { Dice = DiceMode.Chart };
    private static readonly RuleSet clocked = LiveScenario.Clocked with { Dice = DiceMode.Chart };

    [Fact]
    public void A_roll_waits_for_whoever_owns_its_row()
    {
        var game = Rolled(LiveScenario.Start(unhurried));
        var roll = Roll(game);

        Assert.Equal(roll.Dice.D6 <= 3 ? Away : Home, Owner(game));
        Assert.Equal((WindowKind.Reading, Owner(game).Alone()), (game.Window!.Kind, game.Window.Asked));
        game.Do(Owner(game), Right(game));
        Assert.Equal(roll.Number, game.Events.OfType<RowRead>().Single().Roll);
    }

    [Fact]
    public void What_does_not_stand_there_is_refused_and_changes_nothing()
    {
        var game = Rolled(LiveScenario.Start(unhurried));
        var (before, right) = (game.State, Right(game));

        foreach (var wrong in (string[])["K!", "", "HR/F HR/F", right.Outcome.ToLowerInvariant() + " "])
            game.Refused(Owner(game), right with { Outcome = wrong }).Names("outcome", "chart-row");
        Assert.Equal((RefusalCode.StaleDecision, "newest-roll"), Short(game.Refused(Owner(game), right with { Roll = right.Roll + 1 })));
        Assert.Equal((RefusalCode.NotYourDecision, "not-asked"), Short(game.Refused(Owner(game).Other(), right)));
        Assert.Equal((RefusalCode.StaleDecision, "open-window"), Short(game.Refused(Owner(game), right, Guid.NewGuid())));
        game.Refused(LiveScenario.Commissioner, right).IsForbidden("managers-only");
        game.Refused(Owner(game), new ReadOutcome(right.Roll, new("x", new("a1"), false, Hand.Unknown), Cards.CardTable.Play("K")))
            .Names("command", "cards-only");
        Assert.Equal(before, game.State);
    }

    [Fact]
    public void Elsewhere_nobody_reads_a_row() =>
        LiveScenario.Start(LiveScenario.Unhurried).Refused(Away, new ReadRow(1, "K")).Names("command", "chart-only");

    /// <summary>Reading changes who says it, and nothing of what comes of the dice.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_plays_are_those_of_a_game_in_which_the_server_reads(int seed)
    {
        var read = LiveScenario.Start(unhurried, seed: seed);
        while (!read.Game.IsOver) Step(read);
        var rolled = LiveScenario.Start(LiveScenario.Unhurried, seed: seed).Play();

        Assert.Equal(rolled.Events.OfType<PlayMade>().Select(Plain), read.Events.OfType<PlayMade>().Select(Plain));
        Assert.Equal(read.Events.OfType<DiceRolled>().Count(), read.Events.OfType<RowRead>().Count());
        Assert.True(read.Events.OfType<PlayMade>().Count() > 50);

        static object Plain(PlayMade play) => (play with { Decision = null, Opens = null }).ToString();
    }

    [Fact]
    public void A_computer_reads_at_once()
    {
        var game = LiveScenario.Start(unhurried, awayLevel: 2, homeLevel: 2).Play();

        Assert.True(game.Game.IsOver);
        Assert.DoesNotContain(game.Events, one => one.Opens?.Kind == WindowKind.Reading);
        Assert.Equal(game.Events.OfType<DiceRolled>().Count(), game.Events.OfType<RowRead>().Count(read => read.Reader is not null));
    }

    [Fact]
    public void For_who_is_silent_the_server_reads_and_three_times_is_too_often()
    {
        var game = Rolled(LiveScenario.Start(clocked with { BankMs = 0 }));
        var owner = Owner(game);
        game.Fire();

        Assert.Contains(game.Last.Events, one => one is DeadlinePassed passed && passed.Side == owner);
        Assert.Null(game.Last.Events.OfType<RowRead>().First().Reader);
        for (var i = 0; i < 60 && !game.Game.IsOver && game.Events.OfType<SeatHandedOver>().Count() < 2; i++) game.Fire();
        Assert.Equal(2, game.Events.OfType<SeatHandedOver>().Count());
        game.Play();
        Assert.True(game.Game.IsOver);
    }

    [Fact]
    public void Whoever_leaves_his_seat_is_read_for_and_a_play_goes_on()
    {
        var game = Rolled(LiveScenario.Start(unhurried));
        game.Do(Owner(game), new HandOverSeat(Owner(game), 1));

        Assert.Contains(game.Last.Events, static one => one is RowRead);
        Assert.True(game.Game.Live!.UnderWay is not { } play || play.RowsRead == play.Rolls.Count - 1);
    }

    [Fact]
    public void In_the_middle_of_a_play_a_game_is_written_and_read_back()
    {
        var game = Rolled(LiveScenario.Start(unhurried));
        while (game.Game.Live!.UnderWay is not { RowsRead: > 0 }) Step(game);

        var back = StateJson.Read(StateJson.Write(game.State));
        Assert.Equal(game.State, back);
        Assert.Equal(game.Game.Live.UnderWay!.RowsRead, back.Game.Live!.UnderWay!.RowsRead);
    }

    /// <summary>A journal whose reading was altered, or left out, is found out at that reading.</summary>
    [Fact]
    public void Who_recomputes_a_game_finds_a_reading_that_was_altered()
    {
        var game = LiveScenario.Start(unhurried, awayLevel: 1, homeLevel: 1).Play(one => one.Events.OfType<RowRead>().Count() > 30);
        Assert.Null(Wrong(game, static one => one));
        var wrong = Wrong(game, static one => one is RowRead { Roll: 20 } read ? read with { Outcome = "HR/F?" } : one);
        Assert.Equal("row", wrong!.Rule);
        wrong = Wrong(game, static one => one is RowRead { Roll: 21 } read ? read with { Reader = read.Reader!.Value.Other() } : one);
        Assert.Equal("row", wrong!.Rule);
        wrong = Wrong(game, static one => one is RowRead { Roll: 22 } read ? read with { Roll = 21 } : one);
        Assert.Equal("row", wrong!.Rule);
    }

    private static DiceFault? Wrong(LiveScenario game, Func<GameEvent, GameEvent> alter)
    {
        var state = GameState.New(game.State.Id);
        foreach (var group in game.Groups)
        {
            var altered = group with { Events = new([.. group.Events.Select(alter)]) };
            if (PlayAudit.Wrong(state, altered) is { } wrong) return wrong;
            state = GameRules.Evolve(state, altered);
        }

        return null;
    }

    /// <summary>The first pitch is decided, and its first roll lies.</summary>
    private static LiveScenario Rolled(LiveScenario game)
    {
        while (game.Window is not { Kind: WindowKind.Reading }) game.Step();
        return game;
    }

    private static void Step(LiveScenario game)
    {
        if (game.Window is { Kind: WindowKind.Reading }) game.Do(Owner(game), Right(game));
        else game.Step();
    }

    private static DiceRolled Roll(LiveScenario game) => game.Game.Live!.UnderWay!.Rolls[^1];

    private static Side Owner(LiveScenario game) => Roll(game).Dice.D6 <= 3 ? game.Game.Batting : game.Game.Fielding;

    private static ReadRow Right(LiveScenario game) =>
        new(Roll(game).Number, Resolver.Chart(game.Game, game.Game.Live!.UnderWay!)!.Read(Roll(game).Dice).Outcome);

    private static (RefusalCode, string?) Short(Refusal refused) => (refused.Code, refused.Rule);
}
