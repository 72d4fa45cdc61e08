using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Host.Identity;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Operating;

/// <summary>What operators ask of games, and what they may do to them.</summary>
internal sealed class OperatorsApi(House house)
{
    /// <summary>Games, or connections, of a page.</summary>
    private const int GamesMax = 1000;

    private const int GamesUnlessSaid = 100;

    /// <summary>The last events whose commands stand in a flight record.</summary>
    private const int EventsShown = 40;

    private const int WhyMax = 500;

    public void Map(IEndpointRouteBuilder routes)
    {
        Answers.Get(routes, "/ops/v1/games", List);
        Answers.Get(routes, "/ops/v1/games/{id}", One);
        Answers.Get(routes, "/ops/v1/games/{id}/state", State);
        Answers.Get(routes, "/ops/v1/games/{id}/verify", Verify);
        Answers.Get(routes, "/ops/v1/games/{id}/export", Export);
        Answers.Get(routes, "/ops/v1/games/{id}/sessions", SessionsOfGame);
        Answers.Get(routes, "/ops/v1/sessions", Sessions);
        Answers.Post(routes, "/ops/v1/sessions/{connection}/remove", Remove);
        Answers.Get(routes, "/ops/v1/quarantine", Quarantine);
        Answers.Get(routes, "/ops/v1/read-model", ReadModel);
        Answers.Post(routes, "/ops/v1/read-model/rebuild", RebuildReadModel);
        Answers.Post(routes, "/ops/v1/games/{id}/commands", Command);
        Answers.Post(routes, "/ops/v1/games/{id}/evict", Evict);
        Answers.Post(routes, "/ops/v1/games/{id}/quarantine", PutAside);
        Answers.Post(routes, "/ops/v1/games/{id}/release", Release);
    }

    private async ValueTask<Reply> List(HttpRequest request)
    {
        if (!Question.Number(request, "limit", 1, GamesMax, GamesUnlessSaid, out var limit, out var refused)
            || !Question.Text(request, "after", out var after, out refused)
            || !Question.Text(request, "state", out var state, out refused)) return refused!;
        var stop = request.HttpContext.RequestAborted;
        return state switch
        {
            null or "all" => await All(after, limit, stop),
            // Two nodes, or two pages, must not disagree on an order: by id.
            "live" => await Page(house.Inspector.Games(), static live => live.Game, after, limit, static live => new(OpsGame.Of(live))),
            "aside" => await Page(house.Inspector.Aside(), static aside => aside.Game, after, limit, aside => Aside(aside, stop)),
            _ => new Refusal(RefusalCode.BadFrame, "state", "unknown-state", "state is live, aside or all."),
        };
    }

    private async ValueTask<Reply> All(string? after, int limit, CancellationToken stop)
    {
        if (!long.TryParse(after ?? "0", System.Globalization.CultureInfo.InvariantCulture, out var number) || number < 0)
            return new Refusal(RefusalCode.BadFrame, "after", "next", "after is what the page before gave as next.");
        var aside = house.Inspector.Aside().ToDictionary(static game => game.Game);
        var page = await house.Games.List(number, limit, stop);
        var games = page.Select(one => OpsGame.Of(one, house.Inspector.Find(one.Game), aside.GetValueOrDefault(one.Game))).ToArray();
        var next = page.Count < limit ? null : page[^1].Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Reply.Json(new(games, next), HostJson.Default.OpsGamesAnswer);
    }

    private static async ValueTask<Reply> Page<T>(
        IEnumerable<T> all, Func<T, GameId> id, string? after, int limit, Func<T, ValueTask<OpsGame>> line)
    {
        var from = Guid.Empty;
        if (after is not null && !Guid.TryParseExact(after, "D", out from))
            return new Refusal(RefusalCode.BadFrame, "after", "next", "after is what the page before gave as next.");
        var page = all.Where(one => after is null || id(one).Value.CompareTo(from) > 0).OrderBy(one => id(one).Value).Take(limit).ToArray();
        var games = new List<OpsGame>(page.Length);
        foreach (var one in page) games.Add(await line(one));
        return Reply.Json(
            new(games, page.Length < limit ? null : id(page[^1]).ToString()), HostJson.Default.OpsGamesAnswer);
    }

