using System.Globalization;
using System.Text;

namespace AkkaGame.Baseball;

/// <summary>A chart as a manager reads it. It says everything that decides a roll.</summary>
public static class ChartText
{
    public static string Of(Chart chart)
    {
        var text = new StringBuilder(2_048);
        text.Append(chart.Name).Append(" (").Append(chart.Printing).Append(")\n");
        foreach (var (why, outcomes, perMille) in chart.Factors)
        {
            text.Append(CultureInfo.InvariantCulture, $"{why}: {(outcomes.Length == 0 ? "all" : outcomes)} {perMille / 1000}.");
            text.Append(CultureInfo.InvariantCulture, $"{perMille % 1000:000}\n");
        }

        if (chart.Preface.Length > 0) text.Append('\n').Append(chart.Preface);
        if (chart is CardChart card) Columns(text, card);
        else foreach (var (row, outcome, _) in chart.Entries) text.Append(row).Append(' ').Append(outcome).Append('\n');
        if (chart.Bundled.Shares.Count > 0) text.Append("\nrare:\n").Append(chart.Rare.Text);
        return text.ToString();
    }

    private static void Columns(StringBuilder text, CardChart card)
    {
        for (var column = 1; column <= 6; column++)
        {
            text.Append("\ncolumn ").Append((char)('0' + column)).Append(column <= 3 ? " (batter)\n" : " (pitcher)\n");
            for (var row = 2; row <= 12; row++)
            {
                var isFirst = true;
                foreach (var (from, to, share) in card.Place(column, row))
                {
                    if (isFirst) text.Append(' ', row < 10 ? 3 : 2).Append(row);
                    else text.Append(' ', 4);
                    isFirst = false;
                    text.Append(' ');
                    if (to - from < 19) Faces(text, from, to);
                    text.Append(card.Shares[share].Outcome).Append('\n');
                }
            }
        }
    }

    private static void Faces(StringBuilder text, int from, int to)
    {
        text.Append(from);
        if (to > from) text.Append('-').Append(to);
        text.Append(' ');
    }
}
