namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>Who comes too often, or too many of them, is told when to come again; the others notice nothing.</summary>
public sealed class LimitsTests : IAsyncLifetime
{
    private const string Health = "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

    private readonly PlayServer server = new();

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Connections_of_one_address_are_counted_whatever_a_request_says_of_where_it_comes_from()
    {
        await server.Restart("--connections-per-address", "3");
        var connections = new List<RawConnection>();
        for (var i = 0; i < 3; i++) connections.Add(await Asks($"X-Forwarded-For: 10.0.0.{i}", 200));

        await using var refused = await RawConnection.Open(server.Url);
        var answer = await refused.Answer();

        Assert.Equal((429, "5"), (answer.Status, answer.Headers["Retry-After"]));
        Assert.Contains("RATE_LIMITED", answer.Body, StringComparison.Ordinal);
        Assert.Contains("connections-per-address", answer.Body, StringComparison.Ordinal);
        await connections[0].DisposeAsync();
        await Until(async () =>
        {
            await using var again = await RawConnection.Open(server.Url);
            await again.Say(Health);
            return (await again.Answer()).Status == 200;
        });
        foreach (var one in connections) await one.DisposeAsync();

        async Task<RawConnection> Asks(string header, int status)
        {
            var connection = await RawConnection.Open(server.Url);
            await connection.Say(Health.Replace("\r\n\r\n", $"\r\n{header}\r\n\r\n", StringComparison.Ordinal));
            Assert.Equal(status, (await connection.Answer()).Status);
            return connection;
        }
    }

    [Fact]
    public async Task A_full_node_says_so_and_unless_it_is_set_this_machine_is_not_counted_by_its_address()
    {
        await server.Restart("--connections", "60");
        var connections = new List<RawConnection>();
        for (var i = 0; i < 60; i++)
        {
            connections.Add(await RawConnection.Open(server.Url));
            await connections[i].Say(Health);
            Assert.Equal(200, (await connections[i].Answer()).Status);
        }

        await using var refused = await RawConnection.Open(server.Url);
        var answer = await refused.Answer();

        Assert.Equal((503, "5"), (answer.Status, answer.Headers["Retry-After"]));
        Assert.Contains("BUSY", answer.Body, StringComparison.Ordinal);
        foreach (var one in connections) await one.DisposeAsync();
    }

    [Fact]
    public async Task One_person_sets_up_so_many_games_a_minute_and_has_so_many_that_are_not_over()
    {
        await server.Restart("--development", "--games", "3", "--unfinished-games", "2");

        Assert.Equal(201, (await Create("scorer:ann")).Status);
        Assert.Equal(201, (await Create("scorer:ann")).Status);
        Assert.Equal((429, "RATE_LIMITED", null, "unfinished-games"), (await Create("scorer:ann")).Refused);
        var refused = await Create("scorer:ann");
        Assert.Equal((429, "RATE_LIMITED", null, "games"), refused.Refused);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.RetryAfter);
        Assert.Equal(201, (await Create("scorer:bob")).Status);
    }

    [Fact]
    public async Task A_game_that_is_over_makes_room_for_another_and_one_that_is_sent_again_takes_none()
    {
        await server.Restart("--development", "--unfinished-games", "1");
        var id = Guid.CreateVersion7();
        var body = $$"""{"id":"{{id}}","away":"AWY","home":"HOM"}""";
        Assert.Equal(201, (await server.Post("/api/v1/games", body, "commissioner:ann")).Status);
        Assert.Equal(200, (await server.Post("/api/v1/games", body, "commissioner:ann")).Status);
        Assert.Equal("unfinished-games", (await Create("commissioner:ann")).Refused.Item4);

        var ended = await server.Command(id, "cancel-game", """{"reason":"rain"}""", "commissioner:ann");

        Assert.True(ended.Status == 200, ended.Text);
        Assert.Equal(201, (await Create("commissioner:ann")).Status);
    }

    [Fact]
    public async Task Commands_over_http_are_counted_by_person()
    {
        await server.Restart("--development", "--commands", "2");
        var id = Guid.CreateVersion7();
        await server.Post("/api/v1/games", $$"""{"id":"{{id}}","away":"AWY","home":"HOM","mode":"Scored"}""", "scorer:ann");
        const string Facts = """{"facts":[{"key":"weather","value":"sunny"}]}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.Command(id, "note-facts", Facts, "scorer:ann")));

        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 429, answer.Text));
        Assert.InRange(answers.Count(static answer => answer.Status == 200), 4, 38);
        Assert.All(
            answers.Where(static answer => answer.Status == 429), static answer =>
            {
                Assert.Equal("RATE_LIMITED", answer.Refused.Item2);
                Assert.Equal("after", answer.Body.GetProperty("retry").GetString());
                Assert.NotNull(answer.RetryAfter);
            });
        Assert.Equal(200, (await server.Command(id, "note-facts", Facts, "scorer:bob")).Status);
    }

    [Fact]
    public async Task One_person_has_so_many_sockets_at_a_game_and_another_one_when_one_of_them_has_gone()
    {
        await server.Restart("--development", "--sockets-per-person", "2");
        var scene = new Scene(server);
        var (game, elsewhere) = (await scene.ScoredGame(), await scene.ScoredGame());
        var first = await scene.Scores(game);
        await using var second = await scene.Scores(game);

        Assert.Equal(new Outcome("RATE_LIMITED", "4010"), await Refused());

        await using var other = await scene.Scores(elsewhere);
        await using var watching = await scene.Watches(game);
        await first.DisposeAsync();
        await Until(async () => await Refused() is { Code: Outcome.Accepted });

        async Task<Outcome> Refused() => await scene.OnHello(
            new("", "", "hello", "", Outcome.Open), game, PlayerSocket.Hello("scorer", await scene.Ticket(game, "scorer:sam", "scorer")));
    }

    [Fact]
    public async Task Who_watches_without_a_name_is_counted_by_his_address_and_who_gives_one_is_not()
    {
        await server.Restart("--development", "--spectators-per-address", "2");
        var scene = new Scene(server);
        var game = await scene.ScoredGame();
        await using var first = await scene.Watches(game);
        await using var second = await scene.Watches(await scene.ScoredGame());
        var row = new BadInput("", "", "hello", "", Outcome.Open);

        Assert.Equal(new Outcome("RATE_LIMITED", "4010"), await scene.OnHello(row, game, PlayerSocket.Hello("spectator")));

        var ticket = await scene.Ticket(game, "spectator:sue", "spectator");
        Assert.Equal(Outcome.Accepted, (await scene.OnHello(row, game, PlayerSocket.Hello("spectator", ticket))).Code);
        await first.DisposeAsync();
        await Until(async () => (await scene.OnHello(row, game, PlayerSocket.Hello("spectator"))).Code == Outcome.Accepted);
    }

    private Task<Answered> Create(string by) => server.Post(
        "/api/v1/games", $$"""{"id":"{{Guid.CreateVersion7()}}","away":"AWY","home":"HOM","mode":"Scored"}""", by);

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 500, "It never came to be.");
            await Task.Delay(10);
        }
    }
}
