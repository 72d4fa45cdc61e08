namespace AkkaGame.Tidy;

/// <summary>The working copy these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] notSource = ["bin", "obj", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules"];

    public static readonly string Root = FindRoot();

    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Root, .. parts]);

    public static string Read(params ReadOnlySpan<string> parts) => File.ReadAllText(Path(parts));

    /// <summary>The rooms under <c>src</c> by folder name.</summary>
    public static IEnumerable<string> Rooms() =>
        Directory.GetDirectories(Path("src")).Select(room => System.IO.Path.GetFileName(room)).Order();

    /// <summary>Files that people write, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string under = "") => Walk(new DirectoryInfo(Path(under)))
        .Select(file => System.IO.Path.GetRelativePath(Root, file.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>Fails with every finding on a line of its own: the usual assertion shows the beginnings of the first few.</summary>
    public static void Clean(IEnumerable<string> found)
    {
        var all = found.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder.EnumerateFiles().Concat(
        folder.EnumerateDirectories()
            .Where(inner => !inner.Name.StartsWith('.') && !notSource.Contains(inner.Name))
            .SelectMany(Walk));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "AkkaGame.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No AkkaGame.sln above {AppContext.BaseDirectory}: run the tests from the working copy.");
    }
}
