using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AkkaGame.Host.Identity;

/// <summary>Whom a token is made for.</summary>
internal sealed record Bearer(string Who, Role Role, GameId? Game = null, Side? Side = null, string? League = null);

/// <summary>A token that was made.</summary>
/// <param name="Text">The token: never in a log.</param>
/// <param name="Id">By what it can be revoked, see <see cref="Badge.TokenId"/>.</param>
/// <param name="Expires">Unix milliseconds UTC.</param>
internal sealed record Minted(string Text, string Id, long Expires)
{
    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => $"token {Id}";
}

/// <summary>Makes our own tokens.</summary>
internal sealed class Mint(TokenKeys keys, TimeProvider time)
{
    /// <summary>A person's token is good for so long at most; a program's for as long as an operator chooses.</summary>
    public static readonly TimeSpan BearerMax = TimeSpan.FromMinutes(15), TicketTime = TimeSpan.FromMinutes(2);

    private static readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    public Minted Bearer(Bearer of, TimeSpan during) =>
        Signed(TokenReader.BearerType, TokenReader.BearerAudience, during, Claims(of.Who, of.Role, of.Game, of.Side, of.League));

    /// <summary>What opens a connection to a game, once.</summary>
    /// <param name="badge">The token that it is given for; null where there is none.</param>
    public Minted Ticket(string who, Role role, GameId game, Side? side, Badge? badge)
    {
        var claims = Claims(who, role, game, side, null);
        if (badge is not null)
        {
            // So that whoever came in goes when the token behind it expires or is revoked.
            claims[Claim.For] = badge.TokenId;
            claims[Claim.ForIssued] = badge.Issued;
            if (badge.Expires is { } until) claims[Claim.Until] = until;
        }

        return Signed(TokenReader.TicketType, TokenReader.TicketAudience, TicketTime, claims);
    }

    private static Dictionary<string, object> Claims(string who, Role role, GameId? game, Side? side, string? league)
    {
        var claims = new Dictionary<string, object> { [Claim.Role] = WireWords.Of(role) };
        if (who.Length > 0) claims[JwtRegisteredClaimNames.Sub] = who;
        if (game is { } one) claims[Claim.Game] = one.ToString();
        if (side is { } own) claims[Claim.Side] = WireWords.Of(own);
        if (league is not null) claims[Claim.League] = league;
        return claims;
    }

    private Minted Signed(string type, string audience, TimeSpan during, Dictionary<string, object> claims)
    {
        // The claims count whole seconds.
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var id = Guid.NewGuid().ToString("N"); // Not of version 7: nothing of it can be guessed.
        claims[JwtRegisteredClaimNames.Jti] = id;
        var text = handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type,
            Issuer = TokenReader.Issuer,
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + during).UtcDateTime,
            Claims = claims,
            SigningCredentials = keys.Signs,
        });
        return new(text, Badge.IdOf(id), (now + during).ToUnixTimeMilliseconds());
    }
}
