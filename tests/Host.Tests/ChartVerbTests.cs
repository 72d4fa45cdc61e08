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

    [Fact]
    public async Task Two_men_of_a_league_file_have_the_chart_that_they_would_meet_on()
    {
        var (edition, file) = await League();
        var home = edition.Clubs[0];
        var (batter, pitcher) = (
            edition.Find(home.Men.First(id => edition.Find(id)!.Batting is not null))!,
            edition.Men.First(man => man.Pitching is not null && !home.Men.Contains(man.Id)));

        var (code, lines, errors) = await AkkaGameProcess.Run(
            folder.Path, "chart", "--league", file, "--batter", batter.Id.Value, "--pitcher", pitcher.Name, "--bases", "1-3", "--outs", "1",
            "--park", home.Team.Value, "--time", "third", "--day", "3", "--svg", folder["two.svg"]);

        Assert.True(code == 0, errors);
        var chart = new MatchupChart(new(
            edition, batter.Id, false, pitcher.Id, Matchup.BattingHand(batter.Bats, pitcher.Throws), pitcher.Throws, 5, 1, true,
            home.Team, 2, 1_000, 1_000, [])
        { Day = 3 });
        Assert.Empty(lines);
        Assert.Contains(chart.Hash, errors, StringComparison.Ordinal);
        Assert.Contains("www.retrosheet.org", errors, StringComparison.Ordinal);
        Assert.Equal(ChartPage.Svg(chart), await File.ReadAllTextAsync(folder["two.svg"]));
        (_, lines, _) = await AkkaGameProcess.Run(
            folder.Path, "chart", "--league", file, "--batter", batter.Id.Value, "--pitcher", pitcher.Id.Value);
        Assert.Contains(lines, line => line.StartsWith("outcome   batter  pitcher   league", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2, "needs --batter and --pitcher", "--batter", "Ada")]
    [InlineData(2, "goes by no name", "matchup --- 0", "--league", "league.json", "--batter", "a", "--pitcher", "b")]
    [InlineData(2, "--day is \"21\": expected 0, 1, 2", "--league", "league.json", "--batter", "a", "--pitcher", "b", "--day", "21")]
    [InlineData(2, "--outs is \"3\": expected 0, 1, 2", "--league", "league.json", "--batter", "a", "--pitcher", "b", "--outs", "3")]
    [InlineData(1, "--batter nobody: the edition has no man", "--league", "league.json", "--batter", "nobody", "--pitcher", "b")]
    [InlineData(
        1, "--park XXX: the edition has no club", "--league", "league.json", "--batter", "ID", "--pitcher", "ID", "--park", "XXX")]
    public async Task Two_men_that_cannot_meet_are_told_why(int expected, string why, params string[] line)
    {
        var (edition, _) = await League();
        var (code, _, errors) = await AkkaGameProcess.Run(
            folder.Path, ["chart", .. line.Select(word => word == "ID" ? edition.Men[0].Id.Value : word)]);
        Assert.Equal(expected, code);
        Assert.Contains(why, errors, StringComparison.Ordinal);
    }

    private async Task<(Edition, string)> League()
    {
        var file = folder["league.json"];
        await AkkaGameProcess.Run(folder.Path, "cards", "build", folder.Write("2017ORC.EVN", MadeUpGame.Text), "-o", file);
        return (EditionJson.Read(await File.ReadAllBytesAsync(file), out _)!, file);
    }
}
