using System.Globalization;
using AkkaGame.Host.Bench;
using Spectre.Console;

namespace AkkaGame.Host.CommandLine;

/// <summary>Measurements for people.</summary>
internal static class BenchTables
{
    public static void Show(IReadOnlyList<Figure> figures)
    {
        var table = Tables.Of("", "median", "unit", "least", "most", "against", "ratio");
        foreach (var column in (ReadOnlySpan<int>)[1, 3, 4, 6]) table.Columns[column].RightAligned();
        foreach (var one in figures)
        {
            // A figure of one run has no spread.
            var (least, most) = one.Runs > 1 ? (Number(one.Least), Number(one.Most)) : ("", "");
            Tables.Row(
                table, one.What, Number(one.Median), one.Unit, least, most, one.Against ?? "",
                one.Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "");
        }

        Tables.Write(table);
    }

    public static void Show(IReadOnlyList<Measured> measured)
    {
        var table = Tables.Of("", "plays/s", "seconds", "fastest", "slowest");
        table.Title($"{Whole(measured[0].Games)} games, {Whole(measured[0].Plays)} plays, median of {measured[0].Runs}");
        foreach (var column in table.Columns.Skip(1)) column.RightAligned();
        foreach (var one in measured)
            Tables.Row(table, one.What, Whole(one.PlaysPerSecond), Seconds(one.Seconds), Seconds(one.Fastest), Seconds(one.Slowest));
        Tables.Write(table);

        static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);
    }

    private static string Number(double number) => Math.Abs(number) >= 100
        ? Whole(number)
        : number.ToString(Math.Abs(number) >= 10 ? "0.0" : "0.000", CultureInfo.InvariantCulture);

    private static string Whole(double number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
