namespace AkkaGame.Messages;

/// <summary>Why a command was refused: a closed list, the same on the wire, in logs and in tests.</summary>
public enum RefusalCode : byte
{
    BadFrame, UnknownType, Unauthenticated, TokenExpired, Forbidden, NotFound, NotYourDecision, StaleDecision,
    Illegal, IdReused, GameOver, Suspended, NotInControl, RateLimited, Busy, Unavailable, TooLarge, UnsupportedProto,
    Quarantined, Internal,
}

/// <summary>What the sender may do about a refusal.</summary>
public enum Retry : byte
{
    /// <summary>Nothing: the same command can never succeed.</summary>
    Never,
    /// <summary>Send it again with the same id; it counts once.</summary>
    SameId,
    /// <summary>Look again and send another command with a new id.</summary>
    NewId,
    /// <summary>Wait, then send it again with the same id.</summary>
    After,
}

/// <summary>A "no" that changes nothing and says why.</summary>
/// <param name="Field">The member of the command at fault, as it is named on the wire (<c>advances[1].to</c>).</param>
/// <param name="Rule">The rule that was broken, as a stable word (<c>two-on-a-base</c>).</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record Refusal(RefusalCode Code, string? Field, string? Rule, string Message, Retry Retry = Retry.Never)
{
    public static Refusal Illegal(string field, string rule, string message) => new(RefusalCode.Illegal, field, rule, message, Retry.NewId);

    public override string ToString() => $"{Code} {Field} {Rule}: {Message}";
}
