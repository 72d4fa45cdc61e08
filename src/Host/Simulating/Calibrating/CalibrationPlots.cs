using System.Globalization;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating.Calibrating;

/// <summary>The page's plots, each one SVG file that needs nothing else: real in grey, simulated in blue.</summary>
internal static class CalibrationPlots
{
    private const int Width = 720, Left = 60, Top = 34, Plain = 300;

    private const string RealColor = "#8a8f98", HereColor = "#1f6feb", Ink = "#24292f";

    public static IEnumerable<(string Name, string Svg)> Of(Calibration measured)
    {
        yield return ("gates.svg", Gates(measured));
        yield return ("runs.svg", Bars(
            "Runs of a club in a game: share of games",
            Numbers(0, SeasonFold.RunsMost),
            runs => Share(measured.Real, runs), runs => Share(measured.Simulated, runs)));
        yield return ("innings.svg", Bars(
            "Runs of a half, by inning",
            Numbers(1, SeasonFold.InningsMost),
            measured.Real.RunsOfInning, measured.Simulated.RunsOfInning));
        yield return ("expectancy.svg", Points(
            "Runs to the end of the half from each of the 24 situations", "real", "simulated",
            [.. Enumerable.Range(0, HalfRuns.Situations).Select(i =>
                (measured.Real.Halves.Expectancy(i), measured.Simulated.Halves.Expectancy(i)))]));
        yield return ("turns.svg", Points(
            "Turns at bat of each man in a season", "real", "simulated, on average",
            [
                .. measured.Real.Men.Keys.Union(measured.Simulated.Men.Keys).OrderBy(static man => man.Value, StringComparer.Ordinal)
                    .Select(man => (
                        (double)measured.Real.Men.GetValueOrDefault(man).Turns,
                        (double)measured.Simulated.Men.GetValueOrDefault(man).Turns / measured.Seasons)),
            ]));
    }

    /// <summary>The last one stands for all that are more.</summary>
    private static string[] Numbers(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(one => Text($"{one}{(one == last ? "+" : "")}"))];

    private static double Share(SeasonFold fold, int runs) => fold.RunsOfAGame[runs] / (2.0 * fold.Games);

    /// <summary>Of each gate how far it is off in tolerances, with its standard errors: what is between the lines holds.</summary>
    private static string Gates(Calibration measured)
    {
        const int Row = 24, Names = 200;
        var (svg, height) = Begin("How far off, in tolerances: within the lines a gate holds", Top + Row * Gate.All.Count + 30);
        var (middle, unit) = (Names + (Width - Names - 20) / 2.0, (Width - Names - 20) / 2.0 / 2.0);
        foreach (var at in (double[])[-1, 0, 1])
            Rule(svg, middle + at * unit, Top - 6, middle + at * unit, height - 24, at == 0 ? "#d0d7de" : "#cf222e");
        for (var i = 0; i < Gate.All.Count; i++)
        {
            var (gate, y) = (Gate.All[i], Top + Row * i + Row / 2.0);
            var (off, error) = (gate.Off(measured) / gate.Tolerance, Gate.Errors * gate.Error(measured) / gate.Tolerance);
            Write(svg, Names - 10, y + 4, gate.Name, "end");
            Rule(svg, At(off - error), y, At(off + error), y, HereColor, 3);
            Dot(svg, At(off), y, 5, HereColor);
        }

        Write(svg, middle - unit, height - 8, "-1", "middle");
        Write(svg, middle + unit, height - 8, "+1", "middle");
        return End(svg);

        double At(double off) => middle + Math.Clamp(off, -1.95, 1.95) * unit;
    }

