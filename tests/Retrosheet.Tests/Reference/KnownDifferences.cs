using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Retrosheet.Tests.Reference;

/// <summary>
/// Differences in which the reference is the odd one, each with the reason: <c>known-differences.csv</c>, a line each of game, play,
/// field, ours, theirs, reason. A reason may hold commas, the other fields do not.
/// </summary>
internal static class KnownDifferences
{
    private static readonly Dictionary<Difference, string> listed =
        Parse(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "known-differences.csv")));

    /// <summary>Each with its reason.</summary>
    public static IReadOnlyDictionary<Difference, string> Listed => listed;

    public static Dictionary<Difference, string> Parse(IEnumerable<string> lines)
    {
        var known = new Dictionary<Difference, string>();
        foreach (var line in lines.Skip(1))
        {
            if (line.Length == 0) continue;
            if (line.Split(',', 6) is not [var game, var play, var field, var ours, var theirs, { Length: > 0 } reason])
                throw new FormatException($"known-differences.csv: a line is game,play,field,ours,theirs,reason: {line}");
            known.Add(new(game, int.Parse(play), field, ours, theirs), reason);
        }

        return known;
    }
}
