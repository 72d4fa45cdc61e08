using AkkaGame.Baseball;
using AkkaGame.Host.Editions;
using AkkaGame.Host.Playing;
using AkkaGame.Messages;

namespace AkkaGame.Host.Simulating;

/// <summary>A game of a league's schedule.</summary>
/// <param name="Number">0, or 1 and 2 of two games on one day.</param>
internal sealed record ScheduledGame(DateOnly Date, byte Number, TeamId Away, TeamId Home, LineupCard AwayCard, LineupCard HomeCard);

/// <summary>Who plays whom, with which men and by which cards; the same in every season.</summary>
/// <param name="Name">For people; null for the program's own.</param>
/// <param name="Cards">Null where every man is an average one.</param>
/// <param name="Clubs">Names by club.</param>
internal sealed record SimulatedLeague(
    string? Name, Edition? Cards, IReadOnlyList<ScheduledGame> Games, IReadOnlyDictionary<TeamId, string> Clubs)
{
    private static readonly DateOnly opening = new(2026, 4, 1);

    /// <summary>The program's own eight clubs; every pair meets as often.</summary>
    public static SimulatedLeague OfAverageMen(int meetings) => new(
        null, null,
        [
            .. Meeting.Schedule([.. Playing.Clubs.All.Select(club => club.Team)], meetings).Select(game => new ScheduledGame(
                opening.AddDays(game.Day), 0, game.Away, game.Home, Of(game.Away).CardFor(game.AwayGame),
                Of(game.Home).CardFor(game.HomeGame))),
        ],
        Playing.Clubs.All.ToDictionary(club => club.Team, club => club.Name));

    /// <summary>The clubs of a league file, their lineups made by their cards; every pair meets as often.</summary>
    /// <exception cref="BadLeagueFileException">A club has not men enough.</exception>
    public static SimulatedLeague OfCards(Edition cards, int meetings, bool dh) => new(
        cards.Name, cards,
        [
            .. Meeting.Schedule([.. cards.Clubs.Select(club => club.Team)], meetings).Select(game => new ScheduledGame(
                opening.AddDays(game.Day), 0, game.Away, game.Home, Made(cards, game.Away, game.AwayGame, dh),
                Made(cards, game.Home, game.HomeGame, dh))),
        ],
        cards.Clubs.ToDictionary(club => club.Team, club => club.Name));

    /// <summary>The games of event files as they were played, with the lineups of the day.</summary>
    /// <exception cref="BadLeagueFileException">A file cannot be read, or has a game that the rules refuse.</exception>
    public static SimulatedLeague OfSchedule(Edition cards, IReadOnlyList<string> files) => new(
        cards.Name, cards, RealSchedule.Of(files, cards), cards.Clubs.ToDictionary(club => club.Team, club => club.Name));

    private static LineupCard Made(Edition cards, TeamId club, int game, bool dh) =>
        LineupMaker.Of(cards, cards.Find(club)!, game, dh, out var why)
        ?? throw new BadLeagueFileException($"{cards.Name}: no lineup can be made: {why}");

    private static Club Of(TeamId team) => Playing.Clubs.All.First(club => club.Team == team);
}
