using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Simulation.Machinery;

namespace AkkaGame.Simulation.Store;

/// <summary>A row of the journal as it was committed.</summary>
/// <param name="Version">The commit that wrote it: a statement sees the commits before it began.</param>
/// <param name="Committed">When that was, by the world's time.</param>
internal sealed record EventRow(
    Guid Game, int Seq, int Last, short Shard, long Epoch, long Position, Guid Command, long Content, long At, string Who, short Role,
    short? Side, short Cause, short Rules, string? Why, short Type, short Ver, byte[] Body, long Version = 0, long Committed = 0);

internal sealed class ShardRow(byte number, RowLock gate)
{
    public byte Number => number;

    public RowLock Lock => gate;

    public long Epoch { get; set; }

    public Guid? Owner { get; set; }

    public Guid? WantedBy { get; set; }

    public long Token => (Epoch << 12) | number;

    public bool Is(long token, Guid owner) => Token == token && Owner == owner;
}

internal sealed class NodeRow(NodeIdentity identity, TimeSpan lease)
{
    public NodeIdentity Identity => identity;

    public TimeSpan Lease => lease;

    public NodeState State { get; set; }

    public long Beat { get; set; }

    public DateTimeOffset Until { get; set; }

    /// <summary>An operator wants it to drain.</summary>
    public bool Asked { get; set; }

    /// <summary>When it joined, by the world's time.</summary>
    public long Joined { get; init; }

    /// <summary>When it beat last, by the world's time.</summary>
    public long Beaten { get; set; }
}

/// <summary>A game's line in the list of games.</summary>
internal sealed record CardRow(GameCard Card, Shard Shard, int Number, long Created);

/// <summary>
/// The server that all nodes share, with the meaning that PostgreSQL gives to the statements at READ COMMITTED: rows as of the
/// beginning of a statement, locks that are waited for, rows that are looked at again once their lock was had, keys that are waited for.
/// It sees to it that nobody ever does what the promises exclude, and says so where it happens.
/// </summary>
internal sealed class Database
{
    private static readonly TimeSpan lockTimeout = TimeSpan.FromSeconds(1);

    /// <summary>No node goes so long without asking something.</summary>
    private static readonly TimeSpan noticed = TimeSpan.FromSeconds(1.5);

    private readonly Luck luck;
    private readonly List<Backend> backends = [];
    private int ids;

    public Database(World world, Luck luck)
    {
        this.luck = luck;
        World = world;
        Server = new(world, "database");
        Time = new(Server, 1);
        Shards = [.. Shard.All.Select(shard => new ShardRow(shard.Number, new(Server, lockTimeout)))];
    }

    public World World { get; }

    /// <summary>Where its statements run.</summary>
    public Process Server { get; }

    /// <summary>Its clocks. The one on the wall may be set while it runs.</summary>
    public ProcessTime Time { get; }

    public ShardRow[] Shards { get; }

    public Dictionary<Guid, NodeRow> Nodes { get; } = [];

    public Dictionary<Guid, List<EventRow>> Games { get; } = [];

    public Dictionary<Guid, CardRow> Cards { get; } = [];

    public Dictionary<Guid, SortedList<int, Snapshot>> Snapshots { get; } = [];

    public Dictionary<Guid, AsideGame> Aside { get; } = [];

    public Dictionary<Guid, GameSecret> Secrets { get; } = [];

    public Dictionary<CellKey, CellMemory> Cells { get; } = [];

    /// <summary>Keys that are inserted and not yet committed.</summary>
    public Dictionary<(Guid Game, int Seq), Transaction> Claimed { get; } = [];

    /// <summary>The last place taken in each shard's history.</summary>
    public long[] Positions { get; } = new long[Shard.Count];

    /// <summary>Counts commits.</summary>
    public long Version { get; set; }

    /// <summary>While true nobody gets in.</summary>
    public bool IsDown { get; private set; }

    /// <summary>Counts its crashes: a connection does not outlast one.</summary>
    public int Era { get; private set; }

    /// <summary>When it came back last from an outage that everybody noticed, by the world's time.</summary>
    public long BackSince { get; private set; }

    /// <summary>While true nothing that is to be written has room.</summary>
    public bool IsFull { get; set; }

    /// <summary>How often a statement stalls before it commits.</summary>
    public double Stalls { get; set; }

    /// <summary>Appends that were refused because their epoch was over.</summary>
    public int Fenced { get; set; }

    /// <summary>Groups of which a journal said that they were not written, and never will be.</summary>
    public List<(EventGroup Group, long Epoch)> SaidNo { get; } = [];

    /// <summary>Changes of a shard's owner while the node that had it was living.</summary>
    public int Moves { get; set; }

    /// <summary>Somebody plans: nobody else does in this moment.</summary>
    public bool IsPlanned { get; set; }

