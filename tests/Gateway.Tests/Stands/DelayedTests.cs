using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Specs;

namespace AkkaGame.Gateway.Tests.Stands;

/// <summary>Who only watches a delayed game sees the same, later, and never sooner.</summary>
public class DelayedTests
{
    private static readonly TimeSpan delay = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task He_is_told_the_same_bytes_when_they_are_old_enough()
    {
        await using var park = new Park();
        var game = await NewGame(park);
        park.Time.Advance(delay);
        var (player, fan) = (await park.Enter(game, view: true), await park.Enter(game, Role.Spectator, view: true));
        for (var i = 0; i < 12; i++)
        {
            await park.Note(game, 1 + i % 3);
            park.Time.Advance(TimeSpan.FromSeconds(10));
            var due = player.Take().Frames.Count(frame => Told(frame) is { } at && at + delay <= park.Time.GetUtcNow());
            await park.Until(() => fan.Take().Frames.Count(static frame => Told(frame) is not null) == due);
            Assert.True(fan.Place.Head < player.Seq);
            Assert.Equal(fan.Seq, fan.Place.Head);
        }

        park.Time.Advance(delay);
        await park.Until(() => fan.Take().Seq == player.Seq);
        var (sooner, later) = (player.Socket.Frames[2..], fan.Socket.Frames.Where(IsTold).Skip(0).ToArray());
        Assert.Equal(sooner.Where(IsTold).Select(Convert.ToBase64String), later.Select(Convert.ToBase64String));
    }

    [Fact]
    public async Task Whoever_comes_when_nobody_was_there_sees_it_as_it_stood()
    {
        await using var park = new Park();
        var game = await NewGame(park);
        var hashes = new Dictionary<int, string>();
        for (var i = 0; i < 12; i++)
        {
            park.Time.Advance(TimeSpan.FromSeconds(10));
            hashes[await park.Note(game)] = await park.Hash(game);
        }

        var fan = await park.Enter(game, Role.Spectator);
        // Thirteen events, the last just now, ten seconds between two: those of a minute ago and before are seven.
        Assert.Equal((7, hashes[7]), (fan.Seq, fan.Hash));
        Assert.Equal("snap", fan.Mode);
        Assert.Equal("welcome", (await park.Enter(game, Role.Spectator, resume: new(7, hashes[7]))).Kinds);
        Assert.Equal(("welcome evs", 7), Of(await park.Enter(game, Role.Spectator, resume: new(3, hashes[3]))));
        // Whatever he says that he has: what he may not see is neither confirmed nor told.
        Assert.Equal(("welcome snap", 7), Of(await park.Enter(game, Role.Spectator, resume: new(12, hashes[12]))));
        Assert.Equal(("welcome snap", 7), Of(await park.Enter(game, Role.Spectator, resume: new(12, "0123456789abcdef"))));
        Assert.Equal(0, park.Grandstand.Counts.Desyncs);
        park.Time.Advance(TimeSpan.FromSeconds(10));
        await park.Until(() => fan.Take().Seq == 8);
        Assert.Equal(hashes[8], fan.Hash);
        Assert.Equal(13, (await park.Enter(game)).Seq);

        static (string, int) Of(Follower one) => (one.Kinds, one.Seq);
    }

    [Fact]
    public async Task Of_a_game_that_is_younger_than_its_delay_only_its_creation_is_seen()
    {
        await using var park = new Park();
        var game = await NewGame(park);
        await park.Note(game);
        var fan = await park.Enter(game, Role.Spectator);
        Assert.Equal(1, fan.Seq);
        park.Time.Advance(delay);
        await park.Until(() => fan.Take().Seq == 2);
    }

    [Fact]
    public async Task He_hears_nothing_of_the_moment()
    {
        await using var park = new Park();
        var game = await NewGame(park);
        park.Time.Advance(delay);
        var fan = await park.Enter(game, Role.Spectator);
        await park.Enter(game, Role.Manager, Side.Home);
        for (var i = 0; i < 10; i++) park.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(fan.Of("eph"));
    }

    [Fact]
    public async Task When_the_journal_went_back_and_did_not_answer_then_he_is_shown_it_when_it_does()
    {
        await using var park = new Park();
        var game = await NewGame(park);
        for (var i = 0; i < 3; i++) await park.Note(game);
        park.Time.Advance(delay);
        var (player, fan) = (await park.Enter(game), await park.Enter(game, Role.Spectator));
        var groups = (await park.Store.Read(game, 0)).Groups;
        var restored = groups.Take(2).Aggregate(GameState.New(game), GameRules.Evolve);
        var other = Sample.Group(game, 3) with { Rules = restored.Rules };
        var then = GameRules.Evolve(restored, other);
        park.Journal.Reading = (_, read) => new([groups[0], groups[1], other], 3);
        park.Journal.Unreachable = game;

        park.Grandstand.Publish(then, other);
        await park.Until(() => player.Take().Seq == 3);
        for (var i = 0; i < 8; i++) park.Time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Single(fan.Of(ServerFrame.Snap));
        park.Journal.Unreachable = null;

        await park.Until(() => fan.Of(ServerFrame.Snap).Count == 2, TimeSpan.FromSeconds(1));
        await park.Until(() => fan.Take().Seq == 3, TimeSpan.FromSeconds(1));
        Assert.Equal(Park.HashOf(then), fan.Hash);
    }

    private static async Task<GameId> NewGame(Park park)
    {
        var game = Sample.NewGame();
        var create = Sample.Create() with { Rules = RuleSet.Mlb2018 with { SpectatorDelayMs = (int)delay.TotalMilliseconds } };
        Assert.Null((await park.Engine.Ask(game, new(Sample.NewCommand(), Sample.Scorer, 0, create))).Refused);
        return game;
    }

    private static bool IsTold(byte[] frame) => Told(System.Text.Json.JsonElement.Parse(frame)) is not null;

    private static DateTimeOffset? Told(System.Text.Json.JsonElement frame) => frame.GetProperty("t").GetString() switch
    {
        ServerFrame.Event => DateTimeOffset.FromUnixTimeMilliseconds(frame.GetProperty("ts").GetInt64()),
        ServerFrame.Events => DateTimeOffset.FromUnixTimeMilliseconds(frame.GetProperty("e")[0].GetProperty("ts").GetInt64()),
        _ => null,
    };
}
