using AkkaGame.Baseball.Tests.Editions;
using AkkaGame.Messages;
using Xunit.Abstractions;

namespace AkkaGame.Baseball.Tests.Charts;

/// <summary>The chart is the law: what the engine makes of four dice stands in print, cell by cell.</summary>
public class PrintedChartTests(ITestOutputHelper output)
{
    /// <summary>Charts of each purpose that are gone through, all 4,320 cells of each.</summary>
    private const int OfEach = 14;

    [Fact]
    public void Between_men_with_cards_the_engine_follows_the_printed_chart_cell_by_cell()
    {
        var edition = SmallLeague.Of(77);
        var games = CardedGame.Situations(edition);
        Follows(
            random => games[random.Next(games.Count)], RollPurpose.Running, RollPurpose.Matchup, RollPurpose.Fielding, RollPurpose.Runner);
    }

    [Fact]
    public void Between_average_men_it_does_too() =>
        Follows(
            Percentages.Situations.Any, RollPurpose.Running, RollPurpose.Matchup, RollPurpose.Fielder, RollPurpose.Fielding,
            RollPurpose.Runner);

    private void Follows(Func<Random, Game> any, params RollPurpose[] purposes)
    {
        var random = new Random(41);
        var seen = new Dictionary<RollPurpose, HashSet<string>>();
        for (var tries = 0; tries < 20_000 && purposes.Any(one => Seen(one).Count < OfEach); tries++)
        {
            var game = any(random);
            var play = new PlayUnderWay(Guid.Empty, RandomDecisions.Defense(game, random), RandomDecisions.Offense(game, random));
            if (play.Offense.Boldness == Boldness.AskMe) continue;
            // One play from its first roll to its last: each chart that it comes to and that was not looked at yet.
            while (Resolver.Next(game, play) is ResolutionStep.Roll(var purpose))
            {
                var chart = Open(game, play);
                if (Seen(purpose).Count < OfEach && Seen(purpose).Add(chart.Hash)) Compare(game, play, purpose, chart);
                play = With(play, purpose, Any(random));
            }
        }

        foreach (var (purpose, charts) in seen) output.WriteLine($"{purpose}: {charts.Count} charts");
        // There are but a dozen charts of who fields a ball.
        Assert.All(purposes, one => Assert.InRange(Seen(one).Count, 10, OfEach));

        HashSet<string> Seen(RollPurpose purpose) => seen.TryGetValue(purpose, out var its) ? its : seen[purpose] = [];
    }

    private static void Compare(Game game, PlayUnderWay play, RollPurpose purpose, Chart chart)
    {
        var (printed, rare) = PrintedChart.Read(chart.Text);
        Assert.Equal(4_320, printed.Count);
        if (chart.Shares.Any(static share => share.Outcome == "rare")) Assert.NotNull(rare);
        if (rare is not null) Assert.Equal(4_320, rare.Count);
        for (var cell = 0; cell < 4_320; cell++)
        {
            var (d6, red, white, d20) = (cell / 720 + 1, cell / 120 % 6 + 1, cell / 20 % 6 + 1, cell % 20 + 1);
            var dice = new Dice((byte)d6, (byte)red, (byte)white, (byte)d20);
            var hit = Resolver.Hits(game, With(play, purpose, dice))[^1];
            Assert.Equal((chart.Name, printed[d6, d20, red, white], chart.Hash), (hit.Chart, hit.Outcome, hit.Hash));
            // The same dice once more, where they have to say which of the rare outcomes it is.
            if (hit.Outcome != "rare") continue;
            var drawn = Resolver.Hits(game, With(With(play, purpose, dice), RollPurpose.Rare, dice))[^1];
            Assert.Equal(rare![d6, d20, red, white], drawn.Outcome);
        }
    }

    /// <summary>The chart on which the next roll of the play is read.</summary>
    private static Chart Open(Game game, PlayUnderWay play)
    {
        var table = new OutcomeTable(game, play, []);
        PlateAppearance.Resolve(table, new(game));
        return table.Open!;
    }

    private static PlayUnderWay With(PlayUnderWay play, RollPurpose purpose, Dice dice) =>
        play with { Rolls = play.Rolls.Add(new(play.Rolls.Count + 1, 1, purpose, dice, Guid.Empty)) };

    private static Dice Any(Random random) =>
        new((byte)random.Next(1, 7), (byte)random.Next(1, 7), (byte)random.Next(1, 7), (byte)random.Next(1, 21));
}
