using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Cluster.Tests;

/// <summary>Finding a game's owner, while owners change.</summary>
public class RoutedEngineTests
{
    private readonly Deeds deeds = new();
    private readonly VolatileJournal store = new();

    [Fact]
    public async Task Every_node_takes_every_games_commands()
    {
        await using var one = await Town.Open(deeds, store);
        await using var two = await Town.Open(deeds, store);
        await using var three = await Town.Open(deeds, store);
        Town[] towns = [one, two, three];
        foreach (var shard in Shard.All) deeds.Give(shard, towns[shard.Number % 3]);
        var games = Enumerable.Range(0, 30).Select(static _ => Sample.NewGame()).ToArray();
        foreach (var (i, game) in games.Index())
        {
            Assert.Null((await towns[i % 3].Engine.Ask(game, Sample.Creation())).Refused);
            foreach (var town in towns) Assert.Null((await town.Engine.Ask(game, Sample.Facts())).Refused);
            foreach (var town in towns) Assert.Equal(4, (await town.Engine.Look(game)).State!.Ledger.Receipts.Count);
            Assert.Equal(towns[Shard.Of(game).Number % 3].Inspector.Find(game)!.Seq, await store.Head(game));
        }
    }

    [Fact]
    public async Task A_question_for_a_shard_that_nobody_owns_waits_until_somebody_does()
    {
        await using var one = await Town.Open(deeds, store);
        await using var two = await Town.Open(deeds, store);
        var game = Sample.NewGame();
        var asked = one.Engine.Ask(game, Sample.Creation()).AsTask();
        await Task.Delay(50);
        Assert.False(asked.IsCompleted);
        deeds.Give(Shard.Of(game), two);
        Assert.Null((await asked).Refused);
        Assert.NotNull(two.Inspector.Find(game));
    }

    [Fact]
    public async Task Where_nobody_takes_it_up_it_is_refused_and_may_be_sent_again_with_its_id()
    {
        await using var one = await Town.Open(deeds, store, routing: new() { Patience = TimeSpan.FromMilliseconds(100) });
        var refused = (await one.Engine.Ask(Sample.NewGame(), Sample.Creation())).Refused!;
        Assert.Equal((RefusalCode.Unavailable, Retry.SameId, "not-owned"), (refused.Code, refused.Retry, refused.Rule));
        Assert.Equal(refused, (await one.Engine.Look(Sample.NewGame())).Refused);
    }

    [Fact]
    public async Task A_node_that_is_wrong_about_the_owner_is_told_by_who_is_not()
    {
        var stale = new Deeds();
        await using var one = await Town.Open(deeds, store);
        await using var two = await Town.Open(deeds, store);
        // It looked before the shard went on from the first to the second, and does not look again.
        await using var late = await Town.Open(stale, store);
        var game = Sample.NewGame();
        deeds.Give(Shard.Of(game), one);
        stale.Give(Shard.Of(game), one);
        deeds.Give(Shard.Of(game), two);
        Assert.Null((await late.Engine.Ask(game, Sample.Creation())).Refused);
        Assert.NotNull(two.Inspector.Find(game));
        Assert.Null(one.Inspector.Find(game));
    }

    [Fact]
    public async Task Nobody_forwards_for_somebody_else_so_no_question_goes_round_in_a_circle()
    {
        var (believesTwo, believesOne) = (new Deeds(), new Deeds());
        var routing = new RoutingOptions { Patience = TimeSpan.FromMilliseconds(200) };
        await using var one = await Town.Open(believesTwo, store, routing: routing);
        await using var two = await Town.Open(believesOne, store, routing: routing);
        var shard = Shard.Of(new(Guid.Empty));
        believesTwo.Give(shard, two);
        believesOne.Give(shard, one);
        Assert.Equal(Refusals.Elsewhere, (await one.Engine.Ask(new(Guid.Empty), Sample.Creation())).Refused);
        Assert.Equal(0, await store.Head(new(Guid.Empty)));
    }

    [Fact]
    public async Task An_answer_that_is_out_when_its_shard_moves_is_asked_of_the_new_owner_and_the_command_counts_once()
    {
        await using var one = await Town.Open(deeds, store);
        await using var two = await Town.Open(deeds, store);
        await using var three = await Town.Open(deeds, store);
        deeds.GiveAll(one);
        var game = Sample.NewGame();
        await three.Engine.Ask(game, Sample.Creation());
        one.Journal.Close();
        var facts = Sample.Facts();
        var asked = three.Engine.Ask(game, facts).AsTask();
        await one.Journal.SomebodyWaits();
        deeds.Give(Shard.Of(game), two);
        var receipt = (await asked).Receipt;
        Assert.Equal(facts.Id, receipt.Command);
        one.Journal.Open();
        Assert.Equal(2, (await store.Read(game, 0)).Groups.Count);
    }

