using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>
/// What happens in a game, for whoever has no socket: pages of its events, which may be waited for, and a stream of them that does not end.
/// </summary>
/// <param name="stopping">The server stops: nobody waits any longer.</param>
internal sealed class EventsApi(House house, Doorkeeper door, Curtain curtain, CancellationToken stopping)
{
    public const int EventsMax = 500;
    public const int EventsUnlessSaid = 200;

    /// <summary>Seconds that a question for events may wait for the next one.</summary>
    public const int WaitMax = 30;

    private const string StreamType = "text/event-stream";

    /// <summary>How often a wait looks for itself: in case it was not told; and where nobody tells, always.</summary>
    private static readonly TimeSpan looks = TimeSpan.FromSeconds(5), looksElsewhere = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan shortest = TimeSpan.FromMilliseconds(1);

    private static readonly Refusal tooMany = new(
        RefusalCode.RateLimited, "wait", "too-many-wait", "As many wait here as can; ask without waiting, or again in a moment.",
        Retry.After);

    public void Map(IEndpointRouteBuilder routes)
    {
        Answers.Get(routes, "/api/v1/games/{id}/events", Events);
        Answers.Get(routes, "/api/v1/games/{id}/stream", Stream);
    }

    private ValueTask<Reply> Events(HttpRequest request)
    {
        request.HttpContext.Response.Headers.Vary = "Accept";
        return Answers.Prefers(request, StreamType, "application/json") ? Stream(request) : Page(request);
    }

    private async ValueTask<Reply> Page(HttpRequest request)
    {
        if (!Question.Number(request, "after", 0, int.MaxValue, 0, out var after, out var refused)
            || !Question.Number(request, "limit", 1, EventsMax, EventsUnlessSaid, out var limit, out refused)
            || !Question.Number(request, "wait", 0, WaitMax, 0, out var wait, out refused)) return refused!;
        (var game, refused) = await NamedGame.Seen(request, house.Games, door, curtain);
        if (game is null) return refused!;
        if (after > game.Head) return BeyondTheEnd("after", after, game.Head);
        if (wait > 0 && game.Head == after && house.Listeners.IsFull) return tooMany;
        var stop = request.HttpContext.RequestAborted;
        if (wait > 0) game = await Awaited(game, after, TimeSpan.FromSeconds(wait), stop);
        var tag = Answers.Tag(game.Listing, game.Head);
        if (Answers.Has(request, tag)) return Reply.NotModified(tag);

        var read = await GroupsAfter(game, after, stop);
        var answer = EventsAnswer.Of(read.Groups, after, limit, game.Head, game.Asker);
        // A short page says with its "to" that there is more; an empty one would be asked for again for ever.
        if (answer.Events.Count == 0 && after < game.Head) return Histories.OnlyPartly(after, Histories.Why(read));
        return Reply.Json(answer, HostJson.Default.EventsAnswer, tag);
    }

    private async ValueTask<Reply> Stream(HttpRequest request)
    {
        if (!Question.Number(request, "after", 0, int.MaxValue, 0, out var after, out var refused)
            || !Question.LastEvent(request, ref after, out refused)) return refused!;
        (var game, refused) = await NamedGame.Seen(request, house.Games, door, curtain);
        if (game is null) return refused!;
        if (after > game.Head) return BeyondTheEnd("after", after, game.Head);
        if (!HttpMethods.IsHead(request.Method) && house.Listeners.IsFull) return tooMany;
        return Reply.Stream(StreamType, response => HttpMethods.IsHead(request.Method)
            ? Task.CompletedTask
            : Follow(new(response.BodyWriter), game, after, response.HttpContext.RequestAborted));
    }

    /// <summary>Everything after that seq, and then whatever happens, until the reader goes or the server stops.</summary>
    private async Task Follow(EventStream stream, Seen game, int after, CancellationToken stop)
    {
        await stream.Begin(stop);
        while (true)
        {
            var read = after < game.Head ? await GroupsAfter(game, after, stop) : null;
            foreach (var group in read?.Groups ?? [])
            {
                if (group.Last <= after) continue;
                await stream.Write(group, after, game.Asker, stop);
                after = group.Last;
            }

            if (after < game.Head)
            {
                await stream.Fail(Histories.OnlyPartly(after, Histories.Why(read!)), stop);
                return;
            }

            game = await Awaited(game, after, EventStream.KeepAlive, stop);
            if (stopping.IsCancellationRequested)
            {
                await stream.End(stop);
                return;
            }

            if (game.Head == after) await stream.Rest(stop);
        }
    }

    /// <summary>The game once it is seen to have gone on after that seq, or as it is when the time is over.</summary>
    private async ValueTask<Seen> Awaited(Seen game, int after, TimeSpan wait, CancellationToken stop)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stop, stopping);
        until.CancelAfter(wait);
        using var ticker = house.Listeners.Follow(game.Game);
        try
        {
            while (game.Head <= after)
            {
                await house.Listeners.Wait(game.Game, Rest(game, ticker), HasGoneOn, until.Token);
                await HasGoneOn();
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The time is over, or the server stops.
        }

        return game;

        async ValueTask<bool> HasGoneOn()
        {
            if (await house.Games.Find(game.Game, stop) is { } listing)
                game = (await curtain.Of(listing, game.Asker, stop)).Game ?? game;
            return game.Head > after;
        }
    }

    /// <summary>Until the game is looked at again, whoever tells of it: what is held back is told by the clock alone.</summary>
    private TimeSpan Rest(Seen game, ITicker? ticker)
    {
        var isTold = ticker is { IsOn: true } || house.Ownership.EpochOf(Shard.Of(game.Game)) is not null;
        var rest = isTold ? looks : looksElsewhere;
        if (game.Next is not { } next) return rest;
        var until = TimeSpan.FromMilliseconds(next - curtain.Now);
        return until > rest ? rest : until < shortest ? shortest : until;
    }

    /// <summary>Whole groups that hold events after that seq, as far as the game is seen.</summary>
    private async ValueTask<JournalRead> GroupsAfter(Seen game, int after, CancellationToken stop)
    {
        var upTo = game.Held is null ? int.MaxValue : game.Head;
        var read = await house.Journal.Read(game.Game, after, upTo, stop);
        // A seq inside a group: the group it stands in began before it, and is found only from the game's beginning.
        var isInside = after > 0 && after < game.Head && (read.Groups.Count == 0 || read.Groups[0].First != after + 1);
        return isInside ? await house.Journal.Read(game.Game, 0, upTo, stop) : read;
    }

    private static Refusal BeyondTheEnd(string field, int given, int head) => NamedGame.BeyondTheEnd(field, given, head);
}
