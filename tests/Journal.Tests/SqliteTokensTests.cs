using AkkaGame.Actors;
using AkkaGame.Journal.Sqlite;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests;

/// <summary>What the journal's file remembers of tokens.</summary>
public sealed class SqliteTokensTests : TokensSpec, IDisposable
{
    private readonly TempFolder folder = new();
    private SqliteJournal journal;

    public SqliteTokensTests() => journal = Open();

    protected override ITokens Tokens => journal.Tokens;

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task It_remembers_over_a_restart()
    {
        var ticket = Guid.NewGuid();
        await Tokens.Use(ticket, long.MaxValue);
        await Tokens.Revoke(new(Revoked.Person, "Ada", 1, "ops", null));
        journal.Dispose();
        journal = Open();
        Assert.False(await Tokens.Use(ticket, long.MaxValue));
        Assert.Equal("Ada", Assert.Single(await Tokens.Revoked(0)).Name);
    }

    [Fact]
    public async Task A_closed_journal_takes_nothing()
    {
        journal.Dispose();
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Tokens.Use(Guid.NewGuid(), 1).AsTask());
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Tokens.Revoke(new(Revoked.Person, "Ada", 1, "ops", null)).AsTask());
        Assert.False(await Tokens.Forget(1));
    }

    private SqliteJournal Open() => SqliteJournal.Open(folder.File("games.db"));
}
