using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>What a game does by itself, and when.</summary>
public class TimerTests
{
    private const long Noon = 1_523_030_400_000;
    private const long Minute = 60_000;
    private const long Day = 24 * 60 * Minute;

    private static readonly GameTimer toNoon = new(TimerKind.DelayEnds, Noon);

    private static Scenario Delayed(long? until = Noon)
    {
        var game = Scenario.Start().Plays("S8");
        game.Now = Noon - 30 * Minute;
        return game.Do(new DelayGame("rain", until));
    }

    [Fact]
    public void A_delay_to_a_moment_ends_at_that_moment()
    {
        var game = Delayed();
        Assert.Equal((GameStatus.Delayed, Noon), (game.Game.Status, game.Game.Due));
        game.Now = Noon;

        game.Fires(toNoon);

        Assert.Equal((GameStatus.InProgress, null), (game.Game.Status, game.Game.Due));
        Assert.Equal(new GameResumed(null, null), game.Events[^1]);
        Assert.Equal(PlayCode.Strikeout, game.Plays("K").LastPlay.Code);
    }

    [Fact]
    public void A_delay_without_a_moment_waits_for_somebody()
    {
        var game = Delayed(until: null);

        Assert.Equal((GameStatus.Delayed, null), (game.Game.Status, game.Game.Due));
        Assert.Equal(GameStatus.InProgress, game.Do(new ResumeGame()).Game.Status);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(Day, null)]
    [InlineData(0, "in-the-future")]
    [InlineData(-1, "in-the-future")]
    [InlineData(long.MinValue, "in-the-future")]
    [InlineData(Day + 1, "within-a-day")]
    [InlineData(long.MaxValue - Noon, "within-a-day")]
    public void A_delay_ends_after_now_and_within_a_day(long ahead, string? rule)
    {
        var game = Scenario.Start();
        game.Now = Noon;
        var command = new DelayGame("rain", unchecked(Noon + ahead) is var at && ahead == long.MinValue ? long.MinValue : at);

        if (rule is null) Assert.Equal(Noon + ahead, game.Do(command).Game.Due);
        else Assert.Equal(("resumesAt", rule), Named(game.Refused(command)));
    }

    [Fact]
    public void Only_a_game_in_progress_is_delayed() =>
        Assert.Equal(RefusalCode.Suspended, Delayed().Refused(new DelayGame("more rain", Noon)).Code);

    public static TheoryData<GameCommand> Ends =>
        [new ResumeGame(), new SuspendGame("dark"), new CallGame("rain"), new ForfeitGame(Side.Home, "gone home")];

    [Theory]
    [MemberData(nameof(Ends))]
    public void Whatever_ends_the_delay_before_drops_its_timer(GameCommand command)
    {
        var game = Delayed().Do(command);
        Assert.Equal((0, null), (game.Game.Timers.Count, game.Game.Due));
        game.Now = Noon;

        Assert.Equal(("timer", "not-set"), Named(GameRules.DecideTimer(game.State, toNoon, new(Noon)).Refused!));
    }

    [Fact]
    public void A_timer_fires_neither_before_its_moment_nor_twice()
    {
        var game = Delayed();

        Assert.Equal(("timer", "not-due"), Named(GameRules.DecideTimer(game.State, toNoon, new(Noon - 1)).Refused!));
        game.Now = Noon + 5 * Minute;
        game.Fires(toNoon);
        Assert.Equal(("timer", "not-set"), Named(GameRules.DecideTimer(game.State, toNoon, new(game.Now)).Refused!));
    }

    [Fact]
    public void A_timer_of_another_moment_is_not_this_one() => Assert.Equal(
        ("timer", "not-set"), Named(GameRules.DecideTimer(Delayed().State, toNoon with { Due = Noon - 1 }, new(Noon)).Refused!));

    [Fact]
    public void The_first_of_several_timers_is_the_one_due()
    {
        var two = Delayed().Game with { Timers = [new(TimerKind.DelayEnds, Noon), new(TimerKind.None, Noon - 1)] };

        Assert.Equal((Noon - 1, Noon), (two.Due, two.DueOf(TimerKind.DelayEnds)));
        Assert.Equal(Noon - 1, two.Without(TimerKind.DelayEnds).Due);
    }

    [Fact]
    public void A_timer_is_part_of_the_state_and_its_absence_is_not_written()
    {
        var state = Delayed().State;
        var json = Encoding.UTF8.GetString(StateJson.Write(state));

        Assert.Contains(""","timers":[{"kind":"DelayEnds","due":1523030400000}]}""", json, StringComparison.Ordinal);
        Assert.Equal(state, StateJson.Read(Encoding.UTF8.GetBytes(json)));
        Assert.DoesNotContain(
            "timers", Encoding.UTF8.GetString(StateJson.Write(Delayed(until: null).State)), StringComparison.Ordinal);
    }

    [Fact]
    public void Everybody_sees_when_play_goes_on()
    {
        var game = Delayed();

        Assert.Equal(Noon, Views.Of(game.State, Role.Spectator)!.ResumesAt);
        Assert.Null(Views.Of(game.Do(new ResumeGame()).State, Role.Spectator)!.ResumesAt);
    }

    [Theory]
    [InlineData(Noon, "The game is delayed (rain) until 2018-04-06 16:00 UTC.")]
    [InlineData(null, "The game is delayed (rain).")]
    [InlineData(long.MaxValue, "The game is delayed (rain).")]
    [InlineData(long.MinValue, "The game is delayed (rain).")]
    public void A_delay_is_told_with_its_end(long? until, string told) =>
        Assert.Equal(told, PlayByPlay.Sentence(Game.Empty, new GameDelayed("rain", until)));

    [Fact]
    public void What_a_timer_does_has_the_same_id_wherever_it_is_done()
    {
        var game = Scenario.Start().State.Id;

        Assert.Equal(CommandId.OfTimer(game, "delay-ends", null, Noon), toNoon.CommandOf(game));
    }

    private static (string?, string?) Named(Refusal refused) => (refused.Field, refused.Rule);
}
