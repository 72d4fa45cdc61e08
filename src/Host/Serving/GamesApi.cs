using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>
/// The HTTP twins of what a watcher asks of a game: its state at any point, its men, its box score, its plays in words, its event file.
/// Every answer passes the curtain and the view of whoever asks.
/// </summary>
internal sealed class GamesApi(House house, Doorkeeper door, Curtain curtain)
{
    private readonly Histories histories = new(house.Journal);
    private readonly Tellings tellings = new(house.Journal, new(house.Journal));

    public void Map(IEndpointRouteBuilder routes)
    {
        Answers.Get(routes, "/api/v1/games/{id}", One);
        Answers.Get(routes, "/api/v1/games/{id}/state", State);
        Answers.Get(routes, "/api/v1/games/{id}/lineups", Lineups);
        Answers.Get(routes, "/api/v1/games/{id}/chart", Chart);
        Answers.Get(routes, "/api/v1/games/{id}/box", Box);
        Answers.Get(routes, "/api/v1/games/{id}/plays", Plays);
        Answers.Get(routes, "/api/v1/games/{id}/export", Export);
    }

    private async ValueTask<Reply> One(HttpRequest request)
    {
        var (game, refused) = await Seen(request);
        if (game is null) return refused!;
        var tag = Answers.Tag(game.Listing, game.Head);
        if (Answers.Has(request, tag)) return Reply.NotModified(tag);
        return GameItem.Of(game.Listing) is { } item
            ? Reply.Json(item, HostJson.Default.GameItem, tag)
            : NamedGame.Unknown((string)request.RouteValues["id"]!);
    }

    private async ValueTask<Reply> State(HttpRequest request)
    {
        if (!Question.Number(request, "at", 1, int.MaxValue, out var at, out var refused)) return refused!;
        var (game, unseen) = await Seen(request);
        if (game is null) return unseen!;
        if (at > game.Head) return NamedGame.BeyondTheEnd("at", at.Value, game.Head);
        var stop = request.HttpContext.RequestAborted;
        (var state, refused) = await At(game, at, stop);
        if (state is null) return refused!;
        var tag = Answers.Tag(game.Listing, state.Ledger.Seq);
        if (Answers.Has(request, tag)) return Reply.NotModified(tag);
        if (Views.Of(state, game.Asker.Role, game.Asker.Side) is { } view) return Reply.Json(view, ViewJson.Default.GameView, tag);
        // The group that created the game goes on beyond this seq, so there is no state yet.
        return Refusal.Illegal("at", "before-the-game", $"The game begins with event {await FirstState(game.Game, stop)}.");
    }

    private async ValueTask<Reply> Lineups(HttpRequest request)
    {
        var (game, refused) = await Seen(request);
        if (game is null) return refused!;
        (var state, refused) = await At(game, null, request.HttpContext.RequestAborted);
        if (state is null) return refused!;
        var tag = Answers.Tag(game.Listing, state.Ledger.Seq);
        if (Answers.Has(request, tag)) return Reply.NotModified(tag);
        return Views.Of(state, game.Asker.Role, game.Asker.Side) is { } view
            ? Reply.Json(LineupsAnswer.Of(state, view), HostJson.Default.LineupsAnswer, tag)
            : NamedGame.Unknown((string)request.RouteValues["id"]!);
    }

    private async ValueTask<Reply> Chart(HttpRequest request)
    {
        var (game, refused) = await Seen(request);
        if (game is null) return refused!;
        (var state, refused) = await At(game, null, request.HttpContext.RequestAborted);
        if (state is null) return refused!;
        if (state.Game.Fixture?.Cards is { Id: var cards })
        {
            if (house.Editions.Find(cards) is not { } edition)
                return new Refusal(RefusalCode.Unavailable, "cards", "cards", "The cards of this game are not at hand.", Retry.After);
            state = state with { Game = state.Game.With(edition) };
        }

        return ChartAnswer.Of(state.Ledger.Seq, state.Game) is { } chart
            ? Reply.Json(chart, HostJson.Default.ChartAnswer)
            : new Refusal(RefusalCode.NotFound, "roll", "no-roll", "No dice lie that are read on a chart.");
    }

