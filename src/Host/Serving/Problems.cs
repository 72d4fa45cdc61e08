using System.Collections.Frozen;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>A refusal as RFC 9457 has it: the standard members, and ours: <c>code</c>, <c>field</c>, <c>rule</c>, <c>retry</c>.</summary>
/// <param name="Type">A name, not an address: <c>urn:akkagame:not-found</c>.</param>
internal sealed record Problem(
    string Type, string Title, int Status, string Detail, string Instance, string Code, string? Field, string? Rule, string Retry)
{
    public static Problem Of(Refusal refusal, string instance)
    {
        var (code, title, status) = Kinds[refusal.Code];
        return new(
            $"urn:akkagame:{code.ToLowerInvariant().Replace('_', '-')}", title, status, refusal.Message, instance, code, refusal.Field,
            refusal.Rule, Word(refusal.Retry));
    }

    /// <summary>The refusal that became this problem; one of a later build's codes counts as internal.</summary>
    public Refusal ToRefusal() => new(
        Kinds.Where(kind => kind.Value.Code == Code).Select(static kind => kind.Key).DefaultIfEmpty(RefusalCode.Internal).First(), Field,
        Rule, Detail, Enum.GetValues<Messages.Retry>().FirstOrDefault(retry => Word(retry) == Retry));

    private static string Word(Messages.Retry retry) => retry switch
    {
        Messages.Retry.SameId => "same-id",
        Messages.Retry.NewId => "new-id",
        Messages.Retry.After => "after",
        _ => "never",
    };

    public static readonly FrozenDictionary<RefusalCode, (string Code, string Title, int Status)> Kinds =
        new Dictionary<RefusalCode, (string, string, int)>
        {
            [RefusalCode.BadFrame] = ("BAD_FRAME", "The request is malformed", 400),
            [RefusalCode.UnknownType] = ("UNKNOWN_TYPE", "This kind of command is unknown", 400),
            [RefusalCode.Unauthenticated] = ("UNAUTHENTICATED", "Who are you?", 401),
            [RefusalCode.TokenExpired] = ("TOKEN_EXPIRED", "The token has expired", 401),
            [RefusalCode.Forbidden] = ("FORBIDDEN", "This is not for you", 403),
            [RefusalCode.NotFound] = ("NOT_FOUND", "There is no such thing", 404),
            [RefusalCode.NotYourDecision] = ("NOT_YOUR_DECISION", "The other side decides this", 403),
            [RefusalCode.StaleDecision] = ("STALE_DECISION", "The game has moved on", 409),
            [RefusalCode.Illegal] = ("ILLEGAL", "This is not allowed", 400),
            [RefusalCode.IdReused] = ("ID_REUSED", "This command id was used for something else", 409),
            [RefusalCode.GameOver] = ("GAME_OVER", "The game is over", 409),
            [RefusalCode.Suspended] = ("SUSPENDED", "The game is suspended", 409),
            [RefusalCode.NotInControl] = ("NOT_IN_CONTROL", "Another device has control", 409),
            [RefusalCode.RateLimited] = ("RATE_LIMITED", "Too many requests", 429),
            [RefusalCode.Busy] = ("BUSY", "The game is busy", 503),
            [RefusalCode.Unavailable] = ("UNAVAILABLE", "Not available now", 503),
            [RefusalCode.TooLarge] = ("TOO_LARGE", "Too large", 413),
            [RefusalCode.UnsupportedProto] = ("UNSUPPORTED_PROTO", "This protocol version is not spoken", 400),
            [RefusalCode.Quarantined] = ("QUARANTINED", "The game is damaged and was put aside", 503),
            [RefusalCode.Internal] = ("INTERNAL", "The server failed", 500),
        }.ToFrozenDictionary();
}
