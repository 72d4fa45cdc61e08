using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Specs;

namespace AkkaGame.Gateway.Tests;

/// <summary>Why a connection ends that had begun well, and what is kept of it.</summary>
public sealed class ClosingTests : IAsyncLifetime
{
    private readonly Ballpark park = new(new() { ExcessMax = 30 });
    private GameId game;

    public async Task InitializeAsync() => game = await park.NewGame();

    public async Task DisposeAsync() => await park.DisposeAsync();

    [Fact]
    public async Task Who_is_silent_for_25_seconds_is_gone_and_who_pings_stays()
    {
        var (silent, alive) = (await park.Enter(game), await park.Enter(game));

        for (var i = 0; i < 3; i++)
        {
            await park.Pass(TimeSpan.FromSeconds(9));
            await alive.Send("""{"t":"ping","n":1}""");
            await alive.Next(ServerFrame.Pong);
        }

        Assert.Equal(4009, await silent.End());
        Assert.Null(alive.Closed);
    }

    [Fact]
    public async Task A_part_of_a_frame_is_no_sign_of_life()
    {
        var fan = await park.Enter(game);

        for (var i = 0; i < 3; i++)
        {
            await fan.Socket.SendAsync("x"u8.ToArray(), System.Net.WebSockets.WebSocketMessageType.Text, false, default);
            await park.Pass(TimeSpan.FromSeconds(9));
        }

        Assert.Equal(4009, await fan.End());
    }

    [Fact]
    public async Task Whose_token_runs_out_gets_a_new_one_or_goes()
    {
        var soon = park.Time.GetUtcNow().AddSeconds(3).ToUnixTimeMilliseconds();
        park.Gate.Admits = hello => new Pass("Ada", Role.Scorer, Expires: soon);
        park.Gate.Renews = static (pass, token) => token == "newer"
            ? (Admission)(pass with { Expires = null })
            : new(null, new(RefusalCode.Unauthenticated, "token", "test", "No token."));
        park.Gate.Turns = static (pass, now) => now >= pass.Expires ? CloseCode.BadToken : null;
        var (late, early) = (await park.Enter(game), await park.Enter(game));

        await early.Send("""{"t":"auth","token":"newer"}""");
        await late.Send("""{"t":"auth"}""");
        var error = await late.Next(ServerFrame.Error);
        await early.Send("""{"t":"ping","n":1}""");
        await early.Next(ServerFrame.Pong);
        await park.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal(("UNAUTHENTICATED", false), (error.GetProperty("code").GetString(), error.GetProperty("fatal").GetBoolean()));
        Assert.Equal(("TOKEN_EXPIRED", 4002), await late.Failed());
        Assert.Null(early.Closed);
    }

    [Fact]
    public async Task Whose_token_is_taken_back_is_removed_and_so_is_whom_an_operator_names()
    {
        var sess = Guid.CreateVersion7();
        var (revoked, named, other) = (await park.Enter(game), await park.Enter(game, sess: sess), await park.Enter(game));
        var connection = Assert.Single(await park.Records(1, one => one.Session == sess)).Connection;
        var revokedNow = false;
        park.Gate.Turns = (_, _) => revokedNow ? CloseCode.Removed : null;

        Assert.True(park.Concourse.Remove(connection));
        Assert.Equal(("FORBIDDEN", 4012), await named.Failed());
        revokedNow = true;
        await park.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(("FORBIDDEN", 4012), await revoked.Failed());
        Assert.Equal(("FORBIDDEN", 4012), await other.Failed());
        Assert.False(park.Concourse.Remove(Guid.NewGuid()));
    }

