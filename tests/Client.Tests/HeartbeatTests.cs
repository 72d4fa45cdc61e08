using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Client.Tests;

/// <summary>What happens by the clock, which the test moves.</summary>
public sealed class HeartbeatTests
{
    private static readonly GameId game = new(new Guid("00000000-0000-7000-8000-000000000003"));

    private readonly ManualTime time = new();

    [Fact]
    public async Task Pings_go_as_often_as_the_server_asks_and_say_how_far_the_client_is()
    {
        var heard = new List<JsonElement>();
        await using var server = await ScriptedServer.Start(async (_, talk) =>
        {
            await talk.LetIn(7, hb: 4000);
            while (heard.Count < 3)
            {
                heard.Add(await talk.Hear());
                if (heard[^1].GetProperty("t").GetString() == "ping") await talk.Say("""{"t":"pong","n":1,"head":7,"now":1522944600000}""");
            }

            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game) { Time = time }).Start();
        await connection.WaitUntilLive();

        await Passes(() => heard.Count == 3);

        Assert.Equal(
            ["""{"t":"ping","n":1}""", """{"t":"ack","seq":7}""", """{"t":"ping","n":2}"""], heard.Select(one => one.GetRawText()));
        Assert.Equal((1, 0), (connection.Figures.Connections, connection.Figures.OutOfOrder));
    }

    [Fact]
    public async Task A_server_that_is_silent_for_25_seconds_is_left()
    {
        await using var server = await ScriptedServer.Start(async (number, talk) =>
        {
            await talk.LetIn(7, isCurrent: number > 1);
            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game) { Time = time }).Start();
        await connection.WaitUntilLive();
        var began = time.GetUtcNow();

        await Passes(() => connection is { Figures.Connections: 2, State: ConnectionState.Live });

        Assert.InRange((time.GetUtcNow() - began).TotalSeconds, 25, 40);
    }

    [Fact]
    public async Task A_server_that_never_says_welcome_is_left()
    {
        await using var server = await ScriptedServer.Start(async (number, talk) =>
        {
            await talk.Hear();
            if (number > 1) await talk.Welcome(7, "snap");
            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game) { Time = time }).Start();

        await Passes(() => connection.Figures.Connections == 1);

        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task An_event_that_two_pongs_know_of_and_that_did_not_come_was_lost_under_way()
    {
        await using var server = await ScriptedServer.Start(async (number, talk) =>
        {
            await talk.LetIn(7, isCurrent: number > 1, hb: 2000);
            while (true)
            {
                await talk.Hear("ping");
                await talk.Say($$"""{"t":"pong","n":1,"head":{{(number == 1 ? 8 : 7)}},"now":1522944600000}""");
            }
        });
        await using var connection = new GameConnection(new(server.Url, game) { Time = time }).Start();
        await connection.WaitUntilLive();

        await Passes(() => connection is { Figures.Connections: 2, State: ConnectionState.Live });

        Assert.Equal(1, connection.Figures.OutOfOrder);
    }

    /// <summary>Time passes, half a second at a time, with a moment for what is on its way, until it is so.</summary>
    private async Task Passes(Func<bool> until)
    {
        for (var i = 0; !until(); i++)
        {
            Assert.True(i < 400, "It did not come to it in 200 s.");
            time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(10);
        }
    }
}
