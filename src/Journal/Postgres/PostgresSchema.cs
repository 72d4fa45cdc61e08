using Npgsql;

namespace AkkaGame.Journal.Postgres;

/// <summary>What a database says of itself, held against what this build needs.</summary>
internal static class PostgresSchema
{
    private const int OldestServer = 140000; // The first whose pg_terminate_backend waits for the end of the session.

    /// <summary>A connection to a server that can be worked with.</summary>
    /// <exception cref="JournalOpenException">It cannot be reached, is too old, or takes no writes.</exception>
    public static async Task<NpgsqlConnection> Connect(NpgsqlDataSource sessions, PostgresSource source, CancellationToken stop)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = await sessions.OpenConnectionAsync(stop);
            await CheckServer(connection, source, stop);
            return connection;
        }
        catch (Exception e)
        {
            if (connection is not null) await connection.DisposeAsync();
            if (PostgresRefusal.IsFromOutside(e)) throw PostgresRefusal.Of(e, source);
            throw;
        }
    }

    /// <summary>The migrations that were applied, which are the first of this build's.</summary>
    /// <exception cref="JournalOpenException">They are not: the schema is newer, or of another making.</exception>
    public static async Task<int> Applied(NpgsqlConnection connection, CancellationToken stop)
    {
        var applied = 0;
        await using var command = new NpgsqlCommand(PostgresSql.Statement("list-migrations"), connection);
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) Check(++applied, rows.GetInt32(0), rows.GetString(1), rows.GetString(2));
        return applied;
    }

    /// <returns>True where it is this build's; false where it is missing or older.</returns>
    /// <exception cref="JournalOpenException">It is newer, or of another making.</exception>
    public static async Task<bool> IsUpToDate(NpgsqlConnection connection, CancellationToken stop) =>
        await IsThere(connection, stop) && await Applied(connection, stop) == PostgresSql.Migrations.Count;

    /// <exception cref="JournalOpenException">Something is missing; says what to do.</exception>
    public static async Task Check(NpgsqlConnection connection, PostgresSource source, bool onlyReads, CancellationToken stop)
    {
        if (!await IsThere(connection, stop))
            throw new JournalOpenException($"The database {source.Database} at {source.Place} is empty: run akkagame migrate.");
        await CheckRights(connection, source, "migration", onlyReads, stop);
        var applied = await Applied(connection, stop);
        if (applied < PostgresSql.Migrations.Count)
            throw new JournalOpenException(
                $"The database {source.Database} at {source.Place} is older than this program (migration {applied} of "
                + $"{PostgresSql.Migrations.Count}): run akkagame migrate.");
        await CheckRights(connection, source, null, onlyReads, stop);
    }

    private static async Task CheckServer(NpgsqlConnection connection, PostgresSource source, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(PostgresSql.Statement("server"), connection);
        await using var rows = await command.ExecuteReaderAsync(stop);
        await rows.ReadAsync(stop);
        if (rows.GetInt32(0) < OldestServer)
            throw new JournalOpenException($"PostgreSQL at {source.Place} is {connection.ServerVersion}: 14 or later is needed.");
        if (rows.GetBoolean(1)) throw new JournalOpenException(PostgresRefusal.ReadOnly(source));
        if (rows.GetInt32(2) == 0)
            throw new JournalOpenException(
                $"A pooler at {source.Place} drops the settings of our sessions: name PostgreSQL itself, or pool by session.");
    }

    /// <returns>False where nothing of ours was ever there.</returns>
    public static async Task<bool> IsThere(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(PostgresSql.Statement("is-migrated"), connection);
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <param name="table">Only there; null for all that this program works on.</param>
    private static async Task CheckRights(
        NpgsqlConnection connection, PostgresSource source, string? table, bool onlyReads, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(PostgresSql.Statement("missing-rights"), connection);
        command.Parameters.Add(new NpgsqlParameter { Value = table ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = onlyReads });
        if (await command.ExecuteScalarAsync(stop) is string missing)
            throw new JournalOpenException(
                $"{source.Login} has no right to {missing} in {source.Database} at {source.Place}: "
                + $"{PostgresRefusal.Grant(source, onlyReads)}.");
    }

    /// <summary>Checks one row of the table of migrations, the rows being asked in their order.</summary>
    private static void Check(int expected, int number, string name, string checksum)
    {
        if (number > PostgresSql.Migrations.Count)
            throw new JournalOpenException(
                $"The database was written by a newer version (migration {number}, {name}; this one knows {PostgresSql.Migrations.Count}): "
                + "update this program, or name another database.");
        var known = PostgresSql.Migrations[number - 1];
        if (number != expected || checksum != known.Checksum)
            throw new JournalOpenException(
                $"Migration {number} of the database ({name}) is not the one of this program ({known.Name}): "
                + "use the build that made the database, or name another database.");
    }
}
