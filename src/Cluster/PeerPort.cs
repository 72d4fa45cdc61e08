using System.Net;
using System.Net.Sockets;

namespace AkkaGame.Cluster;

/// <summary>The peer port cannot be had. The message is one sentence for the operator and says what to do.</summary>
public sealed class PeerPortException(string message, Exception inner) : Exception(message, inner);

/// <summary>
/// The port for peers, held from before joining until after leaving. While it is held nobody else on this machine has it, which is how a
/// node knows that whoever had it before is gone. Nobody is served yet: who connects is let go at once.
/// </summary>
public sealed class PeerPort : IAsyncDisposable
{
    public const int Usual = 5082;

    private static readonly TimeSpan betweenFailures = TimeSpan.FromMilliseconds(50);

    private readonly TcpListener listener;
    private readonly Task turningAway;

    private PeerPort(TcpListener listener)
    {
        this.listener = listener;
        Bound = (IPEndPoint)listener.LocalEndpoint;
        turningAway = TurnAway();
    }

    public IPEndPoint Bound { get; }

    /// <param name="at">Port 0 takes a free one.</param>
    /// <exception cref="PeerPortException">It is taken, or may not be bound.</exception>
    public static PeerPort Bind(IPEndPoint at)
    {
        var listener = new TcpListener(at) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return new(listener);
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new PeerPortException(Sentence(at, e), e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await turningAway;
    }

    private async Task TurnAway()
    {
        while (true)
            try
            {
                using var peer = await listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException
                || e is SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return; // The port was given up.
            }
            catch (SocketException)
            {
                await Task.Delay(betweenFailures); // Whoever it was is gone already; or no more files can be opened, which lasts.
            }
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
