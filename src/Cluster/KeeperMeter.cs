using System.Diagnostics.Metrics;

namespace AkkaGame.Cluster;

/// <summary>What a keeper counts of itself, under the meter <see cref="ShardKeeper.MeterName"/>.</summary>
internal sealed class KeeperMeter : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> epochChanges, renewalsFailed, looksFailed, incarnations, declared;

    /// <param name="keeper">The scope of the meter: two keepers in one process can be told apart.</param>
    public KeeperMeter(ShardKeeper keeper)
    {
        meter = new(new MeterOptions(ShardKeeper.MeterName) { Scope = keeper });
        meter.CreateObservableGauge("akkagame.cluster.shards", () => keeper.Sight().Owned.Count, "{shard}", "Shards this node owns.");
        meter.CreateObservableGauge(
            "akkagame.cluster.nodes", () => keeper.Sight().Nodes.Count, "{node}", "Nodes that are not dead, at the last look.");
        meter.CreateObservableGauge(
            "akkagame.cluster.renewal.age", () => keeper.Sight().SinceRenewal.TotalSeconds, "s",
            "Since the last beat that arrived was sent.");
        epochChanges = meter.CreateCounter<long>(
            "akkagame.cluster.epoch.changes", "{change}", "Shards gained, lost, or gone on under another epoch.");
        renewalsFailed = meter.CreateCounter<long>("akkagame.cluster.renewals.failed", "{renewal}", "Beats without an answer.");
        looksFailed = meter.CreateCounter<long>("akkagame.cluster.looks.failed", "{look}", "Looks at the tables without an answer.");
        incarnations = meter.CreateCounter<long>("akkagame.cluster.incarnations", "{incarnation}", "Times this process joined.");
        declared = meter.CreateCounter<long>("akkagame.cluster.declared.dead", "{node}", "Nodes this one declared dead.");
    }

    public void EpochChanged() => epochChanges.Add(1);

    public void RenewalFailed() => renewalsFailed.Add(1);

    public void LookFailed() => looksFailed.Add(1);

    public void Joined() => incarnations.Add(1);

    public void DeclaredDead() => declared.Add(1);

    public void Dispose() => meter.Dispose();
}
