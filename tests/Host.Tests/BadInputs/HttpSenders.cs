namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>Inputs 52 to 55 and from 61 on: who comes from where, handshakes, bodies, and the order of a conversation.</summary>
internal static class HttpSenders
{
    private const string Scripted = "<script>alert(1)</script><img src=x onerror=alert(1)>";

    public static readonly Senders All = new()
    {
        ["52"] = static async (scene, _) => await scene.OnHandshake(
            PlayerSocket.Path(await scene.ScoredGame()), headers: "Origin: https://evil.example"),
        ["53"] = static async (scene, _) => await scene.OnHandshake(PlayerSocket.Path(await scene.ScoredGame()), headers: "Origin: null"),
        ["54"] = SpoofedAddresses,
        ["55a"] = static (scene, _) => scene.OnHttp("GET /peers/v1/hello HTTP/1.1\r\nHost: HOST\r\n\r\n"),
        ["55b"] = static (scene, _) => scene.OnHttp("GET /ops/v1/stats HTTP/1.1\r\nHost: HOST\r\nAkkaGame-Ops: 1\r\n\r\n"),
        ["61"] = Slowloris,
        ["62"] = IdleHandshakes,
        ["63"] = static (scene, _) => scene.OnHttp(
            "POST /api/v1/games HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nContent-Length: 4\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: HOST\r\n\r\n"),
        ["63b"] = static (scene, _) => scene.OnHttp(
            "POST /api/v1/games HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nContent-Length: 4\r\n"
            + "Content-Length: 5\r\n\r\n{}  "),
        ["64a"] = static (scene, row) => scene.OnSocket(row, Scene.NoteFacts("""{"facts":[{"key":"a\r\nfail: b","value":"c"}]}""")),
        ["64b"] = static (scene, _) => scene.OnHttp(
            "/api/v1/games", """{"id":"ID","away":"AWY","home":"HOM","mode":"Scored","site":"a\r\nfail: b"}"""),
        ["64c"] = static async (scene, row) => await scene.OnHello(
            row, await scene.ScoredGame(),
            PlayerSocket.Hello("spectator").Replace("raw/1", "raw\\r\\nfail: b", StringComparison.Ordinal)),
        ["65"] = Markup,
        ["66"] = static async (scene, row) => await scene.OnHello(row, await scene.ScoredGame(), null),
        ["67"] = static async (scene, row) => await scene.OnHello(row, await scene.ScoredGame(), Scene.WithId(Scene.NoteFacts())),
        ["68"] = static (scene, row) => scene.OnSocket(row, PlayerSocket.Hello("spectator")),
        ["69"] = static (scene, row) => scene.OnSocket(row, """{"t":"bunt","n":1}"""),
        ["70"] = static async (scene, row) => await scene.OnHello(
            row, await scene.ScoredGame(), PlayerSocket.Hello("spectator").Replace("[1]", "[98,99]", StringComparison.Ordinal)),
        ["71"] = BeyondTheHead,
        ["72"] = static (scene, row) => scene.OnSocket(row, """{"t":"ack","seq":1000000}"""),
        ["73"] = static async (scene, _) => await scene.OnHttp(
            $"GET {PlayerSocket.Path(await scene.ScoredGame())} HTTP/1.1\r\nHost: HOST\r\n\r\n"),
        ["74"] = static async (scene, _) => await scene.OnHandshake(PlayerSocket.Path(await scene.ScoredGame()), subprotocol: null),
        ["75"] = static async (scene, _) => await scene.OnHttp(
            await JsonSenders.Commands(scene), Scene.NoteFacts().PadRight(64 * 1024)),
        ["76"] = static async (scene, _) => await scene.OnHttp(await JsonSenders.Commands(scene), Scene.NoteFacts(), type: "text/plain"),
    };

