using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

/// <summary>How a socket ended.</summary>
/// <param name="Code">Null where it was not closed but lost.</param>
/// <param name="Jitter">What a goaway gave.</param>
/// <param name="Refused">No socket can be had at all, and why.</param>
internal readonly record struct Parting(int? Code, TimeSpan? Jitter = null, string? Reason = null, Refusal? Refused = null)
{
    /// <summary>Null for a code that is not the protocol's.</summary>
    public CloseCode? Close => Code is { } code && Enum.IsDefined((CloseCode)code) ? (CloseCode)code : null;
}

/// <summary>What is done about it.</summary>
/// <param name="Pause">Before the next connection; meaningless for the others.</param>
internal readonly record struct Next(NextStep Step, TimeSpan Pause = default);

internal enum NextStep { Return, Stop, AwaitControl }

/// <summary>When a client comes back: one behaviour for each close code, and never all at once.</summary>
internal sealed class Comeback(Random luck)
{
    private static readonly TimeSpan first = TimeSpan.FromMilliseconds(250), longest = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan abuse = TimeSpan.FromSeconds(30), quarantineMin = TimeSpan.FromSeconds(15),
        quarantineMax = TimeSpan.FromSeconds(60);

    /// <summary>New tickets that are tried before the token's maker is taken to be at fault.</summary>
    private const int TicketsMax = 3;

    private int attempts, tickets;

    /// <summary>The connection was of use: the next trouble is a new one.</summary>
    public void Settled() => (attempts, tickets) = (0, 0);

    public Next After(Parting parting) => parting.Close switch
    {
        CloseCode.Finished or CloseCode.ProtocolViolation or CloseCode.Forbidden or CloseCode.NoSuchGame or CloseCode.ProtocolVersion
            or CloseCode.Removed => new(NextStep.Stop),
        CloseCode.ControlTaken => new(NextStep.AwaitControl),
        CloseCode.BadToken => ++tickets > TicketsMax ? new(NextStep.Stop) : tickets == 1 ? Now() : BackOff(),
        CloseCode.GoAway => new(NextStep.Return, (parting.Jitter ?? first) * luck.NextDouble()),
        CloseCode.Quarantined => new(NextStep.Return, quarantineMin + (quarantineMax - quarantineMin) * luck.NextDouble()),
        // Now; but one that is closed so again and again helps nobody by haste.
        CloseCode.Slow or CloseCode.HeartbeatLost => attempts++ == 0 ? Now() : BackOff(),
        CloseCode.Abuse => new(NextStep.Return, abuse + first * luck.NextDouble()),
        _ => BackOff(),
    };

    /// <summary>For whoever is told that it is over, where the server gave no reason of its own.</summary>
    public static Refusal Reason(Parting parting) => new(
        parting.Close switch
        {
            CloseCode.BadToken => RefusalCode.Unauthenticated,
            CloseCode.Forbidden or CloseCode.Removed => RefusalCode.Forbidden,
            CloseCode.NoSuchGame => RefusalCode.NotFound,
            CloseCode.ProtocolVersion => RefusalCode.UnsupportedProto,
            CloseCode.ProtocolViolation => RefusalCode.BadFrame,
            _ => RefusalCode.Internal,
        },
        null, "closed", $"The server closed the connection: {parting.Code} {parting.Reason ?? parting.Close?.ToString()}");

    private static Next Now() => new(NextStep.Return);

    /// <summary>Anything from nothing to a bound that doubles: what cut off many at once does not bring them back at once.</summary>
    private Next BackOff()
    {
        var bound = first * (1 << Math.Min(attempts++, 10));
        return new(NextStep.Return, (bound < longest ? bound : longest) * luck.NextDouble());
    }
}
