using AkkaGame.Baseball;
using AkkaGame.Client;
using AkkaGame.Messages;

namespace AkkaGame.Host.Tests;

/// <summary>Connections of <c>src/Client</c> to a real server.</summary>
public sealed class ConnectionTests(PlayServer server) : IClassFixture<PlayServer>
{
    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token;

    [Fact]
    public async Task Managers_and_whoever_watches_come_to_one_game_by_one_numbering()
    {
        var game = new GameId(await server.Started("home:Ada", "away:Bob"));
        using var ada = Api("home", "Ada");
        using var bob = Api("away", "Bob");
        using var nobody = new GameApi(new Uri(server.Url), new());
        await using var home = Connect(ada, game, Side.Home);
        await using var away = Connect(bob, game, Side.Away);
        await using var stands = new GameConnection(new(new Uri(server.Url), game) { View = true });
        var heard = stands.Listen();
        stands.Start();
        await stands.WaitUntilLive(Soon);
        var began = stands.Seq;

        for (var play = 0; play < 5; play++)
        {
            foreach (var one in (GameConnection[])[home, away])
            {
                var side = one.Options.Side!.Value;
                var at = await one.WaitFor(view => view.Plays == play && view.Live?.Window?.WaitsFor(side) == true, Soon);
                var seal = at.Game.Batting == side
                    ? new SealDecision(Offense: OffensiveDecision.Normal)
                    : new SealDecision(Defense: DefensiveDecision.Normal);
                var answer = await one.Send(seal, at.Game.Seen, at.Game.Live!.Window!.Id, stop: Soon);
                Assert.True(answer.Ok, $"{answer.Refused}");
                Assert.True(one.Seq >= answer.To);
            }
        }

        var last = await away.WaitFor(view => view.Plays == 5, Soon);
        await home.WaitUntil(() => home.Seq == last.Seq, Soon);
        await stands.WaitUntil(() => stands.View?.Seq == last.Seq, Soon);
        Assert.Equal(last.Hash, home.View!.Hash);
        Assert.Equal(last.Hash, stands.View!.Hash);
        Assert.Equal(last.Game, await nobody.State(game));
        foreach (var one in (GameConnection[])[home, away, stands])
        {
            Assert.Equal((1, 0, 0, 0), (one.Figures.Connections, one.Figures.OutOfOrder, one.Figures.Desyncs, one.Figures.EarlyResults));
            await one.DisposeAsync();
        }

        var seq = began;
        await foreach (var one in heard)
        {
            if (one is not Heard.Group group) continue;
            Assert.Equal(seq + 1, group.First);
            Assert.All(group.Events, happened => Assert.NotNull(happened.Event));
            seq = group.Last;
        }

        Assert.Equal(last.Seq, seq);
    }

    [Fact]
    public async Task The_same_command_over_two_sockets_and_over_HTTP_counts_once()
    {
        var game = new GameId(await server.SetUp());
        using var ada = Api("home", "Ada");
        await using var first = Connect(ada, game, Side.Home);
        await first.WaitUntilLive(Soon); // Who comes first has control.
        await using var second = Connect(ada, game, Side.Home);
        await second.WaitUntilLive(Soon);
        var (id, command) = (Guid.CreateVersion7(), new TakeSeat(Side.Home));
        var seen = first.View!.Game.Seen;

        var made = await first.Send(id, command, seen, stop: Soon);
        await second.TakeControl(Soon);
        var again = await second.Send(id, command, seen, stop: Soon);
        var byHttp = await ada.Send(game, id, command, seen, stop: Soon);
        var other = await second.Send(id, new TakeSeat(Side.Home, Tip: new string('0', 64)), seen, stop: Soon);

        Assert.False(made.Duplicate);
        Assert.Equal(made with { Duplicate = true }, again);
        Assert.Equal(made with { Duplicate = true }, byHttp);
        Assert.Equal(RefusalCode.IdReused, other.Refused?.Code);
        await first.WaitUntil(() => !first.HasControl, Soon);
        var refused = await first.Send(new HandOverSeat(Side.Home, 1), first.View!.Game.Seen, stop: Soon);
        Assert.Equal(RefusalCode.NotInControl, refused.Refused?.Code);
        await second.DisposeAsync();
        await first.WaitUntil(() => first.ControlIsFree, Soon);
        await first.TakeControl(Soon);
    }

    [Fact]
    public async Task Whoever_was_away_comes_back_at_any_depth()
    {
        var id = Guid.CreateVersion7();
        var made = await server.Post(
            "/api/v1/games",
            $$"""
            {"id":"{{id}}","away":"AWY","home":"HOM","rules":"mlb2018","seats":{"away":{"level":1},"home":{"level":1} },"start":true,
             "lineups":{{PlayServer.Lineups}} }
            """,
            "commissioner");
        Assert.True(made.Status == 201, made.Text);
        var options = new ConnectionOptions(new Uri(server.Url), new GameId(id)) { View = true };
        await using var throughout = new GameConnection(options).Start();
        var end = await throughout.WaitFor(view => view.IsOver, Soon);

        using var api = new GameApi(new Uri(server.Url), new());
        foreach (var from in (int[])[0, 5, end.Seq / 2, end.Seq - 3, end.Seq])
        {
            // Where a group ends, as whoever was there would have kept it.
            var at = from == 0 ? 0 : (await api.State(new(id), from)).Seq;
            await using var back = new GameConnection(options with { Session = Guid.CreateVersion7(), Resume = new(at) });
            back.Start();
            await back.WaitUntil(() => back.View?.Seq == end.Seq, Soon);
            Assert.Equal(end.Hash, back.View!.Hash);
            Assert.Equal((0, 0), (back.Figures.OutOfOrder, back.Figures.Desyncs));
        }
    }

    private GameApi Api(string role, string who) => new(new Uri(server.Url), new(As: role, Who: who));

    private static GameConnection Connect(GameApi api, GameId game, Side side) =>
        new GameConnection(api.Connecting(game, Role.Manager, side) with { View = true }).Start();
}
