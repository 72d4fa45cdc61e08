using System.Globalization;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AkkaGame.Host.Identity;

/// <summary>What a token turned out to be: a badge, or a refusal.</summary>
/// <param name="Nonce">A ticket's, which may be used once; null for a bearer token.</param>
internal readonly record struct Checked(Badge? Badge, Refusal? Refused, Guid? Nonce = null, long Until = 0)
{
    public static implicit operator Checked(Refusal refused) => new(null, refused);
}

/// <summary>
/// Holds tokens against keys, issuer, audience, time and what was revoked. Only asymmetric signatures are believed, and no token chooses
/// how it is verified.
/// </summary>
/// <param name="own">Null where this server has no keys of its own.</param>
/// <param name="outside">Null where nobody else's tokens are taken.</param>
internal sealed class TokenReader(TokenKeyFile? own, OutsideIssuer? outside, RevokedList revoked)
{
    /// <summary>A frame has room for it, and so has a header.</summary>
    public const int LengthMax = 4096;

    /// <summary>Our tokens' <c>iss</c>, and the <c>aud</c> of each kind.</summary>
    public const string Issuer = "akkagame", BearerAudience = "akkagame", TicketAudience = "akkagame/ticket";

    /// <summary>The kinds by their <c>typ</c>: neither passes for the other.</summary>
    public const string BearerType = "at+jwt", TicketType = "ticket+jwt";

    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private static readonly string[] ours = [SecurityAlgorithms.EcdsaSha256];
    private static readonly string[] others =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    private static readonly Refusal unknownIssuer = No("issuer", "The issuer of this token is not known here.");

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LengthMax };

    /// <summary>A token as an HTTP request brings it: a bearer token only.</summary>
    public ValueTask<Checked> Bearer(string text, CancellationToken stop) => Read(text, takesTickets: false, stop);

    /// <summary>A token as a connection brings it: a ticket, or a bearer token.</summary>
    public ValueTask<Checked> Either(string text, CancellationToken stop) => Read(text, takesTickets: true, stop);

    private async ValueTask<Checked> Read(string text, bool takesTickets, CancellationToken stop)
    {
        if (text.Length is 0 or > LengthMax) return No("malformed", $"A token is a JWT of at most {LengthMax} characters.");
        JsonWebToken unread;
        try
        {
            unread = handler.ReadJsonWebToken(text);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or System.Text.Json.JsonException or FormatException)
        {
            return No("malformed", "This is no JWT.");
        }

        var isOwn = unread.Issuer == Issuer && own is not null;
        if (!isOwn && (outside is null || unread.Issuer != outside.Name)) return unknownIssuer;
        var isTicket = isOwn && unread.Typ == TicketType;
        if (isTicket && !takesTickets) return No("ticket", "A ticket opens a connection and nothing else: bring a bearer token.");
        if (!(isOwn ? ours : others).Contains(unread.Alg)) return No("algorithm", "Tokens with this algorithm are not taken.");
        if (!revoked.IsKnown) return new Refusal(RefusalCode.Unavailable, "token", "not-ready", "Ask again in a moment.", Retry.After);

        var found = await Validate(unread, isOwn, isTicket);
        if (found.Exception is SecurityTokenSignatureKeyNotFoundException && await HasOtherKeys(isOwn, stop))
            found = await Validate(unread, isOwn, isTicket);
        if (!found.IsValid) return Why(found.Exception);
        var (badge, refused) = BadgeOf(unread, isOwn, isTicket);
        if (badge is null) return refused!;
        if (revoked.Has(badge)) return No("revoked", "This token was revoked.");
        if (!isTicket) return new Checked(badge, null);
        return Guid.TryParseExact(unread.Id, "N", out var nonce)
            ? new Checked(badge, null, nonce, Milliseconds(unread.ValidTo + Skew))
            : No("jti", "A ticket has a nonce.");
    }

    private Task<TokenValidationResult> Validate(JsonWebToken token, bool isOwn, bool isTicket) => handler.ValidateTokenAsync(token, new()
    {
        ValidIssuer = isOwn ? Issuer : outside!.Name,
        ValidAudience = isTicket ? TicketAudience : isOwn ? BearerAudience : outside!.Audience,
        ValidTypes = isTicket ? [TicketType] : isOwn ? [BearerType] : null,
        ValidAlgorithms = isOwn ? ours : others,
        IssuerSigningKeys = ((isOwn ? own!.Keys : outside!.Keys)?.All ?? []).Select(static key => key.Key),
        // Who names a key is held against that one.
        TryAllIssuerSigningKeys = string.IsNullOrEmpty(token.Kid),
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        RequireAudience = true,
        ClockSkew = Skew,
    });

    /// <summary>A token names a key that came in the last few seconds, perhaps.</summary>
    private async Task<bool> HasOtherKeys(bool isOwn, CancellationToken stop)
    {
        try
        {
            return isOwn ? own!.Look() : await outside!.Look(isMissed: true, stop);
        }
        catch (HouseClosedException)
        {
            return false; // Whoever looks at them regularly tells.
        }
    }

    private static (Badge? Badge, Refusal? Refused) BadgeOf(JsonWebToken token, bool isOwn, bool isTicket)
    {
        var who = Text(token, JwtRegisteredClaimNames.Sub);
        // A spectator's ticket needs no name.
        if (who is null ? !isTicket : !CommandFrame.IsLine(who, CommandFrame.WhoMax))
            return (null, No("sub", $"A token's sub is one line of 1 to {CommandFrame.WhoMax} characters."));
        if (token.ValidFrom == default && token.IssuedAt == default) return (null, No("nbf", "A token says from when it is valid."));
        Role? role = Text(token, Claim.Role) is { } word ? WireWords.RoleOf(word) : isOwn ? null : Role.Spectator;
        // Operators are this server's own.
        if (role is not { } known || (known == Role.Ops && !isOwn))
            return (null, No(Claim.Role, "This role is none that a token may name."));
        GameId? game = null;
        if (Text(token, Claim.Game) is { } id)
        {
            if (!Guid.TryParseExact(id, "D", out var uuid)) return (null, No(Claim.Game, "A token's game is a UUID."));
            game = new GameId(uuid);
        }

        Side? side = null;
        if (Text(token, Claim.Side) is { } named)
        {
            side = WireWords.SideOf(named);
            if (side is null || known != Role.Manager)
                return (null, No(Claim.Side, "A manager's token may name home or away, no other one."));
        }

        var issued = Milliseconds(token.IssuedAt == default ? token.ValidFrom : token.IssuedAt);
        if (!isTicket)
        {
            var name = string.IsNullOrEmpty(token.Id) ? token.EncodedToken : token.Id;
            return (new(who!, known, game, side, Text(token, Claim.League), Badge.IdOf(name), issued, Milliseconds(token.ValidTo)), null);
        }

        return (
            new(
                who ?? "", known, game, side, Text(token, Claim.League), Text(token, Claim.For) ?? Badge.IdOf(token.Id),
                Number(token, Claim.ForIssued) ?? issued, Number(token, Claim.Until)),
            null);
    }

    private static Checked Why(Exception? failure) => failure switch
    {
        SecurityTokenExpiredException => new Refusal(
            RefusalCode.TokenExpired, "token", "expired", "This token has expired: bring another one.", Retry.SameId),
        SecurityTokenNotYetValidException => No("not-yet-valid", "This token is not valid yet."),
        SecurityTokenNoExpirationException => No("exp", "A token says when it expires."),
        SecurityTokenInvalidLifetimeException => No("lifetime", "This token expires before it begins."),
        SecurityTokenInvalidAudienceException => No("audience", "This token is for another server."),
        SecurityTokenInvalidIssuerException => unknownIssuer,
        SecurityTokenInvalidTypeException => No("type", "This token is of another kind."),
        SecurityTokenInvalidAlgorithmException => No("algorithm", "Tokens with this algorithm are not taken."),
        SecurityTokenSignatureKeyNotFoundException => No("unknown-key", "This token is signed with a key that is not known here."),
        _ => No("signature", "The signature of this token is not right."),
    };

    private static string? Text(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var value) ? value : null;

    private static long? Number(JsonWebToken token, string claim) =>
        long.TryParse(Text(token, claim), CultureInfo.InvariantCulture, out var value) ? value : null;

    private static long Milliseconds(DateTime at) => new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static Refusal No(string rule, string why) => new(RefusalCode.Unauthenticated, "token", rule, why);
}
