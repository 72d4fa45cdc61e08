using System.Security.Cryptography;
using AkkaGame.Actors;
using AkkaGame.Cluster;
using AkkaGame.Gateway;
using AkkaGame.Host.Editions;
using AkkaGame.Host.Engines;
using AkkaGame.Host.Identity;
using AkkaGame.Host.Metering;
using AkkaGame.Host.Serving;
using AkkaGame.Host.Stores;

namespace AkkaGame.Host;

/// <summary>One process's engine over one journal: the place where the rooms meet.</summary>
internal sealed class House : IAsyncDisposable
{
    /// <summary>What has not gone to another node by then is given back with the lease, and taken from there.</summary>
    public static readonly TimeSpan HandsOverWithin = TimeSpan.FromSeconds(10);

    private readonly IStore store;
    private readonly IEngineHome home;
    private readonly Outage outage;
    private readonly IDisposable? telemetry;
    private readonly Projector projector;
    private volatile bool isLeaving;

    private House(
        Settings settings, Circumstances around, IStore store, KnownEditions editions, bool plays, ILoggerFactory logs, Meters meters,
        IDisposable? telemetry)
    {
        (this.store, Editions, Logs, Meters, this.telemetry) = (store, editions, logs, meters, telemetry);
        Time = around.Time;
        JournalName = settings.JournalName;
        var log = logs.CreateLogger("AkkaGame.Engine");
        outage = new(log, Time);
        Probe = new(store.Journal, Time);
        var options = new EngineOptions
        {
            IdleTime = settings.IdleTime,
            SnapshotEvery = settings.SnapshotEvery,
            Faulted = (game, error) => Faulted(log, game, error),
        };
        // Whoever follows commands follows them to their commit; otherwise nothing stands between the engine and its journal.
        var isFollowed = log.IsEnabled(LogLevel.Debug);
        var journal = isFollowed ? new FollowedJournal(store.Journal, logs.CreateLogger("AkkaGame.Journal")) : store.Journal;
        var books = logs.CreateLogger("AkkaGame.ReadModel");
        home = EngineHomes.Of(settings, store, plays, logs, tenant => Meeting(tenant, () => Office!.Peers, logs));
        projector = new(
            new(store.Feed, store.Journal, store.Games, store.ReadModel, Time)
            {
                Ownership = home.Followed,
                Cells = store.Cells,
            },
            new() { Faulted = error => Log.ReadModelFails(books, error.Message) });
        Grandstand = new(
            store.Journal, store.Snapshots, settings.Gateway with { Faulted = (game, error) => Faulted(log, game, error) },
            Time, home.Ownership, home.OutOfTown);
        Listeners = new(next: Grandstand, outOfTown: home.OutOfTown);
        home.Open(
            new(journal, store.Snapshots, new ReadModelAudience(projector, Listeners), Time)
            {
                Ownership = home.Ownership,
                Games = store.Games,
                Quarantine = store.Quarantine,
                Secrets = store.Secrets,
                Cells = store.Cells,
                Editions = editions,
                Entropy = around.Entropy,
            },
            options, own => isFollowed ? new FollowedEngine(own, log, Time) : own);
        Office = new(
            settings, store.Tokens, store.Games, new(Engine, store.Journal, store.Snapshots, Ownership),
            logs.CreateLogger("AkkaGame.Identity"), TimeProvider.System);
        Concourse = new(Engine, new CountedGate(Office.Gate, settings.Bounds), Grandstand, store.Sessions, Time);
        Grandstand.Open(Engine);
    }

    /// <summary>The games' time; tokens are held against the world's.</summary>
    public TimeProvider Time { get; }

    /// <summary>Games still write when a server is gone, so the log is the house's own and closed last.</summary>
    public ILoggerFactory Logs { get; }

    /// <summary>What was measured since the house was opened.</summary>
    public Meters Meters { get; }

    /// <summary>The cards by which games may be played here.</summary>
    public KnownEditions Editions { get; }

    public IJournal Journal => store.Journal;

    public ISnapshots Snapshots => store.Snapshots;

    public IGames Games => store.Games;

    public IQuarantine Quarantine => store.Quarantine;

    public IOwnership Ownership => home.Ownership;

    public IFeed Feed => store.Feed;

    public IReadModel ReadModel => store.ReadModel;

    public IRecordBook Book => store.Book;

    /// <summary>Who is connected to which game, on every node.</summary>
    public ISessions Sessions => store.Sessions;

    /// <summary>Follows the journal once it is told to start: who only imports leaves that to the next server.</summary>
    public Projector Projector => projector;

    public JournalProbe Probe { get; }

    /// <summary>Requests that wait for a game of this process to go on.</summary>
    public Listeners Listeners { get; }

    /// <summary>Those who follow games over sockets of this process.</summary>
    public Grandstand Grandstand { get; }

    /// <summary>The sockets of this process. They are drained before this is disposed of.</summary>
    public Concourse Concourse { get; }

    public IEngine Engine => home.Engine;

    /// <summary>Who somebody is. Believes nobody before it is told to start.</summary>
    public PassOffice Office { get; }

    public IEngineInspector Inspector => home.Inspector;

    /// <summary>This process as one of several nodes; null where it is the only one that there can be.</summary>
    public ICluster? Cluster => home.Cluster;

    /// <summary>Done when this process cannot play any more and has to end, with the reason; null where it was told to.</summary>
    public Task<string?> Ended => home.Ended;

    /// <summary>Whether somebody plays games here or on other nodes, as far as this one knows.</summary>
    public bool KnowsOwners => Messages.Shard.All.Any(home.IsSomewhere);

