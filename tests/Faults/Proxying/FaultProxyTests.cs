using System.Net;
using System.Net.Sockets;
using AkkaGame.Proxy;

namespace AkkaGame.Faults.Proxying;

/// <summary>The proxy does to the bytes what its settings say, and nothing else.</summary>
public sealed class FaultProxyTests : IAsyncLifetime
{
    private readonly TcpListener server = new(IPAddress.Loopback, 0);
    private FaultProxy proxy = null!;
    private Socket client = null!, served = null!;

    public async Task InitializeAsync()
    {
        server.Start();
        proxy = new(((IPEndPoint)server.LocalEndpoint).Port);
        (client, served) = await Connected();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        served.Dispose();
        await proxy.DisposeAsync();
        server.Stop();
    }

    [Fact]
    public async Task Bytes_pass_in_both_directions()
    {
        await client.SendAsync("ask"u8.ToArray());
        Assert.Equal("ask", await Heard(served));
        await served.SendAsync("answer"u8.ToArray());
        Assert.Equal("answer", await Heard(client));
    }

    [Fact]
    public async Task An_answer_that_is_lost_never_comes_and_the_next_one_does()
    {
        proxy.ToClient = Flow.Lose;
        await served.SendAsync("lost"u8.ToArray());
        await client.SendAsync("ask"u8.ToArray());
        Assert.Equal("ask", await Heard(served));
        await Task.Delay(50);
        proxy.Heal();

        await served.SendAsync("next"u8.ToArray());

        Assert.Equal("next", await Heard(client));
    }

    [Fact]
    public async Task What_is_held_comes_when_the_line_is_healed()
    {
        proxy.ToServer = Flow.Hold;
        await client.SendAsync("held"u8.ToArray());
        using var soon = new CancellationTokenSource(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await served.ReceiveAsync(new byte[10], soon.Token));
        proxy.Heal();
        Assert.Equal("held", await Heard(served));
    }

    [Fact]
    public async Task Shut_it_refuses_as_a_machine_without_the_process_does_and_reopened_it_carries_again()
    {
        proxy.Shut();
        Assert.True(await IsOver(client));
        Assert.True(await IsOver(served));
        using var refused = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var why = await Assert.ThrowsAnyAsync<SocketException>(
            () => refused.ConnectAsync(new IPEndPoint(IPAddress.Loopback, proxy.Port)));
        Assert.Equal(SocketError.ConnectionRefused, why.SocketErrorCode);

        proxy.Reopen();

        var (again, there) = await Connected();
        await again.SendAsync("again"u8.ToArray());
        Assert.Equal("again", await Heard(there));
        again.Dispose();
        there.Dispose();
    }

    [Fact]
    public async Task Cut_both_ends_hear_it_and_a_new_connection_is_carried()
    {
        proxy.Cut();
        Assert.True(await IsOver(client));
        Assert.True(await IsOver(served));

        var (again, there) = await Connected();
        await again.SendAsync("again"u8.ToArray());
        Assert.Equal("again", await Heard(there));
        again.Dispose();
        there.Dispose();
    }

    [Fact]
    public async Task While_it_refuses_nobody_gets_through()
    {
        proxy.Refusing = true;
        using var refused = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await refused.ConnectAsync(IPAddress.Loopback, proxy.Port);
        }
        catch (SocketException)
        {
            return; // Heard before the connection was even there.
        }

        Assert.True(await IsOver(refused));
    }

    private async Task<(Socket Client, Socket Served)> Connected()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, proxy.Port);
        return (socket, await server.AcceptSocketAsync());
    }

    private static async Task<string> Heard(Socket socket)
    {
        var buffer = new byte[100];
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return System.Text.Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, late.Token));
    }

    private static async Task<bool> IsOver(Socket socket)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            return await socket.ReceiveAsync(new byte[10], late.Token) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
