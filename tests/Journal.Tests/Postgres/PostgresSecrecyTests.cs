using AkkaGame.Actors;
using AkkaGame.Journal.Postgres;
using AkkaGame.Postgres;
using AkkaGame.Specs;
using Npgsql;

namespace AkkaGame.Journal.Tests.Postgres;

/// <summary>What a database tells of a game that hides something, to who owns it all.</summary>
public sealed class PostgresSecrecyTests : SecrecySpec
{
    private readonly TempFolder folder = new();
    private PostgresDatabase database = null!;
    private OwnedStore? store;
    private PostgresReadModel? model;

    protected override IJournal Store => store!;

    protected override IReadModel Model => model!;

    public override async Task InitializeAsync()
    {
        File.WriteAllText(folder.File("keys"), new string('7', 64));
        database = await PostgresServer.Fresh();
        store = await OwnedStore.Open(database, HouseKeyFile.Given(folder.File("keys")));
        model = new(new(database.App));
        await base.InitializeAsync();
    }

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => new InProcessEngine(ports, options);

    protected override async Task<IReadOnlyList<byte[]>> Everything()
    {
        await using var connection = new NpgsqlConnection(database.Owner);
        await connection.OpenAsync();
        return await Dump.Of(
            connection,
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (model is not null) await model.DisposeAsync();
        if (store is not null) await store.DisposeAsync();
        folder.Dispose();
    }
}
