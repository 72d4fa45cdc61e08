using System.Collections.Concurrent;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Retrosheet.Records;

namespace AkkaGame.Retrosheet.Tests;

/// <summary>The read model's rows of real games.</summary>
public class RowsTests
{
    [SkippableFact]
    public void The_rows_of_real_games_say_what_their_boxes_and_states_say()
    {
        var wrong = new ConcurrentQueue<string>();
        Parallel.ForEach(RealFiles.All(), file =>
        {
            foreach (var game in RealFiles.Read(file).OfType<RealGame>()) Check(ReplayedGame.Of(game), wrong);
        });

        Assert.True(wrong.IsEmpty, $"{wrong.Count}:\n{string.Join('\n', wrong.Take(20))}");
    }

    [SkippableFact]
    public void A_real_seasons_standings_are_what_its_results_say()
    {
        var files = RealFiles.All().Where(file => Path.GetFileName(file).StartsWith("2018", StringComparison.Ordinal))
            .DistinctBy(Path.GetFileName).ToArray();
        var games = new ConcurrentBag<ReplayedGame>();
        Parallel.ForEach(files, file =>
        {
            foreach (var game in RealFiles.Read(file).OfType<RealGame>()) games.Add(ReplayedGame.Of(game));
        });

        var table = Standings.Of(games.Select(game => GameResult.Of(GameRows.Of(game.State.Id, game.Groups)!.Game)).OfType<GameResult>());

        // Counted over again from the last states, a club at a time.
        foreach (var line in table)
        {
            var mine = games.Select(game => game.State.Game)
                .Where(game => game.Fixture!.Home == line.Team || game.Fixture.Away == line.Team);
            var (won, lost, tied, runsFor, runsAgainst) = (0, 0, 0, 0, 0);
            foreach (var game in mine)
            {
                var (us, them) = game.Fixture!.Home == line.Team ? (game.Home.Runs, game.Away.Runs) : (game.Away.Runs, game.Home.Runs);
                if (us > them) won++;
                else if (us < them) lost++;
                else tied++;
                (runsFor, runsAgainst) = (runsFor + us, runsAgainst + them);
            }

            Assert.Equal((won, lost, tied, runsFor, runsAgainst), (line.Won, line.Lost, line.Tied, line.RunsFor, line.RunsAgainst));
            Assert.Equal((line.Won, line.Lost), (line.Home.Won + line.Away.Won, line.Home.Lost + line.Away.Lost));
        }

        Assert.Equal(games.Count * 2, table.Sum(static line => line.Won + line.Lost + line.Tied));
        // Not one of the counts, but the public record of that year: who had won most, and how often.
        if (files.Length >= 30) Assert.Equal(("BOS", 108, 54), (table[0].Team.Value, table[0].Won, table[0].Lost));
    }

    private static void Check(ReplayedGame game, ConcurrentQueue<string> wrong)
    {
        var (id, box, state) = (game.Real.Id, game.Box(), game.State.Game);
        var rows = GameRows.Of(game.State.Id, game.Groups)!;
        var row = rows.Game;
        foreach (var side in (ReadOnlySpan<Side>)[Side.Away, Side.Home])
        {
            var (totals, line) = (box.Of(side).Totals, row.Of(side));
            var standing = state.Lineup(side).Men.Where(static man => man.IsIn).Select(static man => (man.Entry, man.Player, man.Position));
            var kept = rows.Lineups.Where(one => one.Entry.Side == side && one.Until is null)
                .Select(static one => (one.Entry, one.Player, one.Position));
            Must(line.Runs == state.Totals(side).Runs && line.Hits == state.Totals(side).Hits, "runs or hits");
            Must(line.Errors == state.Totals(side).Errors && line.Errors == totals.Fielding.Errors, "errors");
            Must(line.LeftOnBase == totals.LeftOnBase, "left on base");
            Must(standing.ToHashSet().SetEquals(kept), "who stands where");
            Must(totals.Batting == rows.Batting.Where(one => one.Side == side)
                .Aggregate(default(BattingLine), (sum, one) => sum + one.Line), "batting");
            Must(totals.Pitching == rows.Pitching.Where(one => one.Side == side)
                .Aggregate(default(PitchingLine), (sum, one) => sum + one.Line), "pitching");
            Must(rows.Plays.Where(one => one.Batting == side).Sum(static one => one.Runs) == line.Runs, "runs of the plays");
            Must(rows.Plays.Where(one => one.Batting == side).Sum(static one => one.Rbi) == totals.Batting.RunsBattedIn, "rbi");
        }

        var last = rows.Plays[^1];
        Must((last.Away, last.Home) == (row.Away.Runs, row.Home.Runs), "the score after the last play");
        Must(rows.Plays.Select(static one => one.Number).SequenceEqual(Enumerable.Range(1, rows.Plays.Count)), "the numbers of the plays");
        Must(rows.Plays.All(static one => !one.Text.Contains("someone", StringComparison.Ordinal)), "a man nobody knows");
        Must(row.Seq == game.State.Ledger.Seq && row.Status == state.Status, "seq or status");
        Must(rows.Batting.GroupBy(static one => (one.Side, one.Player)).All(static man => man.Count() == 1), "a batter twice");
        Must(rows.Pitching.GroupBy(static one => (one.Side, one.Player)).All(static man => man.Count() == 1), "a pitcher twice");
        Must(rows.Lineups.GroupBy(static one => (one.Entry, one.From)).All(static man => man.Count() == 1), "a place twice");

        void Must(bool holds, string what)
        {
            if (!holds) wrong.Enqueue($"{id}: {what}");
        }
    }
}
