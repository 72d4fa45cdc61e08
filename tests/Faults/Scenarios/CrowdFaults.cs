using System.Diagnostics;
using System.Globalization;
using System.Net;
using AkkaGame.Client;
using AkkaGame.Faults.Playing;
using AkkaGame.Messages;
using AkkaGame.Proxy;
using AkkaGame.Specs;
using Xunit.Abstractions;

namespace AkkaGame.Faults.Scenarios;

/// <summary>Many at once: some who hardly read, and all who come back at the same moment.</summary>
public sealed class CrowdFaults(ITestOutputHelper output)
{
    private const int Slow = 10;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    /// <summary>So much that the kernel's buffers, some 4 MiB a connection, are full soon.</summary>
    private static readonly GameFact[] much = [.. Enumerable.Repeat(new GameFact("attendance", new('9', 250)), 40)];

    /// <summary>In the test command; <c>AKKAGAME_RECONNECT_CLIENTS</c> names another number.</summary>
    private static int Crowd =>
        int.TryParse(Environment.GetEnvironmentVariable("AKKAGAME_RECONNECT_CLIENTS"), out var count) ? count : 500;

    /// <summary>
    /// F17: who reads a byte a second is closed, who did not read for a while is shown the game anew, and nobody else notices anything.
    /// </summary>
    [Fact]
    public async Task F17_Who_reads_slowly_harms_nobody_but_himself()
    {
        await using var league = await SocketLeague.Start(Store.Sqlite, 17, games: 0);
        await using var slow = new FaultProxy(
            new IPEndPoint(IPAddress.Loopback, league.Server.Url.Port), plan: Line(1_000_000));
        await using var held = new FaultProxy(league.Server.Url.Port);
        var game = await league.NewGame();
        await using var scorer = Watching(Role.Scorer, "ann", league.Proxy);
        await using var watcher = Watching(Role.Spectator, "fast", league.Proxy);
        await using var resting = Watching(Role.Spectator, "resting", held);
        GameConnection[] slowly = [.. Enumerable.Range(0, Slow).Select(i => Watching(Role.Spectator, $"slow-{i}", slow))];
        await Task.WhenAll(((GameConnection[])[scorer, watcher, resting, .. slowly]).Select(static one => one.WaitUntilLive()));
        slow.Plan = Line(1);
        await Flood(20);
        var before = league.Server.Resident;

        held.ToClient = Flow.Hold;
        for (var round = 0; round < 10; round++)
        {
            await Flood(60);
            var last = await scorer.Send(Sample.Facts().Command, 0).WaitAsync(patience);
            Assert.Null(last.Refused);
            await watcher.WaitUntil(() => watcher.View?.Seq >= last.To).WaitAsync(patience);
        }

        var after = league.Server.Resident;
        held.Heal();
        var head = watcher.Seq;
        await resting.WaitUntil(() => resting.View?.Seq >= head).WaitAsync(patience);
        Assert.True(resting.Figures is { Gaps: > 0, Connections: 1 } or { Connections: > 1 }, $"{resting.Figures}");
        var waited = Stopwatch.StartNew();
        for (; await league.Server.Counted("akkagame_outbox_overflows_total") < Slow; await Task.Delay(200))
            Assert.True(waited.Elapsed < patience, "Who reads nothing was never left out of anything.");
        slow.Heal();
        slow.Cut();
        await Task.WhenAll(slowly.Select(one => one.WaitUntil(() => one.View?.Seq >= head))).WaitAsync(patience);

        Assert.All(
            [scorer, watcher],
            static one => Assert.Equal((1, 0, 0), (one.Figures.Connections, one.Figures.Gaps, one.Figures.OutOfOrder)));
        output.WriteLine($"resident before {before / 1024:N0} KiB, after {after / 1024:N0} KiB; resting {resting.Figures}");
        // A bound, not a budget: the collector takes its time.
        Assert.InRange(after - before, long.MinValue, 128L << 20);
        league.Log.End();
        foreach (var one in (GameConnection[])[scorer, watcher, resting, .. slowly]) await one.DisposeAsync();
        await league.Server.Terminate();
        await league.AssertKept();

        static Plan Line(int bytesPerSecond) => new(1, FaultRates.None, new() { BytesPerSecond = bytesPerSecond });

        GameConnection Watching(Role role, string who, FaultProxy through) => league.Log.Tap(
            league.Connecting(game, role, null, who, through.Port) with { View = true, Luck = new Hasty(17) }, who).Start();

        async Task Flood(int commands)
        {
            for (var i = 0; i < commands; i++)
            {
                var command = new Envelope(Sample.NewCommand(), Sample.Scorer, 0, new NoteFacts(new(much)));
                Assert.Null((await league.Server.Send(game, command, default)).Refused);
            }
        }
    }

    /// <summary>F18: the server is killed and comes back, and everybody is in sync again; no game is loaded twice for them.</summary>
    [Fact]
    public async Task F18_All_come_back_at_once()
    {
        const int Games = 20;
        await using var league = await SocketLeague.Start(Store.Sqlite, 18, games: 0, "--handshakes", "0");
        var games = new GameId[Games];
        for (var i = 0; i < Games; i++) games[i] = await league.NewGame();
        GameConnection[] crowd =
        [
            .. Enumerable.Range(0, Crowd).Select(i => new GameConnection(
                league.Connecting(games[i % Games], Role.Spectator, null, "") with { View = true }).Start()),
        ];
        await Task.WhenAll(crowd.Select(static one => one.WaitUntilLive())).WaitAsync(patience);
        foreach (var game in games) Assert.Null((await league.Server.Send(game, Sample.Facts(), default)).Refused);

        await league.Server.Kill();
        await league.Serve();
        var back = Stopwatch.StartNew();
        var heads = new Dictionary<GameId, int>();
        foreach (var game in games) heads[game] = (await league.Server.Send(game, Sample.Facts(), default)).Receipt.Last;
        await Task.WhenAll(crowd.Select(one => one.WaitUntil(() => one.View?.Seq >= heads[one.Options.Game]))).WaitAsync(patience);

        output.WriteLine($"{crowd.Length} clients were in sync {back.Elapsed.TotalSeconds:0.0} s after the server was back");
        foreach (var at in crowd.GroupBy(static one => one.Options.Game)) Assert.Single(at.Select(static one => one.View!.Hash).Distinct());
        Assert.All(crowd, static one => Assert.Equal((0, 0), (one.Figures.OutOfOrder, one.Figures.Desyncs)));
        Assert.InRange(await league.Server.Counted("akkagame_games_activated_total"), 1, Games);
        await Task.WhenAll(crowd.Select(static one => one.DisposeAsync().AsTask()));
    }
}
