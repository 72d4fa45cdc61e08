using Npgsql;

namespace AkkaGame.Journal.Postgres;

/// <summary>Brings a database's schema up to this build's, one file after the other, each in a transaction of its own.</summary>
public static class PostgresMigrator
{
    /// <summary>The schema version of this build.</summary>
    public static int Newest => PostgresSql.Migrations.Count;

    /// <param name="connectionString">Of a login that may create tables there, and roles where they are missing.</param>
    /// <returns>The names of the migrations that were applied; none where the schema was up to date.</returns>
    /// <exception cref="JournalOpenException">The database is not there, newer, of another making, or the login may not.</exception>
    public static async Task<IReadOnlyList<string>> Migrate(string connectionString, CancellationToken stop = default)
    {
        var done = new List<string>();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(stop);
        while (await Step(connection, stop) is { } applied) done.Add(applied);
        return done;
    }

    /// <summary>Applies the next migration; where there is none left, sees to the rights and returns null.</summary>
    private static async Task<string?> Step(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Run(connection, PostgresSql.Statement("prepare-migrations"), stop);
        var applied = await Applied(connection, stop);
        var next = PostgresSql.Migrations.ElementAtOrDefault(applied);
        await Run(connection, next?.Text ?? PostgresSql.Statement("rights"), stop);
        if (next is not null)
        {
            await using var insert = new NpgsqlCommand(PostgresSql.Statement("insert-migration"), connection);
            insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = next.Number });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = next.Name });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = next.Checksum });
            await insert.ExecuteNonQueryAsync(stop);
        }

        await transaction.CommitAsync(stop);
        return next?.Name;
    }

    private static async Task<int> Applied(NpgsqlConnection connection, CancellationToken stop)
    {
        var applied = 0;
        await using var command = new NpgsqlCommand(PostgresSql.Statement("list-migrations"), connection);
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop)) PostgresSchema.Check(++applied, rows.GetInt32(0), rows.GetString(1), rows.GetString(2));
        return applied;
    }

    private static async Task Run(NpgsqlConnection connection, string text, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
