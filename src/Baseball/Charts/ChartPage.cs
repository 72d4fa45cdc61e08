using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// A chart to print: one sheet of A4, black on white, that needs nothing but itself. As a page of HTML (well-formed XML too, no script,
/// and a policy that allows nothing but its own style), or as one <c>svg</c> element to be put into another page.
/// </summary>
public static class ChartPage
{
    /// <summary>What fits between the margins of a sheet of A4, in points, and how much of its width is beside a card's outcomes.</summary>
    private const double SheetWidth = 186 / 25.4 * 72, SheetHeight = 273 / 25.4 * 72, AsideShare = 0.38;

    /// <summary>Of a line and, on average, of a sign; in the size of the type.</summary>
    private const double LineHeight = 1.32, SignWidth = 0.5;

    /// <summary>Type in tenths of a point: no larger than is pleasant, no smaller than can be read.</summary>
    private const int TypeMost = 95, TypeMostOfRanges = 115, TypeLeast = 50;

    /// <summary>Lines that are always there: head, heads of tables, how to read it, foot.</summary>
    private const double AlwaysLines = 18;

    private const string Style = """

        @page { size: A4 portrait; margin: 12mm }
        * { box-sizing: border-box; margin: 0; padding: 0 }
        body { width: 186mm; margin: 0 auto; color: #000; background: #fff; line-height: 1.3;
          font-family: "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums }
        @media screen { body { margin: 12mm auto } }
        header { display: flex; align-items: center; gap: 1em; padding-bottom: .6em; border-bottom: .25em solid #000 }
        header svg { width: 4.2em; flex: none }
        header div { flex: 1 }
        h1 { font-size: 1.9em; line-height: 1.1; letter-spacing: -.01em }
        h1, .situation, .name, .why { overflow-wrap: anywhere; unicode-bidi: isolate }
        .situation { font-size: 1.25em }
        .name { max-width: 40%; padding: .2em .6em; border: .1em solid #000; border-radius: .3em; font-weight: bold }
        h2 { margin: 1em 0 .3em; font-size: 1em; text-transform: uppercase; letter-spacing: .08em }
        table { border-collapse: collapse; width: 100% }
        th { text-align: left; font-weight: bold }
        .card { margin-top: .9em; table-layout: fixed; border-bottom: .16em solid #000 }
        .card col.row { width: 2.6em }
        .card thead th { text-align: center }
        .card thead tr.half th { padding-bottom: .15em; text-transform: uppercase; letter-spacing: .12em }
        .card thead tr.column th { font-size: 1.15em; border-top: .16em solid #000; border-bottom: .16em solid #000 }
        .card tbody th, .card .again { text-align: center; font-size: 1.15em; font-weight: bold; vertical-align: top }
        .card td { padding: .14em .3em; border: .06em solid #999; vertical-align: top }
        .card tbody th { border-bottom: .06em solid #999 }
        .card td.again { border-width: 0 0 .06em 0; padding: 0 }
        .card .first { border-left: .16em solid #000 }
        .card .last { border-right: .16em solid #000 }
        .card tbody tr:last-child th, .card tbody tr:last-child td { border-bottom: 0 }
        .card i { display: inline-block; width: 3.3em; margin-right: .5em; text-align: right; font-style: normal; font-size: .88em }
        .reading { margin-top: .4em }
        .below { display: flex; gap: 2em; align-items: flex-start }
        .outcomes { flex: 3 }
        aside { flex: 2 }
        .list td, .list th { padding: .07em .4em .07em 0; border-bottom: .06em solid #bbb; vertical-align: top }
        .list thead th { border-bottom: .1em solid #000 }
        .list tfoot td { border-bottom: 0; border-top: .1em solid #000 }
        .list .number { text-align: right; padding-left: .4em; white-space: nowrap }
        .list .outcome, .list .range { white-space: nowrap; padding-right: 1.2em }
        .list .bar { width: 15%; padding: .07em 0 .07em .6em }
        .list .bar svg { display: block; width: 100%; height: .6em; margin-top: .38em }
        .why { font-weight: bold }
        .factors p { padding: .07em 0; border-bottom: .06em solid #bbb }
        .factors span { white-space: nowrap }
        footer { margin-top: 1em; padding-top: .4em; border-top: .1em solid #000; font-size: .82em }

        """;

    /// <summary>What a chart is about, in words; empty for a name that this program does not know.</summary>
    public static string About(Chart chart) => ChartWords.About(chart.Name);

