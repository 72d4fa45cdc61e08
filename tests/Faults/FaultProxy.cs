using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AkkaGame.Faults;

/// <summary>What a proxy does with the bytes of one direction.</summary>
public enum Flow : byte
{
    Pass,
    /// <summary>Takes them and lets them vanish: the sender believes that they arrived.</summary>
    Lose,
    /// <summary>Takes nothing: the sender's buffers fill, as in a partition.</summary>
    Hold,
}

/// <summary>Stands between a program and its server on a port of its own, and does what networks do to both of them.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Link, byte> links = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;

    public FaultProxy(int server)
    {
        Server = server;
        listener.Start();
        accepting = Accept();
    }

    /// <summary>Where to connect instead of the server.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The server's port; another one counts for new connections.</summary>
    public int Server { get; set; }

    public Flow ToServer { get; set; }

    public Flow ToClient { get; set; }

    /// <summary>Waits so long before each piece it hands on.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>New connections are taken and closed at once.</summary>
    public bool Refusing { get; set; }

    /// <summary>Connections that are open now.</summary>
    public int Open => links.Count;

    public void Heal() => (ToServer, ToClient, Latency, Refusing) = (Flow.Pass, Flow.Pass, TimeSpan.Zero, false);

    /// <summary>Resets every connection: both ends hear it at once.</summary>
    public void Cut()
    {
        foreach (var link in links.Keys) link.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Cut();
        await accepting;
        stop.Dispose();
    }

    private async Task Accept()
    {
        while (!stop.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync(stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            if (Refusing) client.Close(0);
            else _ = Carry(client);
        }
    }

    private async Task Carry(Socket client)
    {
        var link = new Link(client, new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        client.NoDelay = true;
        links[link] = 0;
        try
        {
            await link.Server.ConnectAsync(IPAddress.Loopback, Server, stop.Token);
            await Task.WhenAny(
                Pump(link.Client, link.Server, () => ToServer), Pump(link.Server, link.Client, () => ToClient));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The server is not there: the client hears it as its own broken connection.
        }
        finally
        {
            links.TryRemove(link, out _);
            link.Reset();
        }
    }

    private async Task Pump(Socket from, Socket to, Func<Flow> flow)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                while (flow() == Flow.Hold) await Task.Delay(5, stop.Token);
                var taken = await from.ReceiveAsync(buffer, stop.Token);
                if (taken == 0) return;
                if (Latency > TimeSpan.Zero) await Task.Delay(Latency, stop.Token);
                while (flow() == Flow.Hold) await Task.Delay(5, stop.Token);
                if (flow() == Flow.Lose) continue;
                for (var sent = 0; sent < taken;) sent += await to.SendAsync(buffer.AsMemory(sent, taken - sent), stop.Token);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is gone, so the other goes too.
        }
    }

    private sealed record Link(Socket Client, Socket Server)
    {
        public void Reset()
        {
            Client.Close(0);
            Server.Close(0);
        }
    }
}
