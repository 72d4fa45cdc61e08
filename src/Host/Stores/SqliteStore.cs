using AkkaGame.Actors;
using AkkaGame.Host.Engines;
using AkkaGame.Journal;
using AkkaGame.Journal.Sqlite;

namespace AkkaGame.Host.Stores;

/// <summary>One SQLite file, which this process holds alone.</summary>
internal sealed class SqliteStore : IStore
{
    private readonly SqliteJournal journal;
    private readonly SqliteReadModel readModel;
    private readonly SqliteSessions sessions;
    private readonly CancellationTokenSource closing = new();
    private readonly Task checking;

    private SqliteStore(SqliteJournal journal, SqliteReadModel readModel, string path, ILogger log)
    {
        (this.journal, this.readModel, sessions) = (journal, readModel, new(path));
        checking = journal.NeedsWholeCheck ? Check(path, log) : Task.CompletedTask;
    }

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

    public IOwnership Ownership => SoleOwner.Instance;

    /// <exception cref="HouseClosedException">The file is in use, not ours, newer, damaged or not writable.</exception>
    public static SqliteStore Open(Settings settings, ILogger log)
    {
        SqliteJournal? journal = null;
        try
        {
            journal = SqliteJournal.Open(settings.Database, settings.Check, keys: SecretKeys.Of(settings));
            if (settings.Engine == EngineKind.Akka) AkkaTables.PrepareSqlite(settings.Database);
            if (journal.MissingKey is { } why) Log.Warned(log, $"No game can be played here now: {why}. Scored games go on.");
            return new(journal, SqliteReadModel.Open(settings.Database), settings.Database, log);
        }
        catch (JournalOpenException e)
        {
            journal?.Dispose();
            throw new HouseClosedException(e.Message, e);
        }
    }

    public void Announce(Uri operators) => journal.Announce(operators);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await checking;
        sessions.Dispose();
        readModel.Dispose();
        journal.Dispose();
        closing.Dispose();
    }

    /// <summary>Reads all of a large file behind the server's back: nobody waits for it, and damage is told before it is met.</summary>
    private async Task Check(string path, ILogger log)
    {
        try
        {
            if (await journal.CheckWhole(closing.Token) is { } found) Log.Damaged(log, path, found);
        }
        catch (JournalUnavailableException e)
        {
            Log.NotChecked(log, e);
        }
    }
}
