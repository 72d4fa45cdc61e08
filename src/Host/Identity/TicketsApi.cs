using System.Net;
using AkkaGame.Actors;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Identity;

/// <summary>What opens a connection: <c>POST /api/v1/games/{id}/tickets</c>.</summary>
internal sealed class TicketsApi(PassOffice office, IGames games, Doorkeeper door)
{
    public static readonly Refusal Keyless = new(
        RefusalCode.Unavailable, null, "no-token-key", "This server has no key for tokens, so it makes none.", Retry.After);

    public void Map(IEndpointRouteBuilder routes) => Answers.Post(routes, "/api/v1/games/{id}/tickets", Ticket);

    private async ValueTask<Reply> Ticket(HttpRequest request)
    {
        if (door.Holder(request, out var refused) is not { } who) return refused!;
        var (asked, malformed) = await Asked(request);
        if (asked is null) return malformed!;
        var role = asked.Role is null ? who.Role : WireWords.RoleOf(asked.Role);
        if (role is not { } wanted) return Bad("role", "unknown-role", "role is manager, spectator, scorer or commissioner.");
        var side = asked.Side is null ? wanted == Role.Manager ? who.Side : null : WireWords.SideOf(asked.Side);
        if (side is null && asked.Side is not null) return Bad("side", "unknown-side", "side is home or away.");
        var (listing, unknown) = await NamedGame.Of(request, games);
        if (listing is null) return unknown!;
        var stop = request.HttpContext.RequestAborted;
        if (wanted != Role.Spectator && who.Who.Length == 0) return Doorkeeper.NotSaid;
        if (await office.Entrance.Refuses(who, listing, wanted, side, stop) is { } no) return no;
        if (office.Ticket(who, wanted, listing.Game, side, From(request)) is not { } made) return Keyless;
        return Reply.Json(new(made.Text, made.Expires), HostJson.Default.TicketAnswer) with { IsSecret = true };
    }

    /// <summary>Where a request came from as the network says, whatever it says of itself.</summary>
    public static string From(HttpRequest request) =>
        (request.HttpContext.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped
            ? mapped.MapToIPv4()
            : request.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None).ToString();

    /// <summary>Nothing sent is asked for as whoever asks.</summary>
    private static async ValueTask<(TicketAsked? Asked, Refusal? Refused)> Asked(HttpRequest request)
    {
        if (request.ContentLength is null or 0 && request.ContentType is null) return (new(), null);
        return OwnNames.NotJson(request) is { } refused ? (null, refused) : await Question.Body(request, AskedJson.Default.TicketAsked);
    }

    private static Refusal Bad(string field, string rule, string why) => new(RefusalCode.BadFrame, field, rule, why);
}

/// <summary>A ticket for whom.</summary>
/// <param name="Role">As in <see cref="WireWords"/>; the asker's own unless said.</param>
/// <param name="Side">A manager's; the one that his token names unless said.</param>
internal sealed record TicketAsked(string? Role = null, string? Side = null);

/// <param name="Ticket">For the <c>token</c> of a <c>hello</c>, once.</param>
/// <param name="Expires">Unix milliseconds UTC.</param>
internal sealed record TicketAnswer(string Ticket, long Expires);
