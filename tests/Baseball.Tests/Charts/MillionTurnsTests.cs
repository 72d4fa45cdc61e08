using AkkaGame.Messages;
using Xunit.Abstractions;

namespace AkkaGame.Baseball.Tests.Charts;

/// <summary>A million turns at bat with fixed dice, counted by what their rolls have hit.</summary>
public class MillionTurnsTests(ITestOutputHelper output)
{
    private const int Turns = 1_000_000;

    [Fact]
    public void They_follow_the_printed_charts()
    {
        var games = Situations();
        var hits = new Dictionary<(string Chart, string Outcome), int>[2];
        Parallel.For(0, 2, half =>
        {
            var dice = new DicePlayer(1_000 + half);
            var mine = hits[half] = [];
            for (var i = 0; i < Turns / 2; i++)
                foreach (var entry in dice.Play(games[i % games.Count]).Chart)
                    mine[(entry.Chart, entry.Outcome)] = mine.GetValueOrDefault((entry.Chart, entry.Outcome)) + 1;
        });
        foreach (var (hit, times) in hits[1]) hits[0][hit] = hits[0].GetValueOrDefault(hit) + times;
        var (least, charts) = (1.0, 0);
        double all = 0;
        var freedom = 0;
        foreach (var chart in AverageCharts.All)
        {
            var rolls = chart.Shares.Sum(share => hits[0].GetValueOrDefault((chart.Name, share.Outcome)));
            if (chart.Shares.Any(share => share.Cells * (double)rolls / 4_320 < 5) || chart.Shares.Count == 1) continue;
            var chi = chart.Shares.Sum(share => Distance(
                hits[0].GetValueOrDefault((chart.Name, share.Outcome)), share.Cells * (double)rolls / 4_320));
            var p = UpperTail(chi, chart.Shares.Count - 1);
            if (p < least) output.WriteLine($"{chart.Name}: chi-square {chi:F1} on {chart.Shares.Count - 1}, p = {p:G3}, {rolls} rolls");
            (least, charts, all, freedom) = (Math.Min(least, p), charts + 1, all + chi, freedom + chart.Shares.Count - 1);
        }

        output.WriteLine($"{charts} charts together: chi-square {all:F1} on {freedom}, p = {UpperTail(all, freedom):G3}");
        Assert.True(charts > 100, $"Only {charts} charts were rolled on often enough.");
        Assert.True(UpperTail(all, freedom) > 1e-4);
        // Of so many charts the worst one may be as bad as one in a hundred thousand.
        Assert.True(least > 1e-4 / charts, $"The worst chart has p = {least:G3}.");
        foreach (var (chart, outcome) in hits[0].Keys)
            if (!chart.EndsWith(" rare", StringComparison.Ordinal))
                Assert.Contains(AverageCharts.Of(chart).Shares, share => share.Outcome == outcome);
    }

    [Fact]
    public void Over_all_situations_the_league_bats_as_it_was_counted()
    {
        // Each matchup chart weighted by how often the league stood there must come out at the league's own rates.
        var rates = new Dictionary<string, double>();
        double turns = 0;
        for (byte bases = 0; bases < 8; bases++)
        {
            for (var outs = 0; outs < 3; outs++)
            {
                double here = LeagueFacts.Of($"turn {bases} {outs}").Sum;
                var chart = AverageCharts.Of(AverageCharts.Matchup(bases, outs));
                double sum = chart.Shares.Sum(share => (double)share.Odds);
                foreach (var share in chart.Shares)
                    rates[share.Outcome] = rates.GetValueOrDefault(share.Outcome) + here * share.Odds / sum;
                turns += here;
            }
        }

        var counted = LeagueFacts.Of("batting");
        foreach (var outcome in new[] { "K", "W", "HP", "HR/F", "T", "D/L", "S/L", "F", "L", "P" })
        {
            var league = (double)counted.Shares.Single(share => share.Outcome == outcome).Weight / counted.Sum;
            Assert.InRange(rates[outcome] / turns / league, 0.97, 1.03);
        }
    }

    /// <summary>Games in every base-out situation, as they come up.</summary>
    private static List<Game> Situations()
    {
        var dice = new DicePlayer(7);
        var games = new List<Game>();
        for (var i = 0; i < 40; i++)
        {
            var scenario = Scenario.Start();
            while (!scenario.Game.IsOver)
            {
                if (scenario.Game.Inning < 9) games.Add(scenario.Game);
                var play = dice.Play(scenario.Game).Play;
                scenario.Do(new RecordPlay(
                    scenario.Game.Inning, scenario.Game.Half, scenario.Game.Batter!.Value.Player, Count.Unknown, null, play));
            }
        }

        return games;
    }

    private static double Distance(double seen, double expected) => (seen - expected) * (seen - expected) / expected;

    /// <summary>The chance of a chi-square at least that great, by Wilson and Hilferty's approximation.</summary>
    private static double UpperTail(double chi, int freedom)
    {
        var spread = 2.0 / (9 * freedom);
        var z = (Math.Cbrt(chi / freedom) - (1 - spread)) / Math.Sqrt(spread);
        // Abramowitz and Stegun 26.2.17, good to 7.5e-8.
        var t = 1 / (1 + 0.2316419 * Math.Abs(z));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z >= 0 ? tail : 1 - tail;
    }
}
