using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace AkkaGame.Faults.Playing;

/// <summary>
/// A line to PostgreSQL that can leave out each Sync, the message that ends a request: what is seen where a client stops between two of its
/// packets. The statement runs, its locks are held, and no timeout of the server ends that while the connection stands.
/// </summary>
public sealed class SyncEater : IAsyncDisposable
{
    private const int FirstMessages = 8, Typed = 5;
    private const int Startup = 196608;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> sockets = [];
    private readonly int server;
    private readonly Task accepting;
    private volatile bool eats;
    private int eaten;

    /// <param name="server">PostgreSQL's port on this machine.</param>
    public SyncEater(int server)
    {
        this.server = server;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = Accept();
    }

    public int Port { get; }

    public bool Eats
    {
        get => eats;
        set => eats = value;
    }

    public int Eaten => Volatile.Read(ref eaten);

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        lock (sockets) sockets.ForEach(static socket => socket.Close(0));
        await accepting;
        listener.Dispose();
    }

    private async Task Accept()
    {
        var carried = new List<Task>();
        try
        {
            while (true) carried.Add(Carry(Kept(await listener.AcceptSocketAsync())));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task Carry(Socket client)
    {
        var to = Kept(new(SocketType.Stream, ProtocolType.Tcp));
        try
        {
            (client.NoDelay, to.NoDelay) = (true, true);
            await to.ConnectAsync(IPAddress.Loopback, server);
            await using var asks = new NetworkStream(client);
            await using var answers = new NetworkStream(to);
            await Task.WhenAny(Asks(asks, answers), answers.CopyToAsync(asks));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Whoever is left hears it as its own broken connection.
        }

        client.Close(0);
        to.Close(0);
    }

    private async Task Asks(NetworkStream from, NetworkStream to)
    {
        var isTyped = false;
        var head = new byte[FirstMessages];
        while (true)
        {
            // A message begins with its type and its length; those before the start-up is over have no type.
            var known = isTyped ? Typed : FirstMessages;
            await from.ReadExactlyAsync(head.AsMemory(0, known));
            var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(isTyped ? 1 : 0)) + (isTyped ? 1 : 0);
            var message = new byte[length];
            head.AsSpan(0, known).CopyTo(message);
            await from.ReadExactlyAsync(message.AsMemory(known));
            if (!isTyped) isTyped = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4)) == Startup;
            else if (eats && head[0] == 'S')
            {
                Interlocked.Increment(ref eaten);
                continue;
            }

            await to.WriteAsync(message);
        }
    }

    private Socket Kept(Socket socket)
    {
        lock (sockets) sockets.Add(socket);
        return socket;
    }
}
