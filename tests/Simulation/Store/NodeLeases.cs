using AkkaGame.Actors;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;

namespace AkkaGame.Simulation.Store;

/// <summary>
/// The tables of nodes and shards, as one node reaches them. Ownership is held against the rules here: who lives is not declared dead.
/// </summary>
/// <param name="isDead">Whether the process of that incarnation has ended for good.</param>
internal sealed class NodeLeases(Way way, Func<Guid, bool> isDead) : ILeases
{
    private static readonly TimeSpan renewWithin = TimeSpan.FromSeconds(1), askWithin = TimeSpan.FromSeconds(2),
        terminateWithin = TimeSpan.FromSeconds(10);

    /// <summary>A node that has just joined has not opened its sessions, and after a restart of the server nobody has.</summary>
    private static readonly TimeSpan young = TimeSpan.FromSeconds(2), back = TimeSpan.FromSeconds(5);

    /// <summary>So much later than its lease a node is declared dead that clocks may differ by it.</summary>
    private const double Drift = 0.97;

    private Database Database => way.Database;

    public async ValueTask Join(NodeIdentity node, TimeSpan lease, bool enters = true, CancellationToken stop = default) =>
        await Ask("join", database =>
        {
            var row = new NodeRow(node, lease)
            {
                State = enters ? NodeState.Up : NodeState.Joining,
                Until = Clock + lease,
                Beaten = database.World.Now,
                Joined = database.World.Now,
            };
            return database.Nodes.TryAdd(node.Id, row) ? true : throw new WayException("There is such a node.");
        });

    public async ValueTask Enter(Guid node, CancellationToken stop = default) => await Ask("enter", database =>
    {
        if (database.Nodes.TryGetValue(node, out var row) && row.State == NodeState.Joining) row.State = NodeState.Up;
        return true;
    });

    public async ValueTask<bool> Renew(Guid node, CancellationToken stop = default) => await Ask("renew", database =>
    {
        if (!database.Nodes.TryGetValue(node, out var row) || row.State == NodeState.Dead) return false;
        (row.Beat, row.Until, row.Beaten) = (row.Beat + 1, Clock + row.Lease, database.World.Now);
        return true;
    }, renewWithin);

    /// <summary>Two statements: what changes in between is in the second.</summary>
    public async ValueTask<LeaseTable> Observe(CancellationToken stop = default)
    {
        var shards = await Ask("observe-shards", static database =>
            database.Shards.Select(static row => new ShardSeen(new(row.Number), row.Epoch, row.Owner, row.WantedBy)).ToList());
        var nodes = await Ask("observe-nodes", database => database.Nodes.Values.Where(static row => row.State != NodeState.Dead)
            .Select(row => new NodeSeen(
                row.Identity.Id, row.Identity.Address, row.State, row.Beat, IsExpired(row), row.Asked, IsSilent(row))).ToList());
        return new(nodes, shards);
    }

    public async ValueTask<bool> DeclareDead(Guid node, long beat, CancellationToken stop = default) => await Ask("dead", database =>
    {
        if (!database.Nodes.TryGetValue(node, out var row) || row.State == NodeState.Dead) return false;
        if (row.Beat != beat || !IsExpired(row)) return false;
        var still = TimeSpan.FromTicks(database.World.Now - row.Beaten);
        if (still < row.Lease * Drift && !isDead(node))
            database.World.Broken($"P13 node {node} was declared dead though it beat {still.TotalSeconds:0.00} s ago");
        // After an outage everybody's beat has stood still: who was there to beat must be watched for a whole lease again.
        var back = TimeSpan.FromTicks(database.World.Now - database.BackSince);
        if (database.BackSince > 0 && back < row.Lease * Drift && !isDead(node))
            database.World.Broken($"P13 node {node} was declared dead {back.TotalSeconds:0.00} s after the database came back");
        row.State = NodeState.Dead;
        database.World.Note($"{node} is declared dead");
        return true;
    });

    public async ValueTask<IReadOnlyList<Guid>> Succeed(NodeIdentity node, CancellationToken stop = default) =>
        await Ask("succeed", database =>
        {
            if (!database.Nodes.TryGetValue(node.Id, out var me) || me.State == NodeState.Dead) return [];
            var before = database.Nodes.Values.TakeWhile(row => row != me).Where(row => row.State != NodeState.Dead
                && row.Identity.Host == node.Host && row.Identity.Boot == node.Boot && row.Identity.Port == node.Port).ToList();
            foreach (var row in before) row.State = NodeState.Dead;
            return before.ConvertAll(static row => row.Identity.Id);
        });

    public async ValueTask<int> Terminate(Guid dead, CancellationToken stop = default) => await Unavailable(
        way.Ask("terminate", terminateWithin, () => Database.Nodes.TryGetValue(dead, out var row) && row.State != NodeState.Dead
            && !IsExpired(row)
            ? Task.FromResult(0)
            : Database.Terminate(PostgresSql.SessionName(dead))));

    public async ValueTask<IReadOnlyList<OwnedShard>> Acquire(IReadOnlyList<Shard> shards, Guid node, CancellationToken stop = default)
    {
        Shard[] asked = [.. shards];
        return await Change("acquire", transaction =>
        {
            List<OwnedShard> taken = [];
            if (!Database.Nodes.TryGetValue(node, out var me) || me.State != NodeState.Up) return Task.FromResult(taken);
            foreach (var shard in asked.OrderBy(static shard => shard.Number))
            {
                var row = Database.Shards[shard.Number];
                if (row.Owner is { } owner && Database.Living.Contains(owner)) continue;
                if (!row.Lock.Try(transaction, shared: false)) continue;
                taken.Add(new(shard, row.Epoch + 1));
                transaction.Will(() => Database.Change(row, node));
            }

            return Task.FromResult(taken);
        });
    }

