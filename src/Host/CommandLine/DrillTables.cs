using System.Globalization;
using AkkaGame.Host.Drilling;

namespace AkkaGame.Host.CommandLine;

/// <summary>What a rehearsal came to, as a table.</summary>
internal static class DrillTables
{
    /// <summary>Lost commands, and whatever else is wrong, that are shown one by one.</summary>
    private const int Shown = 10;

    public static void Show(DrillReport report)
    {
        var table = Tables.OfFacts();
        Row("went", $"{report.Went} of {report.Nodes}: {report.How}; it owned {Whole(report.Shards)} shards");
        Row("games", $"{Whole(report.Games)}, {Whole(report.ItsGames)} of them its own");
        Row("acknowledged", $"{Whole(report.Acknowledged)} commands, {Whole((int)report.PerSecond)} a second before");
        Row("", $"{Whole(report.Repeated)} sent again and known, {Whole(report.Unanswered)} never answered");
        Row("lost", Whole(report.Lost.Count));
        foreach (var one in report.Lost.Take(Shown)) Row("", $"command {one.Command} of game {one.Game}, event {one.Seq}");
        foreach (var one in report.Unsound.Take(Shown)) Row("not sound", one);
        foreach (var one in report.Refused.Take(Shown)) Row("refused", one);
        Row("gap, its games", Of(report.ItsGap));
        Row("gap, all games", Of(report.Gap));
        Row("all writable", report.WritableMs is { } time ? $"after {Milliseconds(time)}" : "no");
        foreach (var one in report.NotWritable.Take(Shown)) Row("", $"game {one} took no command any more");
        Row("so exact", $"this program was held up for {Milliseconds(report.HeldUpMs)} at most");
        Row("verdict", report.Verdict);
        Tables.Write(table);

        void Row(string what, string value) => Tables.Row(table, what, value);
    }

    private static string Of(Spread spread) =>
        $"p50 {Milliseconds(spread.P50)}, p99 {Milliseconds(spread.P99)}, max {Milliseconds(spread.Max)}";

    private static string Milliseconds(double time) => time.ToString("N0", CultureInfo.InvariantCulture) + " ms";

    private static string Whole(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
