using AkkaGame.Actors;
using AkkaGame.Journal;
using AkkaGame.Journal.Sqlite;

namespace AkkaGame.Host;

/// <summary>One process's engine over one SQLite file: the place where the rooms meet.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly SqliteJournal journal;
    private readonly InProcessEngine engine;
    private readonly ILoggerFactory logs;

    private House(SqliteJournal journal)
    {
        this.journal = journal;
        // A log of its own, because games still write when the server and its log are gone; standard output belongs to the verbs.
        logs = LoggerFactory.Create(static to => to.AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        var log = logs.CreateLogger<House>();
        var options = new EngineOptions { Faulted = (game, error) => Log.Faulted(log, game, error) };
        engine = new(
            new(journal, journal, EmptyStands.Instance, TimeProvider.System) { Games = journal, Quarantine = journal }, options);
    }

    public IJournal Journal => journal;

    public ISnapshots Snapshots => journal;

    public IGames Games => journal;

    public IEngine Engine => engine;

    /// <exception cref="HouseClosedException">The file is in use, not ours, newer, damaged or not writable.</exception>
    public static House Open(string database)
    {
        try
        {
            // Reading a whole file first would make each start as slow as its file is large; damage shows itself where it is read.
            return new(SqliteJournal.Open(database, checkIntegrity: false));
        }
        catch (JournalOpenException e)
        {
            throw new HouseClosedException(e.Message, e);
        }
    }

    /// <summary>Every game finishes what it has and keeps a snapshot, then the file is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        journal.Dispose();
        logs.Dispose();
    }
}

/// <summary>The program cannot do its work here. The message is one sentence for the operator.</summary>
internal sealed class HouseClosedException(string message, Exception? inner = null) : Exception(message, inner);
