using System.Collections.Frozen;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Serving;

/// <summary>A refusal as RFC 9457 has it: the standard members, and ours: <c>code</c>, <c>field</c>, <c>rule</c>, <c>retry</c>.</summary>
/// <param name="Type">A name, not an address: <c>urn:akkagame:not-found</c>.</param>
internal sealed record Problem(
    string Type, string Title, int Status, string Detail, string Instance, string Code, string? Field, string? Rule, string Retry)
{
    public static Problem Of(Refusal refusal, string instance)
    {
        var (title, status) = Kinds[refusal.Code];
        var code = WireWords.Of(refusal.Code);
        return new(
            $"urn:akkagame:{code.ToLowerInvariant().Replace('_', '-')}", title, status, refusal.Message, instance, code, refusal.Field,
            refusal.Rule, WireWords.Of(refusal.Retry));
    }

    /// <summary>The refusal that became this problem; one of a later build's codes counts as internal.</summary>
    public Refusal ToRefusal() => new(WireWords.CodeOf(Code), Field, Rule, Detail, WireWords.RetryOf(Retry));

    public static readonly FrozenDictionary<RefusalCode, (string Title, int Status)> Kinds =
        new Dictionary<RefusalCode, (string, int)>
        {
            [RefusalCode.BadFrame] = ("The request is malformed", 400),
            [RefusalCode.UnknownType] = ("This kind of command is unknown", 400),
            [RefusalCode.Unauthenticated] = ("Who are you?", 401),
            [RefusalCode.TokenExpired] = ("The token has expired", 401),
            [RefusalCode.Forbidden] = ("This is not for you", 403),
            [RefusalCode.NotFound] = ("There is no such thing", 404),
            [RefusalCode.NotYourDecision] = ("The other side decides this", 403),
            [RefusalCode.StaleDecision] = ("The game has moved on", 409),
            [RefusalCode.Illegal] = ("This is not allowed", 400),
            [RefusalCode.IdReused] = ("This command id was used for something else", 409),
            [RefusalCode.GameOver] = ("The game is over", 409),
            [RefusalCode.Suspended] = ("The game is suspended", 409),
            [RefusalCode.NotInControl] = ("Another device has control", 409),
            [RefusalCode.RateLimited] = ("Too many requests", 429),
            [RefusalCode.Busy] = ("The game is busy", 503),
            [RefusalCode.Unavailable] = ("Not available now", 503),
            [RefusalCode.TooLarge] = ("Too large", 413),
            [RefusalCode.UnsupportedProto] = ("This protocol version is not spoken", 400),
            [RefusalCode.Quarantined] = ("The game is damaged and was put aside", 503),
            [RefusalCode.Internal] = ("The server failed", 500),
        }.ToFrozenDictionary();
}
