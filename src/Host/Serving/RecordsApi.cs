using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>What is asked over many games: standings, and what a player did. Answered from the read model.</summary>
internal sealed class RecordsApi(House house)
{
    private const int FirstSeason = 1800;
    private const int LastSeason = 9999;
    private const int GamesMax = 200;
    private const int GamesUnlessSaid = 50;

    public void Map(IEndpointRouteBuilder routes)
    {
        Answers.Get(routes, "/api/v1/leagues/{league}/standings", Standings);
        Answers.Get(routes, "/api/v1/players/{player}", Player);
    }

    private async ValueTask<Reply> Standings(HttpRequest request)
    {
        if (!Question.Number(request, "season", FirstSeason, LastSeason, out var season, out var refused)) return refused!;
        if (season is not { } year) return new Refusal(RefusalCode.BadFrame, "season", "missing", "season is a year, as 2018.");
        var league = (string)request.RouteValues["league"]!;
        var results = await house.Book.Results(league, year, request.HttpContext.RequestAborted);
        return results.Count == 0
            ? new Refusal(RefusalCode.NotFound, "league", "no-results", $"There are no results of league {league} in {year}.")
            : Reply.Json(StandingsAnswer.Of(league, year, results), HostJson.Default.StandingsAnswer);
    }

    private async ValueTask<Reply> Player(HttpRequest request)
    {
        if (!Question.Number(request, "after", 0, int.MaxValue, 0, out var after, out var refused)
            || !Question.Number(request, "limit", 1, GamesMax, GamesUnlessSaid, out var limit, out refused)
            || !Question.Number(request, "season", FirstSeason, LastSeason, out var season, out refused)
            || !Question.Text(request, "league", out var league, out refused)) return refused!;
        var player = new PlayerId((string)request.RouteValues["player"]!);
        if (!player.IsWellFormed)
            return new Refusal(RefusalCode.BadFrame, "player", "player-id", "A player's id is 1 to 12 printable ASCII characters.");
        var stop = request.HttpContext.RequestAborted;
        var games = await house.Book.GameLog(player, league, season, after, limit + 1, stop);
        var seasons = await house.Book.Seasons(player, league, stop);
        if (seasons.Count == 0 && games.Count == 0)
            return new Refusal(RefusalCode.NotFound, "player", "unknown-player", $"No game is known in which {player} appeared.");
        return Reply.Json(
            PlayerAnswer.Of(player, seasons, [.. games.Take(limit)], games.Count > limit ? after + limit : null),
            HostJson.Default.PlayerAnswer);
    }
}
