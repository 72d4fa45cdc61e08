using System.Net;
using System.Net.Sockets;
using AkkaGame.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AkkaGame.Client.Tests;

/// <summary>What is asked over HTTP, of a server that answers what a test wants.</summary>
public sealed class GameApiTests : IAsyncDisposable
{
    private const string Problem = "application/problem+json", Json = "application/json";

    private static readonly GameId game = new(new Guid("00000000-0000-7000-8000-000000000003"));

    private readonly WebApplication app;
    private readonly Queue<(int Status, string Type, string Body)> answers = [];
    private readonly List<(string Asked, string Body, Dictionary<string, string> Headers)> heard = [];

    public GameApiTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0")
            .ConfigureKestrel(kestrel => kestrel.RequestHeaderEncodingSelector = _ => System.Text.Encoding.UTF8);
        app = builder.Build();
        app.Run(async context =>
        {
            var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            heard.Add(($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", body,
                context.Request.Headers.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            var (status, type, says) = answers.Dequeue();
            (context.Response.StatusCode, context.Response.ContentType) = (status, type);
            await context.Response.WriteAsync(says);
        });
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_command_that_could_not_be_answered_is_sent_again_the_same_bytes()
    {
        answers.Enqueue((503, Problem, """{"code":"BUSY","detail":"Full.","retry":"same-id"}"""));
        answers.Enqueue((200, Json, """{"ok":true,"id":"00000000-0000-7000-8000-000000000009","from":4,"to":6,"dup":true}"""));
        using var api = await Api(new(As: "home", Who: "Adé"));
        var id = Guid.CreateVersion7();

        var result = await api.Send(game, id, new VisitMound(), play: 3);

        Assert.Equal(new(id, 4, 6, true), result);
        Assert.Equal(2, heard.Count);
        Assert.Single(heard.Select(one => one.Body).Distinct());
        Assert.Equal($$"""{"id":"{{id}}","k":"visit-mound","d":{},"play":3}""", heard[0].Body);
        Assert.Equal($"POST /api/v1/games/{game}/commands", heard[0].Asked);
        Assert.Equal(("home", "Adé"), (heard[0].Headers["AkkaGame-As"], heard[0].Headers["AkkaGame-Who"]));
    }

    /// <summary>Who is told so late has connected already, and HttpClient says it in other words than of one who is not there.</summary>
    [Fact]
    public async Task A_server_that_resets_connections_as_they_are_opened_is_one_that_does_not_answer()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var resetting = Task.Run(async () =>
        {
            while (true)
            {
                using var one = await port.AcceptSocketAsync();
                one.LingerState = new(true, 0);
            }
        });

        for (var i = 0; i < 500; i++)
        {
            using var api = new GameApi(new($"http://{port.LocalEndpoint}"), new());
            var refused = await Assert.ThrowsAsync<RefusedException>(() => api.State(game));
            Assert.Equal((RefusalCode.Unavailable, "unreachable"), (refused.Refusal.Code, refused.Refusal.Rule));
        }

        port.Stop();
        await Assert.ThrowsAnyAsync<SocketException>(() => resetting);
    }

    [Fact]
    public async Task A_refused_command_is_a_result_and_any_other_refusal_an_exception()
    {
        const string No = """{"code":"STALE_DECISION","detail":"Too late.","field":"dec","rule":"open-window","retry":"new-id"}""";
        answers.Enqueue((409, Problem, No));
        answers.Enqueue((403, Problem, """{"code":"FORBIDDEN","detail":"No.","retry":"never"}"""));
        using var api = await Api(new(Bearer: "abc"));
        var refused = new Refusal(RefusalCode.StaleDecision, "dec", "open-window", "Too late.", Retry.NewId);

        Assert.Equal(refused, (await api.Send(game, Guid.CreateVersion7(), new VisitMound(), 3, Guid.CreateVersion7())).Refused);
        var thrown = await Assert.ThrowsAsync<RefusedException>(() => api.Ticket(game, Role.Manager, Side.Home));

        Assert.Equal(new(RefusalCode.Forbidden, null, null, "No."), thrown.Refusal);
        Assert.Equal("Bearer abc", heard[1].Headers["Authorization"]);
        Assert.Equal(
            ($"POST /api/v1/games/{game}/tickets", """{"role":"manager","side":"home"}"""), (heard[1].Asked, heard[1].Body));
    }

    [Theory]
    [InlineData(200, "text/html", "<html>")]
    [InlineData(200, Json, "{}")]
    [InlineData(200, Json, "[]")]
    [InlineData(404, "text/html", "<html>")]
    [InlineData(404, Problem, "<html>")]
    public async Task Whatever_else_answers_is_no_server_of_ours(int status, string type, string body)
    {
        answers.Enqueue((status, type, body));
        using var api = await Api(new());

        var thrown = await Assert.ThrowsAsync<RefusedException>(() => api.State(game));

        Assert.Equal((RefusalCode.Internal, "not-ours"), (thrown.Refusal.Code, thrown.Refusal.Rule));
    }

    [Fact]
    public async Task A_server_that_was_never_there_is_not_waited_for()
    {
        using var api = new GameApi(new Uri("http://127.0.0.1:1"), new());

        Assert.Equal(RefusalCode.Unavailable, (await Assert.ThrowsAsync<RefusedException>(() => api.Box(game))).Refusal.Code);
    }

    [Fact]
    public async Task Sentences_and_new_games_are_read_and_written()
    {
        answers.Enqueue((200, Json, """
            {"head":9,"plays":[{"seq":7,"group":9,"kind":"play-made","play":1,"inning":1,"half":"Top","text":"A singled.","runs":0,
             "away":1,"home":2,"outs":0,"bases":1}]}
            """));
        answers.Enqueue((201, Json, $$"""{"ok":true,"id":"{{game}}","from":1,"to":9,"dup":false}"""));
        using var api = await Api(new(As: "commissioner"));

        Assert.Equal([new(7, "play-made", 1, Half.Top, "A singled.", 1, 2, 0)], await api.Plays(game, 5));
        Assert.Equal(game.Value, (await api.Create(new(game.Value, new("AWY"), new("HOM"), Seats: new(Home: new(1))))).Id);

        Assert.Equal($"GET /api/v1/games/{game}/plays?after=5", heard[0].Asked);
        Assert.Equal(
            """{"id":"GAME","away":"AWY","home":"HOM","seats":{"home":{"level":1}}}""",
            heard[1].Body.Replace(game.ToString(), "GAME", StringComparison.Ordinal));
    }

    private async Task<GameApi> Api(Caller caller)
    {
        await app.StartAsync();
        return new(new Uri(app.Urls.First()), caller);
    }
}
