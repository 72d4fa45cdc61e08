using System.IO.Compression;
using System.Text;
using AkkaGame.Retrosheet;
using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Host.Replay;

/// <summary>The reference's tables of one season's folder, or of a folder of such folders; each table may be gzipped.</summary>
internal sealed class Reference
{
    private readonly IReadOnlyList<ReferenceTables> seasons;

    private Reference(IReadOnlyList<ReferenceTables> seasons) => this.seasons = seasons;

    /// <exception cref="ReferenceMissingException">There are no such tables, or they are not what they should be.</exception>
    public static Reference Open(string folder)
    {
        if (!Directory.Exists(folder)) throw new ReferenceMissingException($"{folder} is no folder of reference tables");
        var inside = Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal);
        var folders = inside.Prepend(folder).Where(HasTables).ToArray();
        if (folders.Length == 0)
            throw new ReferenceMissingException($"{folder} holds no reference tables: expected event.csv, game.csv or teamgame.csv");
        return new([.. folders.AsParallel().AsOrdered().Select(Season)]);
    }

    /// <summary>Every difference; a game that the reference does not know is one.</summary>
    public IReadOnlyList<Difference> Compare(ReplayedGame ours)
    {
        foreach (var season in seasons) if (season[ours.Real.Id] is { } theirs) return Comparison.Of(ours, theirs);
        return [new(ours.Real.Id, 0, "game", "replayed", "unknown")];
    }

    private static bool HasTables(string folder) =>
        Table(folder, "event.csv") is not null || Table(folder, "game.csv") is not null || Table(folder, "teamgame.csv") is not null;

    private static ReferenceTables Season(string folder)
    {
        var tables = new ReferenceTables();
        Read("event.csv", tables.ReadEvents);
        Read("game.csv", tables.ReadGames);
        Read("teamgame.csv", tables.ReadTeamGames);
        Read("daily.csv", tables.ReadPlayers);
        return tables;

        void Read(string name, Action<TextReader> read)
        {
            if (Table(folder, name) is not { } path) return;
            try
            {
                using var file = File.OpenRead(path);
                var isZipped = path.EndsWith(".gz", StringComparison.Ordinal);
                using Stream plain = isZipped ? new GZipStream(file, CompressionMode.Decompress) : file;
                using var text = new StreamReader(plain, Encoding.Latin1, false, 64 * 1024);
                read(text);
            }
            catch (Exception e) when (e is ReferenceFormatException or IOException or InvalidDataException or UnauthorizedAccessException)
            {
                throw new ReferenceMissingException($"{path}: {e.Message}");
            }
        }
    }

    private static string? Table(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? path : File.Exists(path + ".gz") ? path + ".gz" : null;
    }
}

/// <summary>Nothing to compare with. The message is one sentence for the operator.</summary>
internal sealed class ReferenceMissingException(string message) : Exception(message);
