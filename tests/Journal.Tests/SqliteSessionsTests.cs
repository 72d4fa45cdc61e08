using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests;

public sealed class SqliteSessionsTests : SessionsSpec, IDisposable
{
    private readonly TempFolder folder = new();
    private readonly SqliteSessions sessions;

    public SqliteSessionsTests() => sessions = new(folder.File("games.db"));

    protected override ISessions Sessions => sessions;

    private static SessionRecord Somebody => new(
        Guid.CreateVersion7(), Guid.NewGuid(), new(Guid.CreateVersion7()), "somebody", Role.Scorer, null, "127.0.0.1", null, 1, 2, 0, 0);

    public void Dispose()
    {
        sessions.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task They_are_there_after_a_restart()
    {
        var one = Somebody;
        await sessions.Keep([one]);
        sessions.Dispose();

        using var again = new SqliteSessions(folder.File("games.db"));

        Assert.Equal([one], await again.Find(null, 10));
    }

    [Fact]
    public async Task Who_only_asks_makes_no_file()
    {
        Assert.Empty(await sessions.Find(null, 10));
        Assert.Equal(0, await sessions.Forget(long.MaxValue));

        Assert.False(File.Exists(SqliteSessions.PathOf(folder.File("games.db"))));
    }

    [Fact]
    public async Task A_file_that_holds_something_else_is_made_anew()
    {
        await File.WriteAllTextAsync(SqliteSessions.PathOf(folder.File("games.db")), "no database");

        Assert.True(await sessions.Keep([Somebody]));
        Assert.Single(await sessions.Find(null, 10));
    }

    [Fact]
    public async Task A_file_that_cannot_be_made_takes_nothing_and_says_so()
    {
        Directory.CreateDirectory(SqliteSessions.PathOf(folder.File("games.db")));

        Assert.False(await sessions.Keep([Somebody]));
    }

    [Fact]
    public async Task A_closed_store_takes_and_gives_nothing()
    {
        await sessions.Keep([Somebody]);
        sessions.Dispose();

        Assert.False(await sessions.Keep([Somebody]));
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await sessions.Find(null, 10));
    }
}
