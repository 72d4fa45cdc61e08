using AkkaGame.Actors;
using AkkaGame.Postgres;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests.Postgres;

/// <summary>Games with cards, in a database that many nodes may share.</summary>
public sealed class PostgresCardsTests : EngineCardsSpec
{
    private readonly TempFolder folder = new();
    private OwnedStore? store;

    protected override IJournal Store => store!;

    public override async Task InitializeAsync()
    {
        File.WriteAllText(folder.File("keys"), new string('7', 64));
        store = await OwnedStore.Open(await PostgresServer.Fresh(), HouseKeyFile.Given(folder.File("keys")));
        await base.InitializeAsync();
    }

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => new InProcessEngine(ports, options);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (store is not null) await store.DisposeAsync();
        folder.Dispose();
    }
}
