using AkkaGame.Journal.Bare;

namespace AkkaGame.Host.Bench;

/// <summary>
/// Somebody who does the same work as a yardstick, or is one. They take turns, because a machine is not equally fast for long.
/// </summary>
/// <param name="unit">What is counted.</param>
/// <param name="once">One run.</param>
/// <param name="also">Another one whose rate this one's is held against.</param>
internal sealed class Contender(
    string name, string unit, Func<Task<Pace>> once, Contender? yardstick = null, Contender? also = null)
{
    private readonly Series
        rate = new(name, $"{unit}s/s", yardstick?.rate),
        p50 = new($"{name}, p50", "ms", yardstick?.p50),
        p99 = new($"{name}, p99", "ms", yardstick?.p99),
        processor = new($"{name}, processor", $"us/{unit}", yardstick?.processor);

    private readonly Series? otherwise = also is null ? null : new(name, $"{unit}s/s", also.rate);

    private IEnumerable<Figure> Figures =>
        [rate.Figure(), .. otherwise is null ? (Figure[])[] : [otherwise.Figure()], p50.Figure(), p99.Figure(), processor.Figure()];

    /// <summary>One turn each that does not count, then as many as there are to be runs.</summary>
    public static async Task<IReadOnlyList<Figure>> TakeTurns(
        int runs, Action<string> begins, CancellationToken stop, params IReadOnlyList<Contender> contenders)
    {
        for (var run = 0; run <= runs; run++)
        {
            foreach (var contender in contenders)
            {
                stop.ThrowIfCancellationRequested();
                begins(contender.Line(run, runs));
                await contender.Turn(counts: run > 0);
            }
        }

        return [.. contenders.SelectMany(static contender => contender.Figures)];
    }

    private string Line(int run, int runs) => run == 0 ? $"{name}: warming" : $"{name}: run {run} of {runs}";

    private async Task Turn(bool counts)
    {
        GC.Collect(); // Nobody clears up after another.
        var pace = await once();
        if (!counts) return;
        rate.Add(pace.PerSecond);
        otherwise?.Add(pace.PerSecond);
        p50.Add(pace.P50);
        p99.Add(pace.P99);
        processor.Add(pace.Processor);
    }
}
