using AkkaGame.Baseball;
using AkkaGame.Host.Replay;
using Xunit.Abstractions;

namespace AkkaGame.Host.Tests;

/// <summary>The charts of men who really met, where they met: what rounding and dealing do to their odds.</summary>
public sealed class RealMatchupsTests(ITestOutputHelper output)
{
    private const int Matchups = 3_000;

    private const double Cell = 1.0 / Rounding.Cells;

    [SkippableFact]
    public void Over_three_thousand_real_match_ups_no_share_is_off_by_a_cell_and_no_outcome_comes_more_often_than_it_should()
    {
        var (files, cards) = (RealSeason.Files, RealSeason.Cards);
        var (largest, variations, whole) = (0.0, new List<double>(), 0);
        var (printed, meant) = (new Dictionary<string, double>(), new Dictionary<string, double>());
        foreach (var matchup in Met(files, cards))
        {
            var (chart, odds) = (cards.Chart(matchup), matchup.Odds());
            var shares = odds.Shares.ToDictionary(static one => one.Outcome, one => one.Weight / (double)odds.Sum);
            var rare = chart.Bundled.Shares.Sum(one => shares[one.Outcome]);
            var variation = 0.0;
            foreach (var (outcome, _, cells) in chart.Shares)
            {
                var should = outcome == Chart.RareWord ? rare : shares[outcome];
                var off = Math.Abs(cells * Cell - should);
                (largest, variation) = (Math.Max(largest, off), variation + off / 2);
                printed[outcome] = printed.GetValueOrDefault(outcome) + cells * Cell;
                meant[outcome] = meant.GetValueOrDefault(outcome) + should;
            }

            Assert.Equal(Rounding.Cells, chart.Shares.Sum(static one => one.Cells));
            Assert.Equal(Rounding.Cells / 2, chart.BattersCells.Sum());
            variations.Add(variation);
            if (IsApart(chart)) whole++;
        }

        Say($"{variations.Count} match-ups, largest error {largest:P4}");
        Say($"total variation {variations.Average():P3}, worst {variations.Max():P3}");
        Say($"each half as its own card in {whole / (double)variations.Count:P1}");
        foreach (var (outcome, should) in meant)
            Say($"{outcome,-6} {should / Matchups,9:P3}, printed {printed[outcome] / should - 1:+0.000%;-0.000%}");
        Assert.Equal(Matchups, variations.Count);
        Assert.InRange(largest, 0, Cell);
        Assert.InRange(variations.Max(), 0, 0.002);
        Assert.InRange(whole / (double)variations.Count, 0.5, 1);
        // What is frequent enough to be seen: no more than its rounding would be over so many, five times.
        Assert.All(meant, one => Assert.InRange(
            Math.Abs(printed[one.Key] - one.Value), 0, 5 * Cell * Math.Sqrt(Matchups / 12.0)));
    }

    private void Say(FormattableString line) => output.WriteLine(line.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Every k-th turn at bat of the season, as far as the two men settled it.</summary>
    private static IEnumerable<Matchup> Met(IReadOnlyList<string> files, Edition cards)
    {
        var each = Matchups / files.Count + 1;
        var found = files.SelectMany(file => EventFile.Played(file).Take(40).SelectMany(static one => one.Game!.Plays)
            .Where(static play => Messages.PlayCodeExtensions.EndsTurnAtBat(play.Play.Code)).Where(static (_, i) => i % 25 == 0)
            .Select(play => Matchup.Of(play.Before.With(cards), [])).Take(each));
        return found.Take(Matchups);
    }

    /// <summary>Each half can be as far from the other as the two cards are.</summary>
    private static bool IsApart(MatchupChart chart)
    {
        for (var i = 0; i < chart.Shares.Count; i++)
        {
            var at = Outcomes.IndexOf(chart.Shares[i].Outcome);
            if (at is < 0 or >= Outcomes.CardCount) continue;
            var apart = Math.Abs((long)chart.Matchup.BattersRates[at] - chart.Matchup.PitchersRates[at]);
            if (apart * (Rounding.Cells / 2) > (long)chart.Shares[i].Cells * Outcomes.Whole) return false;
        }

        return true;
    }
}
