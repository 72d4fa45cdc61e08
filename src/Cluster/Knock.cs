using System.Net.Sockets;

namespace AkkaGame.Cluster;

/// <summary>Whether a process is still behind an address: one that was killed refuses, one that is stopped or cut off does not.</summary>
public static class Knock
{
    private static readonly TimeSpan patience = TimeSpan.FromMilliseconds(200);

    /// <summary>True only where the machine answered that nobody listens there.</summary>
    /// <param name="address">host:port.</param>
    public static async ValueTask<bool> IsRefused(string address, CancellationToken stop)
    {
        var colon = address.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(address.AsSpan(colon + 1), out var port) || port == 0) return false;
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        giveUp.CancelAfter(patience);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address[..colon].Trim('[', ']'), port, giveUp.Token);
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
