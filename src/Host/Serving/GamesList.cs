using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>
/// The list of games. Whole, it is the journal's own; asked for some games only, it is answered from the read model as far as that has
/// come, and from there on from the journal's list, so that a new game shows at once. Each line is the game as whoever asks may see it.
/// </summary>
internal sealed class GamesList(House house, Doorkeeper door, Curtain curtain)
{
    private const int GamesMax = 200;
    private const int GamesUnlessSaid = 50;

    /// <summary>Lines of the journal's list that one question may read; one that finds too little in them says where to go on.</summary>
    private const int ReadAtOnceMax = 10_000;

    public void Map(IEndpointRouteBuilder routes) => Answers.Get(routes, "/api/v1/games", List);

    private async ValueTask<Reply> List(HttpRequest request)
    {
        if (!Question.Number(request, "after", 0, int.MaxValue, 0, out var after, out var refused)
            || !Question.Number(request, "limit", 1, GamesMax, GamesUnlessSaid, out var limit, out refused)
            || !Asked(request, out var asked, out refused)
            || door.Reader(request, out refused) is not { } asker) return refused!;

        var stop = request.HttpContext.RequestAborted;
        var found = new List<GameItem>(limit);
        long at = after;
        if (!asked.IsForAll && await house.ReadModel.ListedTo(stop) is var listedTo && listedTo > at)
        {
            var rows = await house.Book.Games(asked, at, listedTo, limit + 1, stop);
            foreach (var row in rows.Take(limit)) if (await curtain.IsOpen(row.Game.Game, asker, stop)) found.Add(GameItem.Of(row));
            if (rows.Count > limit) return Answer(found, rows[limit - 1].Number);
            at = listedTo;
        }

        for (var read = 0; read < ReadAtOnceMax; read += GamesMax)
        {
            var page = await house.Games.List(at, GamesMax, stop);
            foreach (var listing in page)
            {
                if (found.Count == limit) return Answer(found, at);
                at = listing.Number;
                var (seen, _) = await curtain.Of(listing, asker, stop);
                if (seen is not null && GameItem.Of(seen.Listing) is { } game && game.Matches(asked)) found.Add(game);
            }

            if (page.Count < GamesMax) return Answer(found, null);
        }

        return Answer(found, at);

        static Reply Answer(List<GameItem> found, long? next) => Reply.Json(new(found, next), HostJson.Default.GamesAnswer);
    }

    private static bool Asked(HttpRequest request, out GamesAsked asked, out Refusal? refused)
    {
        asked = new(null, null, null, null, null, default);
        if (!Question.Team(request, out var team, out refused)
            || !Question.Days(request, "date", out var date, out refused)
            || !Question.Days(request, "from", out var from, out refused)
            || !Question.Days(request, "to", out var to, out refused)
            || !Question.Word<Baseball.GameStatus>(request, "status", out var status, out refused)
            || !Question.Text(request, "league", out var league, out refused)
            || !Question.Text(request, "text", out var text, out refused)) return false;
        var first = Later(date?.First, from?.First);
        var last = Earlier(date?.Last, to?.Last);
        asked = new(team, first, last, status, league, [.. (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        return true;
    }

    private static DateOnly? Later(DateOnly? one, DateOnly? other) => one is null || other > one ? other ?? one : one;

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other ?? one : one;
}
