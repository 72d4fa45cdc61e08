using System.Security.Cryptography;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Host.Identity;

/// <summary>What a valid token says of whoever brings it.</summary>
/// <param name="Who">Its subject, the name by which a game knows him; empty for a spectator who did not say.</param>
/// <param name="Game">The only game that it is good for; null for any.</param>
/// <param name="Side">A manager's side; null where it names none.</param>
/// <param name="League">The only league that it is good for; null for any.</param>
/// <param name="TokenId">As operators know it, see <see cref="IdOf"/>.</param>
/// <param name="Issued">Unix milliseconds UTC.</param>
/// <param name="Expires">When its holder has to bring another one, Unix milliseconds UTC; null for never.</param>
internal sealed record Badge(
    string Who, Role Role, GameId? Game, Side? Side, string? League, string TokenId, long Issued, long? Expires)
{
    /// <summary>
    /// By what a token is named in logs and revocations: the beginning of the SHA-256 of its <c>jti</c>, 16 hex digits, so that no line of
    /// a log holds any part of a token.
    /// </summary>
    public static string IdOf(string jti) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(jti)).AsSpan(0, 8));

    /// <summary>Why it is no good in that game; null where it is.</summary>
    /// <param name="league">The game's; null where that is not known.</param>
    public Refusal? NotFor(GameId game, string? league)
    {
        if (Game is { } only && only != game) return No("wrong-game", "This token is for another game.");
        return League is { } own && own != league ? No("wrong-league", "This token is for another league.") : null;

        static Refusal No(string rule, string why) => new(RefusalCode.Forbidden, "token", rule, why);
    }
}

/// <summary>The claims of our tokens, beside the registered ones.</summary>
internal static class Claim
{
    public const string Role = "role", Game = "game", Side = "side", League = "league";

    /// <summary>Of a ticket: the id of the token that it was given for, when that was issued, and when its holder has to go.</summary>
    public const string For = "for", ForIssued = "for_iat", Until = "until";
}
