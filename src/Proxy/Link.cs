using System.Net.Sockets;

namespace AkkaGame.Proxy;

/// <summary>One connection through the proxy: both its sockets.</summary>
internal sealed class Link(int number, Socket client, Socket server)
{
    private volatile bool isHole;

    /// <summary>The first one is 1.</summary>
    public int Number => number;

    public Socket Client => client;

    public Socket Server => server;

    public Upgrade Upgrade { get; } = new();

    /// <summary>Whatever comes from either side vanishes.</summary>
    public bool IsHole
    {
        get => isHole;
        set => isHole = value;
    }

    /// <summary>Both ends hear at once that it is over.</summary>
    public void Reset()
    {
        client.Close(0);
        server.Close(0);
    }
}
