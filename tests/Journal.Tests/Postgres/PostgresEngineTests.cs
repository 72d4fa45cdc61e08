using AkkaGame.Actors;
using AkkaGame.Postgres;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests.Postgres;

/// <summary>The engine on a database that many nodes may share; here one has it all.</summary>
public sealed class PostgresEngineTests : EngineFaultSpec
{
    private OwnedStore? store;

    protected override IJournal Store => store!;

    public override async Task InitializeAsync()
    {
        store = await OwnedStore.Open(await PostgresServer.Fresh());
        await base.InitializeAsync();
    }

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => new InProcessEngine(ports, options);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (store is not null) await store.DisposeAsync();
    }
}
