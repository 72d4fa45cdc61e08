using System.Security.Cryptography;
using System.Text.Json;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Serving;

/// <summary>The HTTP twins of a manager's, a scorer's and the commissioner's commands.</summary>
internal sealed class CommandsApi(House house, Doorkeeper door, Credits credits)
{
    private static readonly Refusal watchesOnly = new(
        RefusalCode.Forbidden, Doorkeeper.As, "watches-only", "A spectator watches; he sends no commands.");

    private static readonly Refusal scorersOnly = new(
        RefusalCode.Forbidden, Doorkeeper.As, "scorers-only", "This game is written down by a scorer; nobody manages in it.");

    public void Map(IEndpointRouteBuilder routes)
    {
        Answers.Post(routes, "/api/v1/games", Create);
        Answers.Post(routes, "/api/v1/games/{id}/commands", Command);
        Answers.Post(routes, "/api/v1/games/{id}/lineups", Lineups);
    }

    private async ValueTask<Reply> Command(HttpRequest request)
    {
        if (door.Sender(request, out var refused) is not { } asker) return refused!;
        if (asker.Role == Role.Spectator) return watchesOnly;
        if (credits.Command(asker.Who) is { } tooMany) return tooMany;
        var (frame, malformed) = await Question.Body(request, AskedJson.Default.CommandFrame);
        if (frame is null) return malformed!;
        if (frame.By is not null)
            return new Refusal(RefusalCode.Forbidden, "by", "said-otherwise", $"Who sends it says so in {Doorkeeper.As}, not in it.");
        return frame.Read(asker.Author, out refused) is { } envelope ? await Send(request, asker, envelope) : refused!;
    }

    /// <summary>A lineup card as a command: a manager's own to be sealed, or both in the open.</summary>
    private async ValueTask<Reply> Lineups(HttpRequest request)
    {
        if (door.Sender(request, out var refused) is not { } asker) return refused!;
        if (asker.Role == Role.Spectator) return watchesOnly;
        if (credits.Command(asker.Who) is { } tooMany) return tooMany;
        var (asked, malformed) = await Question.Body(request, AskedJson.Default.LineupsAsked);
        if (asked is null) return malformed!;
        if (asked.Command(asker.Role, out refused) is not { } command) return refused!;
        var frame = new CommandFrame(
            asked.Id, WireNames.Of(command).Name, JsonSerializer.SerializeToElement(command, WireNames.Of(command).Json), asked.Play,
            Why: asked.Why);
        if (frame.Read(asker.Author, out refused) is { } envelope) return await Send(request, asker, envelope);
        // Here the cards are members themselves.
        return refused! with { Field = refused!.Field is ['d', '.', .. var field] ? field : refused.Field };
    }

    private async ValueTask<Reply> Send(HttpRequest request, Asker asker, Envelope envelope)
    {
        var (listing, refused) = await NamedGame.Of(request, house.Games);
        if (listing is null) return refused!;
        var game = GameItem.Of(listing);
        if (asker.NotFor(listing.Game, game?.League) is { } elsewhere) return elsewhere;
        if (asker.Role == Role.Manager && game?.Mode == GameMode.Scored) return scorersOnly;
        var answer = await house.Engine.Ask(listing.Game, envelope, request.HttpContext.RequestAborted);
        return answer.Refused is { } no ? no : Reply.Json(ReceiptAnswer.Of(answer.Receipt), HostJson.Default.ReceiptAnswer);
    }

    /// <summary>A game, with what is known of its sides; all of it, or where any part is refused nothing.</summary>
    private async ValueTask<Reply> Create(HttpRequest request)
    {
        if (door.Sender(request, out var refused) is not { } asker) return refused!;
        if (asker.Role is not (Role.Commissioner or Role.Scorer))
            return new Refusal(RefusalCode.Forbidden, Doorkeeper.As, "commissioner-only", "The commissioner sets games up.");
        var (asked, malformed) = await Question.Body(request, AskedJson.Default.GameAsked);
        if (asked is null) return malformed!;
        var game = new GameId(asked.Id);
        if (asker.NotFor(game, asked.League ?? GameAsked.LeagueUnlessSaid) is { } elsewhere) return elsewhere;
        var stop = request.HttpContext.RequestAborted;
        var known = await house.Games.Find(game, stop);
        // Sent again after midnight it is still the game of the day before.
        var day = (known is null ? null : GameItem.Of(known)?.Date) ?? DateOnly.FromDateTime(DateTime.UtcNow);
        if (asked.Parts(asker.Author, day, out refused) is not { } parts) return refused!;
        if (Unfit(parts) is { } unfit) return unfit;
        // Who created it already is told so by his receipts; only a new game is tried out first, so that it is not left half made.
        if (known is null)
        {
            if (await credits.Game(asker.Who, house.Games, stop) is { } tooMany) return tooMany;
            if (Tried(game, parts) is { } no) return no;
        }

        int? from = null;
        var (to, isNew) = (0, false);
        foreach (var part in parts)
        {
            var answer = await house.Engine.Ask(game, part.Envelope, stop);
            if (answer.Refused is { } late) return Named(late, part);
            from ??= answer.Receipt.First;
            (to, isNew) = (answer.Receipt.Last, isNew || !answer.Receipt.Duplicate);
        }

        if (isNew) credits.Made(asker.Who, game);
        var made = new GameMade(true, game, from!.Value, to, Dup: !isNew);
        return isNew
            ? Reply.Created(made, HostJson.Default.GameMade, $"/api/v1/games/{game}")
            : Reply.Json(made, HostJson.Default.GameMade);
    }

    /// <summary>What the rules would say, one command after the other; null where they would take them all.</summary>
    private Refusal? Tried(GameId game, IReadOnlyList<GameAsked.Part> parts)
    {
        var state = GameState.New(game);
        var cards = (parts[0].Envelope.Command as CreateGame)?.Cards;
        var edition = cards is null ? null : house.Editions.Find(cards);
        // Nothing of this secret is ever seen: the game gets one of its own when it is created.
        var known = new Known
        {
            Secret = new(RandomNumberGenerator.GetBytes(GameSecret.Size)), Edition = edition, NoEdition = edition is null ? cards : null,
        };
        var moment = new Moment(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        foreach (var part in parts)
        {
            var verdict = GameRules.Decide(state, part.Envelope, moment, known);
            if (verdict.Refused is { } refused) return Named(refused, part);
            state = GameRules.Evolve(
                state, new(
                    game, state.Ledger.Seq + 1, part.Envelope.Id, 0, moment.At, part.Envelope.By, Cause.Command, state.Rules,
                    verdict.Events),
                verdict);
        }

        return null;
    }

    private static Refusal Named(Refusal refused, GameAsked.Part part) => refused.Field is { } field and not "by" && part.Field.Length > 0
        ? refused with { Field = field == "command" ? part.Field.TrimEnd('.') : part.Field + field }
        : refused;

    private static Refusal? Unfit(IReadOnlyList<GameAsked.Part> parts)
    {
        foreach (var part in parts)
        {
            var command = part.Envelope.Command;
            var said = JsonSerializer.SerializeToElement(command, WireNames.Of(command).Json);
            if (Fitness.Unfit(said, "") is { Field: { } field } no) return no with { Field = part.Field + field.TrimStart('.') };
        }

        return null;
    }
}
