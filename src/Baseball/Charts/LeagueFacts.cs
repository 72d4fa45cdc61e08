using System.Collections.Frozen;
using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What an average league does, counted: how often, and nothing else. Batting and who fields what are the season of 2018, that of the
/// usual rules; what depends on the runners is 2010 to 2020, because one season has too few of the rarer situations.
/// </summary>
/// <remarks>
/// The information used here was obtained free of charge from and is copyrighted by Retrosheet. Interested parties may contact
/// Retrosheet at "www.retrosheet.org".
/// </remarks>
public static class LeagueFacts
{
    /// <summary>Stands on every chart and in the fraction by which it is rounded: a change of any number here takes a new name.</summary>
    public const string Edition = "average 2018, first printing";

    private static readonly FrozenDictionary<string, Odds> facts = Read(
        CountedBatting.Lines, CountedRunning.Lines, CountedFielding.Lines, CountedTries.Lines).ToFrozenDictionary();

    /// <summary>The counts of that name.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of that name was counted.</exception>
    public static Odds Of(string name) => facts[name];

    /// <summary>The counts of that name, or null.</summary>
    public static Odds? Find(string name) => facts.GetValueOrDefault(name);

    /// <summary>All names under which something was counted.</summary>
    public static IEnumerable<string> Names => facts.Keys;

    /// <summary>Lines of <c>name: outcome count, outcome count</c>; a line that begins with a blank goes on with the one before.</summary>
    private static Dictionary<string, Odds> Read(params ReadOnlySpan<string> texts)
    {
        var read = new Dictionary<string, Odds>();
        var text = string.Join('\n', texts).Replace("\r", "", StringComparison.Ordinal).Replace(",\n ", ",", StringComparison.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var shares = new List<Share>();
            foreach (var one in line[(colon + 2)..].Split(',', StringSplitOptions.TrimEntries))
            {
                var blank = one.LastIndexOf(' ');
                shares.Add(new(one[..blank], ulong.Parse(one[(blank + 1)..], CultureInfo.InvariantCulture)));
            }

            read.Add(line[..colon], new(new EquatableArray<Share>([.. shares])));
        }

        return read;
    }
}
