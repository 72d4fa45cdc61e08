using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster.Tests;

/// <summary>What happens to one question on its way to the store and back.</summary>
internal enum Fault
{
    None,
    /// <summary>It never arrives.</summary>
    Before,
    /// <summary>It is done, and the answer is lost.</summary>
    After,
    /// <summary>It is answered late.</summary>
    Slow,
    /// <summary>Whoever asked gives up; it is done a second later all the same.</summary>
    Late,
}

/// <summary>
/// The tables of nodes and shards with the meaning of the SQL, each statement at one instant. It holds the whole of what happened against
/// the rules: what it does not like stands in <see cref="Wrong"/>.
/// </summary>
internal sealed class MemoryLeases(TimeProvider time)
{
    private readonly Dictionary<Guid, Row> nodes = [];
    private readonly ShardSeen[] shards = [.. Shard.All.Select(static shard => new ShardSeen(shard, 0, null))];
    private readonly HashSet<Guid> ended = [];
    private readonly List<Action> listeners = [];

    /// <summary>Nodes whose process has ended, and their sessions with it.</summary>
    public HashSet<Guid> Gone { get; } = [];

    /// <summary>While false nobody is told that anything changed.</summary>
    public bool Tells { get; set; } = true;

    /// <summary>How often a shard went from one living node to another.</summary>
    public int Moves { get; private set; }

    /// <summary>What nobody may ever have done.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>Everything that was done, in its order: the statement's name and the first letters of the node's id.</summary>
    public List<string> Done { get; } = [];

    /// <summary>By how much the store's clock is wrong.</summary>
    public TimeSpan ClockError { get; set; }

    /// <summary>While true nothing arrives.</summary>
    public bool IsDown { get; set; }

    public IReadOnlyList<ShardSeen> Shards => shards;

    public IEnumerable<Guid> Living => nodes.Values.Where(static row => row.State != NodeState.Dead).Select(static row => row.Identity.Id);

    private TimeProvider Time => time;

    private DateTimeOffset Clock => time.GetUtcNow() + ClockError;

    /// <summary>The same tables, as one node reaches them.</summary>
    /// <param name="fate">Asked for each statement by its name.</param>
    public ILeases For(Func<string, Fault> fate) => new Client(this, fate);

    /// <summary>What the journal does where it cannot find out about an append.</summary>
    public long SelfFence(Shard shard)
    {
        GoOn(shard);
        return shards[shard.Number].Epoch;
    }

    /// <summary>Declares it dead whatever it does, as an operator may by hand.</summary>
    public void Bury(Guid node) => nodes[node].State = NodeState.Dead;

    public bool Want(Shard shard, Guid node)
    {
        var row = shards[shard.Number];
        if (row.Owner is null || !IsUp(node) || nodes[node].Asked) return false;
        shards[shard.Number] = row with { WantedBy = node };
        Tell();
        return true;
    }

    public bool AskToDrain(Guid node, bool drain)
    {
        if (!Living.Contains(node)) return false;
        nodes[node].Asked = drain;
        Tell();
        return true;
    }

    private void Change(Shard shard, Guid? owner)
    {
        shards[shard.Number] = new(shard, shards[shard.Number].Epoch + 1, owner);
        Tell();
    }

    private bool IsUp(Guid node) => nodes.TryGetValue(node, out var row) && row.State == NodeState.Up;

    private bool IsSilent(Guid node) => Gone.Contains(node);

    private long? HandOver(OwnedShard shard, Guid from, Guid to)
    {
        var row = shards[shard.Shard.Number];
        if (row.Owner != from || row.Epoch != shard.Epoch || !IsUp(to) || IsExpired(nodes[to])) return null;
        Change(shard.Shard, to);
        Moves++;
        return shard.Epoch + 1;
    }

    private long? Raise(OwnedShard shard, Guid node)
    {
        var row = shards[shard.Shard.Number];
        if (row.Owner != node || row.Epoch != shard.Epoch) return null;
        GoOn(shard.Shard);
        return shard.Epoch + 1;
    }

    /// <summary>Under its next epoch, at the same node; what is wanted of it is wanted still, and nobody is told.</summary>
    private void GoOn(Shard shard) => shards[shard.Number] = shards[shard.Number] with { Epoch = shards[shard.Number].Epoch + 1 };

    private int Plan(IReadOnlyList<ShardWish> wishes)
    {
        var planned = wishes.Where(wish => shards[wish.Shard.Shard.Number].Epoch == wish.Shard.Epoch)
            .Where(wish => IsUp(wish.To) && !nodes[wish.To].Asked).ToList();
        foreach (var wish in planned)
            shards[wish.Shard.Shard.Number] = shards[wish.Shard.Shard.Number] with { WantedBy = wish.To };
        Tell();
        return planned.Count;
    }

