using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>
/// Takes the place of nodes that died: declares them dead, ends their sessions, takes their shards, in this order. A session of a dead
/// node may hold the locks of its shards for as long as its connection stands, which no timeout of the store ends.
/// </summary>
internal sealed class Succession(ILeases leases, TimeSpan lease, TimeProvider time, KeeperMeter meter, Action<string> noticed)
{
    private readonly Standstill standstill = new(lease, time);
    private readonly Dictionary<Guid, long> ended = [];

    /// <param name="asked">When the look was sent.</param>
    public void Saw(LeaseTable table, long asked)
    {
        standstill.Saw(table.Nodes, asked, time.GetTimestamp());
        foreach (var settled in ended.Keys.Except(table.Shards.Select(static shard => shard.Owner).OfType<Guid>()).ToList())
            ended.Remove(settled);
    }

    /// <inheritdoc cref="Standstill.Forget"/>
    public void Forget() => standstill.Forget();

    /// <summary>Succeeds the dead, and takes every shard that nobody living owns.</summary>
    /// <exception cref="JournalUnavailableException">The store did not answer; what was done, the next look tells.</exception>
    public async Task<IReadOnlyList<OwnedShard>> Take(Guid mine, LeaseTable table, CancellationToken stop)
    {
        var living = table.Nodes.Select(static node => node.Id).ToHashSet();
        foreach (var node in table.Nodes.Where(node => node.Id != mine && node.Expired && standstill.Of(node)))
            if (await leases.DeclareDead(node.Id, node.Beat, stop))
            {
                living.Remove(node.Id);
                meter.DeclaredDead();
                noticed($"Declared node {node.Id} at {node.Address} dead: it has not beaten for {lease.TotalSeconds} s.");
                await EndSessions(node.Id, stop);
            }

        var free = table.Shards.Where(shard => shard.Owner is not { } owner || !living.Contains(owner)).ToList();
        if (free.Count == 0) return [];
        foreach (var dead in free.Select(static shard => shard.Owner).OfType<Guid>().Distinct())
            if (!ended.TryGetValue(dead, out var at) || time.GetElapsedTime(at) >= lease) await EndSessions(dead, stop);
        var taken = await leases.Acquire([.. free.Select(static shard => shard.Shard)], mine, stop);
        if (taken.Count > 0) noticed($"Took {taken.Count} shards.");
        return taken;
    }

    /// <summary>Not at every look: where a shard stays locked by somebody else, the dead node's process may live on as another.</summary>
    public async Task EndSessions(Guid dead, CancellationToken stop)
    {
        if (await leases.Terminate(dead, stop) is > 0 and var count) noticed($"Ended {count} sessions of the dead node {dead}.");
        ended[dead] = time.GetTimestamp();
    }
}
