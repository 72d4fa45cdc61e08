using AkkaGame.Actors;
using AkkaGame.Journal.Postgres;
using AkkaGame.Postgres;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests.Postgres;

/// <summary>Each test has a database of its own: a rebuild concerns all there is.</summary>
public sealed class PostgresReadModelTests : ReadModelSpec, IAsyncLifetime
{
    private OwnedStore? store;
    private PostgresReadModel? model;
    private PostgresDatabase? database;

    protected override IJournal Journal => store!;

    protected override IReadModel Model => model!;

    public async Task InitializeAsync()
    {
        database = await PostgresServer.Fresh();
        store = await OwnedStore.Open(database);
        model = new(new(database.App));
    }

    public async Task DisposeAsync()
    {
        if (model is not null) await model.DisposeAsync();
        if (store is not null) await store.DisposeAsync();
    }

    [Fact]
    public async Task Who_looks_on_may_read_the_tables_and_change_none()
    {
        await using var looking = Npgsql.NpgsqlDataSource.Create(database!.Read);
        foreach (var table in (string[])["games", "lineups", "plays", "batting", "pitching", "read_feed", "read_game"])
        {
            await using (var reads = looking.CreateCommand($"select count(*) from akkagame.{table}"))
                Assert.Equal(0L, await reads.ExecuteScalarAsync());
            await using var changes = looking.CreateCommand($"delete from akkagame.{table}");
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => changes.ExecuteNonQueryAsync());
            Assert.Equal("42501", refused.SqlState);
        }
    }

    [Fact]
    public async Task A_name_that_no_text_of_PostgreSQL_can_hold_stops_nothing()
    {
        var game = PlayedGames.Of(PlayedGames.Create("AWA", "HOM", "2018-04-06") with { Site = "A\0B" }, 0, 1);
        foreach (var group in game) await Journal.Append(group);

        await new Projector(new(store!, Journal, store!, Model, TimeProvider.System)).CatchUp();

        Assert.Equal("A\uFFFDB", (await model!.Rows(game[0].Game))!.Game.Site);
    }
}
