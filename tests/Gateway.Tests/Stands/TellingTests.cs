using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Specs;

namespace AkkaGame.Gateway.Tests.Stands;

/// <summary>Who follows a game is told every group, in order, once.</summary>
public class TellingTests
{
    [Fact]
    public async Task A_newcomer_is_welcomed_shown_the_view_and_told_what_follows()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var fan = await park.Enter(game);
        Assert.Equal("welcome snap", fan.Kinds);
        Assert.Equal("snap", fan.Mode);
        Assert.Equal((1, await park.Hash(game)), (fan.Seq, fan.Hash));
        await park.Note(game);
        fan.Take();
        Assert.Equal("welcome snap ev", fan.Kinds);
        Assert.Equal((2, await park.Hash(game)), (fan.Seq, fan.Hash));
        Assert.Equal("game-info-noted", fan.Frames[^1].GetProperty("k").GetString());
    }

    [Fact]
    public async Task A_group_of_several_events_is_one_frame()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var (plain, viewing) = (await park.Enter(game), await park.Enter(game, view: true));
        await park.Note(game, events: 3);
        foreach (var fan in new[] { plain.Take(), viewing.Take() })
        {
            Assert.Equal("welcome snap evs", fan.Kinds);
            Assert.Equal((4, await park.Hash(game)), (fan.Seq, fan.Hash));
        }

        Assert.Equal(4, viewing.View!["seq"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_a_command_did_is_queued_before_its_answer_is_there()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var (fan, other) = (await park.Enter(game), await park.Enter(game, Role.Manager, Side.Home));
        for (var i = 0; i < 30; i++)
        {
            var seq = await park.Note(game);
            Assert.Equal(seq, fan.Take().Seq);
            Assert.Equal(seq, other.Take().Seq);
            Assert.Equal(fan.Hash, await fan.Place.Reached(seq));
            Assert.Equal(seq, fan.Place.Head);
        }
    }

    [Fact]
    public async Task Nothing_is_encoded_for_a_game_that_nobody_follows()
    {
        await using var park = new Park();
        var game = await park.NewGame(facts: 5);
        Assert.Equal((0, 0), (park.Grandstand.Stands, park.Grandstand.Counts.Groups));
        var fan = await park.Enter(game);
        fan.Place.Leave();
        fan.Place.Leave();
        park.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(0, park.Grandstand.Stands);
        await park.Note(game);
        Assert.Equal(0, park.Grandstand.Counts.Groups);
        Assert.Equal("welcome snap", fan.Take().Kinds);
        Assert.Equal(7, (await park.Enter(game)).Seq);
    }

    [Fact]
    public async Task Every_group_is_encoded_once_however_many_follow()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var fans = new List<Follower>();
        for (var i = 0; i < 40; i++) fans.Add(await park.Enter(game, i % 4 == 0 ? Role.Scorer : Role.Spectator, view: i % 3 == 0));
        for (var i = 0; i < 10; i++) await park.Note(game);
        foreach (var fan in fans) await park.Until(() => fan.Take().Seq == 11);
        Assert.Equal(10, park.Grandstand.Counts.Groups);
        Assert.Equal(fans[0].Hash, Assert.Single(fans.Select(static fan => fan.Hash).Distinct()));
        Assert.Empty(fans[0].Of(ServerFrame.Gap));
    }

    [Fact]
    public async Task A_game_that_is_not_there_is_refused_and_can_be_asked_for_again()
    {
        await using var park = new Park();
        var game = Sample.NewGame();
        var seating = await park.Grandstand.Enter(game, park.Comes().Comer);
        Assert.Equal((null, RefusalCode.NotFound), (seating.Place, seating.Refused!.Code));
        Assert.Null((await park.Engine.Ask(game, Sample.Creation())).Refused);
        Assert.Equal(1, (await park.Enter(game)).Seq);
    }

    [Fact]
    public async Task What_is_heard_of_a_game_that_was_just_refused_harms_nobody()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var created = (await park.Store.Read(game, 0)).Groups[0];
        await using var pump = new SpectatorPump(park.Faults.Add);
        var refusing = new Broadcast(
            game, new(Refuse, park.Journal, park.Store, SoleOwner.Instance, null, park.Time, new(park.Options, new(), pump, new())));
        Assert.Equal(RefusalCode.NotFound, (await refusing.Ready)!.Code);

        refusing.Publish(await park.State(game), created);
        refusing.Doubt();

        Assert.False(refusing.Stand.IsKnown);

        static ValueTask<Sight> Refuse(GameId game, CancellationToken stop) => new(new Sight(null, Refusals.NoSuchGame(game)));
    }

    [Fact]
    public async Task A_journal_that_does_not_answer_is_an_honest_refusal()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        Assert.True(await park.Engine.Evict(game));
        park.Journal.Unreachable = game;
        var seating = await park.Grandstand.Enter(game, park.Comes().Comer);
        Assert.Equal((RefusalCode.Unavailable, Retry.After), (seating.Refused!.Code, seating.Refused.Retry));
        park.Journal.Unreachable = null;
        Assert.Equal(1, (await park.Enter(game)).Seq);
    }

    [Fact]
    public async Task Who_asks_for_the_view_is_shown_it_and_told_on_from_there()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        foreach (var role in new[] { Role.Scorer, Role.Spectator })
        {
            var fan = await park.Enter(game, role);
            var seq = await park.Note(game);
            fan.Place.Snap();
            await park.Until(() => fan.Of(ServerFrame.Snap).Count == 2);
            await park.Note(game);
            await park.Until(() => fan.Take().Seq == seq + 1);
        }
    }

    [Fact]
    public async Task Managers_being_there_is_told_and_that_many_watch()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var (home, fan) = (await park.Enter(game, Role.Manager, Side.Home), await park.Enter(game, Role.Spectator));
        await park.Until(() => fan.Of("eph").Any(static f => f.GetProperty("k").ValueEquals("presence")), TimeSpan.FromMilliseconds(250));
        var presence = fan.Of("eph").First(static f => f.GetProperty("k").ValueEquals("presence")).GetProperty("d");
        Assert.Equal((false, true), (presence.GetProperty("away").GetBoolean(), presence.GetProperty("home").GetBoolean()));
        await park.Until(() => home.Of("eph").Any(static f => f.GetProperty("k").ValueEquals("crowd")), TimeSpan.FromMilliseconds(250));
        Assert.Equal(1, home.Of("eph")[^1].GetProperty("d").GetProperty("watching").GetInt32());
        home.Place.Leave();
        park.Time.Advance(TimeSpan.FromMilliseconds(250));
        await park.Until(() => fan.Of("eph").Count(static f => f.GetProperty("k").ValueEquals("presence")) == 2);
    }

    [Fact]
    public async Task What_is_of_the_moment_is_not_kept_for_who_is_behind()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var fan = await park.Enter(game, Role.Scorer);
        fan.Socket.Block();
        await park.Note(game);
        await park.Enter(game, Role.Manager, Side.Away);
        park.Time.Advance(TimeSpan.FromMilliseconds(500));
        fan.Socket.Unblock();
        await park.Until(() => fan.Take().Seq == 2);
        Assert.Empty(fan.Of("eph"));
    }
}
