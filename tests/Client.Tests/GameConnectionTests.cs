using System.Text.Json;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client.Tests;

/// <summary>A connection to a server that says, over real sockets, exactly what a test wants to be said.</summary>
public sealed class GameConnectionTests
{
    private static readonly GameId game = new(new Guid("00000000-0000-7000-8000-000000000003"));

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [Fact]
    public async Task A_new_connection_says_hello_and_begins_with_the_snapshot()
    {
        var hellos = new List<(string Path, JsonElement Hello)>();
        await using var server = await ScriptedServer.Start(async (_, talk) =>
        {
            hellos.Add((talk.Path, await talk.LetIn(7)));
            await talk.Idle();
        });
        var session = Guid.CreateVersion7();
        await using var connection = new GameConnection(new(server.Url, game)
        {
            Role = Role.Manager, Side = Side.Home, Session = session, Program = "tests 1", Token = _ => new("a-ticket"),
        });
        var heard = connection.Listen(Soon);

        await connection.Start().WaitUntilLive(Soon);

        var (path, hello) = Assert.Single(hellos);
        Assert.Equal($"/ws/v1/games/{game}", path);
        Assert.Equal(
            """{"t":"hello","proto":[1],"token":"a-ticket","role":"manager","side":"home","sess":"SESS","client":"tests 1","view":false}""",
            hello.GetRawText().Replace(session.ToString(), "SESS", StringComparison.Ordinal));
        Assert.Equal((7, new ResumeAt(7, "00"), true), (connection.Seq, connection.Whole, connection.HasControl));
        Assert.Equal("Ada", connection.You!.Who);
        Assert.Equal(
            [new Heard.State(ConnectionState.CatchingUp), new Heard.Snapshot(7, "00"), new Heard.State(ConnectionState.Live)],
            await First(heard, 3));
    }

    [Fact]
    public async Task Groups_are_told_whole_and_their_events_are_typed()
    {
        await using var server = await ScriptedServer.Start(async (_, talk) =>
        {
            await talk.LetIn(0);
            await talk.Say("""{"t":"ev","seq":1,"g":2,"ts":5,"k":"mound-visited","d":{"side":"Home"}}""");
            await talk.Say("""{"t":"eph","k":"crowd","d":{"n":3}}""");
            await talk.Say("""{"t":"what-is-not-known","x":1}""");
            await talk.Say("""{"t":"ev","seq":2,"g":2,"ts":5,"k":"of-a-later-version","d":{},"h":"0123"}""");
            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game));
        var heard = connection.Listen(Soon);
        connection.Start();

        var all = await First(heard, 5);

        Assert.Equal("crowd", Assert.IsType<Heard.Ephemeral>(all[3]).Kind);
        var group = Assert.IsType<Heard.Group>(all[4]);
        Assert.Equal((1, 2, "0123"), (group.First, group.Last, group.Hash));
        Assert.IsType<MoundVisited>(group.Events[0].Event);
        Assert.Null(group.Events[1].Event);
        Assert.Equal(new ResumeAt(2, "0123"), connection.Whole);
    }

    [Theory]
    [InlineData("""{"t":"ev","seq":9,"g":9,"ts":5,"k":"x","d":{}}""")]
    [InlineData("""{"t":"ev","seq":7,"g":7,"ts":5,"k":"x","d":{}}""")]
    [InlineData("""{"t":"ev","seq":8,"g":7,"ts":5,"k":"x","d":{}}""")]
    [InlineData("""{"t":"evs","from":9,"to":9,"e":[{"seq":9,"g":9,"ts":5,"k":"x","d":{}}]}""")]
    [InlineData("""{"t":"evs","from":8,"to":9,"e":[{"seq":8,"g":9,"ts":5,"k":"x","d":{}}]}""")]
    [InlineData("""{"t":"gap","from":9,"to":9}""")]
    [InlineData("""{"t":"ev","seq":8""")]
    [InlineData("""[]""")]
    [InlineData("""{"t":"evs","from":8,"to":8,"e":5}""")]
    [InlineData("""{"t":"evs","from":8,"to":8,"e":[5]}""")]
    public async Task What_breaks_the_numbering_ends_the_socket_and_the_next_one_goes_on_after_the_last_whole_group(string broken)
    {
        JsonElement again = default;
        await using var server = await ScriptedServer.Start(async (number, talk) =>
        {
            again = await talk.LetIn(7, isCurrent: number > 1);
            if (number == 1) await talk.Say(broken);
            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game)).Start();

        await connection.WaitUntil(() => connection.Figures.Connections == 2 && connection.State == ConnectionState.Live, Soon);

        Assert.Equal(1, connection.Figures.OutOfOrder);
        Assert.Equal("""{"seq":7,"hash":"00"}""", again.GetProperty("resume").GetRawText());
    }

