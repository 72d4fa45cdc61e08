using AkkaGame.Baseball;

namespace AkkaGame.Host.Tests;

/// <summary><c>akkagame chart</c>: what it prints is what was hashed.</summary>
public sealed class ChartVerbTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_chart_is_printed_as_its_hash_is_taken()
    {
        var (code, lines, errors) = await AkkaGameProcess.Run(folder.Path, "chart", "matchup 1-3 0");
        Assert.Equal(0, code);
        var chart = AverageCharts.Of("matchup 1-3 0");
        Assert.Equal(chart.Text.TrimEnd('\n').Split('\n'), lines);
        Assert.Contains(chart.Hash, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_is_written_as_page_and_drawing()
    {
        var (code, _, _) = await AkkaGameProcess.Run(
            folder.Path, "chart", "matchup 1-3 0", "--html", folder["chart.html"], "--svg", folder["chart.svg"]);
        Assert.Equal(0, code);
        var chart = AverageCharts.Of("matchup 1-3 0");
        Assert.Equal(ChartPage.Html(chart), await File.ReadAllTextAsync(folder["chart.html"]));
        Assert.Equal(ChartPage.Svg(chart), await File.ReadAllTextAsync(folder["chart.svg"]));
    }

    [Fact]
    public async Task All_charts_are_listed()
    {
        var (code, lines, _) = await AkkaGameProcess.Run(folder.Path, "chart", "--list");
        Assert.Equal(0, code);
        Assert.Equal(AverageCharts.All.Count(), lines.Count);
    }

    [Theory]
    [InlineData("No chart is called \"matchup 1-3 7\"", "matchup 1-3 7")]
    [InlineData("Name a chart", null)]
    public async Task What_is_no_chart_is_refused(string why, string? name)
    {
        string[] line = name is null ? ["chart"] : ["chart", name];
        var (code, _, errors) = await AkkaGameProcess.Run(folder.Path, line);
        Assert.Equal(2, code);
        Assert.Contains(why, errors, StringComparison.Ordinal);
    }
}
