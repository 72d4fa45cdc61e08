using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests;

public sealed class SqliteCellsTests : CellsSpec, IDisposable
{
    private readonly TempFolder folder = new();
    private readonly SqliteJournal journal;

    public SqliteCellsTests() => journal = SqliteJournal.Open(folder.File("games.db"));

    protected override ICells Cells => journal;

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }
}