    [Fact]
    public async Task A_group_that_was_cut_off_is_told_once()
    {
        await using var server = await ScriptedServer.Start(async (number, talk) =>
        {
            await talk.Hear();
            await talk.Welcome(number == 1 ? 0 : 2, number == 1 ? "snap" : "evs");
            if (number == 1)
            {
                await talk.Say("""{"t":"snap","seq":0,"hash":"00","d":{}}""");
                await talk.Say("""{"t":"ev","seq":1,"g":2,"ts":5,"k":"x","d":{}}""");
                await Task.Delay(50);
                talk.Abort();
                return;
            }

            await talk.Say(
                """{"t":"evs","from":1,"to":2,"e":[{"seq":1,"g":2,"ts":5,"k":"x","d":{}},{"seq":2,"g":2,"ts":5,"k":"x","d":{}}]}""");
            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game));
        var heard = connection.Listen(Soon);
        connection.Start();

        await foreach (var one in heard)
        {
            if (one is not Heard.Group group) continue;
            Assert.Equal([1, 2], group.Events.Select(happened => happened.Seq));
            break;
        }

        Assert.Equal((3, 1), (connection.Figures.Events, connection.Figures.Groups));
    }

    [Fact]
    public async Task After_a_gap_only_a_snapshot_will_do()
    {
        await using var server = await ScriptedServer.Start(async (number, talk) =>
        {
            await talk.LetIn(3);
            await talk.Say("""{"t":"gap","from":4,"to":90}""");
            await talk.Say(number == 1
                ? """{"t":"ev","seq":91,"g":91,"ts":5,"k":"x","d":{}}"""
                : """{"t":"snap","seq":90,"hash":"01","d":{}}""");
            await talk.Say("""{"t":"ev","seq":91,"g":91,"ts":5,"k":"x","d":{}}""");
            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game)).Start();

        await connection.WaitUntil(() => connection.Seq == 91, Soon);

        Assert.Equal((2, 1), (connection.Figures.Gaps, connection.Figures.OutOfOrder));
    }

    [Fact]
    public async Task A_command_is_sent_again_under_its_id_until_it_is_answered()
    {
        var sent = new List<string>();
        await using var server = await ScriptedServer.Start(async (number, talk) =>
        {
            await talk.LetIn(3, isCurrent: number > 1);
            var command = await talk.Hear("cmd");
            sent.Add(command.GetRawText());
            if (number < 3)
            {
                talk.Abort();
                return;
            }

            await talk.Say("""{"t":"ev","seq":4,"g":4,"ts":5,"k":"x","d":{}}""");
            await talk.Say($$"""{"t":"res","id":"{{command.GetProperty("id").GetGuid()}}","ok":true,"from":4,"to":4,"dup":true}""");
            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game)).Start();

        var result = await connection.Send(new VisitMound(), play: 3, why: "he is tired", stop: Soon);

        Assert.Equal((true, 4, 4, true), (result.Ok, result.From, result.To, result.Duplicate));
        Assert.Equal(3, sent.Count);
        Assert.Single(sent.Distinct());
        Assert.Equal($$"""{"t":"cmd","id":"{{result.Id}}","k":"visit-mound","d":{},"play":3,"why":"he is tired"}""", sent[0]);
        Assert.Equal((7, 2), (result.Id.Version, connection.Figures.Resent));
    }

