using System.Globalization;

namespace AkkaGame.Baseball.Tests.Charts;

/// <summary>A chart off its printed text alone, as a manager at a table reads it: no line of it knows how the engine reads one.</summary>
internal sealed class PrintedChart
{
    private readonly Dictionary<(int D6, int D20, int Red, int White), string> cells = [];

    /// <param name="text">Up to the chart of what is rare, if it has one.</param>
    private PrintedChart(IEnumerable<string> lines)
    {
        var (column, sum) = (0, 0);
        foreach (var line in lines)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (words[0] == "column") column = int.Parse(words[1], CultureInfo.InvariantCulture);
            else if (column > 0) Row(line, words, column, ref sum);
            else if (words[0].Contains('-', StringComparison.Ordinal) && words[0].Split('-') is [{ Length: 7 } from, { Length: 7 } to])
                Range(from, to, line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        }
    }

    /// <summary>The chart, and where there is one that of what is rare on it.</summary>
    public static (PrintedChart Chart, PrintedChart? Rare) Read(string text)
    {
        var lines = text.Split('\n');
        var rare = Array.IndexOf(lines, "rare:");
        return rare < 0 ? (new(lines), null) : (new(lines[..rare]), new(lines[(rare + 1)..]));
    }

    public int Count => cells.Count;

    public string this[int d6, int d20, int red, int white] => cells[(d6, d20, red, white)];

    /// <summary>As <c> 4 1-12 G</c>: two dice's sum where it changes, the faces of the d20 or none for all, the outcome.</summary>
    private void Row(string line, string[] words, int column, ref int sum)
    {
        var at = 0;
        if (line[3] != ' ') sum = int.Parse(words[at++], CultureInfo.InvariantCulture);
        var (from, to) = (1, 20);
        if (char.IsAsciiDigit(words[at][0]) && words.Length > at + 1)
        {
            var faces = words[at++].Split('-');
            (from, to) = (int.Parse(faces[0], CultureInfo.InvariantCulture), int.Parse(faces[^1], CultureInfo.InvariantCulture));
        }

        var outcome = string.Join(' ', words[at..]);
        for (var red = 1; red <= 6; red++)
            for (var face = from; face <= to && sum - red is >= 1 and <= 6; face++) cells.Add((column, face, red, sum - red), outcome);
    }

    /// <summary>As <c>1.01.11-6.17.13</c>: d6, d20, red and white, both ends with it.</summary>
    private void Range(string from, string to, string outcome)
    {
        for (var d6 = 1; d6 <= 6; d6++)
            for (var d20 = 1; d20 <= 20; d20++)
                for (var red = 1; red <= 6; red++)
                    for (var white = 1; white <= 6; white++)
                    {
                        var dice = string.Create(CultureInfo.InvariantCulture, $"{d6}.{d20:00}.{red}{white}");
                        if (string.CompareOrdinal(from, dice) <= 0 && string.CompareOrdinal(dice, to) <= 0)
                            cells.Add((d6, d20, red, white), outcome);
                    }
    }
}
