using Npgsql;

namespace AkkaGame.Journal.Postgres;

/// <summary>Brings a database's schema up to this build's, one file after the other, each in a transaction of its own.</summary>
public static class PostgresMigrator
{
    /// <summary>A migration may rewrite a table.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromHours(1);

    private static readonly TimeSpan connect = TimeSpan.FromSeconds(5);

    /// <summary>The schema version of this build.</summary>
    public static int Newest => PostgresSql.Migrations.Count;

    /// <summary>Looks, and changes nothing.</summary>
    /// <returns>The schema version of the database; 0 where it has none.</returns>
    /// <exception cref="JournalOpenException">It is not there, newer, of another making, or the login may not look.</exception>
    public static async Task<int> Applied(string connectionString, CancellationToken stop = default)
    {
        var source = PostgresSource.Of(connectionString);
        await using var sessions = source.Sessions("akkagame migrates", 1, connect, connect);
        await using var connection = await PostgresSchema.Connect(sessions, source, stop);
        try
        {
            return await PostgresSchema.IsThere(connection, stop) ? await PostgresSchema.Applied(connection, stop) : 0;
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e))
        {
            throw PostgresRefusal.Of(e, source);
        }
    }

    /// <param name="connectionString">Of a login that may create tables there, and roles where they are missing.</param>
    /// <returns>The names of the migrations that were applied; none where the schema was up to date.</returns>
    /// <exception cref="JournalOpenException">The database is not there, newer, of another making, or the login may not.</exception>
    public static async Task<IReadOnlyList<string>> Migrate(string connectionString, CancellationToken stop = default)
    {
        var source = PostgresSource.Of(connectionString);
        await using var sessions = source.Sessions("akkagame migrates", 1, connect, patience);
        await using var connection = await PostgresSchema.Connect(sessions, source, stop);
        try
        {
            var done = new List<string>();
            while (await Step(connection, stop) is { } applied) done.Add(applied);
            return done;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new JournalOpenException(
                $"{source.Login} may not do that in {source.Database} at {source.Place} ({e.MessageText}): migrate as the owner of the "
                + "database; where roles are the trouble, have a superuser run: "
                + "create role akkagame_app nologin; create role akkagame_read nologin;", e);
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e))
        {
            throw PostgresRefusal.Of(e, source);
        }
    }

    /// <summary>Applies the next migration; where there is none left, sees to the rights, clears up and returns null.</summary>
    private static async Task<string?> Step(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Run(connection, PostgresSql.Statement("prepare-migrations"), stop);
        var next = PostgresSql.Migrations.ElementAtOrDefault(await PostgresSchema.Applied(connection, stop));
        await Run(connection, next?.Text ?? PostgresSql.Statement("rights"), stop);
        if (next is null)
        {
            await Run(connection, PostgresSql.Statement("forget-nodes"), stop);
        }
        else
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

    private static async Task Run(NpgsqlConnection connection, string text, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