    [Fact]
    public async Task A_refusal_for_the_moment_is_obeyed_and_every_other_one_given_back()
    {
        var ids = new List<Guid>();
        await using var server = await ScriptedServer.Start(async (_, talk) =>
        {
            await talk.LetIn(3);
            (string Code, string Retry)[] answers = [("BUSY", "same-id"), ("RATE_LIMITED", "after"), ("STALE_DECISION", "new-id")];
            foreach (var (code, retry) in answers)
            {
                ids.Add((await talk.Hear("cmd")).GetProperty("id").GetGuid());
                await talk.Say($$$"""
                    {"t":"res","id":"{{{ids[0]}}}","ok":false,
                     "err":{"code":"{{{code}}}","field":"dec","rule":"r","msg":"No.","retry":"{{{retry}}}"}}
                    """);
            }

            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game)).Start();

        var result = await connection.Send(new VisitMound(), 0, decision: Guid.CreateVersion7(), stop: Soon);

        Assert.Equal(new(RefusalCode.StaleDecision, "dec", "r", "No.", Retry.NewId), result.Refused);
        Assert.Equal([result.Id, result.Id, result.Id], ids);
        Assert.Equal(2, connection.Figures.Refused);
    }

    [Fact]
    public async Task A_command_without_an_answer_on_an_open_socket_is_sent_once_more()
    {
        await using var server = await ScriptedServer.Start(async (_, talk) =>
        {
            await talk.LetIn(3);
            await talk.Hear("cmd");
            var again = await talk.Hear("cmd");
            await talk.Say($$"""{"t":"res","id":"{{again.GetProperty("id").GetGuid()}}","ok":true,"from":2,"to":3,"dup":true}""");
            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game) { AnswerTime = TimeSpan.FromMilliseconds(300) }).Start();

        Assert.True((await connection.Send(new VisitMound(), 3, stop: Soon)).Ok);
        Assert.Equal((1, 1), (connection.Figures.Connections, connection.Figures.Resent));
    }

    [Fact]
    public async Task An_answer_before_its_events_is_not_believed()
    {
        await using var server = await ScriptedServer.Start(async (number, talk) =>
        {
            await talk.LetIn(3, isCurrent: number > 1);
            var id = (await talk.Hear("cmd")).GetProperty("id").GetGuid();
            if (number > 1) await talk.Say("""{"t":"ev","seq":4,"g":4,"ts":5,"k":"x","d":{}}""");
            await talk.Say($$"""{"t":"res","id":"{{id}}","ok":true,"from":4,"to":4}""");
            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game)).Start();

        Assert.True((await connection.Send(new VisitMound(), 3, stop: Soon)).Ok);
        Assert.Equal((2, 1, 4), (connection.Figures.Connections, connection.Figures.EarlyResults, connection.Seq));
    }

    [Fact]
    public async Task Each_connection_asks_for_a_ticket_of_its_own_and_keeps_its_session()
    {
        var hellos = new List<JsonElement>();
        await using var server = await ScriptedServer.Start(async (number, talk) =>
        {
            hellos.Add(number < 3 ? await talk.Hear() : await talk.LetIn(3));
            if (number < 3) await talk.Close(CloseCode.BadToken);
            await talk.Idle();
        });
        var tickets = 0;
        await using var connection = new GameConnection(new(server.Url, game) { Token = _ => new($"ticket {++tickets}") }).Start();

        await connection.WaitUntilLive(Soon);

        Assert.Equal(["ticket 1", "ticket 2", "ticket 3"], hellos.Select(one => one.GetProperty("token").GetString()));
        Assert.Single(hellos.Select(one => one.GetProperty("sess").GetGuid()).Distinct());
    }

    [Theory]
    [InlineData(CloseCode.Finished, null)]
    [InlineData(CloseCode.ProtocolViolation, RefusalCode.BadFrame)]
    [InlineData(CloseCode.Forbidden, RefusalCode.Forbidden)]
    [InlineData(CloseCode.NoSuchGame, RefusalCode.NotFound)]
    [InlineData(CloseCode.ProtocolVersion, RefusalCode.UnsupportedProto)]
    [InlineData(CloseCode.Removed, RefusalCode.Forbidden)]
    public async Task Some_closes_are_the_end(CloseCode code, RefusalCode? why)
    {
        await using var server = await ScriptedServer.Start(async (_, talk) =>
        {
            await talk.Hear();
            await talk.Close(code);
        });
        await using var connection = new GameConnection(new(server.Url, game)).Start();
        var waiting = connection.Send(new VisitMound(), 3, stop: Soon);

        var ending = await connection.Ended.WaitAsync(Soon);

        Assert.Equal((code, why), (ending.Code, ending.Why?.Code));
        Assert.Equal(ending, (await Assert.ThrowsAsync<ConnectionEndedException>(() => waiting)).Ending);
        await Assert.ThrowsAsync<ConnectionEndedException>(() => connection.Send(new VisitMound(), 3));
        await Assert.ThrowsAsync<ConnectionEndedException>(() => connection.WaitUntilLive());
        Assert.Equal((ConnectionState.Ended, 1), (connection.State, server.Connections));
    }

