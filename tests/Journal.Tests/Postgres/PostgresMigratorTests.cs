using AkkaGame.Journal.Postgres;
using AkkaGame.Postgres;

namespace AkkaGame.Journal.Tests.Postgres;

public sealed class PostgresMigratorTests
{
    [SkippableFact]
    public async Task An_empty_database_gets_this_builds_schema_once()
    {
        var database = await PostgresServer.Fresh(migrated: false);

        var first = await PostgresMigrator.Migrate(database.Owner);
        var second = await PostgresMigrator.Migrate(database.Owner);

        Assert.Equal(PostgresMigrator.Newest, first.Count);
        Assert.Equal("0001-journal", first[0]);
        Assert.Empty(second);
        Assert.Equal(PostgresMigrator.Newest, await database.Scalar<long>("select count(*) from akkagame.migration"));
    }

    [SkippableFact]
    public async Task Of_two_migrators_at_once_each_finds_the_work_done_or_does_it()
    {
        var database = await PostgresServer.Fresh(migrated: false);

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresMigrator.Migrate(database.Owner)));

        Assert.Equal(PostgresMigrator.Newest, applied.Sum(static names => names.Count));
    }

    [SkippableFact]
    public async Task Databases_of_one_server_share_the_roles()
    {
        var server = await PostgresServer.Own();
        await using var ended = server;
        var databases = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => server.NewDatabase(migrated: false)));

        await Task.WhenAll(databases.Select(database => PostgresMigrator.Migrate(database.Admin)));

        foreach (var database in databases)
            Assert.True(await database.Scalar<bool>("select has_table_privilege('akkagame_app', 'akkagame.event', 'insert')"));
    }

    [SkippableFact]
    public async Task A_migration_that_fails_leaves_nothing_behind()
    {
        var database = await PostgresServer.Fresh(migrated: false);
        await database.Execute("create schema akkagame authorization owner; create table akkagame.snapshot (mine int)");

        await Refused(database.Owner, "42P07");

        Assert.False(await database.Scalar<bool>("select to_regclass('akkagame.event') is not null"));
        Assert.False(await database.Scalar<bool>("select to_regclass('akkagame.migration') is not null"));
    }

    [SkippableFact]
    public async Task Nodes_that_died_long_ago_are_forgotten_and_no_others()
    {
        var database = await PostgresServer.Fresh();
        await database.Execute(
            """
            insert into akkagame.node (node_id, addr, host, boot, port, state, lease_until)
            select gen_random_uuid(), state || days, 'park', '1', 0, state, clock_timestamp() - days * interval '1 day'
            from unnest(array['up', 'draining', 'dead']) as state, unnest(array[0, 2]) as days
            """);

        await PostgresMigrator.Migrate(database.Owner);

        Assert.Equal(
            "dead0 draining0 draining2 up0 up2",
            await database.Scalar<string>("select string_agg(addr, ' ' order by addr) from akkagame.node"));
    }

    [SkippableFact]
    public async Task A_newer_schema_is_refused()
    {
        var database = await PostgresServer.Fresh();
        await database.Execute("insert into akkagame.migration (number, name, checksum) values (999, '0999-later', 'x')");

        await Refused(database.Owner, "written by a newer version (migration 999, 0999-later");
    }

    [SkippableFact]
    public async Task A_schema_of_another_making_is_refused()
    {
        var database = await PostgresServer.Fresh();
        await database.Execute("update akkagame.migration set checksum = 'x' where number = 1");

        await Refused(database.Owner, "Migration 1 of the database (0001-journal) is not the one of this program");
    }

    [SkippableFact]
    public async Task Who_may_not_migrate_is_told_who_may()
    {
        var database = await PostgresServer.Fresh(migrated: false);

        await Refused(database.Read, "looker may not do that in " + database.Name);
        await Refused(database.Read, "migrate as the owner of the database");
    }

    [SkippableFact]
    public async Task Who_may_not_create_roles_is_told_what_to_run()
    {
        var server = await PostgresServer.Own();
        await using var ended = server;
        var database = await server.NewDatabase();
        await database.Execute("alter role owner nocreaterole; alter role akkagame_read rename to gone");

        await Refused(database.Owner, "create role akkagame_app nologin; create role akkagame_read nologin;");

        await database.Execute("create role akkagame_read nologin");
        Assert.Empty(await PostgresMigrator.Migrate(database.Owner));
        Assert.True(await database.Scalar<bool>("select has_table_privilege('akkagame_read', 'akkagame.event', 'select')"));
    }

    private static async Task Refused(string connection, string message)
    {
        var refused = await Assert.ThrowsAsync<JournalOpenException>(() => PostgresMigrator.Migrate(connection));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
