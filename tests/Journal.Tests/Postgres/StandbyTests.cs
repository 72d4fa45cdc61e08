using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Specs;
using Npgsql;
using static AkkaGame.Actors.AppendResult;

namespace AkkaGame.Journal.Tests.Postgres;

/// <summary>
/// A server that promised to wait for a standby, which is away. Whoever gives up that waiting leaves the commit standing here alone, where
/// a failover loses it.
/// </summary>
public sealed class StandbyTests
{
    private const string LanesThatWait = "from pg_stat_activity where wait_event = 'SyncRep' and application_name ~ '^akkagame/'";

    private static readonly PostgresWriterOptions options = new()
    {
        CommandTimeout = TimeSpan.FromSeconds(1), ResendFor = TimeSpan.FromSeconds(1), FenceFor = TimeSpan.FromSeconds(1),
    };

    [SkippableTheory]
    [InlineData("")]
    [InlineData($"select pg_cancel_backend(pid) {LanesThatWait}")]
    public async Task What_no_standby_has_is_not_answered_as_durable(string interference)
    {
        await using var server = await PostgresServer.Own();
        var database = await server.NewDatabase();
        await using var owned = await OwnedShards.Open(options, on: database);
        await owned.TakeAll();
        var game = OwnedShards.GameOf(new Shard(0));
        Assert.Equal(Appended, (await owned.Append(Sample.Group(game, 1))).Result);
        await database.Execute("alter system set synchronous_standby_names = 'away'");
        await database.Execute("select pg_reload_conf()");
        await OwnedShards.Until(() => Waits(database));

        var appending = owned.Append(Sample.Group(game, 2));
        await OwnedShards.Until(async () => await database.Scalar<long>($"select count(*) {LanesThatWait}") > 0);
        if (interference.Length > 0) await database.Execute(interference);

        Assert.Equal(Unknown, (await appending).Result);

        await database.Execute("alter system reset synchronous_standby_names");
        await database.Execute("select pg_reload_conf()");
        await OwnedShards.Until(async () =>
        {
            var epoch = await owned.StoredEpoch(new(0));
            return (await owned.Append(Sample.Group(OwnedShards.GameOf(new(0)), 1), epoch: epoch)).Result == Appended;
        });
        await owned.HistoryIsWhole();
    }

    /// <summary>True as soon as a commit waits for the standby.</summary>
    private static async Task<bool> Waits(PostgresDatabase database)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.Admin) { CommandTimeout = 1, CancellationTimeout = -1 }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select pg_logical_emit_message(true, 'test', '')", connection);
        try
        {
            await command.ExecuteNonQueryAsync();
            return false;
        }
        catch (NpgsqlException e) when (e.InnerException is TimeoutException)
        {
            return true;
        }
    }
}
