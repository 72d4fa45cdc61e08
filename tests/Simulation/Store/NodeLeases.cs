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

    /// <summary>So much later than its lease a node is declared dead that clocks may differ by it.</summary>
    private const double Drift = 0.97;

    private Database Database => way.Database;

    public async ValueTask Join(NodeIdentity node, TimeSpan lease, CancellationToken stop = default) => await Ask("join", database =>
    {
        if (!database.Nodes.TryAdd(node.Id, new(node, lease) { Until = Clock + lease, Beaten = database.World.Now }))
            throw new WayException("There is such a node.");
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
            database.Shards.Select(static row => new ShardSeen(new(row.Number), row.Epoch, row.Owner)).ToList());
        var nodes = await Ask("observe-nodes", database => database.Nodes.Values.Where(static row => row.State != NodeState.Dead)
            .Select(row => new NodeSeen(row.Identity.Id, row.Identity.Address, row.State, row.Beat, IsExpired(row))).ToList());
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
        way.Ask("terminate", terminateWithin, () => Database.Living.Contains(dead)
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
