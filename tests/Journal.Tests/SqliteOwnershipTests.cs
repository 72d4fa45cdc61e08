using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests;

/// <summary>Shards that come and go over a file, which looks at no epoch.</summary>
public sealed class SqliteOwnershipTests : EngineOwnershipSpec
{
    private readonly TempFolder folder = new();
    private readonly SqliteJournal journal;

    public SqliteOwnershipTests() => journal = SqliteJournal.Open(folder.File("games.db"));

    protected override IJournal Store => journal;

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => new InProcessEngine(ports, options);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        journal.Dispose();
        folder.Dispose();
    }
}
