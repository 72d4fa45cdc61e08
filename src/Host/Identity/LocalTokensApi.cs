using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Identity;

/// <summary>
/// Bearer tokens for whoever develops: on a server started for development, whoever is on its machine gets one in any name and role, so
/// that clients need no set-up. Elsewhere there is no such address.
/// </summary>
internal sealed class LocalTokensApi(PassOffice office, Doorkeeper door)
{
    public void Map(IEndpointRouteBuilder routes) => Answers.Post(routes, "/api/v1/dev/token", Token);

    private async ValueTask<Reply> Token(HttpRequest request)
    {
        if (door.NotHere(request) is { } elsewhere) return elsewhere;
        if (OwnNames.NotJson(request) is { } form) return form;
        var (asked, malformed) = await Question.Body(request, AskedJson.Default.TokenAsked);
        if (asked is null) return malformed!;
        if (asked.Bearer(out var refused) is not { } bearer) return refused!;
        return office.Issue(bearer, Mint.BearerMax, TicketsApi.From(request)) is { } made
            ? Reply.Json(new(made.Text, made.Expires), HostJson.Default.TokenAnswer) with { IsSecret = true }
            : TicketsApi.Keyless;
    }
}

/// <summary>A bearer token for whom.</summary>
/// <param name="Role">As in <see cref="WireWords"/>; ops is none of them.</param>
internal sealed record TokenAsked(string? Who, string? Role, Guid? Game = null, string? Side = null, string? League = null)
{
    /// <summary>Null, and why, where nobody can be that.</summary>
    public Bearer? Bearer(out Refusal? refused)
    {
        var role = WireWords.RoleOf(Role);
        var side = WireWords.SideOf(Side);
        refused = Who is null || !CommandFrame.IsLine(Who, CommandFrame.WhoMax)
                ? Bad("who", "one-line", $"who is one line of 1 to {CommandFrame.WhoMax} characters.")
            : role is null or Messages.Role.Ops
                ? Bad("role", "unknown-role", "role is manager, spectator, scorer or commissioner.")
            : Side is not null && (side is null || role != Messages.Role.Manager)
                ? Bad("side", "unknown-side", "side is home or away, and a manager's.")
            : League is not null && !CommandFrame.IsLine(League, CommandFrame.WhoMax)
                ? Bad("league", "one-line", $"league is one line of 1 to {CommandFrame.WhoMax} characters.")
            : null;
        return refused is null ? new(Who!, role!.Value, Game is { } game ? new GameId(game) : null, side, League) : null;
    }

    private static Refusal Bad(string field, string rule, string why) => new(RefusalCode.BadFrame, field, rule, why);
}

/// <param name="Token">A bearer token.</param>
/// <param name="Expires">Unix milliseconds UTC.</param>
internal sealed record TokenAnswer(string Token, long Expires);
