using AkkaGame.Actors;
using AkkaGame.Cluster;
using AkkaGame.Gateway;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using AkkaGame.Simulation.Machinery;
using AkkaGame.Simulation.Store;

namespace AkkaGame.Simulation.Nodes;

/// <summary>What all incarnations of a node are set to.</summary>
internal sealed record NodeSettings
{
    public LeaseTimes Times { get; init; } = new();

    public EngineOptions Engine { get; init; } = new();

    /// <summary>How long the same nodes have to be there before shards are evened out.</summary>
    public TimeSpan Settle { get; init; }

    /// <summary>Whether nobody listens at an address any more.</summary>
    public required Func<string, CancellationToken, ValueTask<bool>> IsRefused { get; init; }

    /// <summary>How often a snapshot is spoilt.</summary>
    public double Torn { get; init; }

    /// <summary>How often what is ready has to wait for a processor.</summary>
    public double Crowded { get; init; }

    /// <summary>How often a question to the database goes wrong.</summary>
    public double Faulty { get; init; }
}

/// <summary>One server process: the classes that serve, put together as a server puts them together, over simulated ports.</summary>
internal sealed class Node
{
    private static readonly TimeSpan handsOverWithin = TimeSpan.FromSeconds(2);

    private readonly Database database;
    private readonly ProcessTime time;
    private readonly List<Action> hangUps = [];
    private readonly Net net;
    private readonly Func<Guid, Node?> find;
    private readonly PeerMeter meter = new();
    private NodeJournal? journal;
    private OutOfTown? outOfTown;
    private PressBox? press;
    private RoutedEngine? routed;
    private NodeLeases? leases;
    private Task? stopping;

    public Node(
        string name, int port, Database database, Net net, Luck luck, NodeSettings settings, Func<Guid, bool> isDead,
        Func<Guid, Node?> find)
    {
        (this.database, this.net, this.find) = (database, net, find);
        (Name, Port, Settings) = (name, port, settings);
        Process = new(database.World, name) { Crowded = settings.Crowded };
        time = new(Process, 1 + (luck.Part() - 0.5) / 100);
        Way = new(Process, database, luck.Split()) { Faulty = settings.Faulty };
        Started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Process.Do(() => _ = Start(luck, isDead));
    }

    public string Name { get; }

    public int Port { get; }

    public string Address => $"{Name}:{Port}";

    public NodeSettings Settings { get; }

    public Process Process { get; }

    public ProcessTime Time => time;

    public Way Way { get; }

    public TaskCompletionSource Started { get; }

    /// <summary>True from when it serves until it is told to stop.</summary>
    public bool IsServing => Engine is not null && stopping is null && !Process.IsDead;

    public bool IsGone => Process.IsDead || stopping is { IsCompleted: true };

    public ShardKeeper? Keeper { get; private set; }

    public InProcessEngine? Engine { get; private set; }

    public Grandstand? Stands { get; private set; }

    /// <summary>Where peers ask; null while it does not serve.</summary>
    public IPeerDesk? Desk => routed;

    /// <summary>Incarnations that this process was.</summary>
    public List<Guid> Ids { get; } = [];

    /// <summary>Questions that it has taken and not answered yet.</summary>
    public int Open { get; private set; }

    /// <summary>Somebody hangs on its sockets: told when they break.</summary>
    public void Connect(Action hangUp) => hangUps.Add(hangUp);

    /// <summary>In this process: asks the engine, and passes the answer on.</summary>
    public async Task Serve(GameId game, Envelope envelope, Action<Answer> answer)
    {
        if (routed is not { } engine) return;
        Open++;
        var said = await engine.Ask(game, envelope);
        Open--;
        if (said.Refused is null && !database.Has(game.Value, envelope.Id.Value))
            database.World.Broken($"P1 command {envelope.Id} of game {game} was acknowledged before it was committed");
        answer(said);
    }

    public async Task Look(GameId game, Action<Sight> answer)
    {
        if (routed is not { } engine) return;
        Open++;
        var sight = await engine.Look(game);
        Open--;
        answer(sight);
    }

