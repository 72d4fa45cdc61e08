using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Scripts;
using AkkaGame.Specs;

namespace AkkaGame.Gateway.Tests.Stands;

/// <summary>
/// Whole games by a seed: whoever folds what he is told has the view that the server has, byte for byte, after every group.
/// </summary>
public class WholeGameTests
{
    private const string Odd = "<img src=x onerror=\"alert('1')\"> \\u0041 é 松坂 👨‍👩‍👧 \u2028\u2029\u00a0\u007f &amp;";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task What_changed_is_all_that_changed(int seed)
    {
        var front = new RulesFront(seed);
        await new GameScript(seed, front, ScriptRules.For(seed, 60_000)).Play();
        await using var park = new Park();
        // The script plays it: to this engine it is another node's, or it would go on with it.
        park.Ownership.Set(front.Game, null);
        var chance = new Chance(seed);
        var state = GameRules.Evolve(GameState.New(front.Game), front.Groups[0]);
        await park.Store.Append(front.Groups[0]);
        var owner = await park.Enter(front.Game, Role.Manager, Side.Home, view: true);
        var fans = new List<Follower>();
        for (var i = 0; i < 12; i++) fans.Add(await park.Enter(front.Game, Role.Spectator, view: i % 2 == 0));
        foreach (var group in front.Groups.Skip(1))
        {
            state = GameRules.Evolve(state, group);
            await park.Store.Append(group);
            park.Grandstand.Publish(state, group);
            var view = ViewText.Of(Views.Of(state, Role.Manager, Side.Home)!);
            Assert.Equal(view, Follower.Text(owner.Take().View!));
            Assert.Equal((group.Last, ViewText.Hash(view)), (owner.Seq, owner.Hash));
            // Those who watch read when they like.
            var one = fans[chance.Below(fans.Count)];
            if (chance.Of(1, 2)) one.Socket.Block();
            else one.Socket.Unblock();
        }

        foreach (var fan in fans) fan.Socket.Unblock();
        foreach (var fan in fans) await park.Until(() => fan.Take().Seq == owner.Seq);
        Assert.All(fans, fan => Assert.Equal(owner.Hash, fan.Hash));
        Assert.All(fans.Where(static fan => fan.WantsView), fan => Assert.Equal(Follower.Text(owner.View!), Follower.Text(fan.View!)));
    }

    [Fact]
    public async Task Names_of_any_kind_are_weighed_alike()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var (fan, watcher) = (await park.Enter(game, view: true), await park.Enter(game, Role.Spectator, view: true));
        var state = await park.State(game);
        var beginning = Sample.Beginning();
        var card = ((ExchangeLineups)beginning[0].Command).Away;
        var odd = new LineupCard(new([.. card.Places.Select(static place => place with { Name = Odd })]));
        Assert.Null((await park.Engine.Ask(
            game, beginning[0] with { Command = ((ExchangeLineups)beginning[0].Command) with { Away = odd } })).Refused);
        Assert.Null((await park.Engine.Ask(game, beginning[1])).Refused);
        await park.Until(() => watcher.Take().Seq == fan.Take().Seq && fan.Seq > 1);
        Assert.Equal(await park.Hash(game), fan.Hash);
        Assert.Equal(fan.Hash, watcher.Hash);
        Assert.Equal(Odd, fan.View!["away"]!["lineup"]![0]!["name"]!.GetValue<string>());
        fan.Place.Snap();
        await park.Until(() => fan.Of(ServerFrame.Snap).Count == 2);
        Assert.Equal(fan.Hash, ViewText.Hash(Follower.Text(fan.View!)));
        Assert.True(state.Ledger.Seq < fan.Seq);
    }
}
