using AkkaGame.Actors;
using AkkaGame.Postgres;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests.Postgres;

public sealed class PostgresCellsTests : CellsSpec, IAsyncLifetime
{
    private static readonly Lazy<Task<PostgresDatabase>> database = new(static () => PostgresServer.Fresh());

    private OwnedStore? store;

    protected override ICells Cells => store!;

    public async Task InitializeAsync() => store = await OwnedStore.Open(await database.Value);

    public async Task DisposeAsync()
    {
        if (store is not null) await store.DisposeAsync();
    }
}
