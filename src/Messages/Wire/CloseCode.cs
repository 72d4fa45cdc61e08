namespace AkkaGame.Messages.Wire;

/// <summary>Why a socket was closed; each asks for one behaviour of the client.</summary>
public enum CloseCode
{
    /// <summary>The game is over and all of it was sent: stop.</summary>
    Finished = 1000,
    /// <summary>What was sent is not this protocol, or no hello came in time: stop.</summary>
    ProtocolViolation = 4000,
    /// <summary>The server goes: resume after the jitter that <c>goaway</c> gave.</summary>
    GoAway = 4001,
    /// <summary>The token is not valid, or not any more: get a new ticket.</summary>
    BadToken = 4002,
    /// <summary>Stop.</summary>
    Forbidden = 4003,
    /// <summary>There is no such game: stop.</summary>
    NoSuchGame = 4004,
    /// <summary>The same session was opened elsewhere: offer "take control", and do not come back by yourself.</summary>
    ControlTaken = 4005,
    /// <summary>No common version of the protocol: load a newer client.</summary>
    ProtocolVersion = 4006,
    /// <summary>The game was put aside: try again in 15 to 60 s.</summary>
    Quarantined = 4007,
    /// <summary>This client did not read fast enough: resume now.</summary>
    Slow = 4008,
    /// <summary>Nothing was heard of this client for 25 s: resume now.</summary>
    HeartbeatLost = 4009,
    /// <summary>Too many refusals: wait 30 s.</summary>
    Abuse = 4010,
    /// <summary>The server failed: back off and resume.</summary>
    Internal = 4011,
    /// <summary>An operator, or a revoked token: stop.</summary>
    Removed = 4012,
}
