using System.Net;
using System.Net.Sockets;

namespace AkkaGame.Host.Launching;

/// <summary>Ports of this machine's loopback that nobody has in this moment.</summary>
internal static class FreePorts
{
    public static int One() => Take(1)[0];

    /// <summary>All of them are held until the last one is found, so that none is given twice.</summary>
    public static int[] Take(int count)
    {
        var held = Enumerable.Range(0, count).Select(static _ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var one in held) one.Start();
        var ports = Array.ConvertAll(held, static one => ((IPEndPoint)one.LocalEndpoint).Port);
        foreach (var one in held) one.Dispose();
        return ports;
    }
}