    private async ValueTask<OpsGame> Aside(AsideGame aside, CancellationToken stop)
    {
        var live = house.Inspector.Find(aside.Game);
        return await house.Games.Find(aside.Game, stop) is { } listing
            ? OpsGame.Of(listing, live, aside)
            : new(aside.Game, null, Shard.Of(aside.Game).Number, aside.Seq, null, null, null, null, null, null, null, aside.Why);
    }

    private async ValueTask<Reply> One(HttpRequest request)
    {
        var (listing, refused) = await NamedGame.Of(request, house.Games);
        if (listing is null) return refused!;
        var stop = request.HttpContext.RequestAborted;
        var (game, aside) = (listing.Game, AsideOf(listing.Game));
        var snapshots = new List<int>();
        for (var below = long.MaxValue; await house.Snapshots.Latest(game, below, stop) is { } kept; below = kept.Seq)
            snapshots.Add(kept.Seq);
        var read = await house.Journal.Read(game, Math.Max(0, listing.Head - EventsShown), stop: stop);
        var unread = read.Unreadable is { } stopped ? $"event {stopped.Seq} cannot be read: {stopped.Why}" : null;
        return Reply.Json(
            new(
                OpsGame.Of(listing, house.Inspector.Find(game), aside), listing.Created, read.Head, snapshots,
                aside is null ? null : AsideItem.Of(aside), unread, [.. read.Groups.Reverse().Select(CommandLogItem.Of)]),
            HostJson.Default.FlightRecord);
    }

    private AsideGame? AsideOf(GameId game) => house.Inspector.Aside().FirstOrDefault(aside => aside.Game == game);

    /// <summary>The whole state as snapshots hold it.</summary>
    private async ValueTask<Reply> State(HttpRequest request)
    {
        var (game, refused) = Id(request);
        if (refused is not null) return refused;
        var sight = await house.Engine.Look(game, request.HttpContext.RequestAborted);
        return sight.Refused is { } no ? no : Reply.Json(SightFrame.Of(sight), HostJson.Default.SightFrame);
    }

    private async ValueTask<Reply> Verify(HttpRequest request)
    {
        var (listing, refused) = await NamedGame.Of(request, house.Games);
        if (listing is null) return refused!;
        var found = await GameCheck.Of(
            listing.Game, house.Journal, house.Snapshots, house.Editions, request.HttpContext.RequestAborted);
        return Reply.Json(CheckAnswer.Of(found, listing.Retrosheet), HostJson.Default.CheckAnswer);
    }

    private async ValueTask<Reply> Export(HttpRequest request)
    {
        var (listing, refused) = await NamedGame.Of(request, house.Games);
        if (listing is null) return refused!;
        (var history, refused) = await new Histories(house.Journal).Of(Seen.Whole(listing), request);
        return history is null ? refused! : GamesApi.Exported(history);
    }

    private async ValueTask<Reply> SessionsOfGame(HttpRequest request)
    {
        var (listing, refused) = await NamedGame.Of(request, house.Games);
        return listing is null ? refused! : await Sessions(request, listing.Game);
    }

    private ValueTask<Reply> Sessions(HttpRequest request) => Sessions(request, null);

    private async ValueTask<Reply> Sessions(HttpRequest request, GameId? game) =>
        Question.Number(request, "limit", 1, GamesMax, GamesUnlessSaid, out var limit, out var refused)
            ? Reply.Json(
                new([.. (await house.Sessions.Find(game, limit, request.HttpContext.RequestAborted)).Select(SessionItem.Of)]),
                HostJson.Default.SessionsAnswer)
            : refused!;

    /// <summary>Ends a connection of this node; its client is told to stop.</summary>
    private ValueTask<Reply> Remove(HttpRequest request)
    {
        var isId = Guid.TryParseExact((string)request.RouteValues["connection"]!, "D", out var connection);
        return new(isId && house.Concourse.Remove(connection)
            ? Reply.Json(new(connection), HostJson.Default.RemovedAnswer)
            : new Refusal(RefusalCode.NotFound, "connection", "unknown-connection", "No connection of this id is open on this node."));
    }

    private ValueTask<Reply> Quarantine(HttpRequest request) => new(Reply.Json(
        new([.. house.Inspector.Aside().OrderBy(static game => game.Since).Select(AsideItem.Of)]), HostJson.Default.AsideAnswer));

