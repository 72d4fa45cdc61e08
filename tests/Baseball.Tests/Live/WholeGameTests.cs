using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Live;

public class WholeGameTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Two_computers_play_to_the_end_one_group_a_play(int seed)
    {
        var game = LiveScenario.Start(awayLevel: 1, homeLevel: 1, seed: seed).Play();

        Assert.True(game.Game.IsOver);
        Assert.All(game.Groups.Where(group => group.Events.Any(happened => happened is DecisionsRevealed)), group =>
            Assert.Single(group.Events.OfType<PlayMade>()));
        Assert.Empty(game.Game.Timers);
    }

    [Fact]
    public void Two_managers_with_chains_play_to_the_end_and_every_key_is_shown()
    {
        var game = LiveScenario.Start(tips: true).Play();

        Assert.True(game.Game.IsOver);
        Assert.All(game.Events.OfType<KeyMixed>(), mixed => Assert.Equal(Sides.None, mixed.Missing));
        Assert.Equal(
            game.Events.OfType<KeyMixed>().Select(mixed => mixed.Key), game.Events.OfType<KeyRevealed>().Select(shown => shown.Key));
        Assert.Equal(
            Enumerable.Range(1, game.Live.Dice.Rolls), game.Events.OfType<DiceRolled>().Select(roll => roll.Number));
    }

    [Fact]
    public void A_manager_plays_against_a_computer_without_a_designated_hitter()
    {
        var game = LiveScenario.Start(homeLevel: 1, dh: false, seed: 5).Play();

        Assert.True(game.Game.IsOver);
        Assert.DoesNotContain(game.Events.OfType<DecisionsRevealed>(), shown => shown.OffenseBy.From == shown.DefenseBy.From);
    }

    [Fact]
    public void What_happened_makes_the_same_game_again()
    {
        var game = LiveScenario.Start(tips: true, seed: 9).Play(so => so.Game.Inning == 4);

        var again = game.Groups.Aggregate(GameState.New(game.State.Id), GameRules.Evolve);

        Assert.Equal(game.State, again);
        Assert.Equal(game.State, StateJson.Read(StateJson.Write(game.State)));
    }
}
