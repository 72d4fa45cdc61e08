using System.Diagnostics;
using AkkaGame.Host.Replay;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Host.Bench;

/// <summary>What one run of one way came to.</summary>
/// <param name="Plays">Plays in the files.</param>
/// <param name="Seconds">The median run.</param>
/// <param name="Fastest">Seconds of the fastest run.</param>
/// <param name="Slowest">Seconds of the slowest run.</param>
internal sealed record Measured(string What, int Games, long Plays, double Seconds, double Fastest, double Slowest, int Runs)
{
    public double PlaysPerSecond => Plays / Seconds;
}

/// <summary>
/// How fast real games go: the format alone, with the rules, with the journal. In one process, warmed by a first run that does not count.
/// </summary>
internal sealed class ReplayBench(IReadOnlyList<string> files, int runs, string folder)
{
    /// <exception cref="BenchRefusedException">A game was refused: what is measured must be whole.</exception>
    public async Task<IReadOnlyList<Measured>> Run(Action<string> begins, CancellationToken stop)
    {
        return
        [
            await Measure("parse only", _ => Task.FromResult(Parse()), begins, stop),
            await Measure("rules only", _ => Replay(null, stop), begins, stop),
            await Measure("with the SQLite journal", Journalled, begins, stop),
        ];

        async Task<(int, long)> Journalled(int run)
        {
            var file = Path.Combine(folder, $"bench-{run}.db");
            await using var house = await House.Open(new() { Database = file }, stop);
            return await Replay(house, stop);
        }
    }

    private async Task<Measured> Measure(
        string what, Func<int, Task<(int Games, long Plays)>> once, Action<string> begins, CancellationToken stop)
    {
        var seconds = new double[runs];
        var counted = (Games: 0, Plays: 0L);
        for (var run = -1; run < runs; run++)
        {
            stop.ThrowIfCancellationRequested();
            begins(run < 0 ? $"{what}: warming" : $"{what}: run {run + 1} of {runs}");
            var watch = Stopwatch.StartNew();
            counted = await once(run + 1);
            if (run >= 0) seconds[run] = watch.Elapsed.TotalSeconds;
        }

        Array.Sort(seconds);
        return new(what, counted.Games, counted.Plays, seconds[runs / 2], seconds[0], seconds[^1], runs);
    }

    /// <summary>Reads every record into commands, a file to each core.</summary>
    private (int, long) Parse()
    {
        var (games, plays) = (0, 0L);
        Parallel.ForEach(files, file =>
        {
            using var stream = File.OpenRead(file);
            foreach (var result in EventFileReader.Read(stream, file))
            {
                if (result is not RealGame game) throw new BenchRefusedException(((ReadError)result).Message);
                Interlocked.Increment(ref games);
                Interlocked.Add(ref plays, game.Commands.Count(static command => command.Command is Messages.RecordPlay));
            }
        });
        return (games, plays);
    }

    private async Task<(int, long)> Replay(House? house, CancellationToken stop)
    {
        using var feeder = house is null ? null : new Feeder(house.Engine);
        var rules = new EventFile(reference: null, box: false, feed: house is not null);
        var summary = await new ReplayRun(new(files, Box: false, Json: false), rules, feeder, new MustPass()).Run(stop);
        return (summary.Games, summary.Plays);
    }

    private sealed class MustPass : IReplayOutput
    {
        public void Game(GameReport report)
        {
            if (report.Refused is { } why) throw new BenchRefusedException(why);
        }
    }
}

/// <summary>A file does not replay whole. The message names file, line and game.</summary>
internal sealed class BenchRefusedException(string message) : Exception(message);
