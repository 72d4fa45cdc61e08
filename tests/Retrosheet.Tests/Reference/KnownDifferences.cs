using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Retrosheet.Tests.Reference;

/// <summary>
/// Differences in which the reference is the odd one, each with the reason: <c>known-differences.csv</c>, a line each of game, play,
/// field, ours, theirs, reason. A reason may hold commas, the other fields do not.
/// </summary>
internal static class KnownDifferences
{
    public const string Header = "game,play,field,ours,theirs,reason";

    private static readonly Dictionary<Difference, string> all =
        Parse(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "known-differences.csv")));
    private static readonly Dictionary<Difference, string> listed = Where(judged: false), judged = Where(judged: true);

    /// <summary>Each with its reason.</summary>
    public static IReadOnlyDictionary<Difference, string> Listed => listed;

    /// <summary>Those in which the official scorer judged otherwise than the rules compute, each with what he judged.</summary>
    public static IReadOnlyDictionary<Difference, string> Judged => judged;

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

    private static Dictionary<Difference, string> Where(bool judged) =>
        all.Where(known => ScorersJudgement.Concerns(known.Key.Field) == judged).ToDictionary();
}
