using System.Globalization;
using System.Text;

namespace AkkaGame.Baseball;

/// <summary>
/// A printed chart as one <c>svg</c> element: text, lines and boxes at fixed places, as wide as a sheet of A4 between its margins. Units
/// are quarters of a millimetre where it is printed at that width. SVG breaks no lines, so this does, by the width of the letters.
/// </summary>
internal sealed class ChartDrawing
{
    private const double Width = 744, Type = 12, Small = 10, Line = 15.5, RowHead = 34;
    private const double ListWidth = 430, Gap = 24, Aside = Width - ListWidth - Gap;

    private readonly StringBuilder drawn = new(16_384);
    private readonly ChartSheet sheet;
    private double y;

    private ChartDrawing(ChartSheet sheet) => this.sheet = sheet;

    public static string Of(ChartSheet sheet)
    {
        var drawing = new ChartDrawing(sheet);
        drawing.Draw();
        var svg = new StringBuilder(drawing.drawn.Length + 512);
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" fill=\"#000\" ");
        svg.Append("font-family=\"Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif\" ");
        svg.Append(Invariant($"width=\"186mm\" height=\"{drawing.y / 4:0.##}mm\" viewBox=\"0 0 {Width} {drawing.y:0.##}\">\n<title>"));
        svg.Append(ChartSheet.Encoded(sheet.Chart.Name)).Append("</title>\n");
        svg.Append(Invariant($"<rect width=\"{Width}\" height=\"{drawing.y:0.##}\" fill=\"#fff\"/>\n"));
        return svg.Append(drawing.drawn).Append("</svg>\n").ToString();
    }

    /// <summary>The four bases in a field of 60 by 44, filled where somebody stands.</summary>
    /// <param name="bases">Bits 1 2 4 for the bases taken.</param>
    public static void Bases(StringBuilder into, byte bases)
    {
        Diamond(44, 22, (bases & 1) != 0);
        Diamond(30, 10, (bases & 2) != 0);
        Diamond(16, 22, (bases & 4) != 0);
        into.Append("<path d=\"M26 31h8v4l-4 4l-4-4z\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.2\"/>");

        void Diamond(int x, int y, bool taken) => into.Append(Invariant(
            $"<path d=\"M{x} {y - 8}l8 8l-8 8l-8-8z\" fill=\"{(taken ? "#000" : "none")}\" stroke=\"#000\" stroke-width=\"1.2\"/>"));
    }

    private void Draw()
    {
        Head();
        if (sheet.Card is { } card) Card(card);
        y += Line;
        Text(0, y, sheet.Reading + (sheet.Card is null ? "" : " Bold: the batter reaches base."));
        y += 8;
        if (sheet.Card is null)
        {
            List(0, Width, "Outcomes", sheet.Lines, spelled: true, bars: true);
            Factors(0, Width);
            Rare(0, Width);
        }
        else
        {
            var top = y;
            List(0, ListWidth, "Outcomes", sheet.Lines, spelled: true, bars: true);
            var left = y;
            y = top;
            Factors(ListWidth + Gap, Aside);
            Rare(ListWidth + Gap, Aside);
            y = Math.Max(left, y);
        }

        Foot();
    }

    private void Head()
    {
        var x = 0.0;
        if (ChartWords.BasesOf(sheet.Chart.Name) is { } bases)
        {
            drawn.Append("<g>");
            Bases(drawn, bases);
            drawn.Append("</g>\n");
            x = 68;
        }

        y = 0;
        foreach (var line in Lines(sheet.Title, Width - x, 22, bold: true)) Text(x, y += 23, line, 22, bold: true);
        foreach (var line in Lines(sheet.Situation, Width - x, 15)) Text(x, y += 19, line, 15);
        if (sheet.Title != sheet.Chart.Name)
            foreach (var line in Lines(sheet.Chart.Name, Width - x, Type, bold: true)) Text(x, y += Line, line, bold: true);
        y = Math.Max(y, x > 0 ? 44 : 0) + 8;
        Rule(0, Width, y, 3);
        y += 4;
    }

    private void Card(CardChart card)
    {
        var wide = (Width - 2 * RowHead) / 6;
        y += Line;
        Text(RowHead + wide * 1.5, y, "BATTER", Type, bold: true, "middle");
        Text(RowHead + wide * 4.5, y, "PITCHER", Type, bold: true, "middle");
        y += 5;
        var top = y;
        Rule(0, Width, y, 2);
        y += Line + 1;
        for (var column = 1; column <= 6; column++)
            Text(RowHead + wide * (column - 0.5), y, column.ToString(CultureInfo.InvariantCulture), 14, bold: true, "middle");
        y += 4;
        for (var row = 2; row <= 12; row++)
        {
            Rule(0, Width, y, row == 2 ? 2 : 0.6, row == 2 ? "#000" : "#999");
            var lines = 1;
            for (var column = 1; column <= 6; column++)
            {
                var left = RowHead + wide * (column - 1);
                var at = y;
                foreach (var (from, to, share) in card.Place(column, row))
                {
                    at += Line;
                    Text(left + 42, at - 1, ChartSheet.Faces(from, to), Small, anchor: "end");
                    var outcome = card.Shares[share].Outcome;
                    Text(left + 50, at - 1, outcome, Type, ChartWords.Reaches(outcome));
                }

                lines = Math.Max(lines, card.Place(column, row).Length);
            }

            var head = row.ToString(CultureInfo.InvariantCulture);
            Text(RowHead / 2, y + Line - 0.5, head, 14, bold: true, "middle");
            Text(Width - RowHead / 2, y + Line - 0.5, head, 14, bold: true, "middle");
            y += lines * Line + 5;
        }

        Rule(0, Width, y, 2);
        for (var column = 1; column <= 7; column++)
        {
            var x = RowHead + wide * (column - 1);
            var isEdge = column is 1 or 4 or 7;
            drawn.Append(Invariant($"<path d=\"M{x:0.##} {top:0.##}V{y:0.##}\" stroke=\"{(isEdge ? "#000" : "#999")}\" "))
                .Append(Invariant($"stroke-width=\"{(isEdge ? 2 : 0.6)}\"/>\n"));
        }
    }

    private void List(double x, double width, string head, IReadOnlyList<SheetLine> lines, bool spelled, bool bars)
    {
        if (head.Length > 0) Title(x, head);
        var ranges = lines.Any(static line => line.Range.Length > 0);
        var outcomeAt = x + (ranges ? 112 : 0);
        var right = x + width;
        var most = lines.Max(static line => line.Cells ?? 0);
        var barAt = right - (bars ? 90 : 0);
        var percentAt = barAt - (bars ? 10 : 0);
        var cellsAt = percentAt - 58;
        // As wide as the longest of the words, so that no meaning stands in one.
        var meansAt = outcomeAt + Math.Max(64, lines.Max(static line => Wide(line.Outcome, Type, bold: true)) + 12);
        y += Line;
        if (ranges) Text(x, y, "dice", Type, bold: true);
        Text(outcomeAt, y, "outcome", Type, bold: true);
        if (spelled) Text(meansAt, y, "meaning", Type, bold: true);
        Text(cellsAt, y, "cells", Type, bold: true, "end");
        Text(percentAt, y, "per cent", Type, bold: true, "end");
        Rule(x, right, y + 4, 1);
        foreach (var (range, outcome, means, cells) in lines)
        {
            var top = y + 4;
            y += Line + 1;
            Text(x, y, range);
            Text(outcomeAt, y, outcome, Type, ChartWords.Reaches(outcome));
            Text(cellsAt, y, cells is { } some ? ChartSheet.Grouped(some) : "rare", anchor: "end");
            if (cells is { } of) Text(percentAt, y, ChartSheet.Percent(of), anchor: "end");
            if (bars && cells > 0)
                drawn.Append(Invariant($"<rect x=\"{barAt:0.##}\" y=\"{top + 5:0.##}\" width=\"{90.0 * cells / most:0.##}\" "))
                    .Append("height=\"7\"/>\n");
            if (spelled)
            {
                var isFirst = true;
                foreach (var line in Lines(means, cellsAt - 36 - meansAt, Type))
                {
                    if (!isFirst) y += Line - 1;
                    isFirst = false;
                    Text(meansAt, y, line);
                }
            }

            Rule(x, right, y + 4, 0.6, "#bbb");
        }

        y += Line + 1;
        Rule(x, right, y - Line + 3, 1);
        Text(x, y, "all");
        Text(cellsAt, y, ChartSheet.Grouped(Rounding.Cells), anchor: "end");
        Text(percentAt, y, "100.00", anchor: "end");
        y += 4;
    }

    private void Factors(double x, double width)
    {
        Title(x, "Factors");
        if (sheet.Factors.Count == 0) Text(x, y += Line, "None: no decision changes these odds.");
        foreach (var (why, changes) in sheet.Factors)
        {
            foreach (var line in Lines(why, width, Type, bold: true)) Text(x, y += Line, line, Type, bold: true);
            var all = string.Join("\u00A0\u00B7 ", changes.Select(static one => one.Replace(' ', '\u00A0')));
            foreach (var line in Lines(all, width - 12, Type))
                Text(x + 12, y += Line, line);
            Rule(x, x + width, y + 4, 0.6, "#bbb");
        }

        y += 4;
    }

    private void Rare(double x, double width)
    {
        if (sheet.Rare.Count == 0) return;
        Title(x, "Rare");
        foreach (var line in Lines(ChartSheet.RareReading, width, Type)) Text(x, y += Line, line);
        List(x, width, "", sheet.Rare, spelled: sheet.Card is null, bars: sheet.Card is null);
    }

    private void Foot()
    {
        y += 14;
        Rule(0, Width, y, 1);
        y += 2;
        foreach (var line in Lines(sheet.Footer, Width, Small)) Text(0, y += 13, line, Small);
        foreach (var line in Lines(RetrosheetNotice.Text, Width, Small)) Text(0, y += 13, line, Small);
        y += 6;
    }

    private void Title(double x, string text)
    {
        y += 22;
        Text(x, y, text.ToUpperInvariant(), Type, bold: true);
        y += 3;
    }

    private void Rule(double from, double to, double at, double thick, string colour = "#000") => drawn.Append(Invariant(
        $"<path d=\"M{from:0.##} {at:0.##}H{to:0.##}\" stroke=\"{colour}\" stroke-width=\"{thick}\"/>\n"));

    private void Text(double x, double at, string text, double size = Type, bool bold = false, string anchor = "start")
    {
        if (text.Length == 0) return;
        drawn.Append(Invariant($"<text x=\"{x:0.##}\" y=\"{at:0.##}\" font-size=\"{size}\""));
        if (bold) drawn.Append(" font-weight=\"bold\"");
        if (anchor != "start") drawn.Append(" text-anchor=\"").Append(anchor).Append('"');
        drawn.Append('>').Append(ChartSheet.Encoded(text)).Append("</text>\n");
    }

    /// <summary>A text in lines of at most that width, broken at blanks, and within a word that is wider than a line.</summary>
    private static List<string> Lines(string text, double width, double size, bool bold = false)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Wide(longer, size, bold) > width)
            {
                lines.Add(line);
                longer = word;
            }

            for (line = longer; line.Length > 2 && Wide(line, size, bold) > width;)
            {
                var fits = line.Length - 1;
                while (fits > 2 && Wide(line[..fits], size, bold) > width) fits--;
                if (char.IsHighSurrogate(line[fits - 1])) fits--;
                lines.Add(line[..fits]);
                line = line[fits..];
            }
        }

        if (line.Length > 0) lines.Add(line);
        return lines;
    }

    /// <summary>How wide a text is, rather too much than too little: letters have the widths of common ones.</summary>
    private static double Wide(string text, double size, bool bold = false)
    {
        var thousandths = 0;
        foreach (var letter in text)
        {
            thousandths += letter switch
            {
                'i' or 'j' or 'l' or 'I' or '\'' or '|' => 250,
                ' ' or '\u00A0' or ',' or '.' or ':' or ';' or '/' or 'f' or 't' or 'r' or '-' or '(' or ')' => 330,
                'm' or 'M' or 'W' or '%' or '@' => 890,
                'w' or >= 'A' and <= 'Z' => 720,
                > '\u024F' => 1_000,
                _ => 560,
            };
        }

        return thousandths * size / 1_000 * (bold ? 1.06 : 1);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
