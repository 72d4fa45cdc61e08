using System.Globalization;
using System.Text;
using AkkaGame.Faults.Checking;

namespace AkkaGame.Faults.Soaking;

/// <summary>What a soak found, as a paper with tables.</summary>
public sealed class SoakReport
{
    private readonly SortedDictionary<string, Row> troubles = new(StringComparer.Ordinal);
    private readonly List<Inning> innings = [];
    private readonly List<string> broken = [];

    private sealed record Row(TimeSpan Promised)
    {
        public List<Gap> Gaps { get; } = [];

        public int Times { get; set; }

        public int Moves { get; set; }
    }

    /// <param name="Acknowledged">Commands that were answered with yes, the first time or again.</param>
    /// <param name="Unknown">Sends without an answer, or told to send it again.</param>
    /// <param name="Late">Appends under an epoch that was over.</param>
    /// <param name="Grown">What the resident memory of a process that lived all the while grew by, in bytes; the most of them.</param>
    /// <param name="Load">What waited for the processors at its end: times are to be judged by it. Null where nobody counts it.</param>
    public sealed record Inning(
        int Number, int Seed, TimeSpan Length, int Acknowledged, int Unknown, int Events, int Late, long? Grown, string? Load);

    public IReadOnlyList<string> Broken => broken;

    /// <summary>Troubles so far.</summary>
    public int Times => troubles.Values.Sum(static row => row.Times);

    /// <param name="gaps">The longest of each shard.</param>
    public void Add(Trouble trouble, IReadOnlyList<Gap> gaps, int moves)
    {
        if (!troubles.TryGetValue(trouble.Name, out var row)) troubles[trouble.Name] = row = new(trouble.Promised);
        row.Gaps.AddRange(gaps);
        row.Times++;
        row.Moves += moves;
    }

    public void Add(Inning inning) => innings.Add(inning);

    /// <param name="what">A promise that was not kept, and where.</param>
    public void Break(string what) => broken.Add(what);

    public override string ToString()
    {
        var (text, culture) = (new StringBuilder(), CultureInfo.InvariantCulture);
        text.AppendLine(culture, $"# Soak: {innings.Sum(static one => one.Length.TotalHours):0.00} h, {innings.Count} innings");
        text.AppendLine();
        text.AppendLine(
            culture,
            $"{innings.Sum(static one => one.Acknowledged)} commands acknowledged, {innings.Sum(static one => one.Events)} events, "
            + $"{innings.Sum(static one => one.Late)} late appends, {broken.Count} broken promises.");
        text.AppendLine();
        text.AppendLine(culture, $"| fault | times | moves | without a write: half of the shards | 99 % | longest | promised |");
        text.AppendLine(culture, $"|---|---|---|---|---|---|---|");
        foreach (var (name, row) in troubles)
            text.AppendLine(culture, $"| {name} | {row.Times} | {row.Moves} | {Ms(row, 0.5)} | {Ms(row, 0.99)} | {Ms(row, 1)} | "
                + $"{row.Promised.TotalMilliseconds:0} ms |");
        text.AppendLine();
        text.AppendLine(culture, $"| inning | seed | length | acknowledged | unknown | events | late | a process grew by | load |");
        text.AppendLine(culture, $"|---|---|---|---|---|---|---|---|---|");
        foreach (var one in innings)
            text.AppendLine(
                culture,
                $"| {one.Number} | {one.Seed} | {one.Length.TotalSeconds:0} s | {one.Acknowledged} | {one.Unknown} | {one.Events} | "
                + $"{one.Late} | {(one.Grown is { } grown ? $"{grown / 1024:0} KiB" : "none lived so long")} | "
                + $"{one.Load ?? "unknown"} on {Environment.ProcessorCount} |");
        text.AppendLine();
        foreach (var what in broken) text.AppendLine(culture, $"- {what}");
        return text.ToString();
    }

    private static string Ms(Row row, double part) =>
        string.Create(CultureInfo.InvariantCulture, $"{Availability.Quantile(row.Gaps, part).TotalMilliseconds:0} ms");
}
