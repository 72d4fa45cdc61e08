using System.Net;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Proxy;

namespace AkkaGame.Client.Tests;

/// <summary>The game as a client holds it, whatever becomes of its sockets.</summary>
public sealed class FollowingTests
{
    private static readonly GameId game = new(new Guid("00000000-0000-7000-8000-000000000003"));

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [Fact]
    public async Task A_view_follows_patches_and_its_hash_is_checked()
    {
        var paper = new PaperGame();
        paper.Happen(2);
        await using var server = await ScriptedServer.Start((_, talk) => paper.Serve(talk));
        await using var connection = new GameConnection(new(server.Url, game) { View = true }).Start();
        await connection.WaitUntilLive(Soon);

        for (var i = 1; i <= 30; i++) paper.Happen(i % 4 + 1);
        var at = await connection.WaitFor(view => view.Plays == 31, Soon);

        Assert.Equal(paper.Hash, at.Hash);
        Assert.Equal(paper.View, at.Game);
        Assert.Equal(paper.Head, at.Seq);
        Assert.Equal((0, 1, 1), (connection.Figures.Desyncs, connection.Figures.Snapshots, connection.Figures.Connections));
    }

    [Fact]
    public async Task A_view_that_went_astray_is_asked_for_anew()
    {
        var paper = new PaperGame();
        await using var server = await ScriptedServer.Start(async (_, talk) =>
        {
            await talk.Hear();
            await talk.Welcome(2, "snap");
            await talk.Say($$"""{"t":"snap","seq":2,"hash":"{{ViewText.Hash("{}"u8)}}","d":{} }""");
            await talk.Say("""{"t":"ev","seq":3,"g":3,"ts":5,"k":"x","d":{},"h":"0000000000000000","v":{"a":1}}""");
            await talk.Hear("snap?");
            var (second, third) = (ViewText.Hash("""{"a":2}"""u8), ViewText.Hash("""{"a":[3],"b":null}"""u8));
            await talk.Say($$"""{"t":"snap","seq":3,"hash":"{{second}}","d":{"a":2} }""");
            await talk.Say($$"""{"t":"ev","seq":4,"g":4,"ts":5,"k":"x","d":{},"h":"{{third}}","v":{"a":[3],"b":null} }""");
            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game) { View = true }).Start();

        await connection.WaitUntil(() => connection.View?.Seq == 4, Soon);

        Assert.Equal("""{"a":[3],"b":null}""", System.Text.Encoding.UTF8.GetString(connection.View!.Json.Span));
        Assert.Equal((1, 2), (connection.Figures.Desyncs, connection.Figures.Snapshots));
    }

    /// <summary>Whatever byte a connection is cut at: nothing is lost, nothing counts twice, and nobody above hears of it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Cuts_at_any_byte_lose_nothing(int seed)
    {
        var paper = new PaperGame();
        await using var server = await ScriptedServer.Start((_, talk) => paper.Serve(talk));
        var cut = new FaultRates { Cut = 0.1 };
        await using var wire = new FaultProxy(new IPEndPoint(IPAddress.Loopback, server.Url.Port), plan: new(seed, cut, cut));
        var address = new Uri($"http://127.0.0.1:{wire.Port}");
        await using var connection = new GameConnection(new(address, game) { View = true, Luck = new Quick(seed) });
        var heard = connection.Listen();
        connection.Start();

        var results = new List<CommandResult>();
        for (var i = 0; i < 40; i++) results.Add(await connection.Send(new VisitMound(), 0, stop: Soon));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => connection.Send(new VisitMound(), 0, stop: Soon)));
        wire.Heal();
        await connection.WaitUntil(() => connection.State == ConnectionState.Live && connection.View?.Seq == paper.Head, Soon);
        await connection.DisposeAsync();

        Assert.True(wire.Tally.Cut > 5, $"{wire.Tally}");
        Assert.Equal(50, paper.Receipts.Count);
        Assert.All(results, result => Assert.Equal(paper.Receipts[result.Id], (result.From, result.To)));
        Assert.Equal(paper.View, connection.View!.Game);
        Assert.Equal((0, 0, 0), (connection.Figures.Desyncs, connection.Figures.OutOfOrder, connection.Figures.EarlyResults));
        var at = 0;
        await foreach (var one in heard)
        {
            if (one is Heard.Snapshot snapshot) Assert.True((at = snapshot.Seq) >= 0);
            if (one is not Heard.Group group) continue;
            Assert.Equal(at + 1, group.First);
            at = group.Last;
        }

        Assert.Equal(paper.Head, at);
    }

    /// <summary>Luck that waits hardly at all: the pauses are not what is tested.</summary>
    private sealed class Quick(int seed) : Random(seed)
    {
        public override double NextDouble() => base.NextDouble() / 50;
    }
}
