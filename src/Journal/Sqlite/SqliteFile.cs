using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Journal.Sqlite;

/// <summary>Opens the database: the right kind of file, whole, and at this build's schema.</summary>
internal static class SqliteFile
{
    /// <summary>Marks a file as ours: "BALL".</summary>
    private const int ApplicationId = 0x4241_4C4C;

    /// <summary>Pages of the log between two checkpoints: a page that many commits touch is then copied into the table once.</summary>
    private const int CheckpointPages = 8000;

    /// <summary>How long a commit waits for somebody who holds the file by hand.</summary>
    private const int BusyMilliseconds = 2000;

    /// <exception cref="JournalOpenException">It is not ours, or newer than this build; then nothing in it was changed.</exception>
    public static SqliteConnection Writer(string path) => Open(path, connection =>
    {
        RefuseForeign(connection, path); // Before the pragmas: the first of them rewrites a file's header.
        Run(connection, "pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536;");
        Run(connection, $"pragma wal_autocheckpoint = {CheckpointPages}; pragma busy_timeout = {BusyMilliseconds};");
    });

    public static SqliteConnection Reader(string path) => Open(path, static connection =>
        Run(connection, $"pragma query_only = on; pragma cache_size = -8192; pragma busy_timeout = {BusyMilliseconds};"));

    /// <summary>Brings the schema up to this build's.</summary>
    /// <returns>The version it had; 0 where the file was new.</returns>
    /// <exception cref="JournalOpenException">It is damaged.</exception>
    public static int Prepare(SqliteConnection writer, string path, SqliteCheck check)
    {
        var version = Version(writer);
        if (version > 0) SqliteIntegrity.Check(writer, path, check);
        for (var next = version; next < Sql.Migrations.Count; next++)
        {
            using var transaction = writer.BeginTransaction();
            Run(writer, Sql.Migrations[next]);
            Run(writer, $"pragma application_id = {ApplicationId}; pragma user_version = {next + 1};");
            transaction.Commit();
        }

        return version;
    }

    /// <summary>The version of its schema.</summary>
    public static int Version(SqliteConnection connection) => (int)Number(connection, "pragma user_version;");

    /// <exception cref="JournalOpenException">It is another program's, or newer than this build.</exception>
    public static void RefuseForeign(SqliteConnection connection, string path)
    {
        var version = Number(connection, "pragma user_version;");
        var owner = Number(connection, "pragma application_id;");
        if (owner != ApplicationId && (owner != 0 || version != 0 || Number(connection, "select count(*) from sqlite_schema;") != 0))
            throw new JournalOpenException($"{path} is the database of another program: name another file with --db.");
        if (version > Sql.Migrations.Count)
            throw new JournalOpenException(
                $"{path} was written by a newer version (schema {version}, this one knows {Sql.Migrations.Count}): "
                + "update this program, or name another file with --db.");
    }

    /// <summary>A connection that was set up, or none.</summary>
    internal static SqliteConnection Open(string path, Action<SqliteConnection> setUp)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            setUp(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    internal static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    internal static long Number(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
