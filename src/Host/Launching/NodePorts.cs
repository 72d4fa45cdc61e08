using System.Globalization;

namespace AkkaGame.Host.Launching;

/// <summary>Where one node of a cluster on this machine listens: for people, for operators, for the others.</summary>
internal sealed record NodePorts(int People, int Operators, int Peers)
{
    /// <summary>From the ports of one node to those of the next.</summary>
    private const int Apart = 100;

    public string Page => Url(People);

    public string Ops => Url(Operators);

    public string Peer => Peers.ToString(CultureInfo.InvariantCulture);

    public string PeerAddress => $"127.0.0.1:{Peer}";

    /// <summary>The highest port that so many nodes need.</summary>
    public static int Last(int nodes, int first) => first + (nodes - 1) * Apart + 2;

    /// <param name="first">Of the first node's page: 5080 gives 5080 to 5082, 5180 to 5182, and so on; 0 gives free ones.</param>
    public static IReadOnlyList<NodePorts> Of(int nodes, int first) => first == 0
        ? [.. FreePorts.Take(nodes * 3).Chunk(3).Select(static three => new NodePorts(three[0], three[1], three[2]))]
        : [.. Enumerable.Range(0, nodes).Select(i => first + i * Apart).Select(static port => new NodePorts(port, port + 1, port + 2))];

    private static string Url(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
}
