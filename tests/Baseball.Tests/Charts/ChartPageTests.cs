using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace AkkaGame.Baseball.Tests.Charts;

/// <summary>Charts for print: well formed, whole, in words, and nothing of a name is markup.</summary>
public class ChartPageTests
{
    [Fact]
    public void Every_chart_prints_as_well_formed_markup_without_scripts()
    {
        foreach (var chart in AverageCharts.All)
        {
            var html = Parsed(ChartPage.Html(chart));
            var svg = Parsed(ChartPage.Svg(chart));
            Assert.Equal("svg", svg.Root!.Name.LocalName);
            foreach (var element in html.Descendants().Concat(svg.Descendants()))
            {
                Assert.NotEqual("script", element.Name.LocalName);
                Assert.DoesNotContain(element.Attributes(), one => one.Name.LocalName is "src" or "href" or "onload" or "onerror");
            }

            Assert.Contains(chart.Hash, html.Root!.Value, StringComparison.Ordinal);
            Assert.Contains(chart.Hash, svg.Root!.Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_chart_and_every_outcome_has_a_meaning()
    {
        foreach (var chart in AverageCharts.All)
        {
            Assert.NotEqual("", ChartPage.About(chart));
            var outcomes = chart.Shares.Select(share => share.Outcome).Concat(chart.Bundled.Shares.Select(share => share.Outcome));
            foreach (var outcome in outcomes)
                Assert.True(ChartWords.Of(chart.Name, outcome).Length > 0, $"Nothing says what {outcome} means on {chart.Name}.");
        }
    }

    [Fact]
    public void A_page_says_each_outcomes_cells()
    {
        var chart = AverageCharts.Of(AverageCharts.Matchup(5, 1));
        var text = Parsed(ChartPage.Html(chart)).Root!.Value;
        foreach (var share in chart.Shares)
            Assert.Contains(share.Cells.ToString("N0", CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_looks_like_markup_is_text()
    {
        const string Reason = "<img src=x onerror=alert(1)> & \"so\"";
        var chart = AverageCharts.Of(AverageCharts.Matchup(0, 0), [new(Reason, "S/G", 1_300)]);
        foreach (var page in (string[])[ChartPage.Html(chart), ChartPage.Svg(chart)])
        {
            var parsed = Parsed(page);
            Assert.DoesNotContain(parsed.Descendants(), element => element.Name.LocalName == "img");
            Assert.Contains("<img src=x onerror=alert(1)>", parsed.Root!.Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Two_mens_chart_is_named_by_its_situation_and_its_edition()
    {
        var matchup = Editions.SmallLeague.Matchup(Editions.SmallLeague.Of(seed: 9), new(1));
        var chart = new MatchupChart(matchup);
        Assert.StartsWith("Batter against pitcher, ", ChartPage.About(chart), StringComparison.Ordinal);
        Assert.Contains(matchup.Edition.Id, Parsed(ChartPage.Html(chart)).Root!.Value, StringComparison.Ordinal);
        Assert.Contains($"{matchup.Batter} bats ", chart.Text, StringComparison.Ordinal);
    }

    private static XDocument Parsed(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new() { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