    /// <summary>On a server of its own: this one would have no place left for the others.</summary>
    private static async Task<Outcome> SpoofedAddresses(Scene _, BadInput row)
    {
        const int Most = 3;
        var server = new PlayServer();
        await server.InitializeAsync();
        var sockets = new List<RawConnection>();
        try
        {
            await server.Restart("--development", "--connections-per-address", $"{Most + 2}");
            var game = await new Scene(server).ScoredGame();
            HttpAnswer answer;
            do
            {
                var (connection, answered) = await RawConnection.Upgrade(
                    server.Url, PlayerSocket.Path(game), headers: $"X-Forwarded-For: 10.0.0.{sockets.Count}");
                sockets.Add(connection);
                answer = answered;
            }
            while (answer.Status == 101);

            Assert.InRange(sockets.Count, Most, Most + 3);
            Assert.True(answer.Headers.ContainsKey("Retry-After"));
            return Outcome.Of("", answer.Status);
        }
        finally
        {
            foreach (var socket in sockets) await socket.DisposeAsync();
            await server.DisposeAsync();
        }
    }

    private static async Task<Outcome> Slowloris(Scene scene, BadInput row)
    {
        await using var connection = await RawConnection.Open(scene.Server.Url);
        _ = Trickle(connection, RawConnection.Handshake(scene.Server.Url, PlayerSocket.Path(Guid.NewGuid())));
        return Outcome.Of("", (await connection.Answer()).Status);
    }

    private static async Task Trickle(RawConnection connection, string text)
    {
        foreach (var one in text)
        {
            if (!await connection.Say($"{one}")) return;
            await Task.Delay(200);
        }
    }

    /// <summary>As many as a test run stands: they begin a handshake and say no more; meanwhile others are let in.</summary>
    private static async Task<Outcome> IdleHandshakes(Scene scene, BadInput row)
    {
        const int Many = 300;
        var game = await scene.ScoredGame();
        var idle = new List<RawConnection>();
        try
        {
            for (var i = 0; i < Many; i++)
            {
                idle.Add(await RawConnection.Open(scene.Server.Url));
                await idle[i].Say($"GET {PlayerSocket.Path(game)} HTTP/1.1\r\nHost: a\r\n");
            }

            await using (await scene.Watches(game))
            {
            }

            var answers = await Task.WhenAll(idle.Select(static one => one.Answer()));
            return Outcome.Of("", Assert.Single(answers.Select(static answer => answer.Status).Distinct()));
        }
        finally
        {
            foreach (var one in idle) await one.DisposeAsync();
        }
    }

    private static async Task<Outcome> Markup(Scene scene, BadInput row)
    {
        var lineups = PlayServer.Lineups.Replace("\"a 1\"", $"\"{Scripted}\"", StringComparison.Ordinal);
        var game = await scene.ScoredGame($$""","rules":"mlb2018","lineups":{{lineups}}""");
        await using var connection = await RawConnection.Open(scene.Server.Url);
        await connection.Say($"GET /api/v1/games/{game}/state HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        var answer = await connection.Answer();
        Assert.Equal(("application/json", "nosniff"), (answer.Headers["Content-Type"], answer.Headers["X-Content-Type-Options"]));
        Assert.Contains("script-src 'self'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        using var view = System.Text.Json.JsonDocument.Parse(answer.Body);
        Assert.Contains("alert(1)", answer.Body, StringComparison.Ordinal);
        return Outcome.Of(Outcome.Accepted, answer.Status);
    }

    private static async Task<Outcome> BeyondTheHead(Scene scene, BadInput row)
    {
        await using var socket = await PlayerSocket.Connect(scene.Server.Url, await scene.ScoredGame());
        await socket.Connection.Text(
            PlayerSocket.Hello("spectator", more: ""","resume":{"seq":1000000,"hash":"0123456789abcdef"}"""));
        Assert.Equal("snap", (await socket.Hears("welcome")).GetProperty("mode").GetString());
        Assert.Equal(1, (await socket.Hears("snap")).GetProperty("seq").GetInt32());
        return await socket.Outcome(staysOpen: true);
    }
}