    [Fact]
    public async Task While_a_shard_is_handed_over_its_questions_wait_and_then_go_to_the_new_owner()
    {
        await using var one = await Town.Open(deeds, store, routing: Patient);
        await using var two = await Town.Open(deeds, store, routing: Patient);
        deeds.GiveAll(one);
        var game = Sample.NewGame();
        await one.Engine.Ask(game, Sample.Creation());
        var shard = Shard.Of(game);
        var closing = one.Engine.Close(shard);
        var (here, there) = (one.Engine.Ask(game, Sample.Facts()).AsTask(), two.Engine.Ask(game, Sample.Facts()).AsTask());
        var elsewhere = Games().First(other => Shard.Of(other) != shard);
        Assert.Null((await one.Engine.Ask(elsewhere, Sample.Creation())).Refused);
        await Task.Delay(100);
        Assert.False(here.IsCompleted || there.IsCompleted);
        one.Games.Done.SetResult();
        await closing;
        deeds.Give(shard, two);
        one.Engine.Open(shard);
        Assert.Null((await here).Refused);
        Assert.Null((await there).Refused);
        Assert.Equal([shard], one.Games.Opened);
        Assert.Equal(3, (await store.Read(game, 0)).Groups.Count);
        Assert.NotNull(two.Inspector.Find(game));
    }

    [Fact]
    public async Task A_hand_over_that_is_tried_again_keeps_those_who_wait()
    {
        await using var one = await Town.Open(deeds, store, routing: Patient);
        await using var two = await Town.Open(deeds, store, routing: Patient);
        deeds.GiveAll(one);
        var shard = Shard.Of(Sample.NewGame());
        _ = one.Engine.Close(shard);
        var asked = one.Engine.Ask(Games().First(game => Shard.Of(game) == shard), Sample.Creation()).AsTask();
        _ = one.Engine.Close(shard);
        deeds.Give(shard, two);
        one.Engine.Open(shard);
        await Task.WhenAny(asked, Task.Delay(TimeSpan.FromSeconds(10)));
        Assert.True(asked.IsCompleted, "It waits at a gate that nobody opens.");
        Assert.Null((await asked).Refused);
    }

    [Fact]
    public async Task A_node_that_stops_sends_on_who_asks_it_to_whoever_has_the_game_next()
    {
        await using var one = await Town.Open(deeds, store, routing: Patient);
        await using var two = await Town.Open(deeds, store, routing: Patient);
        deeds.GiveAll(one);
        var game = Sample.NewGame();
        await one.Engine.Ask(game, Sample.Creation());
        await one.StopGames();
        var (here, there) = (one.Engine.Ask(game, Sample.Facts()).AsTask(), two.Engine.Ask(game, Sample.Facts()).AsTask());
        await Task.Delay(50);
        Assert.False(here.IsCompleted || there.IsCompleted);
        deeds.Give(Shard.Of(game), two);
        Assert.Null((await here).Refused);
        Assert.Null((await there).Refused);
    }

    [Fact]
    public async Task What_is_held_too_long_or_is_one_too_many_is_refused_and_not_forgotten()
    {
        await using var one = await Town.Open(
            deeds, store, routing: new() { HoldTime = TimeSpan.FromSeconds(1), HeldMost = 3, Patience = TimeSpan.FromSeconds(1) });
        deeds.GiveAll(one);
        var game = Sample.NewGame();
        await one.Engine.Ask(game, Sample.Creation());
        _ = one.Engine.Close(Shard.Of(game));
        var asked = Enumerable.Range(0, 4).Select(_ => one.Engine.Ask(game, Sample.Facts()).AsTask()).ToArray();
        Assert.Equal(Refusals.Elsewhere, (await asked[3]).Refused);
        Assert.All(asked[..3], static held => Assert.False(held.IsCompleted));
        foreach (var held in asked) Assert.Equal(Refusals.Elsewhere, (await held).Refused);
        Assert.Single((await store.Read(game, 0)).Groups);
        one.Engine.Open(Shard.Of(game));
        Assert.Null((await one.Engine.Ask(game, Sample.Facts())).Refused);
    }

    [Fact]
    public async Task A_node_that_is_stopped_holds_up_nobody_who_asks_another()
    {
        await using var stopped = await Town.Open(deeds, store, serves: false);
        await using var two = await Town.Open(deeds, store);
        await using var three = await Town.Open(deeds, store, routing: new() { Patience = TimeSpan.FromMilliseconds(500) });
        var lost = Games().First(static game => Shard.Of(game).Number < 32);
        var well = Games().First(static game => Shard.Of(game).Number >= 32);
        foreach (var shard in Shard.All) deeds.Give(shard, shard.Number < 32 ? stopped : two);
        var asked = three.Engine.Ask(lost, Sample.Creation()).AsTask();
        Assert.Null((await three.Engine.Ask(well, Sample.Creation())).Refused);
        Assert.False(asked.IsCompleted);
        Assert.Equal(Refusals.Elsewhere, (await asked).Refused);
    }

    private static RoutingOptions Patient => new() { HoldTime = TimeSpan.FromMinutes(1), Patience = TimeSpan.FromMinutes(1) };

    private static IEnumerable<GameId> Games()
    {
        while (true) yield return Sample.NewGame();
    }
}
