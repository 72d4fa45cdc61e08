using AkkaGame.Postgres;
using Npgsql;

namespace AkkaGame.Journal.Tests.Postgres;

public sealed class PostgresRolesTests
{
    [SkippableTheory]
    [InlineData("update akkagame.event set who = 'x'")]
    [InlineData("delete from akkagame.event")]
    [InlineData("truncate akkagame.event")]
    [InlineData("insert into akkagame.shard (shard_id) values (1)")]
    [InlineData("delete from akkagame.shard")]
    [InlineData("update akkagame.shard set shard_id = 1")]
    [InlineData("delete from akkagame.node")]
    [InlineData("update akkagame.node set node_id = gen_random_uuid()")]
    [InlineData("delete from akkagame.game")]
    [InlineData("insert into akkagame.migration (number, name, checksum) values (2, 'x', 'x')")]
    [InlineData("update akkagame.game_secret set key = 2")]
    [InlineData("delete from akkagame.game_secret")]
    [InlineData("truncate akkagame.game_secret")]
    [InlineData("update akkagame.cluster set name = 'x'")]
    [InlineData("delete from akkagame.cluster")]
    [InlineData("drop table akkagame.event")]
    [InlineData("create table akkagame.mine (a int)")]
    [InlineData("alter table akkagame.event disable trigger all")]
    public async Task The_server_at_work_may_not(string statement)
    {
        var database = await PostgresServer.Fresh();

        Assert.Equal("42501", await Refusal(database.App, statement));
    }

    [SkippableTheory]
    [InlineData("insert into akkagame.event select * from akkagame.event")]
    [InlineData("insert into akkagame.game_secret select * from akkagame.game_secret")]
    [InlineData("delete from akkagame.snapshot")]
    [InlineData("update akkagame.game set due = 1")]
    [InlineData("delete from akkagame.quarantine")]
    [InlineData("delete from akkagame.game_session")]
    [InlineData("update akkagame.shard set epoch = epoch + 1, owner = gen_random_uuid()")]
    [InlineData("update akkagame.node set beat = beat + 1")]
    public async Task The_server_at_work_may(string statement)
    {
        var database = await PostgresServer.Fresh();

        Assert.Null(await Refusal(database.App, statement));
    }

    [SkippableTheory]
    [InlineData("event")]
    [InlineData("snapshot")]
    [InlineData("game")]
    [InlineData("quarantine")]
    [InlineData("shard")]
    [InlineData("node")]
    [InlineData("cluster")]
    [InlineData("game_session")]
    public async Task Who_looks_on_reads_and_writes_nothing(string table)
    {
        var database = await PostgresServer.Fresh();

        Assert.Null(await Refusal(database.Read, $"select * from akkagame.{table}"));
        Assert.Equal("42501", await Refusal(database.Read, $"insert into akkagame.{table} default values"));
        Assert.Equal("42501", await Refusal(database.Read, $"delete from akkagame.{table}"));
    }

    [SkippableTheory]
    [InlineData("select * from akkagame.game_secret")]
    [InlineData("select count(*) from akkagame.game_secret")]
    [InlineData("insert into akkagame.game_secret select * from akkagame.game_secret")]
    public async Task Who_looks_on_does_not_come_near_the_secrets(string statement)
    {
        var database = await PostgresServer.Fresh();

        Assert.Equal("42501", await Refusal(database.Read, statement));
    }

    private static async Task<string?> Refusal(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        try
        {
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }
}
