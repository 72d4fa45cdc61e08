using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AkkaGame.Journal.Sqlite;

/// <summary>How much of a file is read before it is used.</summary>
public enum SqliteCheck : byte
{
    /// <summary>
    /// A small file whole. Of a large one its end, where a torn write would stand, so that starting does not take the longer the more was
    /// played; after a stop that was no clean one the rest is left to <see cref="SqliteJournal.CheckWhole"/>.
    /// </summary>
    Auto,
    /// <summary>Every page and every row, as <c>pragma quick_check</c> does.</summary>
    Quick,
    /// <summary>That, and every index against its table, as <c>pragma integrity_check</c> does: several times as long.</summary>
    Full,
    /// <summary>Nothing: damage shows itself where it is read.</summary>
    None,
}

/// <summary>Whether a file is whole.</summary>
internal static class SqliteIntegrity
{
    /// <summary>Up to so many bytes a file is read in about a tenth of a second.</summary>
    public const long SmallBytes = 64 << 20;

    /// <exception cref="JournalOpenException">It is damaged.</exception>
    public static void Check(SqliteConnection connection, string path, SqliteCheck check)
    {
        var found = check switch
        {
            SqliteCheck.None => null,
            SqliteCheck.Full => Ask(connection, "pragma integrity_check(1);"),
            SqliteCheck.Auto when IsLarge(path) => End(connection),
            _ => Whole(connection),
        };
        if (found is not null)
            throw new JournalOpenException($"{path} is damaged ({found}): restore a backup, or name another file with --db.");
    }

    public static bool IsLarge(string path) => new FileInfo(path).Length > SmallBytes;

    /// <summary>True where the write-ahead log of an earlier process is still there: one that stops cleanly takes it away.</summary>
    public static bool WasLeftOpen(string path) => new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public static string? Whole(SqliteConnection connection) => Ask(connection, "pragma quick_check(1);");

    /// <summary>What is wrong with the last events and what leads to them; null where nothing is.</summary>
    public static string? End(SqliteConnection connection)
    {
        using var astray = new Statement(connection, "check-end");
        return astray.Number() is > 0 and var count
            ? $"{count.ToString(CultureInfo.InvariantCulture)} of the last events are not where its index or its list of games says"
            : null;
    }

    /// <summary>Reads the whole file on a connection of its own. Stopped, it answers null.</summary>
    /// <exception cref="SqliteException">It could not be read to its end.</exception>
    public static string? Whole(string path, CancellationToken stop)
    {
        using var connection = SqliteFile.Reader(path);
        using var interrupt = stop.Register(() => raw.sqlite3_interrupt(connection.Handle));
        try
        {
            return stop.IsCancellationRequested ? null : Whole(connection);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            return null;
        }
    }

    private static string? Ask(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        return command.ExecuteScalar() is string found && found != "ok" ? found : null;
    }
}
