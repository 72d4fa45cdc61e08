using System.Diagnostics.Metrics;

namespace AkkaGame.Cluster;

/// <summary>What a keeper counts of itself, under the meter <see cref="ShardKeeper.MeterName"/>.</summary>
internal sealed class KeeperMeter : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> epochChanges, renewalsFailed, looksFailed, incarnations, declared, taken;
    private readonly Counter<long> planned, handedOver, notHandedOver, woken;
    private readonly Histogram<double> handOver;

    /// <param name="keeper">The scope of the meter: two keepers in one process can be told apart.</param>
    public KeeperMeter(ShardKeeper keeper)
    {
        meter = new(new MeterOptions(ShardKeeper.MeterName) { Scope = keeper });
        epochChanges = meter.CreateCounter<long>(
            "akkagame.cluster.epoch.changes", "{change}", "Shards gained, lost, or gone on under another epoch.");
        renewalsFailed = meter.CreateCounter<long>("akkagame.cluster.renewals.failed", "{renewal}", "Beats without an answer.");
        looksFailed = meter.CreateCounter<long>("akkagame.cluster.looks.failed", "{look}", "Looks at the tables without an answer.");
        incarnations = meter.CreateCounter<long>("akkagame.cluster.incarnations", "{incarnation}", "Times this process joined.");
        declared = meter.CreateCounter<long>("akkagame.cluster.declared.dead", "{node}", "Nodes this one declared dead.");
        taken = meter.CreateCounter<long>("akkagame.cluster.takeovers", "{shard}", "Shards of nobody living that this node took.");
        planned = meter.CreateCounter<long>("akkagame.cluster.planned", "{shard}", "Shards this node wrote down to move.");
        handedOver = meter.CreateCounter<long>("akkagame.cluster.handovers", "{shard}", "Shards this node handed over.");
        notHandedOver = meter.CreateCounter<long>(
            "akkagame.cluster.handovers.failed", "{shard}", "Hand-overs that did not come about, or were not answered.");
        woken = meter.CreateCounter<long>("akkagame.cluster.woken", "{notice}", "Times the store said that shards may have changed.");
        handOver = meter.CreateHistogram(
            "akkagame.cluster.handover.duration", "s", "From a shard's last command here to where the next one may go there.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
    }

    /// <summary>From now on it is looked at: not before it is whole, for somebody may look at once.</summary>
    public void Observe(ShardKeeper keeper)
    {
        meter.CreateObservableGauge("akkagame.cluster.shards", () => keeper.Sight().Owned.Count, "{shard}", "Shards this node owns.");
        meter.CreateObservableGauge(
            "akkagame.cluster.nodes", () => keeper.Sight().Nodes.Count, "{node}", "Nodes that are not dead, at the last look.");
        meter.CreateObservableGauge(
            "akkagame.cluster.renewal.age", () => keeper.Sight().SinceRenewal.TotalSeconds, "s",
            "Since the last beat that arrived was sent.");
        meter.CreateObservableGauge(
            "akkagame.cluster.handovers.wanted", () => keeper.Sight() is var sight ? sight.ErrandsOf(sight.Node.Id).Count : 0, "{shard}",
            "Shards this node is to hand over, at the last look; those under way are among them.");
        meter.CreateObservableGauge(
            "akkagame.cluster.handovers.under_way", () => keeper.Sight().UnderWay, "{shard}", "Shards this node is just handing over.");
    }

    public void EpochChanged() => epochChanges.Add(1);

    public void RenewalFailed() => renewalsFailed.Add(1);

    public void LookFailed() => looksFailed.Add(1);

    public void Joined() => incarnations.Add(1);

    public void DeclaredDead() => declared.Add(1);

    public void Took(int shards) => taken.Add(shards);

    public void Planned(int shards) => planned.Add(shards);

    public void HandedOver(TimeSpan took)
    {
        handedOver.Add(1);
        handOver.Record(took.TotalSeconds);
    }

    public void HandOverFailed() => notHandedOver.Add(1);

    public void Woken() => woken.Add(1);

    public void Dispose() => meter.Dispose();
}
