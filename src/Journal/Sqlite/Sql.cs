namespace AkkaGame.Journal.Sqlite;

/// <summary>The statements, as they stand in the .sql files beside this one.</summary>
internal static class Sql
{
    public static string Statement(string name) => Text($"Statements/{name}.sql");

    /// <summary>All migrations in their order; the n-th (from 1) makes schema version n.</summary>
    public static IReadOnlyList<string> Migrations { get; } =
    [
        .. typeof(Sql).Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith("Migrations/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Text),
    ];

    private static string Text(string resource)
    {
        using var stream = typeof(Sql).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
