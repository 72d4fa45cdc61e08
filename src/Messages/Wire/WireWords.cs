using System.Collections.Frozen;

namespace AkkaGame.Messages.Wire;

/// <summary>The stable words of the client protocol for what is an enum inside.</summary>
public static class WireWords
{
    /// <summary>The WebSocket subprotocol: version 1, in JSON.</summary>
    public const string Subprotocol = "bb.v1.json";

    /// <summary>The version of the protocol that this build speaks.</summary>
    public const int Version = 1;

    private static readonly FrozenDictionary<RefusalCode, string> codes = new Dictionary<RefusalCode, string>
    {
        [RefusalCode.BadFrame] = "BAD_FRAME",
        [RefusalCode.UnknownType] = "UNKNOWN_TYPE",
        [RefusalCode.Unauthenticated] = "UNAUTHENTICATED",
        [RefusalCode.TokenExpired] = "TOKEN_EXPIRED",
        [RefusalCode.Forbidden] = "FORBIDDEN",
        [RefusalCode.NotFound] = "NOT_FOUND",
        [RefusalCode.NotYourDecision] = "NOT_YOUR_DECISION",
        [RefusalCode.StaleDecision] = "STALE_DECISION",
        [RefusalCode.Illegal] = "ILLEGAL",
        [RefusalCode.IdReused] = "ID_REUSED",
        [RefusalCode.GameOver] = "GAME_OVER",
        [RefusalCode.Suspended] = "SUSPENDED",
        [RefusalCode.NotInControl] = "NOT_IN_CONTROL",
        [RefusalCode.RateLimited] = "RATE_LIMITED",
        [RefusalCode.Busy] = "BUSY",
        [RefusalCode.Unavailable] = "UNAVAILABLE",
        [RefusalCode.TooLarge] = "TOO_LARGE",
        [RefusalCode.UnsupportedProto] = "UNSUPPORTED_PROTO",
        [RefusalCode.Quarantined] = "QUARANTINED",
        [RefusalCode.Internal] = "INTERNAL",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, RefusalCode> byWord = codes.ToFrozenDictionary(one => one.Value, one => one.Key);

    public static string Of(RefusalCode code) => codes[code];

    /// <summary>The code of that word; one of a later build counts as internal.</summary>
    public static RefusalCode CodeOf(string? word) =>
        word is not null && byWord.TryGetValue(word, out var code) ? code : RefusalCode.Internal;

    public static string Of(Retry retry) => retry switch
    {
        Retry.SameId => "same-id",
        Retry.NewId => "new-id",
        Retry.After => "after",
        _ => "never",
    };

    public static Retry RetryOf(string? word) => word switch
    {
        "same-id" => Retry.SameId,
        "new-id" => Retry.NewId,
        "after" => Retry.After,
        _ => Retry.Never,
    };

    /// <summary>The word of a role in frames and tokens: <c>manager</c>.</summary>
    public static string Of(Role role) => role switch
    {
        Role.Manager => "manager",
        Role.Spectator => "spectator",
        Role.Scorer => "scorer",
        Role.Commissioner => "commissioner",
        Role.Ops => "ops",
        _ => "system",
    };

    /// <summary>Null for a word that is no role of anybody outside.</summary>
    public static Role? RoleOf(string? word) => word switch
    {
        "manager" => Role.Manager,
        "spectator" => Role.Spectator,
        "scorer" => Role.Scorer,
        "commissioner" => Role.Commissioner,
        "ops" => Role.Ops,
        _ => null,
    };

    public static string Of(Side side) => side == Side.Away ? "away" : "home";

    /// <summary>Null for a word that is no side.</summary>
    public static Side? SideOf(string? word) => word switch
    {
        "away" => Side.Away,
        "home" => Side.Home,
        _ => null,
    };
}