    /// <summary>The chart as a page of its own.</summary>
    public static string Html(Chart chart)
    {
        var sheet = new ChartSheet(chart);
        var style = Invariant($"html {{ font-size: {TypeSize(sheet) / 10.0:0.0}pt }}{Style}");
        var allowed = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        var page = new StringBuilder(16_384);
        page.Append("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-").Append(allowed);
        page.Append("'; base-uri 'none'; form-action 'none'\"/>\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width\"/>\n");
        page.Append("<title>").Append(Of(chart.Name)).Append("</title>\n<style>").Append(style).Append("</style>\n</head>\n<body>\n");
        Head(page, sheet);
        if (sheet.Card is { } card) Card(page, card);
        page.Append("<p class=\"reading\">").Append(Of(sheet.Reading));
        if (sheet.Card is not null) page.Append(" Bold: the batter reaches base.");
        page.Append("</p>\n");
        if (sheet.Card is not null) page.Append("<div class=\"below\">\n<section class=\"outcomes\">\n");
        Outcomes(page, sheet);
        if (sheet.Card is not null) page.Append("</section>\n<aside>\n");
        Factors(page, sheet);
        Rare(page, sheet);
        if (sheet.Card is not null) page.Append("</aside>\n</div>\n");
        page.Append("<footer>\n<p>").Append(Of(sheet.Footer)).Append("</p>\n<p>").Append(Of(RetrosheetNotice.Text));
        return page.Append("</p>\n</footer>\n</body>\n</html>\n").ToString();
    }

    /// <summary>The same as one <c>svg</c> element; it says how it looks in attributes only, so it meets no policy for styles.</summary>
    public static string Svg(Chart chart) => ChartDrawing.Of(new(chart));

    /// <summary>The largest type with which the whole chart fits on one sheet, in tenths of a point.</summary>
    private static int TypeSize(ChartSheet sheet)
    {
        var type = sheet.Card is null ? TypeMostOfRanges : TypeMost;
        while (type > TypeLeast && Lines(sheet, type / 10.0) * LineHeight * type / 10 > SheetHeight) type--;
        return type;
    }

    /// <summary>How many lines the chart takes in that type, in points; rather one too many: no font is at hand.</summary>
    private static double Lines(ChartSheet sheet, double type)
    {
        var column = SheetWidth * (sheet.Card is null ? 1 : AsideShare);
        // A long name breaks over several lines, in larger type than the rest.
        var lines = AlwaysLines + 1.5 * Broken(sheet.Chart.Name.Length, SheetWidth * AsideShare);
        var aside = sheet.Rare.Count == 0 ? 3.0 : sheet.Rare.Count + 8;
        foreach (var (why, changes) in sheet.Factors)
            aside += 0.2 + Broken(why.Length + changes.Sum(static change => change.Length + 3), column);
        if (sheet.Card is not { } card) return lines + sheet.Lines.Count + aside;
        for (var row = 2; row <= 12; row++) lines += Splits(card, row) + 0.4;
        return lines + Math.Max(sheet.Lines.Count, aside);

        int Broken(int signs, double width) => (int)Math.Ceiling(signs * type * SignWidth / width);
    }

    private static int Splits(CardChart card, int row)
    {
        var most = 1;
        for (var column = 1; column <= 6; column++) most = Math.Max(most, card.Place(column, row).Length);
        return most;
    }

    private static void Head(StringBuilder page, ChartSheet sheet)
    {
        page.Append("<header>\n");
        if (ChartWords.BasesOf(sheet.Chart.Name) is { } bases)
        {
            page.Append("<svg viewBox=\"0 0 60 44\" aria-hidden=\"true\">");
            ChartDrawing.Bases(page, bases);
            page.Append("</svg>\n");
        }

        page.Append("<div>\n<h1>").Append(Of(sheet.Title)).Append("</h1>\n");
        if (sheet.Situation.Length > 0) page.Append("<p class=\"situation\">").Append(Of(sheet.Situation)).Append("</p>\n");
        page.Append("</div>\n<p class=\"name\">").Append(Of(sheet.Chart.Name)).Append("</p>\n</header>\n");
    }

    private static void Card(StringBuilder page, CardChart card)
    {
        page.Append("<table class=\"card\">\n<colgroup><col class=\"row\"/><col span=\"6\"/><col class=\"row\"/></colgroup>\n<thead>\n");
        page.Append("<tr class=\"half\"><td class=\"again\"></td><th colspan=\"3\" scope=\"colgroup\">Batter</th>");
        page.Append("<th colspan=\"3\" scope=\"colgroup\">Pitcher</th><td class=\"again\"></td></tr>\n<tr class=\"column\"><th></th>");
        for (var column = 1; column <= 6; column++) page.Append(Invariant($"<th scope=\"col\"{Edge(column)}>{column}</th>"));
        page.Append("<th></th></tr>\n</thead>\n<tbody>\n");
        for (var row = 2; row <= 12; row++)
        {
            page.Append(Invariant($"<tr><th scope=\"row\">{row}</th>\n"));
            for (var column = 1; column <= 6; column++)
            {
                page.Append(Invariant($"<td{Edge(column)}>"));
                foreach (var (from, to, share) in card.Place(column, row))
                {
                    page.Append("<div><i>").Append(ChartSheet.Faces(from, to)).Append("</i>");
                    Outcome(page, card.Shares[share].Outcome);
                    page.Append("</div>");
                }

                page.Append("</td>\n");
            }

            page.Append(Invariant($"<td class=\"again\" aria-hidden=\"true\">{row}</td></tr>\n"));
        }

        page.Append("</tbody>\n</table>\n");
    }

