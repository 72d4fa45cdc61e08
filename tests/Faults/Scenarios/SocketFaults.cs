using AkkaGame.Baseball;
using AkkaGame.Client;
using AkkaGame.Faults.Checking;
using AkkaGame.Faults.Playing;
using AkkaGame.Messages;
using AkkaGame.Proxy;
using AkkaGame.Specs;

namespace AkkaGame.Faults.Scenarios;

/// <summary>
/// Real clients over real sockets through a bad network to a server that is killed: nothing that was acknowledged is lost, nobody is shown
/// anything twice, out of order, or that does not stand, and in the end all hold what the owner holds.
/// </summary>
public sealed class SocketFaults
{
    /// <summary>What the networks' own faults are, without the one that only a heartbeat finds, which takes 25 s.</summary>
    private static Plan Mix(int seed)
    {
        var mix = Plan.Mix(seed);
        return mix with { ToServer = mix.ToServer with { BlackHole = 0 }, ToClient = mix.ToClient with { BlackHole = 0 } };
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite, 101)]
    [InlineData(Store.Postgres, 103)]
    public async Task Killed_behind_a_bad_network_again_and_again_nothing_is_lost(Store store, int seed)
    {
        await using var league = await SocketLeague.Start(store, seed);
        league.Proxy.Plan = Mix(seed);
        league.Play();
        for (var life = 0; life < 2; life++)
        {
            await league.Load.Acknowledges(60, SocketLeague.Patience);
            await league.Server.Kill();
            await league.Serve();
        }

        await league.Load.Acknowledges(30, SocketLeague.Patience);
        await league.AssertHealedAndKept();
        Assert.Contains(league.Load.History, static o => o.Heard == Checking.Heard.Unknown);
    }

    /// <summary>F20: one command in two is doubled, overtaken or late by up to two seconds.</summary>
    [Fact]
    public async Task F20_Commands_come_twice_late_and_after_each_other()
    {
        await using var league = await SocketLeague.Start(Store.Sqlite, 20);
        var rates = new FaultRates
        {
            Duplicate = 0.2, Reorder = 0.2, Delay = 0.1, Only = Plan.Commands, WaitMost = TimeSpan.FromSeconds(2),
        };
        league.Proxy.Plan = new(20, rates, FaultRates.None);
        league.Play();
        await league.Load.Acknowledges(150, SocketLeague.Patience);
        Assert.True(league.Proxy.Tally is { Duplicated: > 10, Reordered: > 10, Delayed: > 3 }, $"{league.Proxy.Tally}");
        await league.AssertHealedAndKept();
        Assert.Contains(league.Log.Lines, static line => line is { Frame: "res", Duplicate: true });
    }

    /// <summary>By several connections, before and after a restart: one range of events, and everybody is told the same.</summary>
    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task The_same_id_from_everywhere_before_and_after_a_restart_counts_once(Store store)
    {
        await using var league = await SocketLeague.Start(store, 7, games: 0);
        var game = await league.NewGame();
        GameConnection[] scorers = [.. Enumerable.Range(0, 5).Select(i => Tapped(league, game, Role.Scorer, $"scorer-{i}").Start())];
        var command = Sample.Facts(3);
        var answers = new List<CommandResult>();
        for (var life = 0; life < 3; life++)
        {
            var all = scorers.SelectMany(one => Enumerable.Range(0, 4).Select(_ => one.Send(command.Id.Value, command.Command, 0)));
            answers.AddRange(await Task.WhenAll(all).WaitAsync(SocketLeague.Patience));
            if (life == 0) await league.Server.Kill();
            else await league.Server.Terminate();
            if (life < 2) await league.Serve();
        }

        Assert.All(answers, static one => Assert.Null(one.Refused));
        Assert.Single(answers.Select(static one => (one.From, one.To)).Distinct());
        Assert.Equal(60, answers.Count);
        // However he is answered whose message was the first: once as new.
        Assert.Single(answers, static one => !one.Duplicate);
        foreach (var one in scorers) await one.DisposeAsync();
        await league.AssertKept();
    }

    /// <summary>F11: nobody is told; meanwhile he writes and watches over another line, and then is back on the first.</summary>
    [Fact]
    public async Task F11_A_client_that_is_cut_off_goes_on_elsewhere_and_comes_back()
    {
        await using var league = await SocketLeague.Start(Store.Sqlite, 11, games: 0);
        await using var elsewhere = new FaultProxy(league.Server.Url.Port);
        var game = await league.NewGame();
        await using var first = Tapped(league, game, Role.Scorer, "ann", view: true).Start();
        await using var watcher = Tapped(league, game, Role.Spectator, "watcher", view: true).Start();
        await first.WaitUntilLive();
        await watcher.WaitUntilLive();
        var before = await Send(first, Sample.Facts());

        league.Proxy.ToClient = Flow.Lose;
        var lost = Sample.Facts(2);
        using var given = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => first.Send(lost.Id.Value, lost.Command, 0, stop: given.Token));
        // The same session goes on over another line where the first one stopped (P8), and asks again.
        await using var second = league.Log.Tap(
            league.Connecting(game, Role.Scorer, null, "ann", elsewhere.Port) with { Resume = first.Whole, View = true }, "ann").Start();
        var again = await Send(second, lost);
        Assert.True(again.Duplicate);
        Assert.Equal((before.To + 1, before.To + 2), (again.From, again.To));
        var after = await Send(second, Sample.Facts());

        league.Proxy.Heal();
        league.Proxy.Cut();
        await Task.WhenAll(first.WaitUntil(() => first.View?.Seq == after.To), watcher.WaitUntil(() => watcher.View?.Seq == after.To))
            .WaitAsync(SocketLeague.Patience);
        Assert.Equal(first.View!.Hash, watcher.View!.Hash);
        Assert.Equal(first.View!.Hash, second.View!.Hash);
        // Nothing was heard twice: as many events as there are after the first snapshot of each.
        Assert.All([first, second, watcher], static one => Assert.Equal(default, (one.Figures.OutOfOrder, one.Figures.Desyncs)));
        Assert.Equal(after.To - before.To, second.Figures.Events);
        league.Log.End();
        foreach (var one in (GameConnection[])[first, second, watcher]) await one.DisposeAsync();
        await league.Server.Terminate();
        await league.AssertKept();
    }

    /// <summary>F11 with two nodes: who was cut off at one goes on at the other, and is shown no less than he had (P8).</summary>
    [SkippableFact]
    public async Task F11_A_client_that_is_cut_off_goes_on_at_another_node()
    {
        await using var league = await SocketLeague.Start(Store.Postgres, 12, games: 0);
        var game = await league.NewGame();
        await using var first = Tapped(league, game, Role.Scorer, "ann", view: true).Start();
        await Send(first, Sample.Facts(2));
        await Send(first, Sample.Facts());
        using var node = await league.AnotherNode();
        league.Proxy.ToClient = Flow.Lose;

        await using var second = league.Log.Tap(
            league.Connecting(game, Role.Scorer, null, "ann", node.Url.Port) with { Resume = first.Whole, View = true }, "ann").Start();
        await using var watcher = league.Log.Tap(
            league.Connecting(game, Role.Spectator, null, "eve", node.Url.Port) with { View = true }, "eve").Start();
        await Task.WhenAll(second.WaitUntilLive(), watcher.WaitUntilLive()).WaitAsync(SocketLeague.Patience);
        Assert.Equal(first.Whole, second.Whole);
        league.Proxy.Heal();
        league.Proxy.Cut();
        // The owner takes it, whichever node that is; at the other one it waits, and counts once.
        var command = Sample.Facts(3);
        var tries = (Task<CommandResult>[])[Send(first, command), Send(second, command)];
        var taken = await await Task.WhenAny(tries);
        GameConnection[] all = [first, second, watcher];
        await Task.WhenAll(all.Select(one => one.WaitUntil(() => one.View?.Seq == taken.To))).WaitAsync(SocketLeague.Patience);

        Assert.Equal(watcher.View!.Hash, first.View!.Hash);
        Assert.Equal(watcher.View!.Hash, second.View!.Hash);
        league.Log.End();
        foreach (var one in all) await one.DisposeAsync();
        foreach (var one in tries) await Task.WhenAny(one);
        await node.Terminate();
        await league.Server.Terminate();
        await league.AssertKept();
    }

    /// <summary>Messages inside a connection vanish, come twice, overtake: the client notices, and ends right all the same.</summary>
    [Fact]
    public async Task What_no_network_does_to_a_connection_is_noticed_by_the_client()
    {
        await using var league = await SocketLeague.Start(Store.Sqlite, 5, games: 0);
        var game = await league.NewGame();
        var rates = new FaultRates { Drop = 0.04, Duplicate = 0.04, Reorder = 0.04, WaitMost = TimeSpan.FromMilliseconds(50) };
        await using var watcher = new GameConnection(
            league.Connecting(game, Role.Spectator, null, "") with { View = true, Luck = new Hasty(5) }).Start();
        await watcher.WaitUntilLive();
        league.Proxy.Plan = new(5, FaultRates.None, rates);
        var seq = 0;
        for (var i = 0; i < 150; i++)
        {
            seq = (await league.Server.Send(game, Sample.Facts(2), default)).Receipt.Last;
            await Task.Delay(5);
        }

        league.Proxy.Heal();
        seq = (await league.Server.Send(game, Sample.Facts(2), default)).Receipt.Last;
        await watcher.WaitUntil(() => watcher.View?.Seq == seq).WaitAsync(SocketLeague.Patience);

        Assert.True(watcher.Figures is { OutOfOrder: > 0, Connections: > 1 }, $"{watcher.Figures}");
        using var api = new GameApi(league.Server.Url, new());
        Assert.Equal(ViewText.Hash(ViewText.Of(await api.State(game))), watcher.View!.Hash);
    }

    private static async Task<CommandResult> Send(GameConnection by, Envelope command)
    {
        var result = await by.Send(command.Id.Value, command.Command, 0).WaitAsync(SocketLeague.Patience);
        Assert.Null(result.Refused);
        return result;
    }

    private static GameConnection Tapped(SocketLeague league, GameId game, Role role, string who, bool view = false) =>
        league.Log.Tap(league.Connecting(game, role, null, who) with { View = view }, who);
}
