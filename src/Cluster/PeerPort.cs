using System.Net;
using System.Net.Sockets;

namespace AkkaGame.Cluster;

/// <summary>The peer port cannot be had. The message is one sentence for the operator and says what to do.</summary>
public sealed class PeerPortException(string message, Exception inner) : Exception(message, inner);

/// <summary>
/// The port for peers, held from before joining until after leaving. While it is held nobody else on this machine has it, which is how a
/// node knows that whoever had it before is gone, and nobody who knocks is told that there is none. Who connects waits until a
/// <see cref="PeerServer"/> serves on it.
/// </summary>
public sealed class PeerPort : IAsyncDisposable
{
    public const int Usual = 5082;

    private const int Backlog = 256;

    private readonly Socket socket;

    private PeerPort(Socket socket)
    {
        this.socket = socket;
        Bound = (IPEndPoint)socket.LocalEndPoint!;
    }

    public IPEndPoint Bound { get; }

    /// <summary>The listening socket, for who serves on it; it stays this object's to close.</summary>
    internal ulong Handle => (ulong)socket.Handle;

    /// <param name="at">Port 0 takes a free one.</param>
    /// <exception cref="PeerPortException">It is taken, or may not be bound.</exception>
    public static PeerPort Bind(IPEndPoint at)
    {
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
        try
        {
            socket.Bind(at);
            socket.Listen(Backlog);
            return new(socket);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new PeerPortException(Sentence(at, e), e);
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return default;
    }

    private static string Sentence(IPEndPoint at, SocketException e) => e.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"The peer port {at.Port} is taken on this machine, by another node or another program: end that one, or choose another port.",
        SocketError.AccessDenied => $"The peer port {at.Port} may not be bound by this user: choose one above 1023.",
        SocketError.AddressNotAvailable => $"The address {at.Address} of the peer port is none of this machine's: name one that is.",
        _ => $"The peer port {at} cannot be bound ({e.Message}): choose another.",
    };
}
