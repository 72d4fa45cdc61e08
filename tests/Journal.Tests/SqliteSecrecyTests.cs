using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests;

/// <summary>What two files, of the journal and of the read model, tell of a game that hides something.</summary>
public sealed class SqliteSecrecyTests : SecrecySpec
{
    private readonly TempFolder folder = new();
    private readonly SqliteJournal journal;
    private readonly SqliteReadModel model;

    public SqliteSecrecyTests()
    {
        journal = SqliteJournal.Open(folder.File("games.db"));
        model = SqliteReadModel.Open(folder.File("games.db"));
    }

    protected override IJournal Store => journal;

    protected override IReadModel Model => model;

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => new InProcessEngine(ports, options);

    /// <summary>The tables, and the files as they lie on the disk, with pages that are free again; but the key.</summary>
    protected override async Task<IReadOnlyList<byte[]>> Everything()
    {
        var all = new List<byte[]>();
        foreach (var file in Directory.GetFiles(folder.Path).Where(static file => Path.GetExtension(file) is not (".key" or ".lock")))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            all.Add(copy.ToArray());
            if (!copy.ToArray().AsSpan().StartsWith("SQLite format 3"u8)) continue;
            using var connection = SqliteFile.Reader(file);
            all.AddRange(await Dump.Of(connection, "select name from sqlite_schema where type = 'table'"));
        }

        return all;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        model.Dispose();
        journal.Dispose();
        folder.Dispose();
    }
}
