using AkkaGame.Baseball;
using AkkaGame.Host.Editions;
using AkkaGame.Host.Replay;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating.Calibrating;

/// <summary>A real season, and as many simulated ones of its schedule as were asked for, counted alike.</summary>
/// <param name="Cards">By which the simulated ones were played.</param>
/// <param name="Books">Of the simulated seasons, in their order.</param>
/// <param name="Lines">Each man beside his own odds, in the first <see cref="SeasonsOfLines"/> of them.</param>
internal sealed record Calibration(
    Edition Cards, int Seasons, int Seed, byte Level, SeasonFold Real, SeasonFold Simulated, SeasonBook RealBook,
    IReadOnlyList<SeasonBook> Books, ManLines Lines)
{
    /// <summary>Enough that a fault of a tenth in a regular's odds would show, and no more.</summary>
    public const int SeasonsOfLines = 4;

    /// <summary>Replays the one and plays the others, each game for itself, so that the same seed gives the same on any machine.</summary>
    /// <param name="progress">Told after each simulated game how many there were, and how many there are to be.</param>
    /// <exception cref="BadLeagueFileException">A file cannot be read, or has a game that the rules refuse.</exception>
    public static Calibration Of(
        IReadOnlyList<string> files, Edition cards, int seasons, int seed, byte level, int cores, Action<int, int> progress,
        CancellationToken stop)
    {
        var (real, book) = Replayed(files, cards, cores, stop);
        var league = SimulatedLeague.OfSchedule(cards, files);
        var order = new SimulationOrder(seasons, league, level, level, RuleSet.Mlb2018, seed);
        var (all, books, lines, played) = (new SeasonFold(cards), new List<SeasonBook>(), new ManLines(), 0);
        for (var number = 1; number <= seasons; number++)
        {
            var season = Season.Of(order, number);
            var boxes = new BoxScore[season.Fixtures.Count];
            Parallel.For(
                0, boxes.Length, new() { MaxDegreeOfParallelism = cores, CancellationToken = stop },
                () => (Fold: new SeasonFold(cards), Men: number <= SeasonsOfLines ? new ManLines() : null),
                (i, _, counts) =>
                {
                    boxes[i] = SimulatedGame.Play(season.Fixtures[i], seed, (before, play) =>
                    {
                        counts.Fold.Add(before, play);
                        counts.Men?.Add(before, play);
                    });
                    counts.Fold.End(boxes[i]);
                    progress(Interlocked.Increment(ref played), seasons * boxes.Length);
                    return counts;
                },
                counts =>
                {
                    lock (all)
                    {
                        all.Add(counts.Fold);
                        if (counts.Men is { } men) lines.Add(men);
                    }
                });
            books.Add(SeasonBook.Of(number, boxes));
        }

        return new(cards, seasons, seed, level, real, all, book, books, lines);
    }

    private static (SeasonFold, SeasonBook) Replayed(IReadOnlyList<string> files, Edition cards, int cores, CancellationToken stop)
    {
        var all = new SeasonFold(cards);
        var boxes = new BoxScore[files.Count][];
        var troubles = new string?[files.Count];
        Parallel.For(0, files.Count, new() { MaxDegreeOfParallelism = cores, CancellationToken = stop }, i =>
        {
            var fold = new SeasonFold(cards);
            var its = new List<BoxScore>();
            foreach (var (game, trouble) in EventFile.Played(files[i]))
            {
                troubles[i] ??= trouble;
                if (game is null) break;
                foreach (var play in game.Plays) fold.Add(play.Before, play.Play);
                its.Add(game.Box());
                fold.End(its[^1]);
            }

            boxes[i] = [.. its];
            lock (all) all.Add(fold);
        });
        if (troubles.FirstOrDefault(static one => one is not null) is { } why) throw new BadLeagueFileException(why);
        return (all, SeasonBook.Of(0, [.. boxes.SelectMany(static game => game)]));
    }
}