    /// <summary>True from the moment on in which this process was told to stop.</summary>
    public bool IsLeaving => isLeaving;

    /// <summary>The journal as operators know it, without a password.</summary>
    public string JournalName { get; }

    /// <exception cref="HouseClosedException">The journal cannot be used. The message says what to do.</exception>
    /// <exception cref="BadLeagueFileException">A league file is not there, or is none; each fault is named.</exception>
    public static Task<House> Open(Settings settings, CancellationToken stop = default) => Open(settings, new(), stop);

    /// <summary>The same in other circumstances than a program's usual ones.</summary>
    /// <exception cref="HouseClosedException">The journal cannot be used. The message says what to do.</exception>
    public static async Task<House> Open(Settings settings, Circumstances around, CancellationToken stop = default)
    {
        var house = await Open(settings, around, Own, stop);
        await house.home.Enter();
        return house;
    }

    /// <summary>For a server, which has no games before it can tell who somebody is: see <see cref="Enter"/>.</summary>
    /// <exception cref="HouseClosedException">The journal cannot be used. The message says what to do.</exception>
    public static Task<House> OpenToServe(Settings settings, CancellationToken stop = default) => Open(settings, new(), Own, stop);

    /// <summary>For whoever only reads: on PostgreSQL beside whoever owns the games; an SQLite file has one holder all the same.</summary>
    /// <exception cref="HouseClosedException">The journal cannot be used. The message says what to do.</exception>
    public static Task<House> OpenToRead(Settings settings, CancellationToken stop = default) => Open(settings, new(), Read, stop);

    private static async Task<House> Open(
        Settings settings, Circumstances around, Func<Settings, ILoggerFactory, CancellationToken, Task<IStore>> open,
        CancellationToken stop)
    {
        // Whatever counts from its first moment on is listened to from there.
        var telemetry = Telemetry.Start();
        var meters = new Meters();
        var logs = around.Logs ?? Host.Logs.Open(settings);
        try
        {
            var editions = KnownEditions.Read(settings.Leagues);
            var house = new House(settings, around, await open(settings, logs, stop), editions, open != Read, logs, meters, telemetry);
            await house.home.Serve(logs);
            return house;
        }
        catch
        {
            meters.Dispose();
            telemetry?.Dispose();
            logs.Dispose();
            throw;
        }
    }

    /// <summary>From now on this process may have games that other nodes of its database had, or nobody.</summary>
    /// <exception cref="HouseClosedException">The other nodes do not know it as one of theirs.</exception>
    public async Task Enter()
    {
        await home.Meet();
        await home.Enter();
    }

    /// <summary>Tells whoever finds the journal held where this process answers operators.</summary>
    public void Announce(Uri operators) => store.Announce(operators);

    /// <summary>Not ready any more: nobody new should come. Whoever is here is served on.</summary>
    public void Leave() => isLeaving = true;

    /// <summary>
    /// The games of this process go to other nodes, where there are any, while everybody who is here is served on by way of those.
    /// </summary>
    public async Task HandOver()
    {
        using var patience = new CancellationTokenSource(HandsOverWithin, TimeProvider.System);
        await home.HandOver(patience.Token);
    }

    /// <summary>Every game finishes what it has and keeps a snapshot; then what is owned is given back, and the journal closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await Office.DisposeAsync();
        await Concourse.DisposeAsync();
        await Grandstand.DisposeAsync();
        await home.DisposeAsync();
        await projector.DisposeAsync();
        await store.DisposeAsync();
        outage.Dispose();
        Meters.Dispose();
        telemetry?.Dispose();
        Logs.Dispose();
    }

    private static async Task<IStore> Own(Settings settings, ILoggerFactory logs, CancellationToken stop) =>
        settings.Volatile ? new VolatileStore()
        : settings.Postgres is { } at ? await PostgresStore.Open(settings, at, logs, stop) : OpenFile(settings, logs);

    private static async Task<IStore> Read(Settings settings, ILoggerFactory logs, CancellationToken stop) =>
        settings.Postgres is { } at ? await PostgresStore.Read(settings, at, logs, stop) : OpenFile(settings, logs);

    private static PeerOptions Meeting(Tenant tenant, Func<PeerPass> pass, ILoggerFactory logs)
    {
        var log = logs.CreateLogger("AkkaGame.Cluster");
        return new()
        {
            Me = () => tenant.Node,
            Token = () => pass().Token(tenant.Node),
            Refuses = (token, _) => pass().Refuses(token),
            Noticed = sentence => Log.Noticed(log, sentence),
        };
    }

    private static SqliteStore OpenFile(Settings settings, ILoggerFactory logs) =>
        SqliteStore.Open(settings, logs.CreateLogger("AkkaGame.Journal"));

    private void Faulted(ILogger log, Messages.GameId game, Exception error)
    {
        if (error is NotStoredException or JournalUnavailableException) outage.Struck(game, error.Message);
        else Log.Faulted(log, game, error);
    }
}

/// <summary>What a house takes from the world around it, beside its settings.</summary>
internal sealed record Circumstances
{
    /// <summary>The games'.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Fills what it is given with what nobody can guess: the secrets of games.</summary>
    public Entropy Entropy { get; init; } = RandomNumberGenerator.Fill;

    /// <summary>Where the log goes; null for where the settings say.</summary>
    public ILoggerFactory? Logs { get; init; }
}

/// <summary>The program cannot do its work here. The message is one sentence for the operator.</summary>
internal sealed class HouseClosedException(string message, Exception? inner = null) : Exception(message, inner);
