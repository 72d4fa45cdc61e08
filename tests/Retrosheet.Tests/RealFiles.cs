using System.IO.Compression;
using System.Text;

namespace AkkaGame.Retrosheet.Tests;

/// <summary>
/// The folder of real games: <c>AKKAGAME_RETROSHEET</c>, by default beside the repository. They may not be kept inside it.
/// </summary>
internal static class RealFiles
{
    private static readonly string folder = Environment.GetEnvironmentVariable("AKKAGAME_RETROSHEET") is { Length: > 0 } named
        ? named
        : Path.Combine(RepositoryRoot(), "..", "shared", "retrosheet");

    /// <summary>Every event file. Skips the test where there are none, except in the CI run, which must have them.</summary>
    public static IReadOnlyList<string> All()
    {
        string[] files = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.EV?", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];
        if (files.Length == 0 && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"No event files in {folder}.");
        Skip.If(files.Length == 0, $"No event files in {folder}; AKKAGAME_RETROSHEET names the folder.");
        return files;
    }

    /// <summary>A table of the reference tools for a season (<c>2018</c>, <c>teamgame.csv</c>), zipped or not; null where it is not
    /// there.</summary>
    public static TextReader? Oracle(string season, string table)
    {
        var file = Path.Combine(folder, "dev", "oracle", season, table);
        if (File.Exists(file)) return new StreamReader(file, Encoding.Latin1);
        return File.Exists(file + ".gz")
            ? new StreamReader(new GZipStream(File.OpenRead(file + ".gz"), CompressionMode.Decompress), Encoding.Latin1)
            : null;
    }

    private static string RepositoryRoot()
    {
        var at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "AkkaGame.sln"))) at = Path.GetDirectoryName(at);
        return at ?? AppContext.BaseDirectory;
    }
}
