namespace AkkaGame.Journal;

/// <summary>Statements as they stand in the .sql files beside the code, which are inside the assembly.</summary>
internal static class SqlFiles
{
    /// <exception cref="InvalidOperationException">There is no such file.</exception>
    public static string Text(string resource)
    {
        using var stream = typeof(SqlFiles).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The names of all files in a folder, in their order.</summary>
    public static IEnumerable<string> In(string folder) => typeof(SqlFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