    [Fact]
    public async Task Commands_beyond_the_credit_are_refused_until_the_socket_is_closed_as_abuse()
    {
        var fan = await park.Enter(game);
        var commands = Enumerable.Range(0, 200).Select(_ => Sample.Facts()).ToArray();

        var sending = Task.Run(async () =>
        {
            try
            {
                foreach (var command in commands) await fan.Command(command);
            }
            catch (System.Net.WebSockets.WebSocketException)
            {
                // Closed in the middle of it.
            }
        });
        var results = new List<ResultFrame>();
        string? last = null;
        while (await fan.Next() is { } frame)
        {
            if (frame.GetProperty("t").GetString() == ServerFrame.Result)
                results.Add(JsonSerializer.Deserialize(frame, FrameJson.Default.ResultFrame)!);
            if (frame.GetProperty("t").GetString() == ServerFrame.Error) last = frame.GetProperty("code").GetString();
        }

        await sending;
        Assert.All(results.Take(20), static one => Assert.True(one.Ok));
        Assert.All(
            results.Where(static one => !one.Ok), static one => Assert.Equal(("RATE_LIMITED", "after"), (one.Err!.Code, one.Err.Retry)));
        Assert.Equal(commands.Take(results.Count).Select(static one => one.Id.Value), results.Select(static one => one.Id));
        Assert.Equal(("RATE_LIMITED", 4010), (last, fan.Closed));
        Assert.Equal(30, results.Count(static one => !one.Ok));
    }

    [Fact]
    public async Task A_spectator_has_less_credit_for_whatever_he_sends()
    {
        var fan = await park.Enter(game, "spectator");

        for (var i = 0; i < 60; i++) await fan.Send($$"""{"t":"ping","n":{{i}}}""");

        var pongs = 0;
        while (await fan.Next() is { } frame) if (frame.GetProperty("t").GetString() == ServerFrame.Pong) pongs++;
        Assert.InRange(pongs, 10, 20);
        Assert.Equal(4010, fan.Closed);
    }

    [Fact]
    public async Task A_server_that_goes_says_so_and_lets_a_command_in_work_be_answered()
    {
        var (scorer, spectator) = (await park.Enter(game), await park.Enter(game, "spectator"));
        park.Journal.Close();
        var command = Sample.Facts();
        await scorer.Command(command);
        await park.Journal.SomebodyWaits();

        var draining = park.Concourse.Drain();
        var goaway = JsonSerializer.Deserialize(await scorer.Next(ServerFrame.GoAway), FrameJson.Default.GoAwayFrame)!;
        await spectator.Next(ServerFrame.GoAway);
        park.Time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(4001, await spectator.End());
        park.Journal.Open();
        var result = JsonSerializer.Deserialize(await scorer.Next(ServerFrame.Result), FrameJson.Default.ResultFrame)!;
        var ending = scorer.End();
        while (!draining.IsCompleted)
        {
            park.Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(5);
        }

        Assert.Equal(new GoAwayFrame("stopping", 500, 2000), goaway);
        Assert.Equal((command.Id.Value, true), (result.Id, result.Ok));
        Assert.Equal(4001, await ending);
        var late = await park.Connect(game);
        Assert.Equal(4001, await late.End());
    }

    [Fact]
    public async Task Who_was_there_is_written_down()
    {
        var sess = Guid.CreateVersion7();
        var fan = await park.Connect(game);
        await fan.Hello("manager", "home", sess, ""","token":"Ada","client":"test 1.0" """);
        await fan.Welcomed();

        var came = Assert.Single(await park.Records(1));
        await park.Engine.Ask(game, Sample.Facts(3));
        await fan.NextEvents();
        await fan.Send("""{"t":"ack","seq":3}""");
        await fan.Send("""{"t":"ack","seq":99}""");
        await fan.Send("""{"t":"ack","seq":2}""");
        await fan.Send("""{"t":"ping","n":1}""");
        await fan.Next(ServerFrame.Pong);
        var (told, _) = (await park.Records(1, static one => one.Acked > 0), 0);
        await fan.Socket.CloseOutputAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, default);
        var gone = Assert.Single(await park.Records(1, static one => one.Closed is not null));

        Assert.Equal(
            (sess, game, "Ada", Role.Manager, Side.Home, "127.0.0.1", "test 1.0"),
            (came.Session, came.Game, came.Who, came.Role, came.Side, came.From, came.Client));
        Assert.Equal((0, 1), (came.Acked, came.Sent));
        Assert.Equal((4, 4), (told[0].Acked, told[0].Sent));
        Assert.Equal((came.Connection, 1000), (gone.Connection, gone.Code));
        Assert.True(gone.Closed >= gone.Seen && gone.Seen >= came.Connected);
    }
}
