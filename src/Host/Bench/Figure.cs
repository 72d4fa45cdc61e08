namespace AkkaGame.Host.Bench;

/// <summary>One figure of a measurement.</summary>
/// <param name="Median">Of the runs that count, in <paramref name="Unit"/>.</param>
/// <param name="Against">What it is held against, measured in the same runs; null for a yardstick itself.</param>
/// <param name="Ratio">This by that, run by run; the median.</param>
internal sealed record Figure(
    string What, string Unit, double Median, double Least, double Most, int Runs, string? Against = null, double? Ratio = null);

/// <summary>What the runs of one figure came to, in their order.</summary>
/// <param name="yardstick">What is measured beside it in each run.</param>
internal sealed class Series(string what, string unit, Series? yardstick = null)
{
    private readonly List<double> runs = [];

    public void Add(double run) => runs.Add(run);

    public Figure Figure() => new(
        what, unit, Median(runs), runs.Min(), runs.Max(), runs.Count, yardstick?.Name,
        yardstick is null ? null : Median([.. runs.Zip(yardstick.runs, static (mine, its) => mine / its)]));

    private string Name => what;

    private static double Median(List<double> of) => of.Order().ElementAt(of.Count / 2);
}
