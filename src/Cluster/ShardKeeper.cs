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
    private readonly Bell beat, look, pause, drained;
    private readonly CancellationTokenSource stopping = new();
    private readonly Succession succession;
    private readonly Namesakes namesakes;
    private readonly Handovers handovers;
    private readonly Calm calm;
    private readonly Trouble renewing, looking, joining;
    private volatile Tenure tenure;
    private volatile Looked? looked;
    private volatile bool draining;
    private bool entered;
    private Task lookingNow = Task.CompletedTask;
    private Task? life;
    private Task<bool>? closing;

    private ShardKeeper(ILeases leases, NodeIdentity node, KeeperOptions options, TimeProvider time)
    {
        (this.leases, this.options, this.time, times) = (leases, options, time, options.Times.Checked());
        turns = options.Turns ?? new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        (beat, look, pause, drained) = (new(time), new(time), new(time), new(time));
        meter = new(this);
        succession = new(leases, times.Lease, time, meter, options.Noticed, options.IsRefused);
        namesakes = new(leases, times, time, pause.Wait);
        calm = new(options.Settle, time);
        Trouble giving = new("A shard could not be handed over", "Shards are handed over again", time, options.Noticed);
        entered = !options.WaitsToServe;
        handovers = new(leases, times, time, meter, giving, Hold, Went, look.Ring);
        renewing = new("A renewal failed", "Renewals succeed again", time, options.Noticed);
        looking = new("A look at the shards failed", "Looks at the shards succeed again", time, options.Noticed);
        joining = new("Could not join again", "Could join again", time, options.Noticed);
        tenure = new(node, time.GetTimestamp(), TimeSpan.Zero, time);
        tenure.End();
        meter.Observe(this);
    }

    /// <summary>This node as it joined last. What it writes and opens is to carry this id, which may change.</summary>
    public NodeIdentity Node => tenure.Node;

    public bool MaySpeak => tenure.MaySpeak;

    public event Action<ShardChange>? Changed;

    public event Action<Shard>? Moved;

    /// <summary>
    /// Joins, succeeds whoever had this host, boot and port before, and takes every shard that nobody living owns, unless it is to wait
    /// for that. Done when that was tried; then it goes on by itself until it is disposed of. The peer port must be bound by now.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store did not answer; nothing goes on.</exception>
    /// <exception cref="AddressTakenException">Another node lives under this one's address; nothing goes on.</exception>
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
            last is null ? null : time.GetElapsedTime(last.At))
        {
            UnderWay = handovers.UnderWay, IsDraining = draining,
        };
    }

    /// <summary>
    /// From now on this node can answer for games, and hands shards over to other nodes, their games leaving first. Where it has waited for
    /// that (<see cref="KeeperOptions.WaitsToServe"/>), done when it has tried to take what nobody living owns.
    /// </summary>
    public Task Serve(IShardGames games) => Turn(() => Enter(games));

    /// <summary>
    /// Hands everything over and gets nothing any more; to be followed by <see cref="DisposeAsync"/>, which releases the rest. Done when
    /// this node owns nothing, nobody is there to take it, or it was stopped.
    /// </summary>
    /// <returns>Shards it still owns.</returns>
    public Task<int> Drain(CancellationToken stop) => Turn(() => HandAllOver(stop));

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
            await LiveAs(tenure);
            if (stopping.IsCancellationRequested) return;
            await Rejoin();
        }
    }

    private async Task LiveAs(Tenure mine)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        var listening = leases.Listen(mine.Node.Id, Wake, over.Token);
        await Task.WhenAll(Beat(mine), Watch(mine));
        over.Cancel();
        await listening;
    }

    private void Wake()
    {
        meter.Woken();
        look.Ring();
    }

    private async Task<Tenure> Join(NodeIdentity node, CancellationToken stop)
    {
        var sent = time.GetTimestamp();
        await leases.Join(node, times.Lease, entered, stop);
        if (node.Port > 0)
            foreach (var before in await leases.Succeed(node, stop)) await succession.EndSessions(before, stop);
        sent = await namesakes.Outlive(node, stop) ?? sent;
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
            catch (AddressTakenException e)
            {
                Failed(joining, e);
                await pause.Wait(times.Lease); // Each try leaves a row.
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
            var soon = Succession.Silence - (times.Observe / 10);
            await look.Wait(succession.Suspects && soon < times.Observe * 0.9 ? soon : times.Observe * 0.9);
            if (mine.IsOver || stopping.IsCancellationRequested) return;
            await Look(mine);
        }
    }

    private async Task<bool> Enter(IShardGames games)
    {
        handovers.Games = games;
        entered = true;
        await Look(tenure); // Enters,
        await Look(tenure); // and takes.
        return true;
    }

    /// <summary>One after the other, whoever asks for it.</summary>
    private Task Look(Tenure mine) => lookingNow = LookAfter(lookingNow, mine);

    private async Task LookAfter(Task before, Tenure mine)
    {
        await before;
        try
        {
            var asked = time.GetTimestamp();
            var table = await leases.Observe(stopping.Token);
            if (mine.IsOver) return;
            var known = looked;
            looked = new Looked(table, asked, mine.Node.Id).After(known);
            succession.Saw(table, asked);
            Follow(mine, table);
            foreach (var shard in Shard.All)
                if (known?.Homes.GetValueOrDefault(shard) != looked.Homes.GetValueOrDefault(shard)) TellMoved(shard);
            // Our own lease first: who is not sure of that succeeds nobody, and gives nothing away.
            if (mine.MaySpeak) await Act(mine, table);
            looking.Passed();
        }
        catch (Exception e)
        {
            succession.Forget();
            calm.Forget();
            meter.LookFailed();
            Failed(looking, e);
        }
    }

    private async Task Act(Tenure mine, LeaseTable table)
    {
        var state = table.Nodes.First(node => node.Id == mine.Node.Id).State;
        if (draining && state == NodeState.Up) await leases.Leave(mine.Node.Id, left: false, stopping.Token);
        if (!draining && entered && state == NodeState.Joining) await leases.Enter(mine.Node.Id, stopping.Token);
        if (!draining && state == NodeState.Up)
            foreach (var gained in await succession.Take(mine.Node.Id, table, stopping.Token)) Hold(mine, gained.Shard, gained.Epoch);
        if (handovers.Games is null) return;
        handovers.Begin(mine, Balance.Errands(table, mine.Node.Id, draining), stopping.Token);
        if (!calm.Saw(table) || Balance.Wishes(table, Handovers.AtOnce) is not { Count: > 0 } wishes) return;
        meter.Planned(await leases.Plan(wishes, stopping.Token));
    }

    private async Task<int> HandAllOver(CancellationToken stop)
    {
        if (!draining) options.Noticed($"Node {tenure.Node.Id} hands its shards over.");
        draining = true;
        var asked = time.GetTimestamp();
        while (!stop.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            look.Ring();
            await drained.Wait(times.Observe / 10);
            // What was seen before it was said may still give this node something.
            if (looked is not { } last || last.At < asked || last.Table.Nodes.Any(IsMeUp)) continue;
            var owns = last.Table.Shards.Any(shard => shard.Owner == tenure.Node.Id);
            if (handovers.UnderWay == 0 && (!owns || handovers.Games is null || Balance.Receivers(last.Table).Count == 0)) break;
        }

        return tenure.Owned.Count();

        bool IsMeUp(NodeSeen node) => node.Id == tenure.Node.Id && node.State == NodeState.Up;
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

    /// <summary>A shard was given away: nobody knows sooner where it is.</summary>
    private void Went(Shard shard, Guid to, long epoch)
    {
        if (looked is not { } last || last.Table.Nodes.FirstOrDefault(node => node.Id == to) is not { Id: var id, Address: { } at }) return;
        looked = last.With(shard, new(id, at, epoch, false));
        TellMoved(shard);
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
        foreach (var bell in (ReadOnlySpan<Bell>)[beat, look, pause, drained]) bell.Ring();
        await life!;
        await handovers.End();
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
}
