using System.Globalization;
using System.Text.Json;
using AkkaGame.Baseball;
using AkkaGame.Host.Simulating;

namespace AkkaGame.Host.CommandLine;

/// <summary>A simulation for people.</summary>
internal static class SimTables
{
    public static void Show(SimulationReport report)
    {
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Seasons} {(report.Seasons == 1 ? "season" : "seasons")}, {report.Games:N0} games, managers of level {report.Level}, "
            + $"rules {report.Rules}, {(report.Journal is { } journal ? $"in {journal}" : $"seed {report.Seed}")}: "
            + $"{report.Seconds:0.0} s, {report.GamesASecond:N0} games a second"));
        if (report.Duel is { } duel)
            Console.Out.WriteLine(Text(
                $"level {report.Level} won {duel.Won:P2} of its games against level {duel.Against}, standard error {duel.Error:P2}"));
        var standings = Tables.Of("club", "won", "lost", "pct", "runs", "allowed", "pennants", "most won", "fewest");
        foreach (var club in report.Clubs)
            Tables.Row(
                standings, $"{club.Name} ({club.Team})", Text($"{club.Won:N0}"), Text($"{club.Lost:N0}"), Three(club.Percentage),
                Text($"{club.Runs:N0}"), Text($"{club.Allowed:N0}"), Text($"{club.Pennants}"), Text($"{club.Most}"),
                Text($"{club.Fewest}"));
        Tables.Write(standings);

        var leaders = Tables.Of("first season", "", "", "", "", "");
        foreach (var list in report.Leaders)
            Tables.Row(leaders, [list.What, .. Enumerable.Range(0, 5).Select(i => i < list.Men.Count ? Says(list, list.Men[i]) : "")]);
        Tables.Write(leaders);

        var environment = Tables.Of("run environment", "here", "2018", "ratio");
        foreach (var line in report.Environment)
            Tables.Row(
                environment, Words(line), line.OfGames ? Text($"{line.Simulated:P1}") : Text($"{line.Simulated:0.000}"),
                line.OfGames ? Text($"{line.Real2018:P1}") : Text($"{line.Real2018:0.000}"), Text($"{line.Ratio:0.000}"));
        Tables.Row(environment, "variance of runs, a club in a game", Text($"{report.RunVariance:0.00}"), "10.19", "");
        Tables.Write(environment);
        Console.Out.WriteLine("2018: all games of the majors, with pitchers at bat in half of them. " + RetrosheetNotice.Text);
    }

    /// <summary>As the document of decisions has it.</summary>
    public static void Show(IReadOnlyList<DecisionLine> lines)
    {
        var table = Tables.Of("decision", "against", "bases", "outs", "runs in 100 plays", "a run, points", "outs a play");
        foreach (var line in lines)
            Tables.Row(
                table, line.IsDefense ? $"defense: {line.Name}" : $"offense: {line.Name}", line.Against, line.Bases, Text($"{line.Outs}"),
                Text($"{line.Runs:+0.0;-0.0;0.0} ± {line.Error:0.0}"), Text($"{line.Scores:+0.0;-0.0;0.0}"),
                Text($"{line.OutsMade:+0.000;-0.000;0.000}"));
        Tables.Write(table);
        Console.Out.WriteLine(Text($"{lines[0].Plays:N0} plays of each, and as many of the usual thing. Runs: scored, and still to come as")
            + " they did from that situation in the majors of 2010 to 2020. " + RetrosheetNotice.Text);
    }

    private static string Says(LeaderList list, Leader man) => $"{man.Name} {(list.What switch
    {
        "batting average" => Three(man.Value),
        "earned run average" => Text($"{man.Value:0.00}"),
        _ => Text($"{man.Value:0}"),
    })}";

    private static string Words(EnvironmentLine line)
    {
        var name = JsonNamingPolicy.KebabCaseLower.ConvertName(line.What.ToString()).Replace('-', ' ');
        return line.OfGames ? $"{name}, of games" : $"{name}, a club in a game";
    }

    /// <summary>As averages and percentages are written: .287.</summary>
    private static string Three(decimal share) => Text($"{share:0.000}").TrimStart('0');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How far it is, on a terminal, a few times a second.</summary>
internal sealed class SimProgress
{
    private static readonly TimeSpan often = TimeSpan.FromMilliseconds(200);

    private const int Width = 30;

    private readonly System.Diagnostics.Stopwatch since = System.Diagnostics.Stopwatch.StartNew();
    private long shown;

    public void Show(int played, int games)
    {
        if (Console.IsErrorRedirected) return;
        var now = since.Elapsed.Ticks;
        var before = Interlocked.Read(ref shown);
        if (now - before < often.Ticks || Interlocked.CompareExchange(ref shown, now, before) != before) return;
        var full = (int)((long)played * Width / games);
        Console.Error.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"\r\u001b[K[{new string('#', full)}{new string('.', Width - full)}] {played:N0} of {games:N0} games, "
            + $"{played / since.Elapsed.TotalSeconds:N0} a second"));
    }

    public static void End()
    {
        if (!Console.IsErrorRedirected) Console.Error.Write("\r\u001b[K");
    }
}
