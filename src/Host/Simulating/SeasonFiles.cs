using System.Globalization;
using AkkaGame.Baseball;
using AkkaGame.Host.Configuration;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>
/// A simulation as tables for other programs: <c>games.csv</c>, <c>standings.csv</c>, <c>batting.csv</c>, <c>pitching.csv</c>.
/// </summary>
internal sealed class SeasonFiles : IDisposable
{
    private readonly StreamWriter games, standings, batting, pitching;

    private SeasonFiles(string folder)
    {
        Directory.CreateDirectory(folder);
        (games, standings) = (
            Begin(
                "games",
                "season,date,away,home,away_runs,home_runs,innings,away_hits,home_hits,away_errors,home_errors,away_line,home_line"),
            Begin("standings", "season,team,won,lost,tied,pct,games_behind,runs_for,runs_against"));
        (batting, pitching) = (
            Begin("batting", "season,player,name,team,g,pa,ab,r,h,2b,3b,hr,rbi,bb,ibb,so,hbp,sh,sf,gidp,sb,cs"),
            Begin("pitching", "season,player,name,team,g,gs,w,l,sv,outs,bfp,h,r,er,hr,bb,ibb,so,hbp,wp,bk"));

        StreamWriter Begin(string name, string head)
        {
            var file = new StreamWriter(Path.Combine(folder, $"{name}.csv")) { NewLine = "\n" };
            file.WriteLine(head);
            return file;
        }
    }

    /// <exception cref="BadSettingException">The folder cannot be written to.</exception>
    public static SeasonFiles Begin(string folder)
    {
        try
        {
            return new(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadSettingException($"--csv {folder} cannot be written to: {e.Message}");
        }
    }

    public void Add(int season, BoxScore game) => Row(
        games, season, game.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), game.Away.Team, game.Home.Team, game.Official.Away,
        game.Official.Home, game.Line.Innings, game.Away.Totals.Batting.Hits, game.Home.Totals.Batting.Hits,
        game.Away.Totals.Fielding.Errors, game.Home.Totals.Fielding.Errors,
        game.Line.Text(Side.Away), game.Line.Text(Side.Home));

    public void Add(SeasonBook book)
    {
        foreach (var club in book.Standings)
            Row(
                standings, book.Number, club.Team, club.Won, club.Lost, club.Tied, club.Percentage, club.GamesBehind, club.RunsFor,
                club.RunsAgainst);
        foreach (var man in book.Batting)
        {
            var line = man.Batting;
            Row(
                batting, book.Number, man.Player, man.Name, man.Team, man.Games, line.PlateAppearances, line.AtBats, line.Runs, line.Hits,
                line.Doubles, line.Triples, line.HomeRuns, line.RunsBattedIn, line.Walks, line.IntentionalWalks, line.Strikeouts,
                line.HitByPitch, line.SacrificeHits, line.SacrificeFlies, line.GroundedIntoDoublePlays, line.StolenBases,
                line.CaughtStealing);
        }

        foreach (var man in book.Pitching)
        {
            var line = man.Pitching;
            Row(
                pitching, book.Number, man.Player, man.Name, man.Team, man.Games, man.Started, man.Won, man.Lost, man.Saved, line.Outs,
                line.BattersFaced, line.Hits, line.Runs, line.EarnedRuns, line.HomeRuns, line.Walks, line.IntentionalWalks,
                line.Strikeouts, line.HitBatters, line.WildPitches, line.Balks);
        }
    }

    public void Dispose()
    {
        foreach (var file in (StreamWriter[])[games, standings, batting, pitching]) file.Dispose();
    }

    private static void Row(StreamWriter to, params ReadOnlySpan<object> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) to.Write(',');
            var text = Convert.ToString(cells[i], CultureInfo.InvariantCulture)!;
            to.Write(text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        to.WriteLine();
    }
}
