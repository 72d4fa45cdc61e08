using AkkaGame.Messages;
using AkkaGame.Tests;

namespace AkkaGame.Baseball.Tests;

/// <summary>What no person decided comes out the same when it is decided again; what somebody changed does not.</summary>
public class PlayAuditTests
{
    private static readonly LiveScenario computers = LiveScenario.Start(awayLevel: 1, homeLevel: 1, seed: 3).Play();

    [Fact]
    public void Every_play_of_a_whole_game_is_what_its_decisions_dice_and_charts_say() => Assert.Null(First(computers, Same));

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    public void So_it_is_at_every_level(byte away, byte home) =>
        Assert.Null(First(LiveScenario.Start(awayLevel: away, homeLevel: home, seed: 9).Play(), Same));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void So_it_is_where_persons_play_are_asked_and_let_their_time_pass(byte level)
    {
        var game = LiveScenario.Start(LiveScenario.Clocked, homeLevel: level, seed: 6)
            .Play(static so => so.Game is { Inning: 2, Outs: 1 }).Fire();
        while (!game.Game.IsOver)
        {
            if (game.Window is { Kind: WindowKind.Pitch } && game.Window.Asked.Has(Side.Away) && game.Game.Batting == Side.Away)
                game.Pitch(offense: new() { Boldness = Boldness.AskMe });
            else game.Step();
        }

        var reveals = game.Events.OfType<DecisionsRevealed>().ToArray();
        Assert.Contains(reveals, static reveal => reveal.Throw is not null);
        // Whoever plays the percentages has reckoned with the ball in play.
        Assert.All(
            reveals.Where(static reveal => reveal.Throw is not null && reveal.DefenseBy.From == TakenFrom.Computer),
            reveal => Assert.Equal(level == 3, reveal.DefenseBy.Why!.Contains(" of 100", StringComparison.Ordinal)));
        Assert.Contains(reveals, static reveal => reveal.OffenseBy.From == TakenFrom.Deadline);
        Assert.Null(First(game, Same));
    }

    [Fact]
    public void A_computer_that_decided_otherwise_is_found()
    {
        var found = First(computers, static happened => happened is DecisionsRevealed { Offense: { } offense } reveal
            ? reveal with { Offense = offense with { Approach = offense.Approach == Approach.Power ? Approach.Take : Approach.Power } }
            : null);
        Assert.Equal("computer", found?.Rule);
        Assert.Equal("computer", First(computers, static happened => happened is DecisionsRevealed reveal
            ? reveal with { DefenseBy = reveal.DefenseBy with { Why = "He had seen the dice." } }
            : null)?.Rule);
    }

    [Fact]
    public void A_roll_for_something_else_is_found() => Assert.Equal("purpose", First(
        computers, static happened => happened is DiceRolled rolled ? rolled with { Purpose = RollPurpose.Rare } : null)?.Rule);

    [Fact]
    public void A_play_that_the_charts_do_not_say_is_found()
    {
        Assert.Equal("chart", First(computers, static happened => happened is PlayMade made
            ? made with { Chart = made.Chart.With(0, made.Chart[0] with { Outcome = "home run" }) }
            : null)?.Rule);
        var found = First(computers, static happened => happened is PlayMade { Number: 5 } made ? made with { Location = "78XD" } : null);
        Assert.Equal(("play", 5), (found?.Rule, found?.Play));
    }

    private static GameEvent? Same(GameEvent happened) => null;

    /// <summary>
    /// The first fault where the first event that <paramref name="change"/> does not leave alone is changed by it, up to that group.
    /// </summary>
    private static DiceFault? First(LiveScenario game, Func<GameEvent, GameEvent?> change)
    {
        var state = GameState.New(game.State.Id);
        foreach (var group in game.Groups)
        {
            for (var i = 0; i < group.Events.Count; i++)
            {
                if (change(group.Events[i]) is { } changed)
                    return PlayAudit.Wrong(state, group with { Events = group.Events.With(i, changed) });
            }

            if (PlayAudit.Wrong(state, group) is { } wrong) return wrong;
            state = GameRules.Evolve(state, group);
        }

        return null;
    }
}
