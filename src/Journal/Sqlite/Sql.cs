namespace AkkaGame.Journal.Sqlite;

/// <summary>The statements, as they stand in the .sql files beside this one.</summary>
internal static class Sql
{
    /// <summary>All migrations in their order; the n-th (from 1) makes schema version n.</summary>
    public static IReadOnlyList<string> Migrations { get; } = [.. SqlFiles.In("Migrations/").Select(SqlFiles.Text)];

    public static string Statement(string name) => SqlFiles.Text($"Statements/{name}.sql");
}