    [Fact]
    public async Task The_servers_last_word_is_the_reason_of_the_end()
    {
        await using var server = await ScriptedServer.Start(async (_, talk) =>
        {
            await talk.Hear();
            await talk.Say("""{"t":"err","code":"FORBIDDEN","msg":"Closed doors.","fatal":true,"ref":"hello"}""");
            await talk.Close(CloseCode.Forbidden);
        });
        await using var connection = new GameConnection(new(server.Url, game)).Start();

        Assert.Equal(new(RefusalCode.Forbidden, "hello", null, "Closed doors."), (await connection.Ended.WaitAsync(Soon)).Why);
    }

    [Fact]
    public async Task A_handshake_that_is_refused_is_the_end_and_one_that_fails_is_tried_again()
    {
        await using var server = await ScriptedServer.Start(async (_, talk) =>
        {
            await talk.Hear();
            await talk.Welcome(3, "snap");
            await talk.Idle();
        });
        server.Refusing = 503;
        await using var patient = new GameConnection(new(server.Url, game)).Start();
        await Task.Delay(100);
        server.Refusing = 0;
        await patient.WaitUntil(() => patient.State == ConnectionState.CatchingUp, Soon);

        server.Refusing = 403;
        await using var refused = new GameConnection(new(server.Url, game)).Start();
        Assert.Equal(RefusalCode.Forbidden, (await refused.Ended.WaitAsync(Soon)).Why?.Code);
    }

    [Fact]
    public async Task A_session_that_was_opened_elsewhere_waits_until_control_is_taken_back()
    {
        await using var server = await ScriptedServer.Start(async (number, talk) =>
        {
            await talk.LetIn(3, isCurrent: number > 1, control: false);
            if (number == 1)
            {
                await talk.Close(CloseCode.ControlTaken);
                return;
            }

            await talk.Hear("ctl");
            await talk.Say("""{"t":"ctl","have":true}""");
            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game)).Start();
        await connection.WaitUntil(() => connection.State == ConnectionState.Moved, Soon);
        await Task.Delay(700); // Longer than the first back-off: it does not come back by itself.
        Assert.Equal(1, server.Connections);

        await connection.TakeControl(Soon);

        Assert.True(connection.HasControl);
        Assert.Equal(ConnectionState.Live, connection.State);
    }

    [Fact]
    public async Task Control_that_another_device_takes_is_told()
    {
        await using var server = await ScriptedServer.Start(async (_, talk) =>
        {
            await talk.LetIn(3);
            await talk.Say("""{"t":"ctl","have":false}""");
            await talk.Say("""{"t":"ctl","have":false,"free":true}""");
            await talk.Idle();
        });
        await using var connection = new GameConnection(new(server.Url, game)).Start();

        await connection.WaitUntil(() => connection is { HasControl: false, ControlIsFree: true, State: ConnectionState.Live }, Soon);
    }

    [Fact]
    public async Task A_server_that_stays_away_longer_than_patience_lasts_is_given_up()
    {
        await using var connection = new GameConnection(new(new Uri("http://127.0.0.1:1"), game)
        {
            Patience = TimeSpan.FromMilliseconds(300),
        }).Start();

        Assert.Equal(RefusalCode.Unavailable, (await connection.Ended.WaitAsync(Soon)).Why?.Code);
    }

    private static async Task<List<Heard>> First(IAsyncEnumerable<Heard> heard, int count)
    {
        var all = new List<Heard>();
        await foreach (var one in heard)
        {
            all.Add(one);
            if (all.Count == count) break;
        }

        return all;
    }
}
