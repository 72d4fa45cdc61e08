using AkkaGame.Journal.Postgres;
using AkkaGame.Journal.Sqlite;
using Npgsql;

namespace AkkaGame.Journal;

/// <summary>
/// What Akka.Persistence.Sql takes for its tables: a view of this program's own events, and a table of snapshots, kept for everybody.
/// So there is one journal, whichever engine writes it, and nothing has to be copied where the engine is changed. They are made only
/// where they are wanted, because the index by which the plugin finds a game costs every append.
/// </summary>
public static class AkkaTables
{
    private const string Sessions = "akkagame on akka";

    /// <summary>How long a transaction may stand still, and how long one waits for another, milliseconds.</summary>
    private const string Waits = "-c idle_in_transaction_session_timeout=2000 -c lock_timeout=3000";

    /// <summary>Makes them in a database of this build's schema, or makes them anew.</summary>
    /// <exception cref="JournalOpenException">The database does not answer, or this login may not make tables there.</exception>
    public static async Task PreparePostgres(string connection, CancellationToken stop = default)
    {
        var source = PostgresSource.Of(connection);
        try
        {
            await using var sessions = source.Sessions(
                "akkagame migrates", 1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), "synchronous_commit=on");
            await using var session = await sessions.OpenConnectionAsync(stop);
            await using var command = new NpgsqlCommand(SqlFiles.Text("Postgres/Akka/journal.sql"), session);
            await command.ExecuteNonQueryAsync(stop);
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e))
        {
            throw PostgresRefusal.Of(e, source);
        }
    }

    /// <summary>How the plugin connects: by a name that nodes of the other engine look for.</summary>
    public static string Connection(string connection)
    {
        // Never none, so that a node that is idle is seen as well.
        var target = PostgresSource.Read(connection);
        (target.ApplicationName, target.MinPoolSize) = (Sessions, 1);
        // A node that stands still between the statements of a transaction holds rows of shards that others have to write to by then.
        target.Options = $"{target.Options} {Waits}".TrimStart();
        return target.ConnectionString;
    }

    /// <summary>What is there already: the tables, nodes of this program's own engine, nodes on Akka.NET.</summary>
    /// <exception cref="JournalOpenException">The database does not answer.</exception>
    public static async Task<(bool AreMade, bool NativeLives, bool AkkaLives)> Look(string connection, CancellationToken stop = default)
    {
        var source = PostgresSource.Of(connection);
        try
        {
            await using var sessions = source.Sessions("akkagame looks", 1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
            await using var session = await sessions.OpenConnectionAsync(stop);
            await using var command = new NpgsqlCommand(SqlFiles.Text("Postgres/Akka/look.sql"), session)
            {
                Parameters = { new() { Value = Sessions } },
            };
            await using var row = await command.ExecuteReaderAsync(stop);
            await row.ReadAsync(stop);
            return (row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2));
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e))
        {
            throw PostgresRefusal.Of(e, source);
        }
    }

    /// <summary>Makes them in a file of this build's schema that this process holds; nothing where they are there.</summary>
    public static void PrepareSqlite(string path)
    {
        using var connection = SqliteFile.Writer(path);
        SqliteFile.Run(connection, SqlFiles.Text("Akka/journal.sql"));
    }
}
