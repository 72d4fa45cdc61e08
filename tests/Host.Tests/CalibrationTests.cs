using System.Xml.Linq;
using AkkaGame.Baseball;
using AkkaGame.Host.Editions;
using AkkaGame.Host.Simulating;
using AkkaGame.Host.Simulating.Calibrating;
using AkkaGame.Messages;

namespace AkkaGame.Host.Tests;

/// <summary><c>akkagame sim calibrate</c>: the measure that real and simulated games are held against each other with.</summary>
public sealed class CalibrationTests : IDisposable
{
    private const int Seed = 5;

    private readonly Folder folder = new();

    private static Season Order =>
        Season.Of(new(1, SimulatedLeague.OfAverageMen(1), 2, 2, RuleSet.Mlb2018, Seed), 1);

    public void Dispose() => folder.Dispose();

    /// <summary>Whatever stands both in the plays and in the box is the same number.</summary>
    [Fact]
    public void What_is_counted_of_games_is_what_their_boxes_say()
    {
        var fold = new SeasonFold(Cards());
        var boxes = new List<BoxScore>();
        foreach (var game in Played(12, fold)) boxes.Add(game);

        Assert.Equal(12, fold.Games);
        Assert.Equal(boxes.Sum(static box => box.Played.Away + box.Played.Home), fold[Deed.Runs]);
        Assert.Equal(boxes.Sum(static box => (box.Played.Away * box.Played.Away) + (box.Played.Home * box.Played.Home)), Squares(fold), 6);
        Assert.Equal(24, fold.RunsOfAGame.Sum());
        Assert.Equal(24, fold[Deed.Starters]);
        Deed[] kinds =
        [
            Deed.ErrorsOnTheBatter, Deed.ErrorsOnHits, Deed.ErrorsOnOuts, Deed.ErrorsOnTheBases, Deed.FoulErrors, Deed.OtherErrors,
        ];
        Assert.Equal(fold[Deed.Errors], kinds.Sum(kind => fold[kind]));
        var turns = fold[Deed.PlateAppearances];
        Assert.Equal(turns, Enumerable.Range(0, HalfRuns.Situations).Sum(fold.TurnsAt));
        Assert.Equal(turns, fold.Men.Values.Sum(static man => man.Turns));
        Assert.Equal(turns, fold.Men.Values.Sum(static man => man.Batters));
        Assert.Equal(turns, Enumerable.Range(0, SeasonFold.Slots).Sum(slot => fold.Slot(slot).Turns));
        Assert.Equal(turns, fold.OfHands(same: true).Turns + fold.OfHands(same: false).Turns);
        Assert.InRange(Enumerable.Range(0, 4).Sum(time => fold.Time(time).Turns), 1, turns);
    }

    [Fact]
    public void Two_that_counted_half_of_the_games_each_are_together_one_that_counted_all()
    {
        var cards = Cards();
        var (all, one, other) = (new SeasonFold(cards), new SeasonFold(cards), new SeasonFold(cards));
        foreach (var _ in Played(8, all)) { }

        var turn = 0;
        foreach (var _ in Played(8, () => turn++ % 2 == 0 ? one : other)) { }
        other.Add(one);

        Assert.Equal(all.Games, other.Games);
        foreach (var deed in Enum.GetValues<Deed>())
        {
            Assert.Equal(all[deed], other[deed]);
            Assert.Equal(all.Error(deed), other.Error(deed), 12);
        }

        Assert.Equal(all.RunVariance, other.RunVariance, 12);
        for (var i = 0; i < HalfRuns.Situations; i++)
        {
            Assert.Equal(all.Halves.Expectancy(i), other.Halves.Expectancy(i));
            Assert.Equal(all.Halves.Chance(i), other.Halves.Chance(i));
            Assert.Equal(all.Share(i, 2), other.Share(i, 2));
        }

        Assert.Equal(all.Slot(3).Ops, other.Slot(3).Ops);
        Assert.Equal(all.At(Position.Shortstop).Ops, other.At(Position.Shortstop).Ops);
        Assert.Equal(all.Men.OrderBy(ById).ToArray(), other.Men.OrderBy(ById).ToArray());

        static string ById(KeyValuePair<PlayerId, (int, int)> man) => man.Key.Value;
    }

    [Fact]
    public void A_half_gives_each_of_its_situations_the_runs_that_came_after()
    {
        var halves = new HalfRuns();
        foreach (var play in Half(3, (0, 0, 0, 0), (1, 0, 0, 2), (0, 0, 1, 0), (0, 1, 1, 0), (0, 2, 1, 0))) halves.Add(play);
        Assert.Equal(2, halves.Visits(HalfRuns.Of(0, 0)));
        Assert.Equal(1, halves.Expectancy(HalfRuns.Of(0, 0)));
        Assert.Equal(0.5, halves.Chance(HalfRuns.Of(0, 0)));
        Assert.Equal(2, halves.Expectancy(HalfRuns.Of(1, 0)));
        Assert.Equal(0, halves.Expectancy(HalfRuns.Of(0, 2)));
        Assert.Equal(0, halves.Visits(HalfRuns.Of(7, 2)));

        // The game is won before there are three out: nobody knows what the half would have come to.
        foreach (var play in Half(1, (7, 0, 0, 4))) halves.Add(play);
        Assert.Equal(0, halves.Visits(HalfRuns.Of(7, 0)));
        foreach (var play in Half(3, (0, 0, 3, 0))) halves.Add(play);
        Assert.Equal(2 / 3.0, halves.Expectancy(HalfRuns.Of(0, 0)));
    }