    private bool DeclareGone(Guid node, long beat)
    {
        if (!nodes.TryGetValue(node, out var row) || row.State == NodeState.Dead || row.Beat != beat || !IsSilent(node)) return false;
        row.State = NodeState.Dead;
        return true;
    }

    private void Tell()
    {
        if (!Tells) return;
        foreach (var told in listeners.ToList()) told();
    }

    private bool Join(NodeIdentity node, TimeSpan lease, bool enters)
    {
        var state = enters ? NodeState.Up : NodeState.Joining;
        if (!nodes.TryAdd(node.Id, new(node, lease) { State = state, Until = Clock + lease, Beaten = time.GetTimestamp() }))
            throw new JournalUnavailableException("There is such a node.");
        return true;
    }

    private bool Enter(Guid node)
    {
        if (!nodes.TryGetValue(node, out var row) || row.State != NodeState.Joining) return false;
        row.State = NodeState.Up;
        Tell();
        return true;
    }

    private bool Renew(Guid node)
    {
        if (!nodes.TryGetValue(node, out var row) || row.State == NodeState.Dead) return false;
        (row.Beat, row.Until, row.Beaten) = (row.Beat + 1, Clock + row.Lease, time.GetTimestamp());
        return true;
    }

    private LeaseTable Observe() => new(
        [.. nodes.Values.Where(static row => row.State != NodeState.Dead).Select(row => new NodeSeen(
            row.Identity.Id, row.Identity.Address, row.State, row.Beat, IsExpired(row), row.Asked,
            IsSilent(row.Identity.Id)))],
        [.. shards]);

    private bool DeclareDead(Guid node, long beat)
    {
        if (!nodes.TryGetValue(node, out var row) || row.State == NodeState.Dead || row.Beat != beat || !IsExpired(row)) return false;
        var still = time.GetElapsedTime(row.Beaten);
        if (still < row.Lease) Wrong.Add($"{node} was declared dead though it beat {still.TotalSeconds} s ago");
        row.State = NodeState.Dead;
        return true;
    }

    private List<Guid> Succeed(NodeIdentity node)
    {
        if (!nodes.TryGetValue(node.Id, out var me) || me.State == NodeState.Dead) return [];
        var before = nodes.Values.TakeWhile(row => row != me).Where(row => row.State != NodeState.Dead
            && row.Identity.Host == node.Host && row.Identity.Boot == node.Boot && row.Identity.Port == node.Port).ToList();
        foreach (var row in before) row.State = NodeState.Dead;
        return [.. before.Select(static row => row.Identity.Id)];
    }

    private int Terminate(Guid dead)
    {
        if (nodes.TryGetValue(dead, out var row) && row.State != NodeState.Dead && !IsExpired(row)) return 0;
        ended.Add(dead);
        return 1;
    }

    private List<OwnedShard> Acquire(IReadOnlyList<Shard> wanted, Guid node)
    {
        if (!nodes.TryGetValue(node, out var me) || me.State != NodeState.Up) return [];
        List<OwnedShard> taken = [];
        foreach (var shard in wanted)
        {
            var owner = shards[shard.Number].Owner;
            if (owner is { } living && Living.Contains(living)) continue;
            if (owner is { } dead && !ended.Contains(dead)) Wrong.Add($"{shard} was taken while {dead} still had sessions");
            Change(shard, node);
            taken.Add(new(shard, shards[shard.Number].Epoch));
        }

        return taken;
    }

    private bool Release(OwnedShard shard, Guid node)
    {
        var row = shards[shard.Shard.Number];
        if (row.Owner != node || row.Epoch != shard.Epoch) return false;
        Change(shard.Shard, null);
        return true;
    }

    private bool Leave(Guid node, bool left)
    {
        if (nodes.TryGetValue(node, out var row) && row.State != NodeState.Dead) row.State = left ? NodeState.Dead : NodeState.Draining;
        return true;
    }

    // A lease that ends later than its length from now was written before the clock was set back.
    private bool IsExpired(Row row) => row.Until < Clock || row.Until > Clock + row.Lease;

    private sealed class Row(NodeIdentity identity, TimeSpan lease)
    {
        public NodeIdentity Identity { get; } = identity;

        public TimeSpan Lease { get; } = lease;

        public NodeState State { get; set; }

        public bool Asked { get; set; }

        public long Beat { get; set; }

        public DateTimeOffset Until { get; set; }

        /// <summary>When it beat last, by a clock that nobody sets.</summary>
        public long Beaten { get; set; }
    }

