using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>
/// Keeps this node's shards: joins, beats, looks at the others, succeeds those that died, gives everything back when disposed of. Nothing
/// here makes a write safe, that is the epoch's work in the store; it decides whom to succeed and when to fall silent.
/// </summary>
/// <remarks>
/// All of it runs in turns, never two at a time, so nothing is locked: the beats in one loop, the looks in another, and what happens
/// during somebody's await is found in the <see cref="Tenure"/>.
/// </remarks>
public sealed class ShardKeeper : IOwnership, IWhereabouts, IAsyncDisposable
{
    public const string MeterName = "AkkaGame.Cluster";

    private readonly ILeases leases;
    private readonly KeeperOptions options;
    private readonly LeaseTimes times;
    private readonly TimeProvider time;
    private readonly TaskScheduler turns;
    private readonly KeeperMeter meter;
    private readonly Bell beat, look, pause;
    private readonly CancellationTokenSource stopping = new();
    private readonly Succession succession;
    private readonly Trouble renewing, looking, joining;
    private volatile Tenure tenure;
    private volatile Looked? looked;
    private Task? life;
    private Task<bool>? closing;

    private ShardKeeper(ILeases leases, NodeIdentity node, KeeperOptions options, TimeProvider time)
    {
        (this.leases, this.options, this.time, times) = (leases, options, time, options.Times.Checked());
        turns = options.Turns ?? new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        (beat, look, pause) = (new(time), new(time), new(time));
        meter = new(this);
        succession = new(leases, times.Lease, time, meter, options.Noticed);
        renewing = new("A renewal failed", "Renewals succeed again", time, options.Noticed);
        looking = new("A look at the shards failed", "Looks at the shards succeed again", time, options.Noticed);
        joining = new("Could not join again", "Could join again", time, options.Noticed);
        tenure = new(node, time.GetTimestamp(), TimeSpan.Zero, time);
        tenure.End();
    }

    /// <summary>This node as it joined last. What it writes and opens is to carry this id, which may change.</summary>
    public NodeIdentity Node => tenure.Node;

    public bool MaySpeak => tenure.MaySpeak;

    public event Action<ShardChange>? Changed;

    public event Action<Shard>? Moved;

    /// <summary>
    /// Joins, succeeds whoever had this host, boot and port before, and takes every shard that nobody living owns. Done when that was
    /// tried; then it goes on by itself until it is disposed of. The peer port must be bound by now.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store did not answer; nothing goes on.</exception>
    public static Task<ShardKeeper> Start(
        ILeases leases, NodeIdentity node, KeeperOptions options, TimeProvider time, CancellationToken stop = default)
    {
        var keeper = new ShardKeeper(leases, node, options, time);
        return keeper.Turn(() => keeper.Open(node, stop));
    }

    public long? EpochOf(Shard shard) => tenure.EpochOf(shard);

    public Home? Of(Shard shard)
    {
        var mine = tenure;
        if (mine.EpochOf(shard) is { } epoch) return new(mine.Node.Id, mine.Node.Address, epoch, true);
        return looked is { } last && last.Homes.TryGetValue(shard, out var home) && !home.IsHere ? home : null;
    }

    public void Doubt(Shard shard, long epoch)
    {
        if (EpochOf(shard) == epoch) look.Ring(); // Otherwise we know better already.
    }

    public ClusterSight Sight()
    {
        var (mine, last) = (tenure, looked);
        return new(
            mine.Node, mine.MaySpeak, mine.SinceRenewal, [.. mine.Owned], last?.Table.Nodes ?? [], last?.Table.Shards ?? [],
            last is null ? null : time.GetElapsedTime(last.At));
    }

    /// <summary>
    /// Gives every shard back and leaves; whoever appends must have ended before. Where the store does not answer within the length of a
    /// lease, the lease runs out by itself.
    /// </summary>
    public ValueTask DisposeAsync() => new(Turn(() => closing ??= Close()));

    private async Task<ShardKeeper> Open(NodeIdentity node, CancellationToken stop)
    {
        try
        {
            tenure = await Join(node, stop);
        }
        catch
        {
            meter.Dispose();
            stopping.Dispose();
            throw;
        }

        await Look(tenure);
        life = Live();
        return this;
    }

    private async Task Live()
    {
        while (true)
        {
            await Task.WhenAll(Beat(tenure), Watch(tenure));
            if (stopping.IsCancellationRequested) return;
            await Rejoin();
        }
    }

    private async Task<Tenure> Join(NodeIdentity node, CancellationToken stop)
    {
        var sent = time.GetTimestamp();
        await leases.Join(node, times.Lease, stop);
        if (node.Port > 0)
            foreach (var before in await leases.Succeed(node, stop)) await succession.EndSessions(before, stop);
        meter.Joined();
        options.Noticed($"Joined as node {node.Id}.");
        return new(node, sent, times.Lease - times.Margin, time);
    }

    /// <summary>Each attempt under an id of its own: one whose answer was lost may have been written.</summary>
    private async Task Rejoin()
    {
        for (; !stopping.IsCancellationRequested; await pause.Wait(times.Renew / 4))
            try
            {
                tenure = await Join(tenure.Node with { Id = options.NewId() }, stopping.Token);
                joining.Passed();
                await Look(tenure);
                return;
            }
            catch (Exception e)
            {
                Failed(joining, e);
            }
    }

