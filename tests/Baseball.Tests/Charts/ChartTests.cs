using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Charts;

public class ChartTests
{
    private static readonly Dice[] cells =
    [
        .. from d6 in Enumerable.Range(1, 6) from red in Enumerable.Range(1, 6) from white in Enumerable.Range(1, 6)
           from d20 in Enumerable.Range(1, 20) select new Dice((byte)d6, (byte)red, (byte)white, (byte)d20),
    ];

    /// <summary>Every chart of undisturbed odds, what is drawn from their rare outcomes, and some that decisions have changed.</summary>
    private static IEnumerable<Chart> Every()
    {
        var random = new Random(11);
        foreach (var chart in AverageCharts.All)
        {
            yield return chart;
            if (chart.Bundled.Shares.Count > 0) yield return chart.Rare;
            if (random.Next(2) != 0) continue;
            var outcome = chart.Shares[random.Next(chart.Shares.Count)].Outcome;
            if (outcome != Chart.RareWord) yield return AverageCharts.Of(chart.Name, [new("a test", outcome, random.Next(100, 3_000))]);
        }
    }

    [Fact]
    public void Every_printed_share_lies_within_a_cell_of_its_odds()
    {
        foreach (var chart in Every())
        {
            var sum = chart.Shares.Aggregate(0UL, (so, share) => so + share.Odds);
            Assert.Equal(4_320, chart.Shares.Sum(share => share.Cells));
            foreach (var (outcome, odds, dealt) in chart.Shares)
            {
                var exact = 4_320.0 * odds / sum;
                Assert.True(Math.Abs(dealt - exact) < 1, $"{chart.Name}: {outcome} has {dealt} cells, its odds are worth {exact:F3}.");
            }
        }
    }

    [Fact]
    public void Each_of_the_4320_rolls_is_one_entry_and_every_entry_has_its_cells()
    {
        foreach (var chart in Every())
        {
            var hit = new Dictionary<(string, string), int>();
            foreach (var dice in cells)
            {
                var (row, outcome) = chart.Read(dice);
                hit[(row, outcome)] = hit.GetValueOrDefault((row, outcome)) + 1;
            }

            Assert.Equal(chart.Entries.ToDictionary(one => (one.Row, one.Outcome), one => one.Cells), hit);
            foreach (var share in chart.Shares)
                Assert.Equal(share.Cells, hit.Where(one => one.Key.Item2 == share.Outcome).Sum(one => one.Value));
        }
    }

    [Fact]
    public void Dealing_never_gets_stuck()
    {
        var random = new Random(6_000);
        for (var i = 0; i < 6_000; i++)
        {
            // From a few giants to sixty outcomes of which most are as small as a chart allows, with odds many powers apart.
            var outcomes = random.Next(2, 60);
            var steep = random.NextDouble() * 12;
            var shares = Enumerable.Range(0, outcomes)
                .Select(n => new Share($"outcome {n:00}", 1 + (ulong)(1e6 * Math.Exp(-steep * random.NextDouble()))))
                .ToArray();
            var chart = new CardChart($"case {i}", new([.. shares]));
            Assert.Equal(4_320, chart.Entries.Sum(one => one.Cells));
            Assert.Equal(
                chart.Shares.ToDictionary(one => one.Outcome, one => one.Cells),
                chart.Entries.GroupBy(one => one.Outcome).ToDictionary(one => one.Key, one => one.Sum(entry => entry.Cells)));
        }
    }

    [Fact]
    public void A_card_reads_column_row_and_d20()
    {
        var chart = AverageCharts.Of(AverageCharts.Matchup(0, 0));
        foreach (var dice in cells)
        {
            var row = chart.Read(dice).Row.Split(' ');
            Assert.Equal($"{dice.D6}-{dice.Red + dice.White}", row[0]);
            if (row.Length == 1) continue;
            var faces = row[1].Split('-').Select(int.Parse).ToArray();
            Assert.InRange(dice.D20, faces[0], faces[^1]);
        }
    }

    [Fact]
    public void A_card_has_a_batters_half_and_a_pitchers_half_alike()
    {
        foreach (var chart in AverageCharts.All.OfType<CardChart>())
        {
            foreach (var share in chart.Shares)
            {
                var batters = chart.Entries.Where(one => one.Outcome == share.Outcome && one.Row[0] <= '3').Sum(one => one.Cells);
                Assert.InRange(batters, share.Cells / 2, (share.Cells + 1) / 2);
            }
        }
    }

    [Fact]
    public void A_range_reads_d6_d20_red_white_as_one_number()
    {
        var chart = AverageCharts.Of("air F");
        foreach (var dice in cells)
        {
            var number = $"{dice.D6}.{dice.D20:00}.{dice.Red}{dice.White}";
            var ends = chart.Read(dice).Row.Split('-');
            Assert.True(string.CompareOrdinal(ends[0], number) <= 0 && string.CompareOrdinal(number, ends[^1]) <= 0, number);
        }

        Assert.Equal("1.01.11", chart.Read(new(1, 1, 1, 1)).Row.Split('-')[0]);
        Assert.EndsWith("6.20.66", AverageCharts.Of("air P").Entries.Last().Row, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_rare_for_a_chart_is_drawn_from_a_chart_of_its_own()
    {
        var chart = AverageCharts.Of(AverageCharts.Matchup(3, 0));
        Assert.Contains(chart.Shares, share => share.Outcome == Chart.RareWord);
        Assert.Contains(chart.Rare.Shares, share => share.Outcome == "3X");
        Assert.DoesNotContain(chart.Rare.Shares, share => share.Outcome == Chart.RareWord);
        Assert.All(chart.Shares, share => Assert.True(share.Cells >= Chart.CellsMin - 1 || share.Outcome == Chart.RareWord));
    }

    [Fact]
    public void A_chart_prints_its_factors_and_every_outcome()
    {
        var chart = AverageCharts.Of(AverageCharts.Matchup(4, 1), [new("infield in", "S/G", 1_300)]);
        Assert.Contains("infield in: S/G 1.300", chart.Text, StringComparison.Ordinal);
        Assert.All(chart.Shares, share => Assert.Contains(share.Outcome, chart.Text, StringComparison.Ordinal));
        Assert.NotEqual(AverageCharts.Of(AverageCharts.Matchup(4, 1)).Hash, chart.Hash);
        Assert.Equal(16, chart.Hash.Length);
    }

    [Fact]
    public void The_page_about_charts_shows_them_as_they_are()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "chart.md"));
        foreach (var name in new[] { AverageCharts.Matchup(0, 0), "fielder F", "single 2-H 1 by 8" })
        {
            var chart = AverageCharts.Of(name);
            Assert.Contains($"Hash `{chart.Hash}`.\n\n```\n{chart.Text}```", page, StringComparison.Ordinal);
        }
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AkkaGame.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("The tests run outside the repository.");
    }

    [Fact]
    public void A_factor_that_touches_nothing_leaves_the_chart_as_it_is() => Assert.Same(
        AverageCharts.Of("air F"), AverageCharts.Of("air F", [new("bold", "nothing", 500), new("usual", "out", 1_000)]));

    /// <summary>
    /// A game that was played is checked against the charts by which it was played. Where a number is changed on purpose, the edition
    /// takes a new name, and this hash is that of the new edition.
    /// </summary>
    [Fact]
    public void The_edition_is_as_it_was_printed()
    {
        var all = string.Concat(AverageCharts.All.Select(chart => chart.Hash));
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(all)));
        Assert.Equal(("average 2018, first printing", "7e4f4cde3d9e7278"), (LeagueFacts.Edition, hash[..16]));
    }
}