    /// <summary>An operator asks this node to have a shard moved.</summary>
    public Task Want(Shard shard, Guid node) => Wish(leases => leases.Want(shard, node));

    /// <summary>An operator asks this node to have one drained, or no more.</summary>
    public Task AskToDrain(Guid node, bool drain) => Wish(leases => leases.AskToDrain(node, drain));

    private async Task Wish(Func<NodeLeases, ValueTask<bool>> wish)
    {
        try
        {
            await wish(leases!);
        }
        catch (JournalUnavailableException e)
        {
            Notice(e.Message);
        }
    }

    /// <summary>The process ends without another word; its connections break a little later.</summary>
    public void Kill()
    {
        database.World.Note($"{Name} is killed");
        Process.Kill();
        foreach (var hangUp in hangUps) hangUp();
        database.World.After(TimeSpan.FromMilliseconds(2), database.Server, () =>
        {
            foreach (var id in Ids) database.HangUp(PostgresSql.SessionName(id));
        });
    }

    /// <summary>It is told to end: stops serving, gives its shards back, leaves.</summary>
    public void Stop()
    {
        database.World.Note($"{Name} is told to stop");
        Process.Do(() => stopping ??= End());
    }

    private async Task Start(Luck luck, Func<Guid, bool> isDead)
    {
        var identity = new NodeIdentity(luck.Id(), Address, Name, "boot", Port);
        Ids.Add(identity.Id);
        var options = new KeeperOptions
        {
            NewId = NewId,
            Turns = Process.Turns,
            Times = Settings.Times,
            Settle = Settings.Settle,
            IsRefused = Settings.IsRefused,
            WaitsToServe = true,
            Noticed = Notice,
        };
        leases = new(Way, isDead);
        while (Keeper is null)
        {
            try
            {
                Keeper = await ShardKeeper.Start(leases, identity, options, time);
            }
            catch (JournalUnavailableException e)
            {
                Notice(e.Message);
                await Task.Delay(TimeSpan.FromSeconds(0.5), time);
                identity = identity with { Id = NewId() };
            }
        }

        journal = new(Way, () => Keeper.Node.Id, time, luck.Split(), Settings.Torn);
        var peers = new Peers(database.World, net, this, find);
        outOfTown = new(Keeper, peers, time);
        Stands = new(journal, journal, new() { Linger = TimeSpan.FromSeconds(1), Faulted = Fault }, time, Keeper, outOfTown);
        press = new(Keeper, Stands);
        Engine = new(
            new(journal, journal, press, time)
            {
                Ownership = Keeper,
                Games = journal,
                Quarantine = journal,
                Secrets = journal,
                Cells = journal,
                Turns = Process.Turns,
                Entropy = bytes => luck.Id().ToByteArray().CopyTo(bytes),
            },
            Settings.Engine with { Faulted = Fault });
        routed = new(Engine, Engine, press, Keeper, peers, meter, time);
        Stands.Open(routed);
        await Keeper.Serve(routed);
        Started.SetResult();

        Guid NewId()
        {
            var id = luck.Id();
            Ids.Add(id);
            return id;
        }
    }

    private async Task End()
    {
        await Started.Task;
        using (var patience = new CancellationTokenSource(handsOverWithin, time)) await Keeper!.Drain(patience.Token);
        await outOfTown!.DisposeAsync();
        routed!.Dispose();
        await Engine!.DisposeAsync();
        await Stands!.DisposeAsync();
        await Keeper.DisposeAsync();
        await journal!.DisposeAsync();
        press!.Dispose();
        meter.Dispose();
        foreach (var hangUp in hangUps) hangUp();
        database.World.Note($"{Name} has stopped");
    }

    private void Notice(string sentence) => database.World.Note($"{Name} {sentence}");

    /// <summary>Stores fail here all the time; what else goes wrong inside is a defect.</summary>
    private void Fault(GameId game, Exception what)
    {
        database.World.Note($"{Name} {game} {what.GetType().Name}");
        if (what is not (JournalUnavailableException or NotStoredException or WayException or Npgsql.PostgresException))
            database.World.Broken($"P6 {Name} failed inside: {what}");
    }
}