    private static string Bars(string title, string[] names, Func<int, double> real, Func<int, double> here)
    {
        var (svg, height) = Begin(title, Plain);
        var most = Enumerable.Range(0, names.Length).Max(i => Math.Max(real(i), here(i)));
        var (step, room) = ((Width - Left - 20.0) / names.Length, height - Top - 40.0);
        for (var i = 0; i < names.Length; i++)
        {
            Bar(svg, Left + step * i + step * 0.12, real(i) / most * room, step * 0.36, height - 40, RealColor);
            Bar(svg, Left + step * i + step * 0.50, here(i) / most * room, step * 0.36, height - 40, HereColor);
            Write(svg, Left + step * (i + 0.5), height - 22, names[i], "middle");
        }

        Write(svg, Left - 6, height - 36, "0", "end");
        Write(svg, Left - 6, Top + 4, Text($"{most:0.00}"), "end");
        Legend(svg, height);
        return End(svg);
    }

    private static string Points(string title, string x, string y, IReadOnlyList<(double X, double Y)> points)
    {
        const int Side = 380;
        var (svg, height) = Begin(title, Top + Side + 50);
        var most = points.Max(static one => Math.Max(one.X, one.Y)) * 1.03;
        Rule(svg, Left, Top + Side, Left + Side, Top, "#d0d7de");
        Rule(svg, Left, Top, Left, Top + Side, Ink);
        Rule(svg, Left, Top + Side, Left + Side, Top + Side, Ink);
        foreach (var (one, other) in points) Dot(svg, Left + one / most * Side, Top + Side - other / most * Side, 2.5, HereColor);
        Write(svg, Left + Side, Top + Side + 18, Text($"{most:0.#}"), "end");
        Write(svg, Left - 6, Top + 6, Text($"{most:0.#}"), "end");
        Write(svg, Left + Side / 2.0, height - 14, x, "middle");
        Write(svg, Left + Side + 12, Top + 12, y, "start");
        return End(svg);
    }

    private static (StringBuilder Svg, int Height) Begin(string title, int height)
    {
        var svg = new StringBuilder(8_192).Append(Text(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" "));
        svg.Append(Text($"role=\"img\" font-family=\"system-ui,sans-serif\" font-size=\"13\" fill=\"{Ink}\"><title>{title}</title>"));
        svg.Append(Text($"<rect width=\"{Width}\" height=\"{height}\" fill=\"#fff\"/>"));
        Write(svg, 12, 20, title, "start");
        return (svg, height);
    }

    private static string End(StringBuilder svg) => svg.Append("</svg>\n").ToString();

    private static void Legend(StringBuilder svg, int height)
    {
        Bar(svg, Left, 10, 10, height - 4, RealColor);
        Write(svg, Left + 16, height - 5, "real", "start");
        Bar(svg, Left + 70, 10, 10, height - 4, HereColor);
        Write(svg, Left + 86, height - 5, "simulated", "start");
    }

    private static void Bar(StringBuilder svg, double x, double high, double wide, double bottom, string color) =>
        svg.Append(Text($"<rect x=\"{x:0.0}\" y=\"{bottom - high:0.0}\" width=\"{wide:0.0}\" height=\"{high:0.0}\" fill=\"{color}\"/>"));

    private static void Dot(StringBuilder svg, double x, double y, double radius, string color) =>
        svg.Append(Text($"<circle cx=\"{x:0.0}\" cy=\"{y:0.0}\" r=\"{radius:0.0}\" fill=\"{color}\" fill-opacity=\"0.7\"/>"));

    private static void Rule(StringBuilder svg, double x, double y, double toX, double toY, string color, int wide = 1) => svg.Append(Text(
        $"<line x1=\"{x:0.0}\" y1=\"{y:0.0}\" x2=\"{toX:0.0}\" y2=\"{toY:0.0}\" stroke=\"{color}\" stroke-width=\"{wide}\"/>"));

    private static void Write(StringBuilder svg, double x, double y, string words, string anchor) =>
        svg.Append(Text($"<text x=\"{x:0.0}\" y=\"{y:0.0}\" text-anchor=\"{anchor}\">{words}</text>"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
