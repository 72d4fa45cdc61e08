using System.IO.Compression;
using System.Text;
using AkkaGame.Retrosheet.Records;
using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Retrosheet.Tests;

/// <summary>
/// The folder of real games beside the working copy, which is no part of it. Where it is absent a test that needs it is skipped,
/// saying so; on the build server it must be there.
/// </summary>
internal static class RealGames
{
    private const string Variable = "AKKAGAME_RETROSHEET";

    public static readonly string Folder = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.GetFullPath(Path.Combine(Root(), "..", "shared", "retrosheet"));

    /// <summary>Skips the calling test where there are no real games; with <c>CI=true</c> fails it.</summary>
    public static void AreNeeded()
    {
        if (Directory.Exists(Path.Combine(Folder, "dev", "events"))) return;
        var reason = $"No real games in {Folder}; {Variable} names their folder.";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
        Skip.If(true, reason);
    }

    public static IReadOnlyList<string> Seasons() =>
        [.. Directory.GetDirectories(Path.Combine(Folder, "dev", "events")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>The event files of a season, or of another folder of <c>dev</c>.</summary>
    public static IEnumerable<string> Files(params string[] under) =>
        Directory.GetFiles(Path.Combine([Folder, "dev", .. under]), "*.EV?").Order(StringComparer.Ordinal);

    /// <summary>The games of those files, and the errors of what is none.</summary>
    public static IEnumerable<ReadResult> Read(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            foreach (var result in EventFileReader.Read(stream, Path.GetFileName(file))) yield return result;
        }
    }

    /// <summary>What the reference says of a season.</summary>
    public static ReferenceTables Reference(string season)
    {
        var tables = new ReferenceTables();
        using (var text = Open(season, "event.csv.gz")) tables.ReadEvents(text);
        using (var text = Open(season, "game.csv")) tables.ReadGames(text);
        using (var text = Open(season, "teamgame.csv")) tables.ReadTeamGames(text);
        using (var text = Open(season, "daily.csv.gz")) tables.ReadPlayers(text);
        return tables;
    }

    private static StreamReader Open(string season, string name)
    {
        Stream stream = File.OpenRead(Path.Combine(Folder, "dev", "oracle", season, name));
        if (name.EndsWith(".gz", StringComparison.Ordinal)) stream = new GZipStream(stream, CompressionMode.Decompress);
        return new(stream, Encoding.Latin1, false, 1 << 16);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AkkaGame.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No AkkaGame.sln above {AppContext.BaseDirectory}: run the tests from the working copy.");
    }
}
