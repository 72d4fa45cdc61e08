using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AkkaGame.Proxy;

/// <summary>
/// Stands between a program and its server on a port of its own, and does what networks do to both of them: as it is told at the moment
/// (<see cref="ToServer"/> and what stands beside it, for every connection), or as a <see cref="Plan"/> draws it.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    /// <summary>Bytes that a slow line keeps on its way; without a bound the sender would never feel that it is slow.</summary>
    private const int SlowBuffer = 4096;

    private const int Backlog = 1024;

    private readonly Lock doors = new();
    private readonly ConcurrentDictionary<Link, byte> links = [];
    private readonly ConcurrentDictionary<Task, byte> carried = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Counting counting;
    private Task accepting;
    private TcpListener? listener;
    private volatile Plan plan = Plan.Nothing;

    /// <param name="server">A port of this machine.</param>
    public FaultProxy(int server) : this(new IPEndPoint(IPAddress.Loopback, server)) { }

    /// <param name="server">Where to connect to.</param>
    /// <param name="listen">Where to listen; null for a free port of this machine's loopback.</param>
    /// <param name="tell">Told of every deed, on whatever thread does it; must not block.</param>
    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public FaultProxy(EndPoint server, IPEndPoint? listen = null, Plan? plan = null, Action<Deed>? tell = null)
    {
        (Server, Plan, counting) = (server, plan ?? Plan.Nothing, new(tell));
        listener = new(listen ?? new IPEndPoint(IPAddress.Loopback, 0));
        listener.Start(Backlog);
        Listens = (IPEndPoint)listener.LocalEndpoint;
        accepting = Accept(listener);
    }

    /// <summary>Where to connect instead of the server.</summary>
    public int Port => Listens.Port;

    private IPEndPoint Listens { get; }

    /// <summary>Another one counts for new connections.</summary>
    public EndPoint Server { get; set; }

    public Flow ToServer { get; set; }

    public Flow ToClient { get; set; }

    /// <summary>Waits so long before each piece it hands on.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>New connections are taken and closed at once.</summary>
    public bool Refusing { get; set; }

    /// <summary>What befalls messages; another one counts from the next message on.</summary>
    public Plan Plan
    {
        get => plan;
        set => plan = value;
    }

    /// <summary>Connections that are open now.</summary>
    public int Open => links.Count;

    /// <summary>What was done so far.</summary>
    public Tally Tally => counting.Tally(Open);

    /// <summary>
    /// From now on all passes; what vanished stays lost, and a connection that fell into a hole stays in it until it is cut.
    /// </summary>
    public void Heal() => (ToServer, ToClient, Latency, Refusing, Plan) = (Flow.Pass, Flow.Pass, TimeSpan.Zero, false, Plan.Nothing);

    /// <summary>Resets every connection: both ends hear it at once.</summary>
    public void Cut()
    {
        foreach (var link in links.Keys) link.Reset();
    }

    /// <summary>
    /// As where the server's process is gone: every connection is reset, and who connects is refused by this machine itself.
    /// </summary>
    public void Shut()
    {
        lock (doors)
        {
            listener?.Stop();
            listener = null;
        }

        Cut();
    }

    /// <summary>Listens again after <see cref="Shut"/>, on the same port.</summary>
    /// <exception cref="SocketException">Somebody else has taken the port meanwhile.</exception>
    public void Reopen()
    {
        lock (doors)
        {
            if (listener is not null) return;
            listener = new(Listens);
            listener.Start(Backlog);
            accepting = Task.WhenAll(accepting, Accept(listener));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        Shut();
        await accepting;
        await Task.WhenAll(carried.Keys);
        stop.Dispose();
    }

    private async Task Accept(TcpListener listener)
    {
        while (!stop.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync(stop.Token);
            }
            catch (SocketException) when (!stop.IsCancellationRequested && listener == this.listener)
            {
                continue; // The one who came is gone already.
            }
            catch (Exception e) when (
                e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            var number = counting.Connects();
            if (Refusing || Plan.Refuses(number))
            {
                counting.Refuses(number);
                client.Close(0);
                continue;
            }

            var carrying = Carry(number, client);
            carried[carrying] = 0;
            _ = carrying.ContinueWith(done => carried.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task Carry(int number, Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var link = new Link(number, client, server);
        links[link] = 0;
        try
        {
            client.NoDelay = true;
            if (Plan.ToClient.BytesPerSecond > 0) (server.ReceiveBufferSize, client.SendBufferSize) = (SlowBuffer, SlowBuffer);
            if (Plan.ToServer.BytesPerSecond > 0) (client.ReceiveBufferSize, server.SendBufferSize) = (SlowBuffer, SlowBuffer);
            await server.ConnectAsync(Server, stop.Token);
            await Task.WhenAll(
                new Pump(this, link, toServer: true, counting, stop.Token).Run(),
                new Pump(this, link, toServer: false, counting, stop.Token).Run());
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
}
