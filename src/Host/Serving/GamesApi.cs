using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>
/// The HTTP twins of what a watcher asks of a game: its state at any point, its events, its box score, its plays in words,
/// its event file. Every answer passes the view of whoever asks.
/// </summary>
/// <param name="stopping">The server stops: nobody waits any longer.</param>
internal sealed class GamesApi(House house, Doorkeeper door, CancellationToken stopping = default)
{
    private const int EventsMax = 500;
    private const int EventsUnlessSaid = 200;

    /// <summary>Seconds that a question for events may wait for the next one.</summary>
    private const int WaitMax = 30;

    /// <summary>How often a wait looks for itself: at a game of this node in case it was not told, at one of another node always.</summary>
    private static readonly TimeSpan looks = TimeSpan.FromSeconds(5), looksElsewhere = TimeSpan.FromSeconds(0.5);

    private static readonly Refusal tooMany = new(
        RefusalCode.RateLimited, "wait", "too-many-wait", "As many wait here as can; ask without waiting, or again in a moment.",
        Retry.After);

    public void Map(IEndpointRouteBuilder routes)
    {
        Answers.Get(routes, "/api/v1/games/{id}", One);
        Answers.Get(routes, "/api/v1/games/{id}/state", State);
        Answers.Get(routes, "/api/v1/games/{id}/events", Events);
        Answers.Get(routes, "/api/v1/games/{id}/box", Box);
        Answers.Get(routes, "/api/v1/games/{id}/plays", Plays);
        Answers.Get(routes, "/api/v1/games/{id}/export", Export);
    }

    private async ValueTask<Reply> One(HttpRequest request)
    {
        var (listing, refused) = await Find(request);
        if (listing is null) return refused!;
        var tag = Answers.Tag(listing, listing.Head);
        if (Answers.Has(request, tag)) return Reply.NotModified(tag);
        return GameItem.Of(listing) is { } game ? Reply.Json(game, HostJson.Default.GameItem, tag) : Unknown(request);
    }

    private async ValueTask<Reply> State(HttpRequest request)
    {
        if (!Question.Number(request, "at", 1, int.MaxValue, out var at, out var refused)) return refused!;
        if (door.Reader(request, out refused) is not { } asker) return refused!;
        var (listing, notFound) = await Find(request);
        if (listing is null) return notFound!;
        if (at > listing.Head) return BeyondTheEnd("at", at.Value, listing.Head);

        var stop = request.HttpContext.RequestAborted;
        var game = await Recovery.Of(listing.Game, house.Journal, house.Snapshots, at ?? int.MaxValue, stop);
        var seq = game.Game.State.Ledger.Seq;
        if (game.Game.Quarantined is { } why) return OnlyPartly(seq, why);
        var tag = Answers.Tag(listing, seq);
        if (Answers.Has(request, tag)) return Reply.NotModified(tag);
        if (Views.Of(game.Game.State, asker.Role, asker.Side) is { } view) return Reply.Json(view, ViewJson.Default.GameView, tag);
        // The group that created the game goes on beyond this seq, so there is no state yet.
        return Refusal.Illegal("at", "before-the-game", $"The game begins with event {await FirstState(listing.Game, stop)}.");
    }

    private async ValueTask<Reply> Events(HttpRequest request)
    {
        if (!Question.Number(request, "after", 0, int.MaxValue, 0, out var after, out var refused)
            || !Question.Number(request, "limit", 1, EventsMax, EventsUnlessSaid, out var limit, out refused)
            || !Question.Number(request, "wait", 0, WaitMax, 0, out var wait, out refused)) return refused!;
        if (door.Reader(request, out refused) is not { } asker) return refused!;
        var (listing, notFound) = await Find(request);
        if (listing is null) return notFound!;
        if (after > listing.Head) return BeyondTheEnd("after", after, listing.Head);
        if (wait > 0 && listing.Head == after && house.Listeners.IsFull) return tooMany;
        if (wait > 0) listing = await Awaited(listing, after, TimeSpan.FromSeconds(wait), request.HttpContext.RequestAborted);
        var tag = Answers.Tag(listing, listing.Head);
        if (Answers.Has(request, tag)) return Reply.NotModified(tag);

        var read = await GroupsAfter(listing.Game, after, request.HttpContext.RequestAborted);
        var answer = EventsAnswer.Of(read.Groups, after, limit, listing.Head, asker);
        // A short page says with its "to" that there is more; an empty one would be asked for again for ever.
        if (answer.Events.Count == 0 && after < listing.Head) return OnlyPartly(after, Why(read));
        return Reply.Json(answer, HostJson.Default.EventsAnswer, tag);
    }

