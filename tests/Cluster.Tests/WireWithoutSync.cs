using System.Net;
using System.Net.Sockets;

namespace AkkaGame.Cluster.Tests;

/// <summary>
/// A wire to the server that, from some moment on, keeps back the last message of each request (Sync): to the server its client looks
/// like one that was stopped in the middle of sending.
/// </summary>
internal sealed class WireWithoutSync : IAsyncDisposable
{
    private static readonly byte[] sync = [(byte)'S', 0, 0, 0, 4];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> ends = [];
    private readonly int server;
    private readonly Task accepting;
    private volatile bool isSwallowing;

    public WireWithoutSync(int server)
    {
        this.server = server;
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void SwallowSync() => isSwallowing = true;

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await accepting;
        lock (ends) ends.ForEach(static end => end.Dispose());
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                lock (ends) ends.AddRange([near, far]);
                await far.ConnectAsync(IPAddress.Loopback, server);
                _ = Carry(near, far, maySwallow: true);
                _ = Carry(far, near, maySwallow: false);
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The wire is taken down.
        }
    }

    private async Task Carry(TcpClient from, TcpClient to, bool maySwallow)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var read)
            {
                var piece = buffer.AsMemory(0, read);
                if (maySwallow && isSwallowing && piece.Span.EndsWith(sync)) piece = piece[..^sync.Length];
                await to.GetStream().WriteAsync(piece);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One of them hung up.
        }

        from.Dispose();
        to.Dispose();
    }
}
