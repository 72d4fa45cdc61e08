using System.Globalization;
using System.Net;
using AkkaGame.Actors;

namespace AkkaGame.Cluster;

/// <summary>What tells this machine, and this boot of it, from every other.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Boot">Two processes that see the same one, and could bind the same port, contend for that port.</param>
public sealed record Machine(string Host, string Boot)
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";
    private const string Network = "/proc/self/ns/net";

    public static Machine Read() => new(Environment.MachineName, OperatingSystem.IsLinux() && File.Exists(BootId) ? Linux() : Elsewhere());

    /// <summary>This process as a node.</summary>
    /// <param name="id">One that was never given before.</param>
    /// <param name="bound">Where its peer port is bound; null where it has none, and then it succeeds nobody.</param>
    /// <param name="address">Where peers reach it, host:port; null for this machine's name and the bound port.</param>
    public NodeIdentity Node(Guid id, IPEndPoint? bound, string? address = null)
    {
        var port = bound?.Port ?? 0;
        // A port can be bound once for each address, so the address belongs to what tells its holders apart.
        return new(
            id, address ?? $"{Host}:{port.ToString(CultureInfo.InvariantCulture)}", Host,
            bound is null ? Boot : $"{Boot}/{bound.Address}", port);
    }

    /// <summary>Two containers on one machine share its boot and may share a name, but each has ports of its own.</summary>
    private static string Linux() =>
        $"{File.ReadAllText(BootId).Trim()}/{new FileInfo(Network).LinkTarget ?? "net"}";

    /// <summary>
    /// When the machine started, to ten seconds. Where the clock was set since, a restart waits for its lease: late, never wrong.
    /// </summary>
    private static string Elsewhere() => ((DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - Environment.TickCount64) / 10_000)
        .ToString(CultureInfo.InvariantCulture);
}