    /// <summary>Who hears that shards or wishes have changed.</summary>
    public List<(Way Way, Action Told)> Listeners { get; } = [];

    public IEnumerable<Guid> Living => Nodes.Values.Where(static row => row.State != NodeState.Dead).Select(static row => row.Identity.Id);

    /// <summary>The seq of the last event that is committed.</summary>
    public int Head(Guid game) => Games.TryGetValue(game, out var rows) ? rows[^1].Seq : 0;

    /// <summary>What that was at that moment of the world's time.</summary>
    public int Head(Guid game, long moment) =>
        Games.TryGetValue(game, out var rows) && rows.FindLast(row => row.Committed <= moment) is { } last ? last.Seq : 0;

    public bool Has(Guid game, Guid command) => Games.TryGetValue(game, out var rows) && rows.Exists(row => row.Command == command);

    public bool HasSessions(string name) => backends.Exists(one => one.Name == name);

    public Backend Admit(string name)
    {
        var backend = new Backend(++ids, name);
        backends.Add(backend);
        return backend;
    }

    public Backend? Find(int id) => backends.Find(one => one.Id == id);

    /// <summary>The client has gone. What runs goes on to its end, as nobody looks at the socket meanwhile.</summary>
    public void Leave(Backend backend)
    {
        if (backend.Running is { } running) running.Over.Task.ContinueWith(
            _ => backends.Remove(backend), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, Server.Turns);
        else backends.Remove(backend);
    }

    /// <summary>The sockets of a process that ended are closed.</summary>
    public void HangUp(string name)
    {
        foreach (var one in backends.Where(one => one.Name == name).ToList()) Leave(one);
    }

    /// <summary>Ends them, and waits a little for those that are at the disk, which nothing ends.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> Terminate(string name)
    {
        var found = backends.Where(one => one.Name == name).ToList();
        foreach (var one in found) Terminate(one);
        for (var waited = 0; waited < 10 && found.Exists(static one => one.Running is not null); waited++) await Work(50, 50);
        return found.Count;
    }

    public void Terminate(Backend backend)
    {
        backend.End(Refusals.Terminated());
        backends.Remove(backend);
    }

    /// <summary>It crashes: what was not committed is undone, everybody is thrown out, and for a while nobody gets in.</summary>
    public void Crash(TimeSpan down)
    {
        World.Note($"the database crashes, for {down.TotalSeconds:0.0} s");
        IsDown = true;
        Era++;
        foreach (var one in backends.ToList())
        {
            one.End(Refusals.Crashed());
            one.Running?.Abort();
        }

        backends.Clear();
        World.After(down, Server, () =>
        {
            IsDown = false;
            if (down > noticed) BackSince = World.Now;
            World.Note("the database is back");
        });
    }

    /// <summary>Some of its sessions, by chance.</summary>
    public void TerminateSome()
    {
        if (backends.Count > 0) Terminate(luck.From(backends));
    }

    /// <summary>The time that a statement takes before it looks, between looking and writing, or at the disk.</summary>
    public Task Work(double least, double most) => Wait(luck.Within(TimeSpan.FromMilliseconds(least), TimeSpan.FromMilliseconds(most)));

    /// <summary>Commits, which takes the disk's time, and now and then far longer.</summary>
    public async Task Commit(Transaction transaction)
    {
        if (luck.Happens(Stalls / 2)) await Work(200, 3500);
        while (transaction.IsHeldBack?.Invoke() == true) await Work(20, 20);
        transaction.Backend.ThrowIfEnded();
        transaction.IsAtTheDisk = true;
        if (luck.Happens(Stalls / 2)) await Work(200, 3500);
        await Work(0.2, 2);
        transaction.Commit();
        transaction.Backend.ThrowIfEnded();
    }

    /// <summary>The owner or the epoch of a shard changes, as the statement commits.</summary>
    public void Change(ShardRow shard, Guid? owner)
    {
        if (owner != shard.Owner && shard.Owner is { } before && Living.Contains(before)) Moves++;
        if (owner != shard.Owner) shard.WantedBy = null;
        (shard.Epoch, shard.Owner) = (shard.Epoch + 1, owner);
        World.Note($"shard {shard.Number} epoch {shard.Epoch} owner {owner}");
        Notify();
    }

    /// <summary>Tells whoever listens, as far as he can be reached.</summary>
    public void Notify()
    {
        foreach (var (way, told) in Listeners)
            if (!way.IsCutBack && !IsDown)
                World.After(luck.Within(TimeSpan.FromMilliseconds(0.1), TimeSpan.FromMilliseconds(2)), way.Client, told);
    }

    public async Task Wait(TimeSpan time)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        World.After(time, Server, over.SetResult);
        await over.Task;
    }
}
