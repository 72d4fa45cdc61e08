using System.Diagnostics.Metrics;

namespace AkkaGame.Cluster;

/// <summary>What a node counts of its ways to others, under the meter <see cref="Name"/>; its scope is this.</summary>
public sealed class PeerMeter : IDisposable
{
    public const string Name = "AkkaGame.Peers";

    private readonly Meter meter;
    private readonly Counter<long> asked, broken, held, refused, told, heard;
    private readonly Histogram<double> hop;
    private int links, guests, waiting;

    public PeerMeter()
    {
        meter = new(new MeterOptions(Name) { Scope = this });
        meter.CreateObservableGauge("akkagame.peers.links", () => Volatile.Read(ref links), "{link}", "Links to other nodes that stand.");
        meter.CreateObservableGauge(
            "akkagame.peers.guests", () => Volatile.Read(ref guests), "{link}", "Links that other nodes have here.");
        meter.CreateObservableGauge(
            "akkagame.peers.waiting", () => Volatile.Read(ref waiting), "{question}",
            "Questions that wait for a game's owner to be known.");
        asked = meter.CreateCounter<long>(
            "akkagame.peers.asked", "{question}", "Questions sent to owners on other nodes, by what became of them.");
        broken = meter.CreateCounter<long>("akkagame.peers.broken", "{link}", "Links that broke or could not be made.");
        held = meter.CreateCounter<long>("akkagame.peers.held", "{question}", "Questions held while their shard was handed over.");
        refused = meter.CreateCounter<long>(
            "akkagame.peers.refused", "{question}", "Questions refused because no owner was found in time, or too many waited, by reason.");
        told = meter.CreateCounter<long>("akkagame.peers.told", "{group}", "Groups told to other nodes.");
        heard = meter.CreateCounter<long>("akkagame.peers.heard", "{group}", "Groups told by other nodes.");
        hop = meter.CreateHistogram<double>("akkagame.peers.hop.duration", "s", "From sending a command to its owner until its answer.");
    }

    internal void Asked(PeerFate fate) => asked.Add(1, new KeyValuePair<string, object?>("fate", Word(fate)));

    internal void Hop(TimeSpan took) => hop.Record(took.TotalSeconds);

    internal void Linked() => Interlocked.Increment(ref links);

    internal void Unlinked() => Interlocked.Decrement(ref links);

    internal void Broke() => broken.Add(1);

    internal void Came() => Interlocked.Increment(ref guests);

    internal void Went() => Interlocked.Decrement(ref guests);

    internal void Held() => held.Add(1);

    internal void Refused(string reason) => refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal void Told() => told.Add(1);

    internal void Heard() => heard.Add(1);

    /// <summary>One more waits; how many do now.</summary>
    internal int Waits() => Interlocked.Increment(ref waiting);

    internal void WaitsNoMore() => Interlocked.Decrement(ref waiting);

    public void Dispose() => meter.Dispose();

    private static string Word(PeerFate fate) => fate switch
    {
        PeerFate.Answered => "answered",
        PeerFate.NotOwner => "not-owner",
        _ => "broken",
    };
}
