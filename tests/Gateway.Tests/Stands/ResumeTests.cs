using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway.Tests.Stands;

/// <summary>Who comes back gets what he missed, from the ring or from the journal, or the view where that is better.</summary>
public class ResumeTests
{
    [Fact]
    public async Task Who_has_missed_nothing_is_sent_nothing()
    {
        await using var park = new Park();
        var game = await park.NewGame(facts: 4);
        foreach (var hash in new[] { null, await park.Hash(game) })
        {
            var fan = await park.Enter(game, resume: new(5, hash));
            Assert.Equal(("welcome", "current"), (fan.Kinds, fan.Mode));
        }

        Assert.Equal(0, park.Grandstand.Counts.Desyncs);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task What_was_missed_comes_in_one_frame_whether_it_is_still_held_or_not(bool isHeld, bool view)
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var hashes = new Dictionary<int, string>();
        if (isHeld) await park.Enter(game);
        for (var i = 0; i < 30; i++) hashes[await park.Note(game, 1 + i % 4)] = await park.Hash(game);
        var head = hashes.Keys.Max();
        foreach (var (seq, hash) in hashes.Reverse())
        {
            var fan = await park.Enter(game, resume: new(seq, hash), view: view);
            Assert.Equal(seq == head ? "welcome" : "welcome evs", fan.Kinds);
            Assert.Equal(head, fan.Seq);
            if (seq < head) Assert.Equal((hashes[head], view), (fan.Hash, fan.View is not null));
        }

        Assert.Equal(0, park.Grandstand.Counts.Desyncs);
    }

    [Fact]
    public async Task From_before_the_first_event_the_whole_game_is_told()
    {
        await using var park = new Park();
        var game = await park.NewGame(facts: 3);
        var fan = await park.Enter(game, resume: new(0));
        Assert.Equal(("welcome evs", 4), (fan.Kinds, fan.Seq));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_view_than_was_sent_is_replaced_and_counted(bool isHeld)
    {
        await using var park = new Park();
        var game = await park.NewGame();
        if (isHeld) await park.Enter(game);
        for (var i = 0; i < 5; i++) await park.Note(game);
        Assert.Equal("welcome snap", (await park.Enter(game, resume: new(3, "0123456789abcdef"))).Kinds);
        Assert.Equal("welcome snap", (await park.Enter(game, resume: new(6, "0123456789abcdef"))).Kinds);
        Assert.Equal(2, park.Grandstand.Counts.Desyncs);
    }

    [Theory]
    [InlineData(3)] // Inside a group.
    [InlineData(9)] // Not there, or not any more.
    public async Task Where_no_group_ends_the_view_is_shown(int seq)
    {
        await using var park = new Park();
        var game = await park.NewGame();
        await park.Note(game, events: 4);
        var fan = await park.Enter(game, resume: new(seq));
        Assert.Equal(("welcome snap", 5), (fan.Kinds, fan.Seq));
    }

    [Fact]
    public async Task Who_is_further_than_this_node_knows_is_caught_up_with()
    {
        await using var elsewhere = new Park();
        var game = await elsewhere.NewGame();
        await using var park = new Park(store: elsewhere.Store);
        park.Ownership.Set(game, null);
        var slow = await park.Enter(game);
        await elsewhere.Note(game);
        var moved = await park.Enter(game, resume: new(2, await elsewhere.Hash(game)));
        Assert.Equal(("welcome", 2, 2), (moved.Kinds, moved.Seq, slow.Take().Seq));
    }

    [Fact]
    public async Task More_than_is_sent_at_once_is_a_view()
    {
        await using var park = new Park(new() { RingEvents = 20 });
        var game = await park.NewGame(facts: 40);
        Assert.Equal("welcome snap", (await park.Enter(game, resume: new(20))).Kinds);
        Assert.Equal("welcome evs", (await park.Enter(game, resume: new(21))).Kinds);
        await using var narrow = new Park(new() { RingBytes = 3000 }, park.Store);
        Assert.Equal("welcome snap", (await narrow.Enter(game, resume: new(1))).Kinds);
        var some = await narrow.Enter(game, resume: new(36));
        Assert.Equal("welcome evs", some.Kinds);
        Assert.True(some.Socket.Frames[1].Length <= 3000);
    }

    [Fact]
    public async Task The_largest_frame_of_what_was_missed_fits_into_an_outbox_that_may_hold_no_more()
    {
        await using var park = new Park(new() { OutboxBytes = 2000, OutboxFrames = 2 });
        var game = await park.NewGame(facts: 60);
        var fan = park.Comes(resume: new(1));
        fan.Socket.Block();
        await park.Enter(game, fan);
        await park.Note(game);
        fan.Socket.Unblock();
        await park.Until(() => fan.Take().Seq == 62);
        Assert.Null(fan.Outbox.Closed);
    }

    [Fact]
    public async Task When_five_hundred_come_back_at_once_every_game_is_read_once()
    {
        const int Games = 10, Fans = 500;
        await using var before = new Park();
        var games = new List<(GameId Id, string Hash, string Earlier)>();
        for (var i = 0; i < Games; i++)
        {
            var game = await before.NewGame(facts: 20);
            var earlier = await before.Hash(game);
            await before.Note(game);
            games.Add((game, await before.Hash(game), earlier));
        }

        await using var park = new Park(store: before.Store);
        var fans = await Task.WhenAll(Enumerable.Range(0, Fans).Select(i => Task.Run(async () =>
        {
            var (game, hash, earlier) = games[i % Games];
            // Two of three were up to date; one had missed the last group.
            return await park.Enter(game, i % 2 == 0 ? Role.Spectator : Role.Scorer, resume: i % 3 == 0 ? new(21, earlier) : new(22, hash));
        })));
        Assert.All(fans, static fan => Assert.Equal(22, fan.Seq));
        Assert.All(fans, static fan => Assert.NotEqual("snap", fan.Mode));
        Assert.Equal((0, Games), (park.Grandstand.Counts.Desyncs, ((Actors.IEngineInspector)park.Engine).Figures().Activated));
        Assert.InRange(park.Grandstand.Counts.Readings, 1, Games);
    }
}
