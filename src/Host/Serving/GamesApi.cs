using System.Text;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>
/// The HTTP twins of what a watcher asks: the list of games, a game's state at any point, its events, its box score, its plays in words,
/// its event file. Whoever asks is the public; every answer passes the public's view.
/// </summary>
internal sealed class GamesApi(House house)
{
    private const Role Public = Role.Spectator;
    private const int GamesMax = 200;
    private const int GamesUnlessSaid = 50;
    private const int EventsMax = 500;
    private const int EventsUnlessSaid = 200;

    /// <summary>Lines of the list that one question may read; a filter that finds too little in them says where to go on.</summary>
    private const int ReadAtOnceMax = 10_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        Answers.Get(routes, "/api/v1/games", List);
        Answers.Get(routes, "/api/v1/games/{id}", One);
        Answers.Get(routes, "/api/v1/games/{id}/state", State);
        Answers.Get(routes, "/api/v1/games/{id}/events", Events);
        Answers.Get(routes, "/api/v1/games/{id}/box", Box);
        Answers.Get(routes, "/api/v1/games/{id}/plays", Plays);
        Answers.Get(routes, "/api/v1/games/{id}/export", Export);
    }

    private async ValueTask<Reply> List(HttpRequest request)
    {
        if (!Question.Number(request, "after", 0, int.MaxValue, 0, out var after, out var refused)
            || !Question.Number(request, "limit", 1, GamesMax, GamesUnlessSaid, out var limit, out refused)
            || !Question.Team(request, out var team, out refused)
            || !Question.Date(request, out var date, out refused)) return refused!;

        var found = new List<GameItem>(limit);
        long at = after;
        for (var read = 0; read < ReadAtOnceMax; read += GamesMax)
        {
            var page = await house.Games.List(at, GamesMax, request.HttpContext.RequestAborted);
            foreach (var listing in page)
            {
                if (found.Count == limit) return Answer(found, at);
                at = listing.Number;
                if (GameItem.Of(listing) is { } game && game.Matches(team, date)) found.Add(game);
            }

            if (page.Count < GamesMax) return Answer(found, null);
        }

        return Answer(found, at);

        static Reply Answer(List<GameItem> found, long? next) => Reply.Json(new(found, next), HostJson.Default.GamesAnswer);
    }

    private async ValueTask<Reply> One(HttpRequest request)
    {
        var (listing, refused) = await Find(request);
        if (listing is null) return refused!;
        if (Answers.Has(request, Answers.Tag(listing.Head))) return Reply.NotModified(Answers.Tag(listing.Head));
        return GameItem.Of(listing) is { } game ? Reply.Json(game, HostJson.Default.GameItem, listing.Head) : Unknown(request);
    }

    private async ValueTask<Reply> State(HttpRequest request)
    {
        if (!Question.Number(request, "at", 1, int.MaxValue, int.MaxValue, out var at, out var refused)) return refused!;
        var (listing, notFound) = await Find(request);
        if (listing is null) return notFound!;
        if (at != int.MaxValue && at > listing.Head) return BeyondTheEnd("at", at, listing.Head);

        var stop = request.HttpContext.RequestAborted;
        var game = await Recovery.Of(listing.Game, house.Journal, house.Snapshots, at, stop);
        var seq = game.Game.State.Ledger.Seq;
        if (Answers.Has(request, Answers.Tag(seq))) return Reply.NotModified(Answers.Tag(seq));
        if (Views.Of(game.Game.State, Public) is { } view) return Reply.Json(view, ViewJson.Default.GameView, seq);
        // The group that created the game goes on beyond this seq, so there is no state yet.
        return Refusal.Illegal("at", "before-the-game", $"The game begins with event {await FirstState(listing.Game, stop)}.");
    }

    private async ValueTask<Reply> Events(HttpRequest request)
    {
        if (!Question.Number(request, "after", 0, int.MaxValue, 0, out var after, out var refused)
            || !Question.Number(request, "limit", 1, EventsMax, EventsUnlessSaid, out var limit, out refused)) return refused!;
        var (listing, notFound) = await Find(request);
        if (listing is null) return notFound!;
        if (after > listing.Head) return BeyondTheEnd("after", after, listing.Head);
        if (Answers.Has(request, Answers.Tag(listing.Head))) return Reply.NotModified(Answers.Tag(listing.Head));

        var groups = await GroupsAfter(listing.Game, after, limit, request.HttpContext.RequestAborted);
        return Reply.Json(EventsAnswer.Of(groups, after, limit, listing.Head, Public), HostJson.Default.EventsAnswer, listing.Head);
    }

    /// <summary>Whole groups that hold events after that seq; at least <paramref name="limit"/> events where there are so many.</summary>
    private async ValueTask<IReadOnlyList<EventGroup>> GroupsAfter(GameId game, int after, int limit, CancellationToken stop)
    {
        var read = await house.Journal.Read(game, after, stop: stop);
        // A seq inside a group: the group it stands in began before it, and is found only from the game's beginning.
        var isInside = after > 0 && after < read.Head && (read.Groups.Count == 0 || read.Groups[0].First != after + 1);
        return isInside ? (await house.Journal.Read(game, 0, stop: stop)).Groups : read.Groups;
    }

    private async ValueTask<Reply> Box(HttpRequest request)
    {
        request.HttpContext.Response.Headers.Vary = "Accept";
        var asText = Answers.Prefers(request, "text/plain", "application/json");
        var (history, refused) = await History(request, asText ? "-text" : "");
        if (history is null) return refused!;
        if (history.Groups is null) return Reply.NotModified(history.Tag);
        var box = BoxScore.Of(history.Game, history.Events);
        return asText
            ? Reply.Text(NewspaperBox.Of(box), Encoding.UTF8, history.Tag)
            : Reply.Json(box, BoxJson.Default.BoxScore, history.Head);
    }

    private async ValueTask<Reply> Plays(HttpRequest request)
    {
        var (history, refused) = await History(request);
        if (history is null) return refused!;
        return history.Groups is null ? Reply.NotModified(history.Tag)
            : Reply.Json(PlaysAnswer.Of(history.Groups, history.Head, Public), HostJson.Default.PlaysAnswer, history.Head);
    }

    /// <summary>A Retrosheet event file. A scored game hides nothing; one that is played is exported when it is over.</summary>
    private async ValueTask<Reply> Export(HttpRequest request)
    {
        var (history, refused) = await History(request);
        if (history is null) return refused!;
        var name = $"{history.Retrosheet ?? history.Game.ToString()}.EVE";
        return history.Groups is null
            ? Reply.NotModified(history.Tag)
            : Reply.Text(EventFiles.Of(history.Events), Encoding.Latin1, history.Tag, name);
    }

    /// <summary>The game's whole history, without groups where the asker knows it already.</summary>
    private async ValueTask<(History? History, Refusal? Refused)> History(HttpRequest request, string form = "")
    {
        var (listing, refused) = await Find(request);
        if (listing is null) return (null, refused);
        var tag = Answers.Tag(listing.Head, form);
        if (Answers.Has(request, tag)) return (new(listing.Game, listing.Retrosheet, listing.Head, tag, null), null);
        var read = await house.Journal.Read(listing.Game, 0, stop: request.HttpContext.RequestAborted);
        var head = read.Groups.Count == 0 ? 0 : read.Groups[^1].Last;
        return (new(listing.Game, listing.Retrosheet, head, Answers.Tag(head, form), read.Groups), null);
    }

    /// <summary>The game that the address names by its UUID or its Retrosheet id.</summary>
    private async ValueTask<(GameListing? Listing, Refusal? Refused)> Find(HttpRequest request)
    {
        var id = (string)request.RouteValues["id"]!;
        var stop = request.HttpContext.RequestAborted;
        if (Guid.TryParseExact(id, "D", out var uuid)) return Known(await house.Games.Find(new GameId(uuid), stop));
        if (IsRetrosheet(id)) return Known(await house.Games.Find(id, stop));
        return (null, new(RefusalCode.BadFrame, "id", "game-id", "A game is named by its UUID or by its Retrosheet id, as CLE201804060."));

        (GameListing?, Refusal?) Known(GameListing? found) => found is null ? (null, Unknown(request)) : (found, null);
    }

    /// <summary>Club, date, number. It becomes a file's name, so letters and digits only.</summary>
    public static bool IsRetrosheet(string id) =>
        id.Length == 12 && id.All(char.IsAsciiLetterOrDigit) && id.AsSpan(3).IndexOfAnyExceptInRange('0', '9') < 0;

    private static Refusal Unknown(HttpRequest request) =>
        new(RefusalCode.NotFound, "id", "unknown-game", $"There is no game {request.RouteValues["id"]}.");

    private static Refusal BeyondTheEnd(string field, int given, int head) =>
        Refusal.Illegal(field, "beyond-the-end", $"{field} is {given}, but the game's last event is {head}.");

    private async ValueTask<int> FirstState(GameId game, CancellationToken stop) =>
        (await house.Journal.Read(game, 0, stop: stop)).Groups is [var first, ..] ? first.Last : 0;
}

/// <summary>A game's groups, all of them or none.</summary>
internal sealed record History(GameId Game, string? Retrosheet, int Head, string Tag, IReadOnlyList<EventGroup>? Groups)
{
    public IEnumerable<GameEvent> Events => (Groups ?? []).SelectMany(static group => group.Events);
}
