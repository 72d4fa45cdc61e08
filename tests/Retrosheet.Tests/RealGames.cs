using System.IO.Compression;
using System.Text;
using AkkaGame.Retrosheet.Records;
using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Retrosheet.Tests;

/// <summary>The real games in <see cref="RealFiles"/>, season by season, and what the reference says of them.</summary>
internal static class RealGames
{
    public static readonly string Folder = Environment.GetEnvironmentVariable("AKKAGAME_RETROSHEET") is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../../shared/retrosheet"));

    public static IReadOnlyList<string> Seasons() =>
        [.. Directory.GetDirectories(Path.Combine(Folder, "dev", "events")).Select(Path.GetFileName).OfType<string>().Order()];

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
}