    private async ValueTask<Reply> ReadModel(HttpRequest request) =>
        Reply.Json(await ReadModelStatus.Of(house, request.HttpContext.RequestAborted), HostJson.Default.ReadModelStatus);

    private async ValueTask<Reply> RebuildReadModel(HttpRequest request)
    {
        await ReadModelStatus.Rebuild(house, request.HttpContext.RequestAborted);
        return await ReadModel(request);
    }

    private async ValueTask<Reply> Command(HttpRequest request)
    {
        var (game, refused) = Id(request);
        if (refused is not null) return refused;
        var (frame, malformed) = await Question.Body(request, HostJson.Default.CommandFrame);
        if (frame is null) return malformed!;
        if (FrameAuthor.Of(frame.By, out refused) is not { } author || frame.Read(author, out refused) is not { } envelope) return refused!;
        var stop = request.HttpContext.RequestAborted;
        if (await NotScored(game, envelope.Command, stop) is { } why) return why;
        var answer = await house.Engine.Ask(game, envelope, stop);
        if (answer.Refused is { } no) return no;
        return Reply.Json(ReceiptAnswer.Of(answer.Receipt), HostJson.Default.ReceiptAnswer);
    }

    /// <summary>Null for a command to a game that a scorer writes down.</summary>
    private async ValueTask<Refusal?> NotScored(GameId game, GameCommand command, CancellationToken stop)
    {
        if (command is CreateGame create) return Unless(create.Mode);
        if (house.Inspector.Find(game) is { Summary: { } summary }) return Unless(summary.Mode);
        var sight = await house.Engine.Look(game, stop);
        return sight.Refused ?? (sight.State?.Game.Fixture is { } fixture ? Unless(fixture.Mode) : null);

        static Refusal? Unless(GameMode mode) => mode == GameMode.Scored
            ? null
            : new(RefusalCode.Forbidden, "id", "scored-only", "Only scored games take commands here: managers play their own.");
    }

    private async ValueTask<Reply> Evict(HttpRequest request)
    {
        var (listing, refused) = await NamedGame.Of(request, house.Games);
        if (listing is null) return refused!;
        if (!await house.Engine.Evict(listing.Game, request.HttpContext.RequestAborted)) return Refusals.Busy;
        return Done(listing.Game, house.Inspector.Find(listing.Game)?.Quarantined ?? AsideOf(listing.Game)?.Why);
    }

    private async ValueTask<Reply> PutAside(HttpRequest request)
    {
        var (body, malformed) = await Question.Body(request, HostJson.Default.AsideRequest);
        if (body is null) return malformed!;
        if (body.Why is not { } why || !CommandFrame.IsLine(why, WhyMax))
            return new Refusal(RefusalCode.BadFrame, "why", "one-line", $"why is one line of 1 to {WhyMax} characters.");
        if (OperatorName.Refuses(body.By) is { } nameless) return nameless;
        var (listing, refused) = await NamedGame.Of(request, house.Games);
        if (listing is null) return refused!;
        return Done(
            listing.Game,
            await house.Inspector.Quarantine(
                listing.Game, why, OperatorName.Of(request, body.By), request.HttpContext.RequestAborted));
    }

    private async ValueTask<Reply> Release(HttpRequest request)
    {
        var (listing, refused) = await NamedGame.Of(request, house.Games);
        return listing is null
            ? refused!
            : Done(listing.Game, await house.Inspector.Release(listing.Game, request.HttpContext.RequestAborted));
    }

    private Reply Done(GameId game, Sight sight) => sight.Refused is { } no ? no : Done(game, sight.Quarantined);

    private Reply Done(GameId game, string? quarantined) =>
        Reply.Json(new(game, house.Inspector.Find(game) is not null, quarantined), HostJson.Default.DoneAnswer);

    /// <summary>A game that need not be there yet: its UUID, or the one that its Retrosheet id stands for.</summary>
    private static (GameId Game, Refusal? Refused) Id(HttpRequest request)
    {
        var id = (string)request.RouteValues["id"]!;
        if (NamedGame.Wrong(id) is { } wrong) return (default, wrong);
        return (Guid.TryParseExact(id, "D", out var uuid) ? new(uuid) : GameId.OfRetrosheet(id), null);
    }
}
