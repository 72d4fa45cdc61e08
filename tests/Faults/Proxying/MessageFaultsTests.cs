using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using AkkaGame.Proxy;

namespace AkkaGame.Faults.Proxying;

/// <summary>A WebSocket through the proxy: each fault does to its messages what its name says, and the seed repeats it.</summary>
public sealed class MessageFaultsTests : IAsyncLifetime
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> heard = [];
    private readonly ConcurrentQueue<Deed> deeds = [];
    private FaultProxy proxy = null!;
    private Task serving = Task.CompletedTask;

    public Task InitializeAsync()
    {
        listener.Start();
        proxy = new(listener.LocalEndpoint, tell: deeds.Enqueue);
        serving = Serve();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await proxy.DisposeAsync();
        listener.Stop();
        await serving;
    }

    [Fact]
    public async Task Commands_vanish_come_twice_and_overtake_each_other_and_nothing_else_does()
    {
        var rates = new FaultRates
        {
            Drop = 0.2, Duplicate = 0.2, Reorder = 0.2, Only = Plan.Commands, WaitMost = TimeSpan.FromMilliseconds(100),
        };
        proxy.Plan = new(3, rates, FaultRates.None);
        var first = await Sent(60);
        Assert.Contains(first.GroupBy(static one => one), static one => one.Count() > 1);
        Assert.True(first.Distinct().Count() < 120);
        Assert.Equal(
            Enumerable.Range(0, 60).Select(static i => $"{{\"t\":\"ack\",\"n\":{i}}}"),
            first.Where(static one => one.Contains("ack", StringComparison.Ordinal)));
        var commands = first.Where(static one => one.Contains("cmd", StringComparison.Ordinal)).Distinct().Select(Number).ToList();
        Assert.NotEqual(commands.Order(), commands);
        Assert.Equal(proxy.Tally.Faults, deeds.Count);
        Assert.All(deeds, static deed => Assert.Equal("cmd", deed.Kind));
    }

    [Fact]
    public async Task Another_proxy_with_the_same_seed_does_the_same()
    {
        var plan = new Plan(11, new() { Drop = 0.2, Duplicate = 0.2, WaitMost = TimeSpan.Zero }, FaultRates.None);
        proxy.Plan = plan;
        var first = await Sent(50);
        heard.Clear();
        await using var again = new FaultProxy(listener.LocalEndpoint, plan: plan);
        Assert.Equal(first, await Sent(50, again.Port));
    }

    [Fact]
    public async Task A_cut_is_heard_and_the_message_before_it_has_arrived()
    {
        using var socket = await Connected(proxy.Port);
        await Say(socket, "before");
        Assert.Equal("echo before", await Hear(socket));
        proxy.Plan = new(1, new() { Cut = 1 }, FaultRates.None);
        await Say(socket, "cut");
        await Assert.ThrowsAsync<WebSocketException>(async () => await Hear(socket));
        Assert.Equal("before", heard.First());
        await Until(() => proxy.Open == 0);
    }

    [Fact]
    public async Task After_a_half_close_the_server_hears_no_more_and_is_heard()
    {
        using var socket = await Connected(proxy.Port);
        proxy.Plan = new(1, new() { HalfClose = 1 }, FaultRates.None);
        await Say(socket, "last");
        await Until(() => heard.Contains("(gone)"));
        Assert.Equal(["last", "(gone)"], heard);
        Assert.Equal("echo last", await Hear(socket));
    }

    [Fact]
    public async Task What_falls_into_a_hole_is_heard_by_nobody_and_nobody_is_told()
    {
        using var socket = await Connected(proxy.Port);
        proxy.Plan = new(1, new() { BlackHole = 1 }, FaultRates.None);
        await Say(socket, "lost");
        await Until(() => proxy.Tally.BlackHoled == 1);
        proxy.Heal();
        await Say(socket, "lost too");
        await Task.Delay(200);
        Assert.Empty(heard);
        Assert.Equal(WebSocketState.Open, socket.State);
        socket.Abort();
        await Task.Delay(100);
        Assert.DoesNotContain("(gone)", heard);
    }

    [Fact]
    public async Task A_slow_line_is_felt_by_the_sender()
    {
        proxy.Plan = new(1, new() { BytesPerSecond = 1000 }, FaultRates.None);
        using var socket = await Connected(proxy.Port);
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var most = new byte[8 << 20];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await socket.SendAsync(most, WebSocketMessageType.Binary, true, soon.Token));
    }

    [Fact]
    public async Task So_many_connections_as_the_rate_says_are_refused()
    {
        proxy.Plan = new(2, FaultRates.None, FaultRates.None, Refuse: 0.5);
        var got = 0;
        for (var i = 0; i < 20; i++)
        {
            try
            {
                using var socket = await Connected(proxy.Port);
                got++;
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // Refused.
            }
        }

        Assert.Equal(20, got + proxy.Tally.Refused);
        Assert.InRange(got, 3, 17);
    }

    /// <summary>What arrives of so many commands and as many acks, in the order of arrival.</summary>
    private async Task<string[]> Sent(int count, int? through = null)
    {
        using var socket = await Connected(through ?? proxy.Port);
        for (var i = 0; i < count; i++)
        {
            await Say(socket, $$"""{"t":"cmd","n":{{i}}}""");
            await Say(socket, $$"""{"t":"ack","n":{{i}}}""");
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        await Until(() => heard.Contains("(gone)"));
        return [.. heard.Where(static one => one != "(gone)")];
    }

    private static int Number(string message) => int.Parse([.. message.Where(char.IsAsciiDigit)], CultureInfo.InvariantCulture);

    private static async Task<WebSocket> Connected(int to)
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, to);
        return await Upgraded(client, "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n", isServer: false);
    }

    /// <summary>
    /// A WebSocket after as much of a handshake as the proxy has to see. By hand, because a server of the framework either takes a
    /// half-closed connection for a broken one (Kestrel), or has callbacks whose exceptions nobody can catch (HttpListener).
    /// </summary>
    /// <exception cref="IOException">It was cut off before.</exception>
    private static async Task<WebSocket> Upgraded(Socket one, string head, bool isServer)
    {
        var stream = new NetworkStream(one, ownsSocket: true);
        try
        {
            using var late = new CancellationTokenSource(patience);
            if (!isServer) await stream.WriteAsync(Encoding.ASCII.GetBytes(head), late.Token);
            var (heard, buffer) = ("", new byte[4096]);
            while (!heard.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                var taken = await stream.ReadAsync(buffer, late.Token);
                if (taken == 0) throw new IOException("The handshake was cut off.");
                heard += Encoding.ASCII.GetString(buffer, 0, taken);
            }

            if (isServer) await stream.WriteAsync(Encoding.ASCII.GetBytes(head), late.Token);
            return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = isServer });
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static async Task Say(WebSocket socket, string text)
    {
        using var late = new CancellationTokenSource(patience);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, late.Token);
    }

    private static async Task<string> Hear(WebSocket socket)
    {
        var buffer = new byte[4096];
        using var late = new CancellationTokenSource(patience);
        var got = await socket.ReceiveAsync(buffer, late.Token);
        return got.MessageType == WebSocketMessageType.Close ? "(closed)" : Encoding.UTF8.GetString(buffer, 0, got.Count);
    }

    private static async Task Until(Func<bool> what)
    {
        using var late = new CancellationTokenSource(patience);
        while (!what()) await Task.Delay(10, late.Token);
    }

    private async Task Serve()
    {
        try
        {
            while (true) _ = Echo(await listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed with the test.
        }
    }

    private async Task Echo(Socket client)
    {
        try
        {
            using var socket = await Upgraded(client, "HTTP/1.1 101 Switching Protocols\r\n\r\n", isServer: true);
            while (await Hear(socket) is var text && text != "(closed)")
            {
                heard.Enqueue(text);
                if (text.StartsWith('{')) continue;
                await socket.SendAsync(Encoding.UTF8.GetBytes($"echo {text}"), WebSocketMessageType.Text, true, default);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Gone in another way.
        }

        heard.Enqueue("(gone)");
    }
}
