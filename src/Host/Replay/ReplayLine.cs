using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Host.Replay;

/// <summary>A game's line as JSON.</summary>
/// <param name="Verdict"><c>ok</c>, <c>differs</c> or <c>refused</c>.</param>
/// <param name="Why">File, line, game and reason of a refusal.</param>
internal sealed record ReplayLine(
    string File, string? Game, string? Date, string Verdict, string? Why, int Plays, ReplayLineSide? Away, ReplayLineSide? Home,
    IReadOnlyList<Difference>? Differences, string? Box)
{
    public static ReplayLine Of(GameReport report)
    {
        var fixture = report.Final?.Fixture;
        return new(
            report.File, report.Game, fixture?.Date.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            report.IsOk ? "ok" : report.Refused is null ? "differs" : "refused", report.Refused, report.Plays,
            fixture is null ? null : SideOf(Side.Away), fixture is null ? null : SideOf(Side.Home),
            report.Differences.Count == 0 ? null : report.Differences, report.Box);

        ReplayLineSide SideOf(Side side)
        {
            var totals = report.Final!.Totals(side);
            var innings = GameLine.Innings(report.Final, side);
            return new(fixture!.Team(side), innings, totals.Runs, totals.Hits, totals.Errors, totals.LeftOnBase);
        }
    }
}

internal sealed record ReplayLineSide(TeamId Team, string Line, byte Runs, byte Hits, byte Errors, byte LeftOnBase);

/// <summary>The last line.</summary>
internal sealed record ReplaySummaryLine(ReplayTotals Summary);

internal sealed record ReplayTotals(
    int Games, int Ok, int Different, int Refused, long Plays, long Differences, bool Journalled, double Seconds);