    /// <summary>The game once it has gone on after that seq, or as it is when the time is over.</summary>
    private async ValueTask<GameListing> Awaited(GameListing listing, int after, TimeSpan wait, CancellationToken stop)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stop, stopping);
        until.CancelAfter(wait);
        try
        {
            while (listing.Head <= after)
            {
                var isOurs = house.Ownership.EpochOf(Shard.Of(listing.Game)) is not null;
                await house.Listeners.Wait(listing.Game, isOurs ? looks : looksElsewhere, HasGoneOn, until.Token);
                await HasGoneOn();
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The time is over, or the server stops.
        }

        return listing;

        async ValueTask<bool> HasGoneOn()
        {
            listing = await house.Games.Find(listing.Game, stop) ?? listing;
            return listing.Head > after;
        }
    }

    /// <summary>Whole groups that hold events after that seq.</summary>
    private async ValueTask<JournalRead> GroupsAfter(GameId game, int after, CancellationToken stop)
    {
        var read = await house.Journal.Read(game, after, stop: stop);
        // A seq inside a group: the group it stands in began before it, and is found only from the game's beginning.
        var isInside = after > 0 && after < read.Head && (read.Groups.Count == 0 || read.Groups[0].First != after + 1);
        return isInside ? await house.Journal.Read(game, 0, stop: stop) : read;
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
            ? Reply.Text(NewspaperBox.Of(box), history.Tag)
            : Reply.Json(box, BoxJson.Default.BoxScore, history.Tag);
    }

    private async ValueTask<Reply> Plays(HttpRequest request)
    {
        if (!Question.Number(request, "after", 0, int.MaxValue, 0, out var after, out var refused)) return refused!;
        if (door.Reader(request, out refused) is not { } asker) return refused!;
        (var history, refused) = await History(request);
        if (history is null) return refused!;
        return history.Groups is null ? Reply.NotModified(history.Tag)
            : Reply.Json(PlaysAnswer.Of(history.Groups, history.Head, after, asker), HostJson.Default.PlaysAnswer, history.Tag);
    }

    /// <summary>A Retrosheet event file. A scored game hides nothing; one that is played is exported when it is over.</summary>
    public async ValueTask<Reply> Export(HttpRequest request)
    {
        var (history, refused) = await History(request);
        if (history is null) return refused!;
        // What became a game's id in some journal need not be fit for a file's name.
        var name = $"{(history.Retrosheet is { } id && NamedGame.IsRetrosheet(id) ? id : history.Game)}.EVE";
        if (history.Groups is null) return Reply.NotModified(history.Tag);
        return EventFiles.Of(history.Events, out refused) is { } file ? Reply.EventFile(file, history.Tag, name) : refused!;
    }

    /// <summary>The game's whole history, without groups where the asker knows it already.</summary>
    private async ValueTask<(History? History, Refusal? Refused)> History(HttpRequest request, string form = "")
    {
        var (listing, refused) = await Find(request);
        if (listing is null) return (null, refused);
        var tag = Answers.Tag(listing, listing.Head, form);
        if (Answers.Has(request, tag)) return (new(listing.Game, listing.Retrosheet, listing.Head, tag, null), null);
        var read = await house.Journal.Read(listing.Game, 0, stop: request.HttpContext.RequestAborted);
        var head = read.Groups.Count == 0 ? 0 : read.Groups[^1].Last;
        if (read.Unreadable is not null || head < listing.Head) return (null, OnlyPartly(head, Why(read)));
        if (BreaksAfter(listing.Game, read.Groups) is { } sound)
            return (null, OnlyPartly(sound, "what follows does not fit what was before"));
        return (new(listing.Game, listing.Retrosheet, head, Answers.Tag(listing, head, form), read.Groups), null);
    }

    /// <summary>
    /// The last seq up to which the rules can follow; null where they follow to the end. Box, plays and export fold the same events, or
    /// where there are edits those that count.
    /// </summary>
    private static int? BreaksAfter(GameId game, IReadOnlyList<EventGroup> groups)
    {
        var (state, edited) = (GameState.New(game), (int?)null);
        try
        {
            foreach (var group in groups)
            {
                if (EffectiveHistory.IsEdit(group)) edited ??= state.Ledger.Seq;
                state = GameRules.Evolve(state, group);
            }
        }
        catch (Exception) // Whatever they choke on, the answer is the same: this game is damaged from here on.
        {
            return state.Ledger.Seq;
        }

        if (edited is null) return null;
        try
        {
            EffectiveHistory.Fold(groups);
            return null;
        }
        catch (Exception) // What the edits leave of it makes no game: it is sound up to the first of them.
        {
            return edited;
        }
    }

    private ValueTask<(GameListing? Listing, Refusal? Refused)> Find(HttpRequest request) => NamedGame.Of(request, house.Games);

    private static Refusal Unknown(HttpRequest request) => NamedGame.Unknown((string)request.RouteValues["id"]!);

    /// <summary>Part of what was asked for would look like the whole of it.</summary>
    private static Refusal OnlyPartly(int seq, string why) => new(
        RefusalCode.Quarantined, null, "unreadable",
        $"This game can be shown up to event {seq} and no further: {why.TrimEnd('.')}.", Retry.After);

    private static string Why(JournalRead read) => read.Unreadable is { } stopped
        ? $"event {stopped.Seq} cannot be read: {stopped.Why}"
        : "events are missing from its journal";

    private static Refusal BeyondTheEnd(string field, int given, int head) =>
        Refusal.Illegal(field, "beyond-the-end", $"{field} is {given}, but the game's last event is {head}.");

    private async ValueTask<int> FirstState(GameId game, CancellationToken stop) =>
        (await house.Journal.Read(game, 0, stop: stop)).Groups is [var first, ..] ? first.Last : 0;
}

/// <summary>A game's groups, all of them or none, and the events in them that count.</summary>
internal sealed record History(GameId Game, string? Retrosheet, int Head, string Tag, IReadOnlyList<EventGroup>? Groups)
{
    public IEnumerable<GameEvent> Events => EffectiveHistory.Events(Groups ?? []);
}
