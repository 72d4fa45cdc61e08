using System.Diagnostics.Metrics;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>
/// What one gateway counts. Counts are plain numbers which the instruments read when somebody collects. What is sent every outbox counts
/// for itself, so that ten thousand of them share no counter.
/// </summary>
internal sealed class GatewayMeter : IDisposable
{
    private static readonly RefusalCode[] refusalCodes = Enum.GetValues<RefusalCode>();
    private static readonly CloseCode[] closeCodes = Enum.GetValues<CloseCode>();
    private static readonly Role[] roles = [Role.Manager, Role.Spectator, Role.Scorer, Role.Commissioner, Role.Ops];

    private readonly Meter meter;
    private readonly long[] refused = new long[refusalCodes.Length];
    private readonly long[] closed = new long[closeCodes.Length];
    private readonly long[] open = new long[roles.Length];
    private readonly StandCounts stands;
    private readonly Func<long> sentByOpen;
    private long heard, sentByClosed, closedByClients;

    /// <param name="gateway">The scope of the meter: two gateways in one process can be told apart.</param>
    /// <param name="sentByOpen">Frames sent on the sockets that are open now.</param>
    public GatewayMeter(object gateway, StandCounts stands, Func<long> sentByOpen)
    {
        (this.stands, this.sentByOpen) = (stands, sentByOpen);
        meter = new(new MeterOptions(Grandstand.MeterName) { Scope = gateway });
        meter.CreateObservableGauge(
            "akkagame.sockets.open", () => roles.Select(role => Tagged(Open(role), "role", WireWords.Of(role))), "{socket}",
            "Connections that said hello and are open.");
        meter.CreateObservableCounter("akkagame.frames.heard", () => Heard, "{frame}", "Frames that clients sent.");
        meter.CreateObservableCounter("akkagame.frames.sent", () => Sent, "{frame}", "Frames sent to clients.");
        meter.CreateObservableCounter(
            "akkagame.frames.refused", () => RefusedCounts.Select(one => Tagged(one.Value, "code", WireWords.Of(one.Key))), "{frame}",
            "Frames refused by the gateway, or by the game, by code.");
        meter.CreateObservableCounter(
            "akkagame.sockets.closed", Closings, "{socket}", "Connections that ended, by the close code that the gateway gave.");
        meter.CreateObservableCounter(
            "akkagame.desyncs", () => Desyncs, "{desync}", "Clients that came back with another view than they were sent.");
        meter.CreateObservableCounter(
            "akkagame.outbox.overflows", () => Overflows, "{overflow}",
            "Times that a client read too slowly and was left out of something.");
    }

    public long Heard => Volatile.Read(ref heard);

    public long Sent => Volatile.Read(ref sentByClosed) + sentByOpen();

    public long Desyncs => Volatile.Read(ref stands.Desyncs);

    /// <summary>Watchers who were shown the game anew, and others who were closed.</summary>
    public long Overflows => Volatile.Read(ref stands.Gaps) + Volatile.Read(ref closed[Array.IndexOf(closeCodes, CloseCode.Slow)]);

    public Dictionary<RefusalCode, long> RefusedCounts =>
        refusalCodes.Where(code => refused[(int)code] > 0).ToDictionary(static code => code, code => refused[(int)code]);

    public Dictionary<CloseCode, long> ClosedCounts => closeCodes.Zip(closed).Where(static one => one.Second > 0)
        .ToDictionary(static one => one.First, static one => one.Second);

    public Dictionary<Role, long> OpenCounts =>
        roles.Where(role => Open(role) > 0).ToDictionary(static role => role, Open);

    public long Open(Role role) => Volatile.Read(ref open[Array.IndexOf(roles, role)]);

    public void Came(Role role) => Interlocked.Increment(ref open[Array.IndexOf(roles, role)]);

    public void Went(Role role) => Interlocked.Decrement(ref open[Array.IndexOf(roles, role)]);

    public void Frame() => Interlocked.Increment(ref heard);

    /// <returns>The same.</returns>
    public Refusal Refused(Refusal refusal)
    {
        Interlocked.Increment(ref refused[(int)refusal.Code]);
        return refusal;
    }

    /// <param name="code">Null where the client closed, or was lost.</param>
    /// <param name="sent">Frames that it was sent.</param>
    public void Ended(CloseCode? code, long sent)
    {
        Interlocked.Add(ref sentByClosed, sent);
        if (code is { } ours && Array.IndexOf(closeCodes, ours) is >= 0 and var place) Interlocked.Increment(ref closed[place]);
        else Interlocked.Increment(ref closedByClients);
    }

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<long>> Closings() =>
    [
        Tagged(Volatile.Read(ref closedByClients), "code", "client"),
        .. ClosedCounts.Select(static one => Tagged(one.Value, "code", $"{(int)one.Key}")),
    ];

    private static Measurement<long> Tagged(long value, string tag, string name) =>
        new(value, new KeyValuePair<string, object?>(tag, name));
}