    /// <summary>The game at that seq, or now: from memory where it is there, else from its snapshot and journal.</summary>
    private async ValueTask<(GameState? State, Refusal? Refused)> At(Seen game, int? at, CancellationToken stop)
    {
        if (at is null && game.Held is { } held) return (held, null);
        // One that is at the journal may be there for long; whoever only looks does not wait for it, and no look brings a game into memory.
        if (at is null && house.Inspector.Find(game.Game) is { InWork: null, Quarantined: null })
        {
            var sight = await house.Engine.Look(game.Game, stop);
            if (sight is { State: { } live, Quarantined: null } && live.Ledger.Seq >= game.Head) return (live, null);
        }

        var found = (await Recovery.Of(game.Game, house.Journal, house.Snapshots, at ?? int.MaxValue, stop)).Game;
        return found.Quarantined is { } why
            ? (null, Histories.OnlyPartly(found.State.Ledger.Seq, why))
            : (found.State, null);
    }

    private async ValueTask<Reply> Box(HttpRequest request)
    {
        request.HttpContext.Response.Headers.Vary = "Accept";
        var asText = Answers.Prefers(request, "text/plain", "application/json");
        var (history, refused) = await History(request, asText ? "-text" : "");
        if (history is null) return refused!;
        if (history.Groups is null) return Reply.NotModified(history.Tag);
        var box = BoxScore.Of(history.Game.Game, history.Events);
        return asText
            ? Reply.Text(NewspaperBox.Of(box), history.Tag)
            : Reply.Json(box, BoxJson.Default.BoxScore, history.Tag);
    }

    private async ValueTask<Reply> Plays(HttpRequest request)
    {
        if (!Question.Number(request, "after", 0, int.MaxValue, 0, out var after, out var refused)) return refused!;
        (var game, refused) = await Seen(request);
        if (game is null) return refused!;
        var tag = Answers.Tag(game.Listing, game.Head);
        if (Answers.Has(request, tag)) return Reply.NotModified(tag);
        (var told, refused) = await tellings.Of(game, request.HttpContext.RequestAborted);
        return told is null
            ? refused!
            : Reply.Json(PlaysAnswer.Of(told, after), HostJson.Default.PlaysAnswer, Answers.Tag(game.Listing, told.Head));
    }

    private async ValueTask<Reply> Export(HttpRequest request)
    {
        var (history, refused) = await History(request);
        return history is null ? refused! : Exported(history);
    }

    /// <summary>A Retrosheet event file. A scored game hides nothing; one that is played is exported when it is over.</summary>
    public static Reply Exported(History history)
    {
        if (history.Groups is null) return Reply.NotModified(history.Tag);
        // What became a game's id in some journal need not be fit for a file's name.
        var game = history.Game;
        var name = $"{(game.Retrosheet is { } id && NamedGame.IsRetrosheet(id) ? id : game.Game)}.EVE";
        return EventFiles.Of(history.Events, out var refused) is { } file ? Reply.EventFile(file, history.Tag, name) : refused!;
    }

    private async ValueTask<(History? History, Refusal? Refused)> History(HttpRequest request, string form = "")
    {
        var (game, refused) = await Seen(request);
        return game is null ? (null, refused) : await histories.Of(game, request, form);
    }

    private ValueTask<(Seen? Game, Refusal? Refused)> Seen(HttpRequest request) =>
        NamedGame.Seen(request, house.Games, door, curtain);

    private async ValueTask<int> FirstState(GameId game, CancellationToken stop) =>
        (await house.Journal.Read(game, 0, stop: stop)).Groups is [var first, ..] ? first.Last : 0;
}
