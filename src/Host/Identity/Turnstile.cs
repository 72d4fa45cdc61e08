using System.Net;
using AkkaGame.Actors;
using AkkaGame.Gateway;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Identity;

/// <summary>
/// The gateway's gate: a ticket turns it once, a bearer token as long as it is good, a spectator's bare hello where doors are open.
/// </summary>
internal sealed class Turnstile(TokenReader reader, RevokedList revoked, ITokens store, Entrance entrance, IGames games) : IGate
{
    private static readonly Refusal required = new(
        RefusalCode.Unauthenticated, "token", "required", "Bring a ticket: POST /api/v1/games/{id}/tickets gives one.");

    private static readonly Refusal used = new(
        RefusalCode.Unauthenticated, "token", "ticket-used", "This ticket was used before: get another one.");

    private static readonly Refusal somebodyElse = new(
        RefusalCode.Forbidden, "token", "somebody-else", "A newer token is of the same person, role and side.");

    public async ValueTask<Admission> Admit(GameId game, HelloFrame hello, IPAddress? from, CancellationToken stop)
    {
        if (WireWords.RoleOf(hello.Role) is not { } role)
            return Out(Bad("role", "unknown-role", "role is manager, spectator, scorer or commissioner."));
        var side = WireWords.SideOf(hello.Side);
        if (side is null && hello.Side is not null) return Out(Bad("side", "unknown-side", "side is home or away."));
        try
        {
            return await Admit(game, hello.Token, role, side, stop);
        }
        catch (JournalUnavailableException e)
        {
            return Out(Refusals.Unavailable(e.Message));
        }
    }

    public async ValueTask<Admission> Renew(GameId game, Pass pass, string? token, CancellationToken stop)
    {
        if (token is null) return Out(required);
        try
        {
            var renewed = await Admit(game, token, pass.Role, pass.Side, stop);
            return renewed.Pass is { } newer && newer.Who != pass.Who ? Out(somebodyElse) : renewed;
        }
        catch (JournalUnavailableException e)
        {
            return Out(Refusals.Unavailable(e.Message));
        }
    }

    public CloseCode? Turned(Pass pass, long now) =>
        pass.Expires is { } expires && now >= expires + (long)TokenReader.Skew.TotalMilliseconds ? CloseCode.BadToken
        : revoked.Has(pass.TokenId, pass.Who, pass.Issued) ? CloseCode.Removed
        : null;

    private async ValueTask<Admission> Admit(GameId game, string? token, Role role, Side? side, CancellationToken stop)
    {
        if (token is null && role != Role.Spectator) return Out(required);
        var found = token is null ? default : await reader.Either(token, stop);
        if (found.Refused is { } refused) return Out(refused);
        var who = found.Badge is { } badge ? Asker.Of(badge) : Asker.Public;
        if (await games.Find(game, stop) is not { } listing) return Out(NamedGame.Unknown(game.ToString()));
        if (await entrance.Refuses(who, listing, role, side, stop) is { } no) return Out(no);
        // Last, so that whoever is refused for another reason has not lost his ticket.
        if (found.Nonce is { } nonce && !await store.Use(nonce, found.Until)) return Out(used);
        return new Pass(who.Who, role, side, found.Badge?.Expires, found.Badge?.TokenId, found.Badge?.Issued ?? 0);
    }

    private static Admission Out(Refusal refused) => new(null, refused, refused.Code switch
    {
        RefusalCode.Unauthenticated or RefusalCode.TokenExpired => CloseCode.BadToken,
        RefusalCode.NotFound => CloseCode.NoSuchGame,
        RefusalCode.BadFrame => CloseCode.ProtocolViolation,
        RefusalCode.Unavailable => CloseCode.Internal,
        _ => CloseCode.Forbidden,
    });

    private static Refusal Bad(string field, string rule, string why) => new(RefusalCode.BadFrame, field, rule, why);
}
