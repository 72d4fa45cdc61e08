using AkkaGame.Proxy;

namespace AkkaGame.Host.Tests;

/// <summary><c>akkagame proxy</c>, as somebody starts it who writes a client.</summary>
public sealed class ProxyTests(PlayServer server) : IClassFixture<PlayServer>
{
    /// <summary>Connections are cut and commands doubled; nothing waits, so that the test does not.</summary>
    private static readonly int quick = Enumerable.Range(1, 10_000).First(static seed => Plan.Mix(seed) is var mix
        && mix is { ToServer: { Cut: > 0.01, Duplicate: > 0.1, Delay: 0, Reorder: 0, BlackHole: 0 }, ToClient: { Delay: 0, BlackHole: 0 } }
        && mix.ToServer.WaitMost.TotalMilliseconds < 500 && mix.ToClient.BytesPerSecond == 0);

    private string Port => new Uri(server.Url).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Our_own_client_plays_a_game_through_it_and_ends_as_the_server_does()
    {
        var (code, lines, errors) = await Run("check", "--to", Port, "--seeds", $"{quick}");

        Assert.True(code == 0, errors + string.Join('\n', lines));
        Assert.Matches($"^seed {quick}: as the server: [0-9a-f-]{{36}} at [0-9]+, [0-9a-f]{{16}}$", lines[0]);
        Assert.DoesNotContain("cut 0,", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("duplicated 0,", lines[1], StringComparison.Ordinal);
        Assert.Equal("1 of 1 seeds in order", lines[2]);
    }

    [Fact]
    public async Task A_client_that_ends_elsewhere_is_found()
    {
        var game = (await server.Ask(
            HttpMethod.Post, "/api/v1/games", $$"""{"id":"{{Guid.CreateVersion7()}}","away":"AAA","home":"HHH"}""", "commissioner:Kay"))
            .Body.GetProperty("id").GetString();
        foreach (var (client, wrong) in new (string[], string)[]
        {
            (["echo", $"{game} 1 0123456789abcdef"], "the client ended at 1 with 0123456789abcdef, the server has"),
            (["echo", $"{Guid.Empty} 1 0123456789abcdef"], "the server does not show the game"),
            (["echo", "{url}"], "the client's last line is no GAME SEQ HASH: http://127.0.0.1:"),
            (["false"], "exit code 1"),
            (["no-such-program"], "no-such-program cannot be started"),
            (["sleep", "60"], "has not ended after 300ms"),
        })
        {
            var time = client[0] == "sleep" ? "300ms" : "30s";
            var (code, lines, _) = await Run(["check", "--to", Port, "--seeds", "3", "--time", time, "--", .. client]);
            Assert.Equal(1, code);
            Assert.Contains(wrong, lines[0], StringComparison.Ordinal);
            Assert.Equal("0 of 1 seeds in order", lines[^1]);
        }
    }

    [Fact]
    public async Task Five_seeds_are_tried_where_none_is_named()
    {
        var (_, lines, _) = await Run("check", "--to", Port, "--", "false");
        Assert.Equal("0 of 5 seeds in order", lines[^1]);
    }

    [Fact]
    public async Task It_says_where_it_stands_which_seed_it_has_and_what_it_has_done()
    {
        using var proxy = AkkaGameProcess.Start(
            server.Folder.Path, "proxy", "--listen", "0", "--to", Port, "--seed", "5", "--each", "--refuse", "1", "--for", "600ms");
        var said = await proxy.Says("Proxy on ");
        Assert.EndsWith($"to 127.0.0.1:{Port}, seed 5", said, StringComparison.Ordinal);
        using var http = new HttpClient();
        var health = new Uri($"http://{said.Split(' ')[2]}/health/live");
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(health));
        Assert.Equal("connection 1: refused", await proxy.Says("connection "));
        await proxy.Says("From here on everything passes.");
        Assert.True((await http.GetAsync(health)).IsSuccessStatusCode);

        proxy.Terminate();

        Assert.Equal(0, await proxy.Ended());
        Assert.Contains("refused 1", proxy.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--drop 0.7 --cut 0.6", "the rates come to more than 1")]
    [InlineData("--refuse 2", "--refuse is a part of all, 0 to 1")]
    [InlineData("--wait 3..5", "3 is no time")]
    [InlineData("--wait 5s..3s", "--wait is a time, or the least and the most")]
    [InlineData("--throttle 0", "--throttle takes")]
    [InlineData("--to nowhere", "--to is no address")]
    [InlineData("--listen 70000", "--listen is no address")]
    [InlineData("check --seeds 3-1", "--seeds is numbers")]
    [InlineData("check --time 9h", "--time is a time up to")]
    public async Task What_makes_no_sense_is_refused_in_one_line(string line, string why)
    {
        var (code, _, errors) = await Run(line.Split(' '));
        Assert.Equal(2, code);
        Assert.Contains(why, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said()
    {
        var (code, _, errors) = await Run("--listen", Port, "--to", Port);
        Assert.Equal(1, code);
        Assert.Contains($"127.0.0.1:{Port} cannot be listened on", errors, StringComparison.Ordinal);
    }

    private Task<(int Code, IReadOnlyList<string> Lines, string Errors)> Run(params string[] arguments) =>
        AkkaGameProcess.Run(server.Folder.Path, ["proxy", .. arguments]);
}
