using AkkaGame.Actors;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Engines;
using AkkaGame.Journal;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;

namespace AkkaGame.Host.Stores;

/// <summary>
/// A PostgreSQL that many nodes may share, always under leases: one node alone takes the same way, so starting a second one by accident
/// is safe.
/// </summary>
internal sealed class PostgresStore : IStore
{
    private readonly PostgresJournal journal;
    private readonly PostgresReadModel readModel;
    private readonly PostgresSessions sessions;
    private readonly Tenant? tenant;

    private PostgresStore(PostgresJournal journal, PostgresAddress at, Tenant? tenant) =>
        (this.journal, readModel, sessions, this.tenant) = (journal, new(new(at.Connection)), new(new(at.Connection)), tenant);

    public IJournal Journal => journal;

    public ISnapshots Snapshots => journal;

    public IGames Games => journal;

    public IQuarantine Quarantine => journal;

    public ISecrets Secrets => journal;

    public ICells Cells => journal;

    public ITokens Tokens => journal.Tokens;

    public IFeed Feed => journal;

    public IReadModel ReadModel => readModel;

    public IRecordBook Book => readModel;

    public ISessions Sessions => sessions;

    public Tenant? Tenant => tenant;

    public IOwnership Ownership => tenant?.Ownership ?? OwnerOfNothing.Instance;

    /// <summary>Joins the nodes of the database and takes what shards are free; for another engine only opens it.</summary>
    /// <exception cref="HouseClosedException">The database cannot be used, or the peer port is taken.</exception>
    /// <exception cref="JournalUnavailableException">The database stopped answering.</exception>
    public static async Task<PostgresStore> Open(Settings settings, PostgresAddress at, ILoggerFactory logs, CancellationToken stop)
    {
        Tenant? tenant = null;
        var journal = await Connect(settings, at, () => tenant?.Node ?? Guid.Empty, false, logs, stop);
        try
        {
            await OtherEngine.Refuse(settings, at, stop);
            if (settings.Engine == EngineKind.Native)
                tenant = await Tenant.Start(settings, at, logs.CreateLogger("AkkaGame.Cluster"), stop);
            if (settings is { SecretKeyFile: null, MakesSecretKey: false })
                Log.Noticed(logs.CreateLogger("AkkaGame.Journal"), SecretKeys.Missing);
            return new(journal, at, tenant);
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    /// <summary>Looks on beside whoever owns the games.</summary>
    /// <exception cref="HouseClosedException">The database cannot be used.</exception>
    public static async Task<PostgresStore> Read(Settings settings, PostgresAddress at, ILoggerFactory logs, CancellationToken stop) =>
        new(await Connect(settings, at, static () => Guid.Empty, true, logs, stop), at, null);

    public void Announce(Uri operators)
    {
        // Whoever opens the database beside us is no trouble, and the table of nodes says who has which games.
    }

    /// <summary>The engine's games have left by now: what is owned is given back, and then nobody appends any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (tenant is not null) await tenant.DisposeAsync();
        await sessions.DisposeAsync();
        await readModel.DisposeAsync();
        await journal.DisposeAsync();
    }

    private static async Task<PostgresJournal> Connect(
        Settings settings, PostgresAddress at, Func<Guid> node, bool onlyReads, ILoggerFactory logs, CancellationToken stop)
    {
        var log = logs.CreateLogger("AkkaGame.Journal");
        try
        {
            return await PostgresJournal.Open(
                new(at.Connection)
                {
                    Node = node,
                    OnlyReads = onlyReads,
                    Migrate = settings.Migrate,
                    Keys = onlyReads ? null : SecretKeys.Of(settings),
                    Writer = new() { Lanes = settings.Lanes, Noticed = sentence => Log.Warned(log, sentence) },
                },
                stop);
        }
        catch (JournalOpenException e)
        {
            throw new HouseClosedException(e.Message, e);
        }
    }

    private sealed class OwnerOfNothing : IOwnership
    {
        public static readonly OwnerOfNothing Instance = new();

        public bool MaySpeak => true;

        public event Action<ShardChange>? Changed { add { } remove { } }

        public long? EpochOf(Shard shard) => null;

        public void Doubt(Shard shard, long epoch) { }
    }
}
