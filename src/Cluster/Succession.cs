using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>
/// Takes the place of nodes that died: declares them dead, ends their sessions, takes their shards, in this order. A session of a dead
/// node may hold the locks of its shards for as long as its connection stands, which no timeout of the store ends.
/// </summary>
/// <param name="isRefused"><see cref="KeeperOptions.IsRefused"/>.</param>
internal sealed class Succession(
    ILeases leases, TimeSpan lease, TimeProvider time, KeeperMeter meter, Action<string> noticed,
    Func<string, CancellationToken, ValueTask<bool>>? isRefused = null)
{
    /// <summary>How long somebody has no session before he is knocked at: one that broke is opened again by then.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);

    private readonly Standstill standstill = new(lease, time);
    private readonly Dictionary<Guid, long> ended = [];
    private readonly Dictionary<Guid, (long Beat, long Since)> silent = [];
    private HashSet<OwnedShard> left = [];

    /// <summary>Somebody may be gone: the next look should come when <see cref="Silence"/> has passed.</summary>
    public bool Suspects => silent.Count > 0;

    /// <param name="asked">When the look was sent.</param>
    public void Saw(LeaseTable table, long asked)
    {
        standstill.Saw(table.Nodes, asked, time.GetTimestamp());
        foreach (var settled in ended.Keys.Except(table.Shards.Select(static shard => shard.Owner).OfType<Guid>()).ToList())
            ended.Remove(settled);
        foreach (var gone in silent.Keys.Except(table.Nodes.Where(static node => node.Silent).Select(static node => node.Id)).ToList())
            silent.Remove(gone);
        if (isRefused is null) return;
        foreach (var node in table.Nodes.Where(static node => node.Silent))
            if (!silent.TryGetValue(node.Id, out var seen) || seen.Beat != node.Beat) silent[node.Id] = (node.Beat, asked);
    }

    /// <inheritdoc cref="Standstill.Forget"/>
    public void Forget()
    {
        standstill.Forget();
        silent.Clear();
        left = [];
    }

    /// <summary>
    /// Succeeds the dead, and takes what nobody living owns: at once what falls to this node, and at the next look also what those to whom
    /// it fell have not taken.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store did not answer; what was done, the next look tells.</exception>
    public async Task<IReadOnlyList<OwnedShard>> Take(Guid mine, LeaseTable table, CancellationToken stop)
    {
        HashSet<Guid> dead = [];
        foreach (var node in table.Nodes.Where(node => node.Id != mine))
            if (await IsDead(node, stop))
            {
                dead.Add(node.Id);
                meter.DeclaredDead();
                await EndSessions(node.Id, stop);
            }

        if (dead.Count > 0) table = table with { Nodes = [.. table.Nodes.Where(node => !dead.Contains(node.Id))] };
        var living = table.Nodes.Select(static node => node.Id).ToHashSet();
        var free = table.Shards.Where(shard => shard.Owner is not { } owner || !living.Contains(owner)).ToList();
        var before = left;
        left = [.. free.Select(static shard => new OwnedShard(shard.Shard, shard.Epoch))];
        var heirs = Balance.Heirs(table).Where(wish => wish.To == mine).Select(static wish => wish.Shard).ToHashSet();
        var wanted = free.Where(shard => new OwnedShard(shard.Shard, shard.Epoch) is var it && (heirs.Contains(it) || before.Contains(it)))
            .ToList();
        if (wanted.Count == 0) return [];
        foreach (var owner in wanted.Select(static shard => shard.Owner).OfType<Guid>().Distinct())
            if (!ended.TryGetValue(owner, out var at) || time.GetElapsedTime(at) >= lease) await EndSessions(owner, stop);
        var taken = await leases.Acquire([.. wanted.Select(static shard => shard.Shard)], mine, stop);
        if (taken.Count == 0) return taken;
        meter.Took(taken.Count);
        noticed($"Took {taken.Count} shards.");
        return taken;
    }

    /// <summary>Not at every look: where a shard stays locked by somebody else, the dead node's process may live on as another.</summary>
    public async Task EndSessions(Guid dead, CancellationToken stop)
    {
        if (await leases.Terminate(dead, stop) is > 0 and var count) noticed($"Ended {count} sessions of the dead node {dead}.");
        ended[dead] = time.GetTimestamp();
    }

    /// <summary>
    /// A renewal that was executed and not ended holds the node's row for as long as its connection stands, as an append holds a shard's.
    /// </summary>
    private async Task<bool> Declare(NodeSeen node, CancellationToken stop)
    {
        if (await leases.DeclareDead(node.Id, node.Beat, stop)) return true;
        await EndSessions(node.Id, stop); // None of who has beaten after all.
        return await leases.DeclareDead(node.Id, node.Beat, stop);
    }

    private async Task<bool> IsDead(NodeSeen node, CancellationToken stop)
    {
        if (node.Expired && standstill.Of(node))
        {
            if (!await Declare(node, stop)) return false;
            noticed($"Declared node {node.Id} at {node.Address} dead: it has not beaten for {lease.TotalSeconds} s.");
            return true;
        }

        if (isRefused is null || !silent.TryGetValue(node.Id, out var seen) || time.GetElapsedTime(seen.Since) < Silence) return false;
        // A process that is stopped, or cut off from us, does not refuse: only where it is gone does its machine say so.
        if (!await isRefused(node.Address, stop) || !await leases.DeclareGone(node.Id, node.Beat, stop)) return false;
        noticed($"Declared node {node.Id} at {node.Address} dead: its sessions have ended and nobody listens at its port.");
        return true;
    }
}
