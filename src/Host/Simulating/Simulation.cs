using System.Diagnostics;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>What a simulation came to.</summary>
/// <param name="Duel">Where managers of two levels met; null where they were all of one.</param>
/// <param name="Seed">Null where the dice were an engine's.</param>
/// <param name="Journal">In which the games are; null where they are in none.</param>
/// <param name="Seconds">Of wall time for all games.</param>
/// <param name="GamesASecond">On all cores together.</param>
internal sealed record SimulationReport(
    int Seasons, int Games, byte Level, LevelDuel? Duel, string Rules, int? Seed, string? Journal, double Seconds, double GamesASecond,
    IReadOnlyList<EnvironmentLine> Environment, double RunVariance, IReadOnlyList<ClubRecord> Clubs, IReadOnlyList<LeaderList> Leaders);

/// <summary>How managers of two levels came out against each other, with the same clubs and dice on either side.</summary>
/// <param name="Won">Games that those of the level won, of those decided.</param>
/// <param name="Error">Standard error of <paramref name="Won"/>, as a share; from pairs of games, which are not independent.</param>
internal sealed record LevelDuel(byte Against, double Won, double Error);

/// <summary>A club over all seasons.</summary>
/// <param name="Pennants">Seasons that it ended alone or as one of several in the first place.</param>
/// <param name="Most">Games won in its best season, and in its worst.</param>
internal sealed record ClubRecord(
    TeamId Team, string Name, int Won, int Lost, int Tied, int Runs, int Allowed, int Pennants, int Most, int Fewest)
{
    /// <summary>Games won of those decided, three places.</summary>
    public decimal Percentage => Won + Lost == 0 ? 0 : Math.Round((decimal)Won / (Won + Lost), 3);
}

/// <summary>Plays a season.</summary>
/// <param name="played">Told after each game.</param>
/// <returns>The boxes in the order of the schedule.</returns>
internal delegate Task<IReadOnlyList<BoxScore>> PlaysSeason(Season season, Action played, CancellationToken stop);

/// <summary>Seasons of the program's own league, computer managers against each other.</summary>
/// <param name="progress">Told after each game how many there were.</param>
internal sealed class Simulation(SimulationOrder order, PlaysSeason plays, Action<int> progress)
{
    /// <summary>Of each list of leaders.</summary>
    private const int Places = 5;

    private readonly List<SeasonBook> books = [];
    private readonly RunEnvironment environment = new();
    private readonly List<double> duels = [];
    private int played;

    /// <summary>Every season's book, in their order.</summary>
    public IReadOnlyList<SeasonBook> Books => books;

    /// <summary>Games in each of the seasons.</summary>
    public static int GamesOf(SimulationOrder order) => Season.Of(order, 1).Fixtures.Count;

    /// <param name="journal">Where the games are, in words; null where they are nowhere.</param>
    /// <param name="ended">Gets each game of each season, in the order of the schedule.</param>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task<SimulationReport> Run(string? journal, Action<int, BoxScore> ended, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        for (var number = 1; number <= order.Seasons; number++)
        {
            var games = await plays(Season.Of(order, number), () => progress(Interlocked.Increment(ref played)), stop);
            foreach (var game in games)
            {
                environment.Add(game);
                ended(number, game);
            }

            for (var i = 0; order.IsMirrored && i < games.Count; i += 2)
                duels.Add((Share(games[i], Side.Away) + Share(games[i + 1], Side.Home)) / 2);
            books.Add(SeasonBook.Of(number, games));
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new(
            order.Seasons, played, order.Level, Duel(), order.Rules.Name, journal is null ? order.Seed : null, journal,
            Math.Round(seconds, 2), Math.Round(played / seconds),
            environment.Lines(), Math.Round(environment.RunVariance, 3), Records(), books[0].Leaders(Places));
    }

    /// <summary>1 for a game won, a half for one that ended level.</summary>
    private static double Share(BoxScore game, Side side) => game.Winner is not { } winner ? 0.5 : winner == side ? 1 : 0;

    private LevelDuel? Duel()
    {
        if (!order.IsMirrored) return null;
        var mean = duels.Average();
        var error = Math.Sqrt(duels.Sum(share => (share - mean) * (share - mean)) / duels.Count / duels.Count);
        return new(order.Against, Math.Round(mean, 4), Math.Round(error, 4));
    }

    private IReadOnlyList<ClubRecord> Records() =>
    [
        .. books.SelectMany(static book => book.Standings).GroupBy(static line => line.Team)
            .Select(lines => new ClubRecord(
                lines.Key, order.League.Clubs.GetValueOrDefault(lines.Key) ?? lines.Key.Value,
                lines.Sum(static line => line.Won), lines.Sum(static line => line.Lost), lines.Sum(static line => line.Tied),
                lines.Sum(static line => line.RunsFor), lines.Sum(static line => line.RunsAgainst),
                lines.Count(static line => line.GamesBehind == 0),
                lines.Max(static line => line.Won), lines.Min(static line => line.Won)))
            .OrderByDescending(static club => club.Percentage).ThenBy(static club => club.Team.Value, StringComparer.Ordinal),
    ];
}
