using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What a game says to the standings.</summary>
/// <param name="Number">Tells the games of a double-header apart.</param>
/// <param name="Winner">Null where it ended level.</param>
public sealed record GameResult(
    DateOnly Date, byte Number, TeamId Away, TeamId Home, byte AwayRuns, byte HomeRuns, Side? Winner)
{
    /// <summary>Null where the game does not count.</summary>
    public static GameResult? Of(GameRow game) => game.CountsInStandings
        ? new(game.Date, game.Number, game.Away.Team, game.Home.Team, game.Away.Official, game.Home.Official, game.Winner)
        : null;
}

/// <summary>Games won and lost. Ties are counted beside them and weigh nothing.</summary>
public readonly record struct WonLost(int Won, int Lost)
{
    public static WonLost operator +(WonLost a, WonLost b) => new(a.Won + b.Won, a.Lost + b.Lost);
}

/// <summary>A club's line in the standings.</summary>
/// <param name="Percentage">Games won of those decided, three places; 0 before the first.</param>
/// <param name="GamesBehind">Behind the first club of the league, in halves.</param>
/// <param name="LastTen">Of its last ten decided games.</param>
/// <param name="Streak">Games won in a row, negative for lost.</param>
public sealed record Standing(
    TeamId Team, int Won, int Lost, int Tied, decimal Percentage, decimal GamesBehind, WonLost Home, WonLost Away, WonLost LastTen,
    int Streak, int RunsFor, int RunsAgainst)
{
    public int RunDifference => RunsFor - RunsAgainst;
}

/// <summary>Who stands where in a league's season.</summary>
public static class Standings
{
    /// <summary>The clubs, best percentage first; of equal ones who won more, then by id.</summary>
    public static IReadOnlyList<Standing> Of(IEnumerable<GameResult> results)
    {
        var clubs = new Dictionary<TeamId, List<(bool IsHome, GameResult Game)>>();
        foreach (var game in results.OrderBy(static game => game.Date).ThenBy(static game => game.Number))
        {
            Games(game.Away).Add((false, game));
            Games(game.Home).Add((true, game));
        }

        Standing[] lines =
        [
            .. clubs.Select(static club => Line(club.Key, club.Value))
                .OrderByDescending(static club => club.Percentage).ThenByDescending(static club => club.Won)
                .ThenBy(static club => club.Team.Value, StringComparer.Ordinal),
        ];
        if (lines is not [var first, ..]) return lines;
        return [.. lines.Select(club => club with { GamesBehind = (first.Won - club.Won + club.Lost - first.Lost) / 2m })];

        List<(bool, GameResult)> Games(TeamId team) => clubs.TryGetValue(team, out var games) ? games : clubs[team] = [];
    }

    private static Standing Line(TeamId team, List<(bool IsHome, GameResult Game)> games)
    {
        WonLost home = default, away = default, lastTen = default;
        var (ties, runsFor, runsAgainst, streak) = (0, 0, 0, 0);
        var decided = games.Count(static one => one.Game.Winner is not null);
        foreach (var (isHome, game) in games)
        {
            runsFor += isHome ? game.HomeRuns : game.AwayRuns;
            runsAgainst += isHome ? game.AwayRuns : game.HomeRuns;
            if (game.Winner is not { } winner)
            {
                ties++;
                continue;
            }

            var won = winner == (isHome ? Side.Home : Side.Away);
            var one = won ? new WonLost(1, 0) : new(0, 1);
            if (isHome) home += one;
            else away += one;
            if (decided-- <= 10) lastTen += one;
            streak = won ? Math.Max(streak, 0) + 1 : Math.Min(streak, 0) - 1;
        }

        var all = home + away;
        var percentage = all == default ? 0 : Math.Round((decimal)all.Won / (all.Won + all.Lost), 3, MidpointRounding.AwayFromZero);
        return new(team, all.Won, all.Lost, ties, percentage, 0, home, away, lastTen, streak, runsFor, runsAgainst);
    }
}
