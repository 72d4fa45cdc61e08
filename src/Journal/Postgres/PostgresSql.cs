namespace AkkaGame.Journal.Postgres;

/// <summary>The statements, as they stand in the .sql files beside this one.</summary>
internal static class PostgresSql
{
    public static string Statement(string name) => Text($"Postgres/Statements/{name}.sql");

    /// <summary>All migrations in their order; the n-th (from 1) makes schema version n.</summary>
    public static IReadOnlyList<string> Migrations { get; } =
    [
        .. typeof(PostgresSql).Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith("Postgres/Migrations/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Text),
    ];

    /// <summary>What the sessions of a node are called, so that whoever succeeds it can end them.</summary>
    public static string SessionName(Guid node) => $"akkagame/{node}";

    private static string Text(string resource)
    {
        using var stream = typeof(PostgresSql).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
