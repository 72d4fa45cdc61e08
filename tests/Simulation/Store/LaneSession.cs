using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;

namespace AkkaGame.Simulation.Store;

/// <summary>A lane's connection to the simulated server.</summary>
internal sealed class LaneSession : ILaneSession
{
    private static readonly TimeSpan patience = new PostgresWriterOptions().CommandTimeout;

    private readonly Way way;
    private readonly AppendColumns columns;
    private readonly Backend backend;

    private LaneSession(Way way, AppendColumns columns, Guid node, Backend backend)
    {
        (this.way, this.columns, this.backend) = (way, columns, backend);
        Node = node;
    }

    public Guid Node { get; }

    public int Id => backend.Id;

    public static async ValueTask<ILaneSession> Open(Way way, Guid node, AppendColumns columns)
    {
        var name = PostgresSql.SessionName(node);
        var backend = await way.Ask("open", patience, () => Task.FromResult(way.Database.Admit(name)));
        return new LaneSession(way, columns, node, backend);
    }

    public ValueTask Prepare(CancellationToken stop) => default;

    public Task<Landing> Append()
    {
        var append = new Append(columns);
        return Run("append", transaction => append.Run(way.Database, transaction));
    }

    public Task SelfFence(IReadOnlyList<long> tokens, Guid owner)
    {
        long[] sent = [.. tokens];
        return Run("self-fence", async transaction =>
        {
            var raised = new List<ShardRow>();
            foreach (var token in sent.OrderBy(static token => token & 0xFFF))
            {
                var shard = way.Database.Shards[token & 0xFFF];
                if (!shard.Is(token, owner)) continue;
                await shard.Lock.Take(transaction, shared: false);
                if (shard.Is(token, owner)) raised.Add(shard);
            }

            transaction.Will(() => raised.ForEach(shard => way.Database.Change(shard, shard.Owner)));
            await way.Database.Commit(transaction);
            return true;
        });
    }

    public Task<List<(int Head, bool Mine)>> Standing(IReadOnlyList<Entry> batch)
    {
        List<Entry> asked = [.. batch];
        return Run("standing", _ => Task.FromResult(asked.ConvertAll(entry => Standing(entry))));
    }

    public Task<List<(Shard Shard, long End)>> Ends(IEnumerable<Shard> shards)
    {
        List<Shard> asked = [.. shards];
        return Run("shard-ends", _ => Task.FromResult(asked.ConvertAll(shard => (shard, way.Database.Positions[shard.Number]))));
    }

    public Task<List<string>> Blockers(IReadOnlyList<long> tokens) => Run("shard-blockers", _ => Task.FromResult<List<string>>([]));

    public Task End(IReadOnlyList<int> sessions)
    {
        int[] asked = [.. sessions];
        return Run("end-session", _ =>
        {
            foreach (var id in asked) if (way.Database.Find(id) is { } left && left != backend) way.Database.Terminate(left);
            return Task.FromResult(true);
        });
    }

    public ValueTask DisposeAsync()
    {
        way.Database.World.After(TimeSpan.FromMilliseconds(1), way.Database.Server, () => way.Database.Leave(backend));
        return default;
    }

    private Task<T> Run<T>(string name, Func<Transaction, Task<T>> statement) => way.Ask(name, patience, async () =>
    {
        backend.ThrowIfEnded();
        // Statements of one session come one after the other, also those that their sender has given up.
        while (backend.Running is { } before) await before.Over.Task;
        backend.ThrowIfEnded();
        var transaction = backend.Running = new(way.Database, backend) { IsHeldBack = way.HoldsBack() };
        try
        {
            return await statement(transaction);
        }
        finally
        {
            transaction.Abort(); // Where it did not commit.
        }
    });

    private (int Head, bool Mine) Standing(Entry entry)
    {
        var group = entry.Group;
        var there = way.Database.Games.GetValueOrDefault(group.Game.Value)?.ElementAtOrDefault(group.First - 1);
        var mine = there is not null && there.Command == group.Command.Value && there.Epoch == entry.Epoch && there.Last == group.Last
            && there.Content == group.Check;
        return (way.Database.Head(group.Game.Value), mine);
    }
}