    private async Task Beat(Tenure mine)
    {
        await beat.Wait(times.Renew);
        while (!mine.IsOver && !stopping.IsCancellationRequested)
        {
            var sent = time.GetTimestamp();
            try
            {
                if (await leases.Renew(mine.Node.Id, stopping.Token)) mine.Renewed(sent);
                else End(mine);
                renewing.Passed();
                await beat.Wait(times.Renew - time.GetElapsedTime(sent));
            }
            catch (Exception e)
            {
                meter.RenewalFailed();
                Failed(renewing, e);
                await beat.Wait(times.Renew / 4);
            }
        }
    }

    private async Task Watch(Tenure mine)
    {
        while (true)
        {
            await pause.Wait(times.Observe / 10); // However many doubts there are.
            await look.Wait(times.Observe * 0.9);
            if (mine.IsOver || stopping.IsCancellationRequested) return;
            await Look(mine);
        }
    }

    private async Task Look(Tenure mine)
    {
        try
        {
            var asked = time.GetTimestamp();
            var table = await leases.Observe(stopping.Token);
            if (mine.IsOver) return;
            var before = looked;
            looked = new(table, asked, mine.Node.Id);
            succession.Saw(table, asked);
            Follow(mine, table);
            foreach (var shard in Shard.All)
                if (before?.Homes.GetValueOrDefault(shard) != looked.Homes.GetValueOrDefault(shard)) TellMoved(shard);
            // Our own lease first: who is not sure of that succeeds nobody.
            if (mine.MaySpeak)
                foreach (var gained in await succession.Take(mine.Node.Id, table, stopping.Token)) Hold(mine, gained.Shard, gained.Epoch);
            looking.Passed();
        }
        catch (Exception e)
        {
            succession.Forget();
            meter.LookFailed();
            Failed(looking, e);
        }
    }

    /// <summary>The tables are the truth, also about an answer that was lost.</summary>
    private void Follow(Tenure mine, LeaseTable table)
    {
        if (table.Nodes.All(node => node.Id != mine.Node.Id))
        {
            End(mine);
            return;
        }

        foreach (var shard in table.Shards) Hold(mine, shard.Shard, shard.Owner == mine.Node.Id ? shard.Epoch : null);
    }

    private void Hold(Tenure mine, Shard shard, long? epoch)
    {
        if (mine.Hold(shard, epoch)) Tell(shard, epoch);
    }

    private void End(Tenure mine)
    {
        if (mine.IsOver) return;
        options.Noticed($"Node {mine.Node.Id} was declared dead: its shards are let go, and it joins again as another.");
        foreach (var shard in mine.End()) Tell(shard, null);
        beat.Ring();
        look.Ring();
    }

    private void Tell(Shard shard, long? epoch)
    {
        meter.EpochChanged();
        Raise(shard, () => Changed?.Invoke(new(shard, epoch)));
        TellMoved(shard);
    }

    private void TellMoved(Shard shard) => Raise(shard, () => Moved?.Invoke(shard));

    private void Raise(Shard shard, Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception e)
        {
            Failed($"Somebody could not take in that shard {shard} changed", e);
        }
    }

    private async Task<bool> Close()
    {
        stopping.Cancel();
        foreach (var bell in (ReadOnlySpan<Bell>)[beat, look, pause]) bell.Ring();
        await life!;
        var mine = tenure;
        using var patience = new CancellationTokenSource(times.Lease, time);
        try
        {
            await leases.Leave(mine.Node.Id, left: false, patience.Token);
            await GiveBack(mine, await leases.Observe(patience.Token), patience.Token);
            await leases.Leave(mine.Node.Id, left: true, patience.Token);
            options.Noticed($"Node {mine.Node.Id} left.");
        }
        catch (Exception e)
        {
            Failed("The node could not give its shards back, they are free when its lease has run out", e);
        }

        foreach (var shard in mine.End()) Tell(shard, null);
        meter.Dispose();
        stopping.Dispose();
        return true;
    }

    /// <summary>By the table, which knows of shards that were taken by a statement whose answer we did not wait for.</summary>
    private async Task GiveBack(Tenure mine, LeaseTable table, CancellationToken stop)
    {
        foreach (var shard in table.Shards.Where(shard => shard.Owner == mine.Node.Id))
        {
            Hold(mine, shard.Shard, null);
            await leases.Release(new(shard.Shard, shard.Epoch), mine.Node.Id, stop);
        }
    }

    private void Failed(Trouble trouble, Exception e)
    {
        if (!stopping.IsCancellationRequested || e is not OperationCanceledException) trouble.Failed(e);
    }

    private void Failed(string what, Exception e)
    {
        if (!stopping.IsCancellationRequested || e is not OperationCanceledException) options.Noticed($"{what}: {e.Message}");
    }

    private Task<T> Turn<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, turns).Unwrap();

    private sealed record Looked(LeaseTable Table, long At, Guid Me)
    {
        public Dictionary<Shard, Home> Homes { get; } = (
            from shard in Table.Shards
            join node in Table.Nodes on shard.Owner equals node.Id
            select (shard.Shard, new Home(node.Id, node.Address, shard.Epoch, node.Id == Me))).ToDictionary();
    }
}
