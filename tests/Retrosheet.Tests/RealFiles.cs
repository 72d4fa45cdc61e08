using System.IO.Compression;
using System.Text;
using AkkaGame.Retrosheet.Records;
using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Retrosheet.Tests;

/// <summary>
/// The folder of real games: <c>AKKAGAME_RETROSHEET</c>, by default beside the repository. They may not be kept inside it.
/// </summary>
internal static class RealFiles
{
    public static readonly string Folder = Environment.GetEnvironmentVariable("AKKAGAME_RETROSHEET") is { Length: > 0 } named
        ? named
        : Path.Combine(RepositoryRoot(), "..", "shared", "retrosheet");

    /// <summary>Every event file. Skips the test where there are none, except in the CI run, which must have them.</summary>
    public static IReadOnlyList<string> All()
    {
        string[] files = Directory.Exists(Folder)
            ? [.. Directory.EnumerateFiles(Folder, "*.EV?", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];
        if (files.Length == 0 && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"No event files in {Folder}.");
        Skip.If(files.Length == 0, $"No event files in {Folder}; AKKAGAME_RETROSHEET names the folder.");
        return files;
    }

    /// <summary>The seasons for which there is a reference to compare with.</summary>
    public static IReadOnlyList<string> Seasons()
    {
        var folder = Path.Combine(Folder, "dev", "oracle");
        Assert.True(All().Count > 0 && Directory.Exists(folder), $"No reference in {folder}.");
        return [.. Directory.GetDirectories(folder).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];
    }

    /// <summary>The event files in a folder of <c>dev</c>.</summary>
    public static IEnumerable<string> In(params string[] folders) =>
        Directory.GetFiles(Path.Combine([Folder, "dev", .. folders]), "*.EV?").Order(StringComparer.Ordinal);

    /// <summary>The games of a file, and the errors of what is none.</summary>
    public static IEnumerable<ReadResult> Read(string file)
    {
        using var stream = File.OpenRead(file);
        foreach (var result in EventFileReader.Read(stream, Path.GetFileName(file))) yield return result;
    }

    /// <summary>What the reference says of a season.</summary>
    public static ReferenceTables Reference(string season)
    {
        var tables = new ReferenceTables();
        using (var text = Table(season, "event.csv.gz")) tables.ReadEvents(text);
        using (var text = Table(season, "game.csv")) tables.ReadGames(text);
        using (var text = Table(season, "teamgame.csv")) tables.ReadTeamGames(text);
        using (var text = Table(season, "daily.csv.gz")) tables.ReadPlayers(text);
        return tables;
    }

    private static StreamReader Table(string season, string name)
    {
        Stream stream = File.OpenRead(Path.Combine(Folder, "dev", "oracle", season, name));
        if (name.EndsWith(".gz", StringComparison.Ordinal)) stream = new GZipStream(stream, CompressionMode.Decompress);
        return new(stream, Encoding.Latin1, detectEncodingFromByteOrderMarks: false, 64 * 1024);
    }

    private static string RepositoryRoot()
    {
        var at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "AkkaGame.sln"))) at = Path.GetDirectoryName(at);
        return at ?? AppContext.BaseDirectory;
    }
}
