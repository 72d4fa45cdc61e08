using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>A game is played to its end under the rules of its beginning.</summary>
public class RulesVersionTests
{
    private static readonly Author scorer = new("scorer", Role.Scorer);

    private static GameState Created(short rules)
    {
        var state = GameState.New(new(new Guid("00000000-0000-7000-8000-000000000003")));
        var create = new GameCreated("test", new("AWY"), new("HOM"), new(2018, 4, 6), 0, null, GameMode.Scored, RuleSet.Mlb2018);
        return After(state, rules, create);
    }

    private static GameState After(GameState state, short rules, params GameEvent[] events) => GameRules.Evolve(state, new EventGroup(
        state.Id, state.Ledger.Seq + 1, new(new Guid(state.Ledger.Seq, 0, 0, new byte[8])), 0, 0, scorer, Cause.Command, rules,
        new(events)));

    [Fact]
    public void A_new_game_begins_under_the_newest_rules() =>
        Assert.Equal(GameRules.Version, GameState.New(new(Guid.Empty)).Rules);

    [Fact]
    public void The_first_group_says_it_for_all_that_follow()
    {
        var state = Created(rules: 7);

        Assert.Equal(7, state.Rules);
        Assert.Equal(7, After(state, 1, new GameInfoNoted("weather", "rain")).Rules);
        Assert.Equal(1, After(Created(rules: 1), 7, new GameInfoNoted("weather", "rain")).Rules);
    }

    [Fact]
    public void The_first_version_is_not_written_and_a_later_one_is_read_back()
    {
        Assert.DoesNotContain("ules\":1", Text(Created(rules: 1)), StringComparison.Ordinal);
        Assert.Equal(1, StateJson.Read(StateJson.Write(Created(rules: 1))).Rules);
        Assert.Contains(""","laterRules":7}""", Text(Created(rules: 7)), StringComparison.Ordinal);
        Assert.Equal(Created(rules: 7), StateJson.Read(StateJson.Write(Created(rules: 7))));
    }

    [Fact]
    public void The_same_events_come_to_the_same_game_under_any_version() =>
        Assert.Equal(Created(rules: 1).Game, Created(rules: 7).Game);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Under_rules_that_this_build_does_not_have_nothing_is_decided(short rules, bool decided)
    {
        var state = Created(rules);

        var command = GameRules.Decide(
            state, new(new(Guid.Empty), scorer, 0, new NoteFacts([new("weather", "rain")])), new(0)).Refused;
        var timer = GameRules.DecideTimer(state, new GameTimer(TimerKind.DelayEnds, 0), new(0)).Refused;

        Assert.Equal(decided, command is null);
        Assert.Equal(decided ? RefusalCode.Illegal : RefusalCode.Quarantined, timer!.Code);
        Assert.Equal(decided, GameRules.TooNew(state) is null);
        if (decided) return;
        Assert.Equal((RefusalCode.Quarantined, "rules-version"), (command!.Code, command.Rule));
        Assert.Contains(
            $"it is played under rules version {rules}, this build knows up to 1: update this program", command.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_verdict_has_looked_ahead_to_is_what_its_events_come_to()
    {
        var game = Scenario.Start().Plays("S8");
        var (state, play) = (game.State, game.Play("HR/F7.1-H"));
        var verdict = GameRules.Decide(state, new(new(Guid.Empty), scorer, state.Ledger.Seen, play), new(0));
        var group = new EventGroup(
            state.Id, state.Ledger.Seq + 1, new(Guid.Empty), 0, 0, scorer, Cause.Command, state.Rules, verdict.Events);

        Assert.NotEqual(state, GameRules.Evolve(state, group));
        Assert.Equal(GameRules.Evolve(state, group), GameRules.Evolve(state, group, verdict));
    }

    private static string Text(GameState state) => Encoding.UTF8.GetString(StateJson.Write(state));
}
