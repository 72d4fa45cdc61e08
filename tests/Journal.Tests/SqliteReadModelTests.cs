using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests;

public sealed class SqliteReadModelTests : ReadModelSpec, IDisposable
{
    private readonly TempFolder folder = new();
    private readonly SqliteJournal journal;
    private readonly SqliteReadModel model;

    public SqliteReadModelTests()
    {
        journal = SqliteJournal.Open(folder.File("games.db"));
        model = SqliteReadModel.Open(folder.File("games.db"));
    }

    protected override IJournal Journal => journal;

    protected override IReadModel Model => model;

    public void Dispose()
    {
        model.Dispose();
        journal.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_was_taken_in_is_there_after_a_restart()
    {
        var at = new Checkpoint(1, 7, Guid.CreateVersion7(), 1, 0);
        await model.Store(Feed.All, null, at, []);
        model.Dispose();

        using var again = SqliteReadModel.Open(folder.File("games.db"));

        Assert.Equal(at, (await again.Checkpoints())[Feed.All]);
    }

    [Theory]
    [InlineData("not a database at all, and longer than a header of one hundred bytes would be, so that it is looked at as one file")]
    [InlineData("")]
    public async Task A_file_that_is_no_read_model_is_made_anew(string content)
    {
        await model.Store(Feed.All, null, new(1, 7, Guid.CreateVersion7(), 1, 0), []);
        model.Dispose();
        await File.WriteAllTextAsync(SqliteReadModel.PathOf(folder.File("games.db")), content);

        using var again = SqliteReadModel.Open(folder.File("games.db"));

        Assert.Empty(await again.Checkpoints());
    }
}
