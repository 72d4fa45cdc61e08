using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests;

public sealed class SqliteJournalSpecTests : JournalSpec, IDisposable
{
    private readonly TempFolder folder = new();
    private readonly SqliteJournal journal;

    public SqliteJournalSpecTests() => journal = SqliteJournal.Open(folder.File("games.db"));

    protected override IJournal Journal => journal;

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }
}
