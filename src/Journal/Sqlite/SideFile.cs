using Microsoft.Data.Sqlite;

namespace AkkaGame.Journal.Sqlite;

/// <summary>
/// A file beside the journal's for what is no fact: it takes no lock that a commit waits for, and one of another schema, or a broken one,
/// is thrown away and made anew.
/// </summary>
internal static class SideFile
{
    /// <summary>Sees to it that the file is there, readable and of this build's schema.</summary>
    /// <param name="mark">Marks a file as this kind.</param>
    /// <param name="schema">Raised with every change of the schema's text.</param>
    /// <param name="text">The resource that holds it.</param>
    /// <param name="table">One of its tables.</param>
    public static void Prepare(string path, int mark, int schema, string text, string table)
    {
        if (IsOurs(path, mark, schema, table)) return;
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"]) File.Delete(path + suffix);
        using var fresh = SqliteFile.Open(path, static fresh => SqliteFile.Run(fresh, "pragma journal_mode = wal;"));
        using var transaction = fresh.BeginTransaction();
        SqliteFile.Run(fresh, SqlFiles.Text(text));
        SqliteFile.Run(fresh, $"pragma application_id = {mark}; pragma user_version = {schema};");
        transaction.Commit();
    }

    private static bool IsOurs(string path, int mark, int schema, string table)
    {
        if (!File.Exists(path)) return false;
        try
        {
            using var connection = SqliteFile.Open(path, static _ => { });
            return SqliteFile.Number(connection, "pragma application_id;") == mark
                && SqliteFile.Number(connection, "pragma user_version;") == schema
                && SqliteFile.Number(connection, $"select count(*) from {table};") >= 0;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
