using System.Globalization;
using System.Text;

namespace AkkaGame.Baseball;

/// <summary>A chart as a manager reads it. The text is what is hashed, so it says everything that decides a roll.</summary>
public static class ChartText
{
    public static string Of(Chart chart)
    {
        var text = new StringBuilder(2_048);
        text.Append(chart.Name).Append(" (").Append(LeagueFacts.Edition).Append(")\n");
        foreach (var (why, outcomes, perMille) in chart.Factors)
        {
            text.Append(CultureInfo.InvariantCulture, $"{why}: {(outcomes.Length == 0 ? "all" : outcomes)} {perMille / 1000}.");
            text.Append(CultureInfo.InvariantCulture, $"{perMille % 1000:000}\n");
        }

        if (chart is CardChart card) Columns(text, card);
        else foreach (var (row, outcome, _) in chart.Entries) text.Append(row).Append(' ').Append(outcome).Append('\n');
        if (chart.Bundled.Shares.Count > 0) text.Append("\nrare:\n").Append(chart.Rare.Text);
        return text.ToString();
    }

    private static void Columns(StringBuilder text, CardChart card)
    {
        for (var column = 1; column <= 6; column++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\ncolumn {column} ({(column <= 3 ? "batter" : "pitcher")})\n");
            for (var row = 2; row <= 12; row++)
            {
                var label = row.ToString(CultureInfo.InvariantCulture);
                foreach (var (from, to, outcome) in card.Place(column, row))
                {
                    text.Append(label.PadLeft(4)).Append(' ');
                    if (to - from < 19) text.Append((from == to ? $"{from}" : $"{from}-{to}").PadRight(6));
                    text.Append(outcome).Append('\n');
                    label = "";
                }
            }
        }
    }
}
