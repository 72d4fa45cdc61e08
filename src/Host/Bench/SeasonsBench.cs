using System.Diagnostics;
using AkkaGame.Baseball;
using AkkaGame.Host.Configuration;
using AkkaGame.Host.Playing;
using AkkaGame.Host.Simulating;
using AkkaGame.Messages;

namespace AkkaGame.Host.Bench;

/// <summary>Whole games between computers a second: by the rules alone on one core and on all, and through the durable engine.</summary>
/// <param name="games">In each run.</param>
/// <param name="settings">Of the engine; its file is made in <paramref name="folder"/>.</param>
internal sealed class SeasonsBench(int games, int runs, Settings settings, string folder, Action<string> begins)
{
    private const byte Level = 2;

    private const string Unit = "games/s";

    public async Task<IReadOnlyList<Figure>> Run(CancellationToken stop)
    {
        var (average, carded) = (SimulatedLeague.OfAverageMen(22), SimulatedLeague.OfCards(BundledLeague.Edition, 22, dh: true));
        var all = Environment.ProcessorCount;
        var cores = all == 1 ? "" : $", {all} cores";
        var oneCore = new Series($"average men, level {Level}, one core", Unit);
        var byCards = new Series($"by cards, level {Level}, one core", Unit, oneCore);
        var clever = new Series($"by cards, level {ComputerManager.Levels}, one core", Unit, byCards);
        var allCores = new Series($"average men, level {Level}{cores}", Unit, oneCore);
        var carded2 = new Series($"by cards, level {Level}{cores}", Unit, byCards);
        var stored = new Series($"through the engine on SQLite, average men, level {Level}{cores}", Unit, allCores);
        for (var run = 0; run <= runs; run++)
        {
            begins(run == 0 ? "warming" : $"run {run} of {runs}");
            var counts = run > 0;
            Add(oneCore, counts, ByTheRules(average, Level, 1, stop));
            Add(byCards, counts, ByTheRules(carded, Level, 1, stop));
            Add(clever, counts, ByTheRules(carded, ComputerManager.Levels, 1, stop));
            if (all > 1)
            {
                Add(allCores, counts, ByTheRules(average, Level, all, stop));
                Add(carded2, counts, ByTheRules(carded, Level, all, stop));
            }

            Add(stored, counts, await Stored(average, Path.Combine(folder, $"{run}.db"), stop));
        }

        return all > 1
            ? [oneCore.Figure(), byCards.Figure(), clever.Figure(), allCores.Figure(), carded2.Figure(), stored.Figure()]
            : [oneCore.Figure(), byCards.Figure(), clever.Figure(), stored.Figure()];
    }

    private static void Add(Series series, bool counts, double rate)
    {
        if (counts) series.Add(rate);
    }

    private double ByTheRules(SimulatedLeague league, byte level, int cores, CancellationToken stop)
    {
        var season = Some(league, level);
        var began = Stopwatch.GetTimestamp();
        season.Play(1, cores, static () => { }, stop);
        return season.Fixtures.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private async Task<double> Stored(SimulatedLeague league, string file, CancellationToken stop)
    {
        var asked = settings with { Database = file, Postgres = null, LogLevel = LogLevel.Warning };
        await using var house = await House.Open(asked, stop);
        var season = Some(league, Level);
        var began = Stopwatch.GetTimestamp();
        await new StoredSeasons(house).Play(season, static () => { }, stop);
        return season.Fixtures.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private Season Some(SimulatedLeague league, byte level)
    {
        var season = Season.Of(new(1, league, level, level, RuleSet.Mlb2018, 1), 1);
        return season with { Fixtures = [.. season.Fixtures.Take(games)] };
    }
}
