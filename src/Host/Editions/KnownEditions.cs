using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Host.Playing;

namespace AkkaGame.Host.Editions;

/// <summary>
/// The cards that games of this process may be played by: those of the program's own league, and league files, read once and kept. An
/// edition never changes.
/// </summary>
internal sealed class KnownEditions : IEditions
{
    private readonly Dictionary<string, Edition> byId = new(StringComparer.Ordinal);

    private KnownEditions() => byId[BundledLeague.Edition.Id] = BundledLeague.Edition;

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<Edition> All =>
        [.. byId.Values.OrderBy(static one => one.Name, StringComparer.Ordinal).ThenBy(static one => one.Id, StringComparer.Ordinal)];

    /// <param name="paths">Files, and folders whose <c>*.json</c> are all league files.</param>
    /// <exception cref="BadLeagueFileException">One is not there, cannot be read, or is no league file; each fault is named.</exception>
    public static KnownEditions Read(IEnumerable<string> paths)
    {
        var editions = new KnownEditions();
        foreach (var file in paths.SelectMany(Files))
        {
            var edition = LeagueFile.Read(file);
            editions.byId[edition.Id] = edition;
        }

        return editions;
    }

    public Edition? Find(string id) => byId.GetValueOrDefault(id);

    private static IEnumerable<string> Files(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal)
        : [path];
}
