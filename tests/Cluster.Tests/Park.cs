using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Cluster.Tests;

/// <summary>Several nodes over one store, on one thread and one clock that the test moves.</summary>
internal sealed class Park
{
    private static readonly TimeSpan step = TimeSpan.FromMilliseconds(10);

    private static readonly Shard[] shards = [.. Shard.All];

    private readonly long[] highest = new long[Shard.Count];
    private readonly List<long> believed = [];
    private readonly Random? order;
    private int ids;

    /// <param name="order">Draws whose turn it is; null for the order in which the nodes came.</param>
    public Park(Random? order = null)
    {
        this.order = order;
        Store = new(Time);
    }

    public ManualTime Time { get; } = new();

    public MemoryLeases Store { get; }

    public List<ParkNode> Nodes { get; } = [];

    /// <summary>What nobody may ever have believed or done.</summary>
    public List<string> Wrong => Store.Wrong;

    public Guid NewId() => new(++ids, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    /// <summary>How long the same nodes have to be there before shards are moved to even their numbers.</summary>
    public TimeSpan Settle { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether nodes that begin get no shards before they serve.</summary>
    public bool WaitsToServe { get; set; }

    /// <summary>Whether a machine says of a process that has ended that nobody listens at its port.</summary>
    public bool Refuses { get; set; }

    /// <summary>A process begins, has games, and hands shards over.</summary>
    public ParkNode Play(int port = 5082, string host = "a", string boot = "1", Func<string, Fault>? fate = null)
    {
        var node = Start(port, host, boot, fate);
        Serve(node);
        return node;
    }

    public void Serve(ParkNode node)
    {
        node.IsServing = true;
        var served = node.Keeper.Serve(node.Games);
        Until(() => served.IsCompleted);
    }

    /// <summary>It was told to stop: it hands everything over.</summary>
    /// <returns>What it could not.</returns>
    public int Drain(ParkNode node, double patience = 10)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(patience), Time);
        var drained = node.Keeper.Drain(stop.Token);
        Until(() => drained.IsCompleted);
        return drained.Result;
    }

    /// <summary>A process begins. It is there, started or not, when its start has come to an end.</summary>
    public ParkNode Start(int port = 5082, string host = "a", string boot = "1", Func<string, Fault>? fate = null)
    {
        var node = Begin(port, host, boot, fate);
        Until(() => node.Started.IsCompleted);
        return node;
    }

    /// <summary>The same without waiting for anything.</summary>
    public ParkNode Begin(int port = 5082, string host = "a", string boot = "1", Func<string, Fault>? fate = null)
    {
        var node = new ParkNode(this, new(NewId(), $"{host}:{port}", host, boot, port), fate);
        Nodes.Add(node);
        return node;
    }

    /// <summary>It ends without another word.</summary>
    public void Kill(ParkNode node)
    {
        Nodes.Remove(node);
        if (node.IsStarted) Store.Gone.Add(node.Id);
    }

    /// <summary>It gives everything back and ends.</summary>
    public void Stop(ParkNode node)
    {
        var stopped = node.Keeper.DisposeAsync().AsTask();
        Until(() => stopped.IsCompleted);
        stopped.GetAwaiter().GetResult();
        Nodes.Remove(node);
    }

    public void Pass(double seconds)
    {
        for (var until = Time.GetUtcNow() + TimeSpan.FromSeconds(seconds); Time.GetUtcNow() < until;)
        {
            Time.Advance(step);
            TakeTurns();
        }
    }

    private void Until(Func<bool> done)
    {
        TakeTurns();
        for (var i = 0; !done(); i++)
        {
            Assert.True(i < 10_000, "It does not come to an end.");
            Time.Advance(step);
            TakeTurns();
        }
    }

    private void TakeTurns()
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // Turns go on as turns, not wherever the test runs.
        try
        {
            for (var ready = Ready(); ready.Count > 0; ready = Ready())
            {
                ready[order?.Next(ready.Count) ?? 0].Turns.TakeOne();
                Look();
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }

        Look();
    }

    private List<ParkNode> Ready() => [.. Nodes.Where(static node => node.Turns.IsReady)];

    /// <summary>Holds what all of them believe at this instant, also those that are paused, against the rules.</summary>
    private void Look()
    {
        foreach (var shard in shards)
        {
            var speakers = 0;
            believed.Clear();
            foreach (var node in Nodes)
            {
                if (!node.IsStarted || node.Keeper.EpochOf(shard) is not { } epoch) continue;
                if (believed.Contains(epoch)) Wrong.Add($"two nodes hold shard {shard} under epoch {epoch}");
                if (node.Keeper.MaySpeak && ++speakers > 1) Wrong.Add($"two nodes may speak for shard {shard}");
                believed.Add(epoch);
            }

            var stored = Store.Shards[shard.Number].Epoch;
            if (stored < highest[shard.Number]) Wrong.Add($"the epoch of shard {shard} fell");
            highest[shard.Number] = stored;
        }
    }
}

/// <summary>One process: its turns, and its way to the store.</summary>
internal sealed class ParkNode
{
    private static readonly long[] unknown = new long[Shard.Count];

    public ParkNode(Park park, NodeIdentity identity, Func<string, Fault>? fate)
    {
        (Fate, Port) = (fate ?? (static _ => Fault.None), identity.Port);
        var options = new KeeperOptions
        {
            NewId = park.NewId, Turns = Turns, Noticed = Noticed.Add, Settle = park.Settle, WaitsToServe = park.WaitsToServe,
            IsRefused = (address, _) => new(park.Refuses && park.Nodes.All(node => !node.IsStarted || node.Keeper.Node.Address != address)),
        };
        Games = new(this, park);
        Started = ShardKeeper.Start(park.Store.For(name => Fate(name)), identity, options, park.Time);
        Started.ContinueWith(
            started => started.Result.Changed += Changes.Add, default,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public Turns Turns { get; } = new();

    public int Port { get; }

    public Func<string, Fault> Fate { get; set; }

    public List<string> Noticed { get; } = [];

    public List<ShardChange> Changes { get; } = [];

    public PaperGames Games { get; }

    public bool IsServing { get; set; }

    public Task<ShardKeeper> Started { get; }

    public bool IsStarted => Started.IsCompletedSuccessfully;

    public ShardKeeper Keeper => Started.GetAwaiter().GetResult();

    public Guid Id => Keeper.Node.Id;

    public int Owned => Keeper.Sight().Owned.Count;

    /// <summary>The epochs of all shards; 0 where it has none.</summary>
    public long[] Epochs => IsStarted ? [.. Shard.All.Select(shard => Keeper.EpochOf(shard) ?? 0)] : unknown;
}