    /// <summary>The halves are set apart by thicker lines.</summary>
    private static string Edge(int column) => column switch
    {
        1 or 4 => " class=\"first\"",
        6 => " class=\"last\"",
        _ => "",
    };

    private static void Outcome(StringBuilder page, string outcome)
    {
        var tag = ChartWords.Reaches(outcome) ? "b" : "span";
        page.Append('<').Append(tag).Append('>').Append(Of(outcome)).Append("</").Append(tag).Append('>');
    }

    private static void Outcomes(StringBuilder page, ChartSheet sheet)
    {
        page.Append("<h2>Outcomes</h2>\n");
        List(page, sheet.Lines, sheet.Card is null, spelled: true, bars: true);
    }

    private static void Factors(StringBuilder page, ChartSheet sheet)
    {
        page.Append("<section class=\"factors\">\n<h2>Factors</h2>\n");
        if (sheet.Factors.Count == 0) page.Append("<p>None: no decision changes these odds.</p>\n");
        foreach (var (why, changes) in sheet.Factors)
        {
            page.Append("<p><span class=\"why\">").Append(Of(why)).Append("</span> ");
            for (var i = 0; i < changes.Count; i++)
                page.Append("<span>").Append(Of(changes[i])).Append(i + 1 < changes.Count ? " \u00B7</span> " : "</span></p>\n");
        }

        page.Append("</section>\n");
    }

    private static void Rare(StringBuilder page, ChartSheet sheet)
    {
        if (sheet.Rare.Count == 0) return;
        page.Append("<section class=\"rare\">\n<h2>Rare</h2>\n<p>").Append(Of(ChartSheet.RareReading)).Append("</p>\n");
        List(page, sheet.Rare, ranges: true, spelled: sheet.Card is null, bars: sheet.Card is null);
        page.Append("</section>\n");
    }

    /// <param name="ranges">With the dice that hit each line.</param>
    /// <param name="spelled">With the meaning of each outcome.</param>
    private static void List(StringBuilder page, IReadOnlyList<SheetLine> lines, bool ranges, bool spelled, bool bars)
    {
        page.Append("<table class=\"list\">\n<thead><tr>");
        if (ranges) page.Append("<th class=\"range\">dice</th>");
        page.Append("<th class=\"outcome\">outcome</th>");
        if (spelled) page.Append("<th>meaning</th>");
        page.Append("<th class=\"number\">cells</th><th class=\"number\">per cent</th>");
        page.Append(bars ? "<th class=\"bar\"></th></tr></thead>\n<tbody>\n" : "</tr></thead>\n<tbody>\n");
        var most = lines.Max(static line => line.Cells ?? 0);
        foreach (var (at, outcome, means, cells) in lines)
        {
            page.Append("<tr>");
            if (ranges) page.Append("<td class=\"range\">").Append(Of(at)).Append("</td>");
            page.Append("<td class=\"outcome\">");
            Outcome(page, outcome);
            page.Append("</td>");
            if (spelled) page.Append("<td>").Append(Of(means)).Append("</td>");
            page.Append("<td class=\"number\">").Append(cells is { } some ? ChartSheet.Grouped(some) : "rare").Append("</td>");
            page.Append("<td class=\"number\">").Append(cells is { } of ? ChartSheet.Percent(of) : "").Append("</td>");
            if (bars) Bar(page, cells ?? 0, most);
            page.Append("</tr>\n");
        }

        page.Append("</tbody>\n<tfoot><tr>");
        var blank = (ranges ? 2 : 1) + (spelled ? 1 : 0);
        page.Append(Invariant($"<td colspan=\"{blank}\">all</td><td class=\"number\">{ChartSheet.Grouped(Rounding.Cells)}</td>"));
        page.Append("<td class=\"number\">100.00</td>").Append(bars ? "<td class=\"bar\"></td>" : "").Append("</tr></tfoot>\n</table>\n");
    }

    private static void Bar(StringBuilder page, int cells, int most)
    {
        page.Append("<td class=\"bar\">");
        if (cells > 0)
            page.Append(Invariant($"<svg viewBox=\"0 0 {most} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"))
                .Append(Invariant($"<rect width=\"{cells}\" height=\"10\"/></svg>"));
        page.Append("</td>");
    }

    private static string Of(string text) => ChartSheet.Encoded(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
