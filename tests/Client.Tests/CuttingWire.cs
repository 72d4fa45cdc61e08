using System.Net;
using System.Net.Sockets;

namespace AkkaGame.Client.Tests;

/// <summary>Passes bytes on, and cuts each connection after a number of them that a seed draws, whichever way they went.</summary>
internal sealed class CuttingWire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Random luck;
    private readonly Uri server;
    private readonly int most;
    private readonly Task accepting;

    /// <param name="most">Bytes after which a connection is cut at the latest.</param>
    public CuttingWire(Uri server, int seed, int most)
    {
        (this.server, luck, this.most) = (server, new Random(seed), most);
        listener.Start();
        accepting = Accept();
    }

    public Uri Url => new($"http://{listener.LocalEndpoint}");

    /// <summary>From now on nothing is cut.</summary>
    public bool IsWhole { get; set; }

    public int Cuts { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Carry(await listener.AcceptSocketAsync(stop.Token), luck.Next(1, most));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // No more of them.
        }
    }

    private async Task Carry(Socket client, int left)
    {
        using var to = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var from = client;
        try
        {
            await to.ConnectAsync(IPAddress.Loopback, server.Port, stop.Token);
            await Task.WhenAny(Pump(from, to), Pump(to, from));
        }
        catch (SocketException)
        {
            // The server is gone: so is the client's connection.
        }

        from.Close(0);
        to.Close(0);

        async Task Pump(Socket one, Socket other)
        {
            var buffer = new byte[8192];
            try
            {
                while (true)
                {
                    var taken = await one.ReceiveAsync(buffer, stop.Token);
                    if (taken == 0) return;
                    var before = Interlocked.Add(ref left, -taken) + taken;
                    var passed = IsWhole ? taken : Math.Clamp(before, 0, taken);
                    await other.SendAsync(buffer.AsMemory(0, passed), stop.Token);
                    if (passed == taken) continue;
                    Cuts++;
                    return;
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Cut already.
            }
        }
    }
}
