using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Gateway.Tests.Stands;

/// <summary>
/// What the owner of another node's game tells. Time stands still unless a test lets it pass, so what is heard was told, not found in the
/// journal by looking.
/// </summary>
public class OutOfTownTests
{
    private readonly Telegraph telegraph = new();

    [Fact]
    public async Task What_its_owner_tells_is_told_on_at_once_to_those_who_play_and_those_who_watch()
    {
        await using var owner = new Park();
        var game = await owner.NewGame(facts: 3);
        await using var park = Other(owner, game);
        var (fan, watcher) = (await park.Enter(game), await park.Enter(game, Role.Spectator));
        for (var i = 0; i < 3; i++)
        {
            var seq = await owner.Note(game, 2);
            telegraph.Tell(await Last(owner, game));
            await park.Until(() => fan.Take().Seq == seq && watcher.Take().Seq == seq);
            Assert.Equal(await owner.Hash(game), fan.Hash);
        }
    }

    [Fact]
    public async Task What_was_told_has_its_receipt_at_once_and_the_journal_is_not_asked_for_it()
    {
        await using var owner = new Park();
        var game = await owner.NewGame();
        await using var park = Other(owner, game);
        var fan = await park.Enter(game);
        var seq = await owner.Note(game);
        telegraph.Tell(await Last(owner, game));
        park.Journal.Unreachable = game;
        Assert.Equal(await owner.Hash(game), await fan.Place.Reached(seq));
    }

    [Fact]
    public async Task Where_something_was_left_out_the_journal_tells_it()
    {
        await using var owner = new Park();
        var game = await owner.NewGame();
        await using var park = Other(owner, game);
        var fan = await park.Enter(game);
        await owner.Note(game);
        var last = await owner.Note(game, 3);
        telegraph.Tell(await Last(owner, game));
        await park.Until(() => fan.Take().Seq == last);
        await owner.Note(game);
        telegraph.Miss();
        await park.Until(() => fan.Take().Seq == last + 1);
    }

    [Fact]
    public async Task What_comes_twice_or_late_is_not_told_again()
    {
        await using var owner = new Park();
        var game = await owner.NewGame(facts: 2);
        await using var park = Other(owner, game);
        var fan = await park.Enter(game);
        var groups = (await owner.Store.Read(game, 0)).Groups;
        var seq = await owner.Note(game);
        var next = await Last(owner, game);
        foreach (var group in (EventGroup[])[.. groups, next, .. groups, next]) telegraph.Tell(group);
        await park.Until(() => fan.Take().Seq == seq);
        Assert.Equal(await owner.Hash(game), fan.Hash);
        Assert.Equal(await owner.Note(game), seq + 1);
        telegraph.Tell(await Last(owner, game));
        await park.Until(() => fan.Take().Seq == seq + 1);
    }

    [Fact]
    public async Task A_wire_that_says_nothing_is_not_believed_for_ever()
    {
        await using var owner = new Park();
        var game = await owner.NewGame();
        await using var park = Other(owner, game);
        var fan = await park.Enter(game);
        var seq = await owner.Note(game);
        await park.Until(() => fan.Take().Seq == seq, TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Nobody_listens_for_a_game_that_nobody_follows_any_more()
    {
        await using var owner = new Park();
        var game = await owner.NewGame();
        await using var park = Other(owner, game);
        var fan = await park.Enter(game);
        Assert.Equal(1, telegraph.Listening);
        fan.Place.Leave();
        await park.Until(() => telegraph.Listening == 0, TimeSpan.FromMilliseconds(250));
        Assert.NotNull((await park.Grandstand.Enter(Sample.NewGame(), park.Comes().Comer)).Refused);
        Assert.Equal(0, telegraph.Listening);
    }

    /// <summary>A node on which the game is not played.</summary>
    private Park Other(Park owner, GameId game)
    {
        var park = new Park(store: owner.Store, outOfTown: telegraph);
        park.Ownership.Set(game, null);
        return park;
    }

    private static async Task<EventGroup> Last(Park park, GameId game) => (await park.Store.Read(game, 0)).Groups[^1];

    /// <summary>The wire to the owner, in the test's hands.</summary>
    private sealed class Telegraph : IOutOfTown
    {
        private readonly ConcurrentDictionary<Ticker, IFan> fans = new();

        public int Listening => fans.Count;

        public ITicker Follow(GameId game, IFan fan)
        {
            var ticker = new Ticker(this);
            fans[ticker] = fan;
            return ticker;
        }

        public void Tell(EventGroup group)
        {
            foreach (var (_, fan) in fans) fan.Told(group);
        }

        public void Miss()
        {
            foreach (var (_, fan) in fans) fan.Missed();
        }

        private sealed class Ticker(Telegraph telegraph) : ITicker
        {
            public bool IsOn => true;

            public void Dispose() => telegraph.fans.TryRemove(this, out _);
        }
    }
}
