using AkkaGame.Actors;
using AkkaGame.Journal;
using AkkaGame.Journal.Postgres;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Postgres;

namespace AkkaGame.WholeGames;

public sealed class SqliteTests : EngineTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("akkagame-games-").FullName;
    private SqliteJournal? journal;

    protected override IJournal Journal => journal!;

    protected override EnginePorts Ports(EnginePorts bare) => bare;

    public override Task InitializeAsync()
    {
        journal = SqliteJournal.Open(Path.Combine(folder, "games.db"));
        return Task.CompletedTask;
    }

    public override Task DisposeAsync()
    {
        journal?.Dispose();
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }
}

public sealed class PostgresTests : EngineTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("akkagame-games-").FullName;
    private PostgresJournal? journal;
    private long epoch;

    protected override IJournal Journal => journal!;

    protected override EnginePorts Ports(EnginePorts bare) => bare with { Ownership = new OwnsAll(epoch) };

    public override async Task InitializeAsync()
    {
        var database = await PostgresServer.Fresh();
        var node = Guid.NewGuid();
        epoch = await database.GiveAllShardsTo(node);
        journal = await PostgresJournal.Open(
            new(database.App) { Node = () => node, Keys = HouseKeyFile.Beside(Path.Combine(folder, "games")) });
    }

    public override async Task DisposeAsync()
    {
        if (journal is not null) await journal.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>One node has every shard, and keeps it.</summary>
    private sealed class OwnsAll(long epoch) : IOwnership
    {
        public event Action<ShardChange>? Changed { add { } remove { } }

        public bool MaySpeak => true;

        public long? EpochOf(Shard shard) => epoch;

        public void Doubt(Shard shard, long epoch) { }
    }
}
