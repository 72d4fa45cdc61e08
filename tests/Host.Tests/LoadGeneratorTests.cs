using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AkkaGame.Host.Bench;
using AkkaGame.Host.Bench.Sockets;
using AkkaGame.Messages.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AkkaGame.Host.Tests;

/// <summary>What a measurement counts, against a server that does as a test wants.</summary>
public sealed class LoadGeneratorTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Room> rooms = new();
    private WebApplication server = null!;
    private int goOnUntil;

    /// <summary>How a server tells one socket, by its place in its game, of an event; as it should unless a test has another way.</summary>
    private Func<int, int, IEnumerable<string>> Tells { get; set; } = static (_, seq) => [Event(seq)];

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0", "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.UseWebSockets();
        server.Run(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(WireWords.Subprotocol);
            await rooms.GetOrAdd(Path.GetFileName(context.Request.Path.Value!), _ => new(this)).Talk(socket, context.Connection.LocalPort);
        });
        await server.StartAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Every_command_that_went_the_whole_way_counts_once()
    {
        var reports = await Run(games: 3, senders: 2, spectators: 2, runs: 2);

        Assert.Equal(rooms.Sum(static room => room.Value.Commands), reports.Sum(static report => report.Count));
        Assert.All(rooms.Values, static room => Assert.Equal(room.Commands, room.Ids.Count));
        Assert.All(
            reports, static report => Assert.True(report is { P50: > 0, Seconds: > 0 } && report.P50 <= report.P99, report.ToString()));
        Assert.All(reports, static report => Assert.True(report.P99 <= report.Most, report.ToString()));
    }

    [Fact]
    public async Task Those_who_send_do_so_in_turns()
    {
        var report = Assert.Single(await Run(games: 1, senders: 2, spectators: 0));

        var senders = rooms.Single().Value.Senders;
        Assert.InRange(report.Count, 2, int.MaxValue);
        Assert.All(senders.Index(), one => Assert.Equal(one.Index % 2 == 0 ? senders[0] : senders[1], one.Item));
        Assert.NotEqual(senders[0], senders[1]);
    }

    [Fact]
    public async Task A_command_is_sent_again_under_its_id_and_counts_once()
    {
        var report = Assert.Single(await Run(games: 2, senders: 2, spectators: 1, change: static order => order with { Resends = true }));

        Assert.Equal(report.Count, rooms.Sum(static room => room.Value.Commands));
        Assert.Equal(report.Count, rooms.Sum(static room => room.Value.Again));
        Assert.Equal(2, report.Senders.Count);
        Assert.All(report.Senders, static sender => Assert.True(sender is { Fresh.P99: > 0, Again.P99: > 0 }, sender.ToString()));
    }

    [Fact]
    public async Task Everybody_sits_at_the_server_that_he_was_given()
    {
        var report = Assert.Single(await Run(games: 2, senders: 2, spectators: 1, change: order => order with
        {
            Servers = [.. server.Urls.Select(static url => new ServerAt(new(url), Environment.ProcessId))],
            Seats = [[0, 1, 1], [1, 0, 1]],
        }));

        var ports = server.Urls.Select(static url => new Uri(url).Port).ToArray();
        Assert.All(rooms.Values, room => Assert.Equal([ports[0], ports[1], ports[1]], room.Doors.OrderBy(port => port == ports[1])));
        Assert.Equal(rooms.Sum(static room => room.Value.Commands), report.Count);
        Assert.All(report.Senders, static sender => Assert.Null(sender.Again));
    }

    [Fact]
    public async Task An_event_in_a_group_is_waited_for_to_the_groups_end()
    {
        Tells = static (_, seq) => [$$"""{"t":"evs","from":{{seq}},"to":{{seq}},"e":[{{Event(seq)}}]}"""];

        var report = Assert.Single(await Run(games: 1, senders: 1, spectators: 3));

        Assert.Equal(rooms.Single().Value.Commands, report.Count);
    }

    [Fact]
    public async Task An_event_that_is_left_out_is_found()
    {
        Tells = static (place, seq) => place == 2 && seq == 3 ? [] : [Event(seq)];

        var lost = await Assert.ThrowsAsync<BenchRefusedException>(() => Run(games: 1, senders: 1, spectators: 2, until: 4));

        Assert.Contains("Event 4 came after event 2", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_ends_the_measurement_and_is_told()
    {
        Tells = static (_, _) => ["""{"t":"err","code":"RATE_LIMITED","msg":"Too much.","fatal":true}"""];

        var refused = await Assert.ThrowsAsync<BenchRefusedException>(() => Run(games: 1, senders: 1, spectators: 0));

        Assert.Contains("RATE_LIMITED", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_longer_than_what_is_looked_at_and_torn_anywhere_are_read()
    {
        var much = new string('x', 70_000);
        Tells = (_, seq) => [$$"""{"t":"eph","k":"crowd","d":"{{much}}"}""", $$"""{"t":"ev","seq":{{seq}},"g":{{seq}},"d":"{{much}}"}"""];

        var report = Assert.Single(await Run(games: 1, senders: 1, spectators: 1));

        Assert.Equal(rooms.Single().Value.Commands, report.Count);
    }

    private static string Event(int seq) => $$"""{"t":"ev","seq":{{seq}},"g":{{seq}}}""";

    /// <param name="until">The first command has events up to this seq.</param>
    /// <param name="change">Of the order, where it is another than usual.</param>
    private async Task<IReadOnlyList<LoadReport>> Run(
        int games, int senders, int spectators, int runs = 1, int until = 0, Func<LoadOrder, LoadOrder>? change = null)
    {
        goOnUntil = until;
        var order = new LoadOrder(
            [new(new(server.Urls.First()), Environment.ProcessId)],
            [.. Enumerable.Range(0, games).Select(static _ => Guid.NewGuid())], senders, spectators);
        if (change is not null) order = change(order);
        using var input = new StringReader(string.Join('\n',
            [JsonSerializer.Serialize(order, LoadJson.Default.LoadOrder), .. Enumerable.Repeat("0.1", runs)]));
        using var output = new StringWriter();
        await LoadGenerator.Run(input, output, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(LoadGenerator.Ready, lines[0]);
        return [.. lines.Skip(1).Select(static line => JsonSerializer.Deserialize(line, LoadJson.Default.LoadReport)!)];
    }

    private sealed class Room(LoadGeneratorTests test)
    {
        private readonly SemaphoreSlim turn = new(1);
        private readonly List<WebSocket> sockets = [];
        private int seq;

        public int Commands => seq;

        public HashSet<string> Ids { get; } = [];

        public List<int> Senders { get; } = [];

        /// <summary>Commands that had come before.</summary>
        public int Again { get; private set; }

        /// <summary>The ports that everybody came in by.</summary>
        public ConcurrentBag<int> Doors { get; } = [];

        public async Task Talk(WebSocket socket, int port)
        {
            Doors.Add(port);
            var buffer = new byte[ClientFrame.MaxBytes];
            try
            {
                while (await socket.ReceiveAsync(buffer.AsMemory(), default) is { MessageType: WebSocketMessageType.Text } received)
                {
                    using var frame = JsonDocument.Parse(buffer.AsMemory(0, received.Count));
                    await turn.WaitAsync();
                    try
                    {
                        if (frame.RootElement.GetProperty("t").GetString() == ClientFrame.Command) await Take(socket, frame.RootElement);
                        else await Greet(socket);
                    }
                    finally
                    {
                        turn.Release();
                    }
                }
            }
            catch (WebSocketException)
            {
                // The generator is done.
            }
        }

        private Task Greet(WebSocket socket)
        {
            sockets.Add(socket);
            return Send(socket, $$"""{"t":"snap","seq":{{seq}}}""");
        }

        private async Task Take(WebSocket sender, JsonElement command)
        {
            var id = command.GetProperty("id").GetString()!;
            if (!Ids.Add(id))
            {
                Again++;
                await Send(sender, $$"""{"t":"res","id":"{{id}}","ok":true,"from":{{seq}},"to":{{seq}},"dup":true}""");
                return;
            }

            Senders.Add(sockets.IndexOf(sender));
            do
            {
                seq++;
                for (var place = 0; place < sockets.Count; place++)
                    foreach (var frame in test.Tells(place, seq)) await Send(sockets[place], frame);
            }
            while (seq < test.goOnUntil);
            await Send(sender, $$"""{"t":"res","id":"{{id}}","ok":true,"from":{{seq}},"to":{{seq}}}""");
        }

        private static Task Send(WebSocket socket, string frame) =>
            socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, default);
    }
}
