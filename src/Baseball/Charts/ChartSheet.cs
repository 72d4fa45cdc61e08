using System.Globalization;
using System.Text;

namespace AkkaGame.Baseball;

/// <summary>A line of a printed chart.</summary>
/// <param name="Range">Where the dice hit it, on a chart of ranges; empty on a card.</param>
/// <param name="Means">The outcome spelled out; empty where nobody knows the word.</param>
/// <param name="Cells">Of 4,320; null where it is too rare to have cells of its own here.</param>
internal readonly record struct SheetLine(string Range, string Outcome, string Means, int? Cells);

/// <summary>What stands on a printed chart, whatever it is drawn with.</summary>
internal sealed class ChartSheet
{
    private const char Unprintable = '\uFFFD';

    public ChartSheet(Chart chart)
    {
        (Chart, Card) = (chart, chart as CardChart);
        var about = ChartWords.About(chart.Name);
        var comma = about.IndexOf(", ", StringComparison.Ordinal);
        (Title, Situation) = comma < 0 ? (about, "") : (about[..comma], about[(comma + 2)..]);
        if (Title.Length == 0) Title = chart.Name;
        var isRareItself = chart.Name.EndsWith(" rare", StringComparison.Ordinal);
        var words = isRareItself ? chart.Name[..^" rare".Length] : chart.Name;
        Lines = Card is null ? Ranges(chart, words) : [.. chart.Shares.Select(share => Line(words, "", share.Outcome, share.Cells))];
        if (chart.Bundled.Shares.Count == 0) return;
        Rare = Ranges(chart.Rare, words);
        if (Card is not null) Lines = [.. Lines, .. Rare.Select(line => line with { Range = "", Cells = null })];
    }

    public Chart Chart { get; }

    /// <summary>Null where the chart has ranges and no columns.</summary>
    public CardChart? Card { get; }

    public string Title { get; }

    public string Situation { get; }

    /// <summary>Every outcome; on a card those too that are drawn by one more roll.</summary>
    public IReadOnlyList<SheetLine> Lines { get; }

    /// <summary>The chart of what is rare, by ranges; empty where nothing is.</summary>
    public IReadOnlyList<SheetLine> Rare { get; } = [];

    public string Reading => Card is null
        ? "Read d6, d20, red and white as one number: 3, 7, 4 and 2 are 3.07.42."
        : "The d6 is the column, red and white together the row; where a cell is split, the d20 decides.";

    public static string RareReading => "Roll again, and read d6, d20, red and white as one number: 3, 7, 4 and 2 are 3.07.42.";

    public string Footer => $"Edition {Chart.Printing}. Hash {Chart.Hash}.";

    /// <summary>What was multiplied before rounding, as <c>S/G 0.930</c>, by why; neighbours of one reason together.</summary>
    public IReadOnlyList<(string Why, IReadOnlyList<string> Changes)> Factors
    {
        get
        {
            var reasons = new List<(string Why, List<string> Changes)>();
            foreach (var (why, outcomes, perMille) in Chart.Factors)
            {
                if (reasons.Count == 0 || reasons[^1].Why != why) reasons.Add((why, []));
                reasons[^1].Changes.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{(outcomes.Length == 0 ? "all" : outcomes)} {perMille / 1000}.{perMille % 1000:000}"));
            }

            return [.. reasons.Select(one => (one.Why, (IReadOnlyList<string>)one.Changes))];
        }
    }

    /// <summary><c>23.96</c>, of 4,320 cells, the half rounded up.</summary>
    public static string Percent(int cells)
    {
        var hundredths = (cells * 10_000 + Rounding.Cells / 2) / Rounding.Cells;
        return string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100}.{hundredths % 100:00}");
    }

    public static string Grouped(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>The faces of a d20 as printed; empty for all twenty.</summary>
    public static string Faces(byte from, byte to) => from == to
        ? from.ToString(CultureInfo.InvariantCulture)
        : to - from < 19 ? string.Create(CultureInfo.InvariantCulture, $"{from}\u2013{to}") : "";

    /// <summary>
    /// As text of HTML or XML, and as a value between double quotes. What no XML may hold, such as a control character or half a
    /// surrogate pair, becomes U+FFFD, so that a name cannot break the page.
    /// </summary>
    public static string Encoded(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': safe.Append("&amp;"); break;
                case '<': safe.Append("&lt;"); break;
                case '>': safe.Append("&gt;"); break;
                case '"': safe.Append("&quot;"); break;
                case '\'': safe.Append("&#39;"); break;
                case var value when Rune.IsControl(rune) || (value & 0xFFFE) == 0xFFFE: safe.Append(Unprintable); break;
                default: safe.Append(rune.ToString()); break;
            }
        }

        return safe.ToString();
    }

    private static SheetLine[] Ranges(Chart chart, string words) =>
        [.. chart.Entries.Select(entry => Line(words, entry.Row.Replace('-', '\u2013'), entry.Outcome, entry.Cells))];

    private static SheetLine Line(string words, string range, string outcome, int cells) =>
        new(range, outcome, ChartWords.Of(words, outcome), cells);
}
