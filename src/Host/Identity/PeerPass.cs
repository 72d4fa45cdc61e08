using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AkkaGame.Host.Identity;

/// <summary>
/// How nodes of one cluster know one another: by a token of a minute, signed with the keys that all of them share. It opens the peers'
/// port and nothing else, and no other token opens that.
/// </summary>
/// <param name="keys">The keys as they are now; null where there are none, or not yet.</param>
internal sealed class PeerPass(Func<TokenKeys?> keys, TimeProvider time)
{
    public const string Type = "peer+jwt", Audience = "akkagame/peer", Role = "node";

    private const string Keyless =
        "This node has no key for tokens (yet), so it cannot tell who is a node of its cluster: all nodes have the same file of keys.";

    private static readonly TimeSpan good = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler handler = new()
    {
        MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false, MaximumTokenSizeInBytes = TokenReader.LengthMax,
    };

    /// <summary>Proves that this is that node; null where there is no key.</summary>
    public string? Token(Guid node)
    {
        if (keys() is not { } ours) return null;
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds()).UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = TokenReader.Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + good,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = node.ToString(),
                [Claim.Role] = Role,
                [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString("N"),
            },
            SigningCredentials = ours.Signs,
        });
    }

    /// <summary>Why whoever brings that is no node of this cluster, one sentence; null where he is.</summary>
    /// <param name="token">Null where he brought none.</param>
    public async ValueTask<string?> Refuses(string? token)
    {
        if (keys() is not { } ours) return Keyless;
        if (token is null) return "Nodes of a cluster prove themselves here, and you brought nothing.";
        var found = await handler.ValidateTokenAsync(token, new()
        {
            ValidIssuer = TokenReader.Issuer,
            ValidAudience = Audience,
            ValidTypes = [Type],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = ours.All.Select(static key => key.Key),
            TryAllIssuerSigningKeys = false,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            RequireAudience = true,
            ClockSkew = TokenReader.Skew,
            LifetimeValidator = Holds,
        });
        if (found.IsValid)
            return found.Claims.TryGetValue(Claim.Role, out var role) && role is Role ? null : "This token is no node's.";
        return found.Exception switch
        {
            SecurityTokenInvalidLifetimeException =>
                $"The token of this node is of another time than mine, {time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC: "
                + "set the clocks of all nodes.",
            SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException =>
                "This node has another key than this cluster: all nodes have the same file of keys "
                + $"({Configuration.Setting.TokenKeyFile.Option}).",
            SecurityTokenInvalidAudienceException or SecurityTokenInvalidTypeException => "This token is no node's.",
            _ => "This is no token of a node of this cluster.",
        };
    }

    private bool Holds(DateTime? from, DateTime? until, SecurityToken token, TokenValidationParameters by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return from - by.ClockSkew <= now && now <= until + by.ClockSkew;
    }
}