    public async ValueTask<bool> Release(OwnedShard shard, Guid node, CancellationToken stop = default) =>
        await Change("release", async transaction => await Give(transaction, shard, node, null));

    public async ValueTask Leave(Guid node, bool left, CancellationToken stop = default) => await Ask("leave", database =>
    {
        if (database.Nodes.TryGetValue(node, out var row) && row.State != NodeState.Dead)
            row.State = left ? NodeState.Dead : NodeState.Draining;
        return true;
    });

    public async ValueTask<long?> HandOver(OwnedShard shard, Guid from, Guid to, CancellationToken stop = default) =>
        await Change("hand-over", async transaction =>
            Database.Nodes.TryGetValue(to, out var next) && next.State == NodeState.Up && !IsExpired(next)
            && await Give(transaction, shard, from, to)) ? shard.Epoch + 1 : null;

    public async ValueTask<long?> Raise(OwnedShard shard, Guid node, CancellationToken stop = default) =>
        await Change("raise", async transaction => await Give(transaction, shard, node, node)) ? shard.Epoch + 1 : null;

    public async ValueTask<int> Plan(IReadOnlyList<ShardWish> wishes, CancellationToken stop = default) =>
        await Change("plan", async transaction =>
        {
            if (Database.IsPlanned) return 0;
            Database.IsPlanned = true;
            try
            {
                await Database.Work(0, 1);
                return wishes.Count(wish => Wish(transaction, wish));
            }
            finally
            {
                Database.IsPlanned = false;
            }
        });

    public async ValueTask<bool> Want(Shard shard, Guid node, CancellationToken stop = default) =>
        await Change("want", async transaction =>
        {
            var row = Database.Shards[shard.Number];
            await row.Lock.Take(transaction, shared: false);
            if (row.Owner is null || !MayHave(node)) return false;
            transaction.Will(() => Want(row, node));
            return true;
        });

    public async ValueTask<bool> AskToDrain(Guid node, bool drain, CancellationToken stop = default) => await Ask("ask", database =>
    {
        if (!database.Nodes.TryGetValue(node, out var row) || row.State == NodeState.Dead) return false;
        row.Asked = drain;
        database.Notify();
        return true;
    });

    public async ValueTask<bool> DeclareGone(Guid node, long beat, CancellationToken stop = default) => await Ask("gone", database =>
    {
        if (!database.Nodes.TryGetValue(node, out var row) || row.State == NodeState.Dead) return false;
        if (row.Beat != beat || !IsSilent(row)) return false;
        if (!isDead(node)) database.World.Broken($"P13 node {node} was declared gone, and is there");
        row.State = NodeState.Dead;
        database.World.Note($"{node} is declared gone");
        return true;
    });

    public async Task Listen(Guid node, Action told, CancellationToken stop)
    {
        var listener = (way, told);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stop.Register(() => over.TrySetResult()))
        {
            Database.Listeners.Add(listener);
            told();
            await over.Task;
            Database.Listeners.Remove(listener);
        }
    }

    private bool Wish(Transaction transaction, ShardWish wish)
    {
        var row = Database.Shards[wish.Shard.Shard.Number];
        if (row.Epoch != wish.Shard.Epoch || !MayHave(wish.To) || !row.Lock.Try(transaction, shared: false)) return false;
        transaction.Will(() => Want(row, wish.To));
        return true;
    }

    private void Want(ShardRow row, Guid node)
    {
        row.WantedBy = node;
        Database.World.Note($"shard {row.Number} is wanted by {node}");
        Database.Notify();
    }

    private bool MayHave(Guid node) => Database.Nodes.TryGetValue(node, out var row) && row is { State: NodeState.Up, Asked: false };

    /// <summary>No session of its lanes is left. Those of its leases are not looked at here: whoever knocks finds out.</summary>
    private bool IsSilent(NodeRow row) => !Database.HasSessions(PostgresSql.SessionName(row.Identity.Id))
        && TimeSpan.FromTicks(Database.World.Now - row.Joined) > young
        && TimeSpan.FromTicks(Database.World.Now - Database.BackSince) > back;

    private DateTimeOffset Clock => Database.Time.GetUtcNow();

    // A lease that ends later than its length from now was written before the clock was set back.
    private bool IsExpired(NodeRow row) => row.Until < Clock || row.Until > Clock + row.Lease;

    private async Task<bool> Give(Transaction transaction, OwnedShard shard, Guid from, Guid? to)
    {
        var row = Database.Shards[shard.Shard.Number];
        var token = (shard.Epoch << 12) | shard.Shard.Number;
        if (!row.Is(token, from)) return false;
        await row.Lock.Take(transaction, shared: false);
        if (!row.Is(token, from)) return false; // It changed while the lock was waited for.
        transaction.Will(() => Database.Change(row, to));
        return true;
    }

    private Task<T> Change<T>(string name, Func<Transaction, Task<T>> statement) => Unavailable(way.Ask(name, askWithin, async () =>
    {
        var transaction = new Transaction(Database, new(0, "leases"));
        try
        {
            await Database.Work(0, 1);
            var found = await statement(transaction);
            await Database.Commit(transaction);
            return found;
        }
        finally
        {
            transaction.Abort();
        }
    }));

    private Task<T> Ask<T>(string name, Func<Database, T> question, TimeSpan? within = null) =>
        Unavailable(way.Ask(name, within ?? askWithin, () => Task.FromResult(question(Database))));

    private static async Task<T> Unavailable<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (Exception e) when (e is WayException or Npgsql.PostgresException)
        {
            throw new JournalUnavailableException(e.Message, e);
        }
    }
}
