using AkkaGame.Actors;
using AkkaGame.Journal.Postgres;
using AkkaGame.Postgres;
using AkkaGame.Specs;

namespace AkkaGame.Journal.Tests.Postgres;

public sealed class PostgresSessionsTests : SessionsSpec, IAsyncLifetime
{
    private static readonly Lazy<Task<PostgresDatabase>> database = new(static () => PostgresServer.Fresh());

    private PostgresSessions? sessions;

    protected override ISessions Sessions => sessions!;

    public async Task InitializeAsync() => sessions = new(new((await database.Value).App));

    public async Task DisposeAsync()
    {
        if (sessions is not null) await sessions.DisposeAsync();
    }
}
