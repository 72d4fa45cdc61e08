using AkkaGame.Postgres;

namespace AkkaGame.Journal.Tests.Postgres;

public sealed class PostgresServerTests
{
    [SkippableFact]
    public async Task The_tests_run_on_a_server_that_is_as_durable_as_in_production()
    {
        var database = await PostgresServer.Fresh();

        Assert.Equal(
            "on on on", await database.Scalar<string>("select concat_ws(' ', current_setting('fsync'), "
                + "current_setting('synchronous_commit'), current_setting('full_page_writes'))"));
    }

    [SkippableFact]
    public async Task Each_test_has_a_database_of_its_own()
    {
        var first = await PostgresServer.Fresh();
        await first.Execute("insert into akkagame.quarantine (game, seq, why, since) values (gen_random_uuid(), 1, 'odd', 1)");

        var second = await PostgresServer.Fresh();

        Assert.Equal(1L, await first.Scalar<long>("select count(*) from akkagame.quarantine"));
        Assert.Equal(0L, await second.Scalar<long>("select count(*) from akkagame.quarantine"));
    }
}
