using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Specs;

namespace AkkaGame.Gateway.Tests;

/// <summary>What a connection begins with, and what it ends with where it begins otherwise.</summary>
public sealed class HelloTests : IAsyncLifetime
{
    private readonly Ballpark park = new();
    private GameId game;

    public async Task InitializeAsync() => game = await park.NewGame();

    public async Task DisposeAsync() => await park.DisposeAsync();

    [Fact]
    public async Task A_hello_is_welcomed_and_the_game_follows()
    {
        var sess = Guid.CreateVersion7();
        var fan = await park.Connect(game);

        await fan.Hello("manager", "home", sess, ""","token":"Ada","client":"test 1","of":"tomorrow" """);
        var welcome = JsonSerializer.Deserialize(await fan.Next(ServerFrame.Welcome), FrameJson.Default.WelcomeFrame)!;
        var snap = await fan.Next(ServerFrame.Snap);

        Assert.Equal((1, sess, 1, "snap", 10_000), (welcome.Proto, welcome.Sess, welcome.Head, welcome.Mode, welcome.Hb));
        Assert.Equal(new You("Ada", "manager", "home", Control: true), welcome.You);
        Assert.Equal(new Limits(8192, 10, 20), welcome.Limits);
        Assert.Equal(park.Time.GetUtcNow().ToUnixTimeMilliseconds(), welcome.Now);
        Assert.Equal(1, snap.GetProperty("seq").GetInt32());
    }

    [Theory]
    [InlineData("""{"t":"ping","n":1}""", "BAD_FRAME", 4000)]
    [InlineData("""{"t":"cmd","id":"018f0000-0000-7000-8000-000000000001","k":"start-game","d":{}}""", "BAD_FRAME", 4000)]
    [InlineData("""{"t":"hallo"}""", "UNKNOWN_TYPE", 4000)]
    [InlineData("", "BAD_FRAME", 4000)]
    [InlineData("hello", "BAD_FRAME", 4000)]
    [InlineData("""[{"t":"hello","proto":[1],"role":"spectator"}]""", "BAD_FRAME", 4000)]
    [InlineData("""{"t":"hello","proto":[1],"role":"spectator"}{}""", "BAD_FRAME", 4000)]
    [InlineData("""{"t":"hello","proto":[1],"role":"spectator","role":"manager"}""", "BAD_FRAME", 4000)]
    [InlineData("""{"t":"hello","proto":[1]}""", "BAD_FRAME", 4000)]
    [InlineData("""{"t":"hello","proto":[1],"role":"system"}""", "BAD_FRAME", 4000)]
    [InlineData("""{"t":"hello","proto":[1],"role":"manager","side":"left"}""", "BAD_FRAME", 4000)]
    [InlineData("""{"t":"hello","proto":1,"role":"spectator"}""", "BAD_FRAME", 4000)]
    [InlineData("""{"t":"hello","proto":[1],"role":"spectator","sess":"me"}""", "BAD_FRAME", 4000)]
    [InlineData("""{"t":"hello","proto":[1],"role":"spectator","client":"a\r\nb"}""", "BAD_FRAME", 4000)]
    [InlineData("""{"t":"hello","proto":[1],"role":"spectator","resume":{"seq":-1}}""", "BAD_FRAME", 4000)]
    [InlineData("""{"t":"hello","role":"spectator"}""", "UNSUPPORTED_PROTO", 4006)]
    [InlineData("""{"t":"hello","proto":[],"role":"spectator"}""", "UNSUPPORTED_PROTO", 4006)]
    [InlineData("""{"t":"hello","proto":[0,2,3],"role":"spectator"}""", "UNSUPPORTED_PROTO", 4006)]
    public async Task What_is_no_hello_of_this_protocol_ends_the_connection(string first, string error, int close)
    {
        var fan = await park.Connect(game);

        await fan.Send(first);

        Assert.Equal((error, close), await fan.Failed());
    }

    [Fact]
    public async Task A_list_without_end_is_no_list_of_versions()
    {
        var fan = await park.Connect(game);

        await fan.Send($$"""{"t":"hello","proto":[{{string.Join(',', Enumerable.Range(1, 1000))}}],"role":"spectator"}""");

        Assert.Equal(("BAD_FRAME", 4000), await fan.Failed());
    }

    [Fact]
    public async Task Who_says_nothing_is_closed_after_five_seconds()
    {
        var fan = await park.Connect(game);

        await park.Pass(TimeSpan.FromSeconds(5));
        Assert.NotEqual(System.Net.WebSockets.WebSocketState.CloseReceived, fan.Socket.State);
        await park.Pass(TimeSpan.FromSeconds(2));

        Assert.Equal(("BAD_FRAME", 4000), await fan.Failed());
    }

    [Fact]
    public async Task Who_takes_his_time_with_his_hello_watches_as_anybody_who_does_not()
    {
        var (scorer, late) = (await park.Enter(game), await park.Connect(game));
        await park.Pass(TimeSpan.FromSeconds(2));

        await late.Hello("spectator");
        await late.Welcomed();
        await park.Pass(TimeSpan.FromSeconds(6));

        Assert.Equal(1, (await scorer.Next(ServerFrame.Ephemeral)).GetProperty("d").GetProperty("watching").GetInt32());
    }

    [Fact]
    public async Task A_second_hello_ends_the_connection()
    {
        var fan = await park.Enter(game);

        await fan.Hello();

        Assert.Equal(("BAD_FRAME", 4000), await fan.Failed());
    }

    [Fact]
    public async Task There_is_no_seat_in_a_game_that_does_not_exist()
    {
        var fan = await park.Connect(Sample.NewGame());

        await fan.Hello();

        Assert.Equal(("NOT_FOUND", 4004), await fan.Failed());
    }

    [Fact]
    public async Task A_game_that_was_put_aside_is_to_be_asked_for_later()
    {
        await park.Inspector.Quarantine(game, "protested", "ops");
        var fan = await park.Connect(game);

        await fan.Hello();

        Assert.Equal(("QUARANTINED", 4007), await fan.Failed());
    }

    [Theory]
    [InlineData(RefusalCode.Unauthenticated, CloseCode.BadToken, "UNAUTHENTICATED")]
    [InlineData(RefusalCode.TokenExpired, CloseCode.BadToken, "TOKEN_EXPIRED")]
    [InlineData(RefusalCode.Forbidden, CloseCode.Forbidden, "FORBIDDEN")]
    public async Task Whom_the_gate_refuses_is_told_so(RefusalCode code, CloseCode close, string error)
    {
        park.Gate.Admits = _ => new(null, new(code, "token", "test", "Not you."), close);
        var fan = await park.Connect(game);

        await fan.Hello("manager", "home");

        Assert.Equal((error, (int)close), await fan.Failed());
    }

    [Fact]
    public async Task A_client_without_a_session_of_its_own_is_given_one()
    {
        var fan = await park.Connect(game);

        await fan.Send("""{"t":"hello","proto":[1],"role":"spectator"}""");

        Assert.NotEqual(Guid.Empty, (await fan.Next(ServerFrame.Welcome)).GetProperty("sess").GetGuid());
    }
}
