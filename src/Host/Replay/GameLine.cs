using System.Globalization;
using System.Text;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Replay;

/// <summary>One game on one line: date, teams, innings, runs-hits-errors and left on base, verdict.</summary>
internal static class GameLine
{
    /// <summary>Where the line of a usual game ends, so that those of a column stand below each other.</summary>
    private const int InningsWidth = 10;

    public static void Write(StringBuilder into, GameReport report)
    {
        if (report is not { Final: { Fixture: { } fixture } game })
        {
            into.Append("refused: ").Append(Printable(report.Refused!)).Append('\n');
            return;
        }

        into.Append(CultureInfo.InvariantCulture, $"{fixture.Date:yyyy-MM-dd}{(fixture.Number > 0 ? $"({fixture.Number})" : ""),-3} ");
        SideOf(into, game, fixture, Side.Away);
        into.Append("  ");
        SideOf(into, game, fixture, Side.Home);
        into.Append("  ").Append(Verdict(report)).Append('\n');
        foreach (var difference in report.Differences) into.Append("    ").Append(Printable(difference.ToString())).Append('\n');
        if (report.Box is { } box) into.Append('\n').Append(box).Append('\n');
    }

    /// <summary><c>00203010x</c>: as record books write a side's innings, the x for a half it had no need of.</summary>
    public static string Innings(Game game, Side side)
    {
        var text = new StringBuilder();
        var innings = game.Totals(side).RunsByInning;
        foreach (var runs in innings)
        {
            if (runs > 9) text.Append('(').Append(runs).Append(')');
            else text.Append((char)('0' + runs));
        }

        if (innings.Count < game.Totals(side.Other()).RunsByInning.Count && game.LeadOf(side) > 0) text.Append('x');
        return text.ToString();
    }

    public static string Verdict(GameReport report) => report switch
    {
        { Refused: { } why } => "refused: " + Printable(why),
        { Differences.Count: 0 } => "ok",
        { Differences.Count: 1 } => "1 difference",
        var other => $"{other.Differences.Count} differences",
    };

    private static void SideOf(StringBuilder into, Game game, Fixture fixture, Side side)
    {
        var totals = game.Totals(side);
        into.Append(CultureInfo.InvariantCulture,
            $"{Printable(fixture.Team(side).Value),-3} {Innings(game, side).PadRight(InningsWidth)} ");
        into.Append(CultureInfo.InvariantCulture, $"{$"{totals.Runs}-{totals.Hits}-{totals.Errors}",7} LOB {totals.LeftOnBase,2}");
    }

    /// <summary>Names come from files: what a terminal would obey is not printed.</summary>
    public static string Printable(string text) => string.Create(text.Length, text, static (shown, from) =>
    {
        for (var i = 0; i < shown.Length; i++) shown[i] = char.IsControl(from[i]) ? '?' : from[i];
    });
}