    [Fact]
    public async Task A_page_with_its_plots_is_written_and_is_the_same_on_any_number_of_cores()
    {
        var (game, league) = (folder.Write("2017ORC.EVN", MadeUpGame.Text), folder["league.json"]);
        await AkkaGameProcess.Run(folder.Path, "cards", "build", game, "-o", league);

        var (code, said, _) = await AkkaGameProcess.Run(
            folder.Path, "sim", "calibrate", game, "--league", league, "--seasons", "3", "--out", folder["one"], "--cores", "1");
        await AkkaGameProcess.Run(
            folder.Path, "sim", "calibrate", game, "--league", league, "--seasons", "3", "--out", folder["two"], "--cores", "2");

        Assert.Equal(0, code);
        Assert.Equal(Gate.All.Count + 1, said.Count(static line => line.Length > 0));
        var page = await File.ReadAllTextAsync(Path.Combine(folder["one"], "calibration.md"));
        Assert.Equal(page, await File.ReadAllTextAsync(Path.Combine(folder["two"], "calibration.md")));
        Assert.Contains("3 seasons", page, StringComparison.Ordinal);
        Assert.Contains("www.retrosheet.org", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.All(Gate.All, gate => Assert.Contains($"| {gate.Name} | ", page, StringComparison.Ordinal));
        var plots = Directory.GetFiles(Path.Combine(folder["one"], "calibration"), "*.svg");
        Assert.Equal(5, plots.Length);
        Assert.All(plots, plot =>
        {
            Assert.Equal("svg", XDocument.Load(plot).Root!.Name.LocalName);
            Assert.Contains($"calibration/{Path.GetFileName(plot)}", page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_file_that_is_no_event_file_is_named()
    {
        var (game, league) = (folder.Write("2017ORC.EVN", MadeUpGame.Text), folder["league.json"]);
        await AkkaGameProcess.Run(folder.Path, "cards", "build", game, "-o", league);
        var (code, _, errors) = await AkkaGameProcess.Run(folder.Path, "sim", "calibrate", "nowhere.EVN", "--league", league);
        Assert.Equal(1, code);
        Assert.StartsWith("akkagame: nowhere.EVN", errors, StringComparison.Ordinal);
    }

    /// <summary>Two seasons tell little: each gate has three standard errors beside its tolerance.</summary>
    [SkippableFact]
    public void Two_seasons_of_a_real_schedule_come_out_as_the_real_one_did()
    {
        var (files, cards) = (RealSeason.Files, RealSeason.Cards);

        var measured = Calibration.Of(files, cards, seasons: 2, seed: 1, level: 2, cores: 2, static (_, _) => { }, default);

        Assert.All(Gate.All, gate => Assert.True(
            Math.Abs(gate.Off(measured)) <= gate.Tolerance + 3 * gate.Error(measured),
            FormattableString.Invariant($"{gate.Name} is off by {gate.Off(measured):P2} ± {gate.Error(measured):P2}")));
    }

    private static double Squares(SeasonFold fold)
    {
        var (games, mean) = (2.0 * fold.Games, fold[Deed.Runs] / (2.0 * fold.Games));
        return games * (fold.RunVariance + mean * mean);
    }

    private static Edition Cards()
    {
        using var folder = new Folder();
        var counted = CountedFiles.Of([folder.Write("2017ORC.EVN", MadeUpGame.Text)], 1, static _ => { }, default);
        return CardPress.Print(counted.Count, "one game", null, counted.Clubs, counted.People);
    }

    private static IEnumerable<BoxScore> Played(int games, SeasonFold fold) => Played(games, () => fold);

    private static IEnumerable<BoxScore> Played(int games, Func<SeasonFold> by)
    {
        foreach (var fixture in Order.Fixtures.Take(games))
        {
            var fold = by();
            var box = SimulatedGame.Play(fixture, Seed, fold.Add);
            fold.End(box);
            yield return box;
        }
    }

    /// <param name="outs">When the half ends.</param>
    /// <param name="plays">Bases taken, outs before, outs made and runs of each.</param>
    private static IEnumerable<PlayMade> Half(int outs, params (byte Bases, byte Before, byte Made, byte Runs)[] plays)
    {
        var like = default(PlayMade);
        SimulatedGame.Play(Order.Fixtures[0], Seed, (_, play) => like ??= play);
        for (var i = 0; i < plays.Length; i++)
        {
            var (bases, before, made, runs) = plays[i];
            var ended = i < plays.Length - 1 ? Ended.PlateAppearance : outs == 3 ? Ended.Half : Ended.Game;
            yield return like! with { BasesBefore = bases, OutsBefore = before, Outs = made, Runs = runs, Ended = ended };
        }
    }
}
