using AkkaGame.Actors;
using AkkaGame.Journal.Postgres;
using AkkaGame.Postgres;
using AkkaGame.Specs;
using Npgsql;

namespace AkkaGame.Journal.Tests.Postgres;

/// <summary>What a database that two nodes share remembers of tokens.</summary>
public sealed class PostgresTokensTests : TokensSpec, IAsyncLifetime
{
    private PostgresDatabase database = null!;
    private PostgresJournal journal = null!, neighbour = null!;

    protected override ITokens Tokens => journal.Tokens;

    public async Task InitializeAsync()
    {
        database = await PostgresServer.Fresh();
        journal = await PostgresJournal.Open(new(database.App));
        neighbour = await PostgresJournal.Open(new(database.App));
    }

    public async Task DisposeAsync()
    {
        if (journal is not null) await journal.DisposeAsync();
        if (neighbour is not null) await neighbour.DisposeAsync();
    }

    [Fact]
    public async Task What_one_node_used_or_revoked_the_other_one_knows()
    {
        var tickets = Enumerable.Range(0, 30).Select(static _ => Guid.NewGuid()).ToArray();
        var pairs = await Task.WhenAll(tickets.Select(async ticket => await Task.WhenAll(
            Task.Run(() => Tokens.Use(ticket, long.MaxValue).AsTask()),
            Task.Run(() => neighbour.Tokens.Use(ticket, long.MaxValue).AsTask()))));
        Assert.All(pairs, static pair => Assert.Single(pair, static first => first));
        await Tokens.Revoke(new(Revoked.Person, "Ada", 5, "ops", null));
        Assert.Equal("Ada", Assert.Single(await neighbour.Tokens.Revoked(5)).Name);
    }

    [Fact]
    public async Task What_was_revoked_stays_so()
    {
        await Tokens.Revoke(new(Revoked.Person, "Ada", 5, "ops", null));
        await using var app = NpgsqlDataSource.Create(database.App);
        foreach (var statement in new[] { "delete from akkagame.revocation", "update akkagame.revocation set at = 0" })
        {
            await using var command = app.CreateCommand(statement);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }
}
