using System.Collections.Concurrent;
using System.Net;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Cluster.Tests;

/// <summary>Which node has which shard, in the test's hands: what the tables would say, and every node sees at once.</summary>
internal sealed class Deeds
{
    private readonly (Town? Owner, long Epoch)[] deeds = new (Town?, long)[Shard.Count];
    private readonly List<Town> towns = [];

    public void Add(Town town) => towns.Add(town);

    public (Town? Owner, long Epoch) Of(Shard shard)
    {
        lock (deeds) return deeds[shard.Number];
    }

    /// <summary>From now on it is that node's, and everybody hears it.</summary>
    public void Give(Shard shard, Town? owner)
    {
        lock (deeds) deeds[shard.Number] = (owner, deeds[shard.Number].Epoch + 1);
        foreach (var town in towns) town.Hear(shard);
    }

    public void GiveAll(Town owner)
    {
        foreach (var shard in Shard.All) Give(shard, owner);
    }
}

/// <summary>A node with real games and real links over TCP; who owns what is the test's.</summary>
internal sealed class Town : IOwnership, IWhereabouts, IAudience, IAsyncDisposable
{
    public const string Key = "key of the cluster";

    private readonly Deeds deeds;
    private readonly PeerMeter meter = new();
    private readonly PressBox press;
    private readonly InProcessEngine local;
    private readonly PeerLinks links;
    private readonly PeerPort port;
    private PeerServer? server;

    private Town(Deeds deeds, VolatileJournal store, string key, Func<PeerOptions, PeerOptions> change, RoutingOptions? routing)
    {
        this.deeds = deeds;
        port = PeerPort.Bind(new(IPAddress.Loopback, 0));
        Journal = new(store);
        Options = change(new()
        {
            Me = () => Id,
            Token = () => key,
            Refuses = (token, _) => new(token == Key ? null : token is null ? "Bring a token." : "This is another cluster's key."),
            Noticed = Noticed.Enqueue,
        });
        links = new(this, Options, meter, TimeProvider.System);
        press = new(this, this);
        local = new(
            new(Journal, store, press, TimeProvider.System)
            {
                Ownership = this, Games = store, Quarantine = store, Secrets = store, Cells = store,
                Entropy = static bytes => bytes.Fill(0x5A),
            });
        Engine = new(local, Games, press, this, links, meter, TimeProvider.System, routing);
        OutOfTown = new(this, links, TimeProvider.System);
        deeds.Add(this);
    }

    public Guid Id { get; set; } = Guid.CreateVersion7();

    public string Address { get; set; } = "";

    public PeerOptions Options { get; }

    public RoutedEngine Engine { get; }

    public IEngineInspector Inspector => local;

    public PeerLinks Links => links;

    public OutOfTown OutOfTown { get; }

    public GatedJournal Journal { get; }

    /// <summary>How its shards' games are closed.</summary>
    public ClosingGames Games { get; } = new();

    public ConcurrentQueue<string> Noticed { get; } = [];

    /// <summary>What this node's own engine published.</summary>
    public ConcurrentQueue<EventGroup> Published { get; } = [];

    public IPEndPoint Bound => port.Bound;

    public bool MaySpeak => true;

    public event Action<ShardChange>? Changed;

    public event Action<Shard>? Moved;

    public static async Task<Town> Open(
        Deeds deeds, VolatileJournal store, string key = Key, Func<PeerOptions, PeerOptions>? change = null, RoutingOptions? routing = null,
        bool serves = true)
    {
        var town = new Town(deeds, store, key, change ?? (static options => options), routing);
        town.Address = town.port.Bound.ToString();
        if (serves) town.server = await PeerServer.Start(town.port, town.Engine, town.Options, town.meter, TimeProvider.System);
        return town;
    }

    public long? EpochOf(Shard shard) => deeds.Of(shard) is var (owner, epoch) && owner == this ? epoch : null;

    public Home? Of(Shard shard) =>
        deeds.Of(shard) is ({ } owner, var epoch) ? new(owner.Id, owner.Address, epoch, owner == this) : null;

    public void Doubt(Shard shard, long epoch)
    {
    }

    public void Hear(Shard shard)
    {
        Changed?.Invoke(new(shard, EpochOf(shard)));
        Moved?.Invoke(shard);
    }

    void IAudience.Publish(GameState state, EventGroup group) => Published.Enqueue(group);

    void IAudience.Lost(GameId game)
    {
    }

    /// <summary>Its games finish what they have and take nothing new, as when a process ends.</summary>
    public ValueTask StopGames() => local.DisposeAsync();

    /// <summary>Whoever is connected loses his link.</summary>
    public void Cut() => server!.Cut();

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        await OutOfTown.DisposeAsync();
        Engine.Dispose();
        await links.DisposeAsync();
        await local.DisposeAsync();
        await port.DisposeAsync();
        press.Dispose();
        meter.Dispose();
    }
}

/// <summary>The games of a shard that is handed over, until the test lets them be done.</summary>
internal sealed class ClosingGames : IShardGames
{
    private readonly ConcurrentQueue<Shard> opened = [];

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyCollection<Shard> Opened => opened;

    public Task Close(Shard shard) => Done.Task;

    public void Open(Shard shard) => opened.Enqueue(shard);
}

/// <summary>Writes down what he is told.</summary>
internal sealed class Listener : IFan, IPeerFan
{
    public ConcurrentQueue<EventGroup> Heard { get; } = [];

    public int Misses;

    public int Ends;

    public void Told(EventGroup group) => Heard.Enqueue(group);

    public void Missed() => Interlocked.Increment(ref Misses);

    public void Ended() => Interlocked.Increment(ref Ends);
}
