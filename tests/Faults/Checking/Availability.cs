using System.Diagnostics;

namespace AkkaGame.Faults.Checking;

/// <summary>For how long a game took no write, between two that it acknowledged.</summary>
/// <param name="From">When the one before was acknowledged, in ticks of the history's clock.</param>
public readonly record struct Gap(Guid Game, long From, TimeSpan Length)
{
    public long Until => From + (long)(Length.TotalSeconds * Stopwatch.Frequency);
}

/// <summary>
/// P13: how long games took no writes. Looked at are the writes that somebody sent all the while, <see cref="Asked.Pulse"/>, whoever
/// answered them.
/// </summary>
public static class Availability
{
    /// <summary>The longest gap of each game between two moments; where nothing was acknowledged, all of the time between.</summary>
    public static IReadOnlyList<Gap> Longest(IEnumerable<Operation> history, long from, long until) =>
    [
        .. history.Where(static one => one.Asked == Asked.Pulse).GroupBy(static one => one.Game)
            .Select(game => Of(game, from, until).MaxBy(static gap => gap.Length)),
    ];

    /// <summary>Every gap of every game between two moments.</summary>
    public static IReadOnlyList<Gap> All(IEnumerable<Operation> history, long from, long until) =>
    [
        .. history.Where(static one => one.Asked == Asked.Pulse).GroupBy(static one => one.Game).SelectMany(game => Of(game, from, until)),
    ];

    /// <param name="atMost">What is promised.</param>
    public static IReadOnlyList<Violation> Check(IEnumerable<Operation> history, long from, long until, TimeSpan atMost) =>
    [
        .. Longest(history, from, until).Where(gap => gap.Length > atMost).Select(gap => new Violation(
            "P13", $"game {gap.Game} took no write for {gap.Length.TotalSeconds:0.00} s, {Seconds(gap.From - from):0.00} s after it "
                + $"began; {atMost.TotalSeconds} s are allowed")),
    ];

    /// <summary>The length below which that part of the gaps lies, 0 to 1.</summary>
    public static TimeSpan Quantile(IReadOnlyList<Gap> gaps, double part) =>
        gaps.Count == 0 ? TimeSpan.Zero : gaps.Select(static gap => gap.Length).Order().ElementAt((int)Math.Ceiling(part * gaps.Count) - 1);

    private static IEnumerable<Gap> Of(IGrouping<Guid, Operation> game, long from, long until)
    {
        long[] marks =
        [
            from,
            .. game.Where(one => one.Heard == Heard.Ok && one.Done > from && one.Done < until)
                .Select(static one => one.Done!.Value).Order(),
            until,
        ];
        return marks.Zip(marks.Skip(1), (before, after) => new Gap(game.Key, before, TimeSpan.FromSeconds(Seconds(after - before))));
    }

    private static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;
}
