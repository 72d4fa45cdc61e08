using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using AkkaGame.Host.Configuration;
using AkkaGame.Messages;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AkkaGame.Host.Serving;

/// <summary>
/// Counts connections as they come, before a byte of them is read: so many at all, so many from one address. Who is one too many is told
/// so in HTTP, whatever he came for. The address is the one that connected: nothing that a request says of itself changes it.
/// </summary>
internal sealed class Capacity(Bounds bounds)
{
    /// <summary>How long somebody who is turned away may take to read so; so many are told at once, the others just closed.</summary>
    private static readonly TimeSpan farewell = TimeSpan.FromSeconds(1);

    private const int FarewellsMax = 500;

    private static readonly byte[] full = Answer(
        new(RefusalCode.Busy, null, "connections", "As many are connected as can be.", Retry.After));

    private static readonly byte[] tooMany = Answer(
        new(RefusalCode.RateLimited, null, "connections-per-address", "Too many connections come from this address.", Retry.After));

    private readonly ConcurrentDictionary<IPAddress, int> inside = new();
    private int count;

    /// <summary>Limits of single requests, and the counting of connections.</summary>
    public void Guard(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = 16 * 1024; // A game with both lineup cards has room.
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MaxRequestLineSize = 2 * 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        if (bounds.Connections > 0) limits.MaxConcurrentConnections = bounds.Connections + FarewellsMax;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => Pass(connection, next)));
    }

    /// <summary>Who is counted as one: an address of IPv4, the network of one of IPv6.</summary>
    public static IPAddress Counted(IPAddress from)
    {
        if (from.IsIPv4MappedToIPv6) return from.MapToIPv4();
        if (from.GetAddressBytes() is not { Length: 16 } six) return from;
        six.AsSpan(8).Clear();
        return new(six);
    }

    /// <summary>How many may come from there; 0 for no bound.</summary>
    public static int Most(PerAddress bound, IPAddress from) => bound.ForThisMachineToo || !IPAddress.IsLoopback(from) ? bound.Most : 0;

    /// <summary>
    /// Who says twice how long his body is wants somebody between us to read it otherwise. Null where he does not. (What stands under the
    /// first name is moved to the second one before we see it.)
    /// </summary>
    public static Refusal? TwoLengths(HttpRequest request) => request.Headers.ContainsKey("Transfer-Encoding")
        && (request.Headers.ContainsKey("Content-Length") || request.Headers.ContainsKey("X-Content-Length"))
            ? new(RefusalCode.BadFrame, "Content-Length", "one-length", "A body with a Transfer-Encoding has no Content-Length.")
            : null;

    private async Task Pass(ConnectionContext connection, ConnectionDelegate next)
    {
        var from = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.Loopback;
        var (counted, most) = (Counted(from), Most(bounds.ConnectionsPerAddress, from));
        var all = Interlocked.Increment(ref count);
        var his = inside.AddOrUpdate(counted, 1, static (_, before) => before + 1);
        try
        {
            if (bounds.Connections > 0 && all > bounds.Connections) await TurnAway(connection, full);
            else if (most > 0 && his > most) await TurnAway(connection, tooMany);
            else await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref count);
            if (inside.AddOrUpdate(counted, 0, static (_, before) => before - 1) == 0) inside.TryRemove(new(counted, 0));
        }
    }

    private static async Task TurnAway(ConnectionContext connection, byte[] answer)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        late.CancelAfter(farewell);
        try
        {
            await connection.Transport.Output.WriteAsync(answer, late.Token);
            await connection.Transport.Output.CompleteAsync();
            // Closing on bytes that nobody read would take the answer back.
            var left = 64 * 1024L;
            while (left > 0)
            {
                var read = await connection.Transport.Input.ReadAsync(late.Token);
                left -= read.Buffer.Length;
                connection.Transport.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) break;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // He has gone, or reads too slowly to be waited for.
        }
    }

    private static byte[] Answer(Refusal refused)
    {
        var problem = Problem.Of(refused, "/");
        var body = JsonSerializer.SerializeToUtf8Bytes(problem, HostJson.Default.Problem);
        var head = $"HTTP/1.1 {problem.Status} {(problem.Status == 429 ? "Too Many Requests" : "Service Unavailable")}\r\n"
            + "Content-Type: application/problem+json\r\nCache-Control: no-store\r\nRetry-After: 5\r\nConnection: close\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
