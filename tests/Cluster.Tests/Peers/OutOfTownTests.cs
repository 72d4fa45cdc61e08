using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Cluster.Tests;

/// <summary>Following games at their owners, from one to the next.</summary>
public class OutOfTownTests
{
    private readonly Deeds deeds = new();
    private readonly VolatileJournal store = new();

    [Fact]
    public async Task What_happens_in_a_game_of_another_node_is_told_as_it_was_stored()
    {
        await using var pair = await Followed();
        var (owner, _, game, fan, _) = pair;
        Assert.True(fan.Misses > 0); // What was before, the journal tells.
        await owner.Engine.Ask(game, Sample.Facts(3) with { Why = "rain" });
        foreach (var command in Sample.Beginning()) await owner.Engine.Ask(game, command);
        await Until(() => fan.Heard.Count == 3);
        Assert.Equal((await store.Read(game, 0)).Groups.Skip(1), fan.Heard);
    }

    [Fact]
    public async Task What_a_command_did_is_told_before_its_receipt_comes()
    {
        await using var pair = await Followed();
        var (_, other, game, fan, _) = pair;
        for (var i = 0; i < 200; i++)
        {
            var receipt = (await other.Engine.Ask(game, Sample.Facts())).Receipt;
            Assert.Equal(receipt.Last, fan.Heard.Last().Last);
        }
    }

    [Fact]
    public async Task However_many_follow_a_game_here_there_is_one_wire_and_each_hears_it_once()
    {
        await using var owner = await Town.Open(deeds, store);
        await using var other = await Town.Open(deeds, store);
        deeds.GiveAll(owner);
        var game = Sample.NewGame();
        await owner.Engine.Ask(game, Sample.Creation());
        var fans = Enumerable.Range(0, 50).Select(static _ => new Listener()).ToArray();
        var tickers = fans.Select(fan => other.OutOfTown.Follow(game, fan)).ToArray();
        await Until(() => tickers.All(static ticker => ticker.IsOn));
        Assert.Equal(1, other.OutOfTown.Count);
        tickers[0].Dispose();
        await other.Engine.Ask(game, Sample.Facts());
        Assert.Equal([0, .. Enumerable.Repeat(1, 49)], fans.Select(static fan => fan.Heard.Count));
    }

    [Fact]
    public async Task A_game_is_followed_from_one_owner_to_the_next_and_doubted_in_between()
    {
        await using var one = await Town.Open(deeds, store);
        await using var two = await Town.Open(deeds, store);
        await using var fans = await Town.Open(deeds, store);
        deeds.GiveAll(one);
        var game = Sample.NewGame();
        await one.Engine.Ask(game, Sample.Creation());
        var fan = new Listener();
        using var ticker = fans.OutOfTown.Follow(game, fan);
        await Until(() => ticker.IsOn);
        for (var turn = 0; turn < 6; turn++)
        {
            var (owner, misses) = (turn % 2 == 0 ? two : one, fan.Misses);
            deeds.Give(Shard.Of(game), owner);
            await Until(() => ticker.IsOn && fan.Misses > misses + 1);
            var receipt = (await owner.Engine.Ask(game, Sample.Facts())).Receipt;
            await Until(() => fan.Heard.LastOrDefault()?.Last == receipt.Last);
        }

        // Here it needs no wire: the engine tells its audience.
        deeds.Give(Shard.Of(game), fans);
        await Until(() => !ticker.IsOn);
        await fans.Engine.Ask(game, Sample.Facts());
        Assert.Equal(6, fan.Heard.Count);
        Assert.Single(fans.Published);
    }

    [Fact]
    public async Task A_link_that_breaks_is_followed_anew()
    {
        await using var pair = await Followed();
        var (owner, _, game, fan, ticker) = pair;
        var misses = fan.Misses;
        owner.Cut();
        await Until(() => fan.Misses > misses + 1 && ticker.IsOn);
        await owner.Engine.Ask(game, Sample.Facts());
        await Until(() => fan.Heard.Count == 1);
    }

    [Fact]
    public async Task A_game_that_left_memory_in_doubt_is_doubted_by_who_follows_it()
    {
        await using var pair = await Followed();
        var (owner, _, game, fan, _) = pair;
        var misses = fan.Misses;
        owner.Journal.LoseAnswer = AppendOutcome.Unknown("lost");
        await owner.Engine.Ask(game, Sample.Facts());
        await Until(() => fan.Misses > misses);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_is_cut_off_and_the_owners_players_do_not_feel_it()
    {
        await using var owner = await Town.Open(deeds, store, change: static options => options with { WaitingMost = 64 * 1024 });
        deeds.GiveAll(owner);
        var game = Sample.NewGame();
        await owner.Engine.Ask(game, Sample.Creation());
        await using var deaf = new DeafPeer(owner);
        await deaf.Follow(game);
        for (var i = 0; i < 1_000_000 && !deaf.IsCutOff; i++)
            Assert.Null((await owner.Engine.Ask(game, Sample.Facts(20))).Refused);
        Assert.True(deaf.IsCutOff);
    }

    /// <summary>A game of one node, and somebody at another one who follows it.</summary>
    private async Task<Pair> Followed()
    {
        var (owner, other) = (await Town.Open(deeds, store), await Town.Open(deeds, store));
        deeds.GiveAll(owner);
        var game = Sample.NewGame();
        await owner.Engine.Ask(game, Sample.Creation());
        var fan = new Listener();
        var ticker = other.OutOfTown.Follow(game, fan);
        await Until(() => ticker.IsOn);
        return new(owner, other, game, fan, ticker);
    }

    private static async Task Until(Func<bool> holds)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!holds()) await Task.Delay(5, late.Token);
    }

    private sealed record Pair(Town Owner, Town Other, GameId Game, Listener Fan, ITicker Ticker) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Ticker.Dispose();
            await Other.DisposeAsync();
            await Owner.DisposeAsync();
        }
    }
}
