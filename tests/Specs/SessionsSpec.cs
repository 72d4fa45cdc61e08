using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>What every store of connections does, wherever it keeps them.</summary>
public abstract class SessionsSpec
{
    /// <summary>A game to each test: some stores outlive one.</summary>
    private readonly GameId game = new(Guid.CreateVersion7());

    protected abstract ISessions Sessions { get; }

    [Fact]
    public async Task A_connection_is_found_as_it_was_written()
    {
        var manager = Seen(at: long.MaxValue - 1) with
        {
            Who = "Ada",
            Role = Role.Manager,
            Side = Side.Home,
            Client = "akkagame/1.0",
            Acked = 7,
            Sent = int.MaxValue,
            Closed = long.MaxValue,
            Code = 4008,
        };
        var spectator = Seen(at: 5) with { Who = "", Role = Role.Spectator, Side = null, Client = null, From = "2001:db8::1" };

        Assert.True(await Sessions.Keep([spectator, manager]));

        Assert.Equal([manager, spectator], await Sessions.Find(game, 10));
    }

    [Fact]
    public async Task A_record_takes_the_place_of_the_one_before_it()
    {
        var first = Seen(at: 10) with { Acked = 3, Sent = 5 };
        await Sessions.Keep([first]);
        var later = first with { Seen = 20, Acked = 8, Sent = 9 };
        await Sessions.Keep([later]);

        Assert.Equal([later], await Sessions.Find(game, 10));
    }

    [Fact]
    public async Task What_comes_late_or_twice_takes_nothing_back()
    {
        var open = Seen(at: 10) with { Acked = 3, Sent = 5 };
        var closed = open with { Seen = 20, Acked = 8, Sent = 9, Closed = 21, Code = 1000 };
        await Sessions.Keep([closed]);
        await Sessions.Keep([open]);
        Assert.Equal([closed], await Sessions.Find(game, 10));

        var (otherOpen, otherClosed) = (open with { Connection = Guid.CreateVersion7() }, closed with { Connection = Guid.Empty });
        otherClosed = otherClosed with { Connection = otherOpen.Connection };
        Assert.True(await Sessions.Keep([otherClosed, otherOpen, otherClosed]));

        Assert.Equal(2, (await Sessions.Find(game, 10)).Count(static one => one is { Closed: 21, Code: 1000, Sent: 9 }));
    }

    [Fact]
    public async Task Nothing_to_write_is_written() => Assert.True(await Sessions.Keep([]));

    [Fact]
    public async Task A_game_has_its_own_connections_the_last_seen_first_and_no_more_than_asked_for()
    {
        SessionRecord[] three = [Seen(at: 2), Seen(at: 3), Seen(at: 1)];
        await Sessions.Keep([.. three, Seen(at: 9) with { Game = new(Guid.CreateVersion7()) }]);

        Assert.Equal([3, 2, 1], (await Sessions.Find(game, 10)).Select(static one => one.Seen));
        Assert.Equal([3, 2], (await Sessions.Find(game, 2)).Select(static one => one.Seen));
        Assert.Empty(await Sessions.Find(new(Guid.CreateVersion7()), 10));
    }

    [Fact]
    public async Task Without_a_game_all_are_found()
    {
        // Of a time that no other test writes, so that they come first.
        var (one, other) = (Seen(at: long.MaxValue - 3), Seen(at: long.MaxValue - 2) with { Game = new(Guid.CreateVersion7()) });
        await Sessions.Keep([one, other]);

        var found = await Sessions.Find(null, 1000);

        Assert.Contains(one, found);
        Assert.Contains(other, found);
        Assert.Equal(found.OrderByDescending(static each => each.Seen), found);
    }

    [Fact]
    public async Task Those_not_seen_since_are_forgotten_and_no_others()
    {
        var (stale, closed) = (Seen(at: -1000), Seen(at: -1000) with { Closed = -999, Code = 1000 });
        var (open, closedLater) = (Seen(at: -500), Seen(at: -1000) with { Closed = -500, Code = 4009 });
        await Sessions.Keep([stale, closed, open, closedLater]);

        Assert.True(await Sessions.Forget(before: -500) >= 2);

        Assert.Equal([open, closedLater], await Sessions.Find(game, 10));
        Assert.Equal(0, await Sessions.Forget(before: long.MinValue));
    }

    [Fact]
    public async Task A_text_that_no_store_likes_harms_no_other_record()
    {
        Assert.True(await Sessions.Keep([Seen(at: 1) with { Who = "a\0b", Client = "'; drop table game_session; --" }, Seen(at: 2)]));

        Assert.Equal(2, (await Sessions.Find(game, 10)).Count);
    }

    private SessionRecord Seen(long at) => new(
        Guid.CreateVersion7(), Guid.NewGuid(), game, "somebody", Role.Scorer, null, "127.0.0.1", "a program", at - 1, at, 0, 0);
}