    private sealed class Client(MemoryLeases store, Func<string, Fault> fate) : ILeases
    {
        public async ValueTask Join(NodeIdentity node, TimeSpan lease, bool enters = true, CancellationToken stop = default) =>
            await Ask(nameof(Join), node.Id, () => store.Join(node, lease, enters), stop);

        public async ValueTask Enter(Guid node, CancellationToken stop = default) =>
            await Ask(nameof(Enter), node, () => store.Enter(node), stop);

        public ValueTask<bool> Renew(Guid node, CancellationToken stop = default) =>
            Ask(nameof(Renew), node, () => store.Renew(node), stop);

        public ValueTask<LeaseTable> Observe(CancellationToken stop = default) => Ask(nameof(Observe), null, store.Observe, stop);

        public ValueTask<bool> DeclareDead(Guid node, long beat, CancellationToken stop = default) =>
            Ask(nameof(DeclareDead), node, () => store.DeclareDead(node, beat), stop);

        public ValueTask<IReadOnlyList<Guid>> Succeed(NodeIdentity node, CancellationToken stop = default) =>
            Ask<IReadOnlyList<Guid>>(nameof(Succeed), node.Id, () => store.Succeed(node), stop);

        public ValueTask<int> Terminate(Guid dead, CancellationToken stop = default) =>
            Ask(nameof(Terminate), dead, () => store.Terminate(dead), stop);

        public ValueTask<IReadOnlyList<OwnedShard>> Acquire(IReadOnlyList<Shard> shards, Guid node, CancellationToken stop = default) =>
            Ask<IReadOnlyList<OwnedShard>>(nameof(Acquire), node, () => store.Acquire(shards, node), stop);

        public ValueTask<bool> Release(OwnedShard shard, Guid node, CancellationToken stop = default) =>
            Ask(nameof(Release), node, () => store.Release(shard, node), stop);

        public ValueTask<long?> HandOver(OwnedShard shard, Guid from, Guid to, CancellationToken stop = default) =>
            Ask(nameof(HandOver), from, () => store.HandOver(shard, from, to), stop);

        public ValueTask<long?> Raise(OwnedShard shard, Guid node, CancellationToken stop = default) =>
            Ask(nameof(Raise), node, () => store.Raise(shard, node), stop);

        public ValueTask<int> Plan(IReadOnlyList<ShardWish> wishes, CancellationToken stop = default) =>
            Ask(nameof(Plan), null, () => store.Plan(wishes), stop);

        public ValueTask<bool> Want(Shard shard, Guid node, CancellationToken stop = default) =>
            Ask(nameof(Want), node, () => store.Want(shard, node), stop);

        public ValueTask<bool> AskToDrain(Guid node, bool drain, CancellationToken stop = default) =>
            Ask(nameof(AskToDrain), node, () => store.AskToDrain(node, drain), stop);

        public ValueTask<bool> DeclareGone(Guid node, long beat, CancellationToken stop = default) =>
            Ask(nameof(DeclareGone), node, () => store.DeclareGone(node, beat), stop);

        public async Task Listen(Guid node, Action told, CancellationToken stop)
        {
            store.listeners.Add(told);
            var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (stop.Register(() => over.TrySetResult())) await over.Task;
            store.listeners.Remove(told);
        }

        public async ValueTask Leave(Guid node, bool left, CancellationToken stop = default) =>
            await Ask(nameof(Leave), node, () => store.Leave(node, left), stop);

        private async ValueTask<T> Ask<T>(string name, Guid? node, Func<T> statement, CancellationToken stop)
        {
            stop.ThrowIfCancellationRequested();
            var fault = store.IsDown ? Fault.Before : fate(name);
            if (fault is Fault.Late) DoLater(name, node, statement);
            if (fault is Fault.Before or Fault.Late) throw new JournalUnavailableException($"{name} was not answered.");
            if (fault is Fault.Slow) await Task.Delay(TimeSpan.FromSeconds(0.4), store.Time, stop);
            var answer = Do(name, node, statement);
            if (fault is Fault.Slow) await Task.Delay(TimeSpan.FromSeconds(0.4), store.Time, stop);
            return fault is Fault.After ? throw new JournalUnavailableException($"The answer to {name} was lost.") : answer;
        }

        private T Do<T>(string name, Guid? node, Func<T> statement)
        {
            store.Done.Add(node is { } id ? $"{name} {id.ToString()[..4]}" : name);
            return statement();
        }

        /// <summary>Not by a turn of the node, which may be paused meanwhile: the store does it.</summary>
        private void DoLater<T>(string name, Guid? node, Func<T> statement) => store.Time.CreateTimer(
            _ =>
            {
                if (!store.IsDown) Do(name, node, statement);
            },
            null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
    }
}
