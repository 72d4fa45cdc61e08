using System.CommandLine;
using System.Text;
using AkkaGame.Baseball;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame chart</c>: the charts by which games are played, to read and to print.</summary>
internal static class ChartVerb
{
    private const string Description = """
        Print a chart by which games are played, as its hash is taken: "matchup --- 0" is batter against pitcher with the bases empty and
        nobody out. With --html it is a page to print on one sheet of A4, with --svg a drawing to be put into another page; both spell
        out every outcome. What a play names in a game's history is a chart's name; --list has all of them. With --batter and
        --pitcher it is the chart of two men, of the program's own league or with --league of a league file.
        """;

    private static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static Command Create()
    {
        // Most names have blanks in them: whoever leaves out the quotes means the same.
        var words = new Argument<string[]>("name")
        {
            Description = "Such as matchup 1-3 0, fielder F or single 2-H 1 by 8.", Arity = ArgumentArity.ZeroOrMore,
        };
        var html = File("--html", "Write the chart as a page to print.");
        var svg = File("--svg", "Write the chart as a drawing.");
        var list = new Option<bool>("--list") { Description = "Print the names of all charts." };
        var chart = new Command("chart", Description) { words, html, svg, list };
        var men = new TwoMen(chart);
        chart.Validators.Add(result =>
        {
            if (men.AreAsked(result))
            {
                if (result.GetValue(list) || result.GetValue(words) is { Length: > 0 })
                    result.AddError("A chart of two men goes by no name, and not with --list.");
                else if (men.Missing(result) is { } missing) result.AddError(missing);
                return;
            }

            var name = Name(result.GetValue(words));
            var writes = result.GetResult(html) is not null || result.GetResult(svg) is not null;
            if (result.GetValue(list))
            {
                if (name.Length > 0 || writes) result.AddError("--list goes with nothing else.");
            }
            else if (name.Length == 0) result.AddError("Name a chart, such as \"matchup --- 0\"; --list prints all names.");
            else if (Find(name) is null) result.AddError($"No chart is called \"{name}\": --list prints all names.");
        });
        chart.SetAction(parsed => parsed.GetValue(list)
            ? List()
            : men.AreAsked(parsed.CommandResult)
            ? OfTwo(men, parsed, parsed.GetValue(html), parsed.GetValue(svg))
            : Show(Find(Name(parsed.GetValue(words)))!, RetrosheetNotice.Text, parsed.GetValue(html), parsed.GetValue(svg)));
        return chart;
    }

    private static int OfTwo(TwoMen men, ParseResult parsed, string? html, string? svg)
    {
        var (chart, notice, why) = men.Find(parsed);
        return chart is null ? Verbs.Fail(why!) : Show(chart, notice, html, svg);
    }

    private static Option<string?> File(string name, string says) => new(name) { Description = says, HelpName = "FILE" };

    private static string Name(string[]? words) => string.Join(' ', words ?? []);

    private static Chart? Find(string name) => AverageCharts.Find(name)
        ?? AverageCharts.All.FirstOrDefault(chart => chart.Bundled.Shares.Count > 0 && chart.Rare.Name == name)?.Rare;

    private static int List()
    {
        foreach (var chart in AverageCharts.All) Console.Out.WriteLine($"{chart.Name,-32} {ChartPage.About(chart)}");
        return 0;
    }

    private static int Show(Chart chart, string? notice, string? html, string? svg)
    {
        if (html is null && svg is null) Console.Out.Write(chart.Text);
        var code = Write(html, ChartPage.Html, chart);
        if (code == 0) code = Write(svg, ChartPage.Svg, chart);
        if (code == 0) Console.Error.WriteLine($"Hash {chart.Hash}. {notice}");
        return code;
    }

    private static int Write(string? file, Func<Chart, string> drawn, Chart chart)
    {
        if (file is null) return 0;
        try
        {
            System.IO.File.WriteAllText(file, drawn(chart), utf8);
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Verbs.Fail($"{file} cannot be written: {e.Message}");
        }
    }
}
