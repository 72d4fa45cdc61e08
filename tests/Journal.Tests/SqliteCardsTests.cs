using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests;

/// <summary>Games with cards, in a file.</summary>
public sealed class SqliteCardsTests : EngineCardsSpec
{
    private readonly TempFolder folder = new();
    private readonly SqliteJournal journal;

    public SqliteCardsTests() => journal = SqliteJournal.Open(folder.File("games.db"));

    protected override IJournal Store => journal;

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => new InProcessEngine(ports, options);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        journal.Dispose();
        folder.Dispose();
    }
}
