using AkkaGame.Journal.Postgres;
using Npgsql;

namespace AkkaGame.Journal.Bare;

/// <summary>What a PostgreSQL server has written and who is connected, for whoever measures. It counts the whole server.</summary>
public sealed class WrittenLog(ScratchDatabase database) : IAsyncDisposable
{
    private readonly NpgsqlDataSource session =
        PostgresSource.Of(database.Connection).Sessions("akkagame measures", 1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));

    public async ValueTask<LogPosition> Now(CancellationToken stop)
    {
        await using var command = session.CreateCommand(
            """
            select (pg_current_wal_lsn() - '0/0')::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
              (select xact_commit + xact_rollback from pg_stat_database where datname = current_database()),
              array(
                select pid from pg_stat_activity
                where datname = current_database() and application_name not in ('akkagame measures', 'akkagame'))
            """);
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<int[]>(3));
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();
}

/// <param name="Bytes">Of the write-ahead log, of all databases.</param>
/// <param name="Writes">Transactions that wrote or locked something, of all databases.</param>
/// <param name="Transactions">All of them, those that only read too; of this database, up to about a second ago.</param>
/// <param name="Sessions">Of nodes, connected to this database: the server's processes for them.</param>
public readonly record struct LogPosition(long Bytes, long Writes, long Transactions, IReadOnlyList<int> Sessions);
