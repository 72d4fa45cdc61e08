using AkkaGame.Messages;

namespace AkkaGame.Gateway;

/// <summary>The bounds of a gateway. What stands here is what the protocol says; tests and benchmarks move single ones.</summary>
public sealed record GatewayOptions
{
    /// <summary>How long a new socket has for its hello.</summary>
    public TimeSpan HelloTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a client is told to ping.</summary>
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A client of whom no frame was heard for so long is gone.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Commands a second that a socket may keep up, and at once.</summary>
    public int CommandRate { get; init; } = 10;

    public int CommandBurst { get; init; } = 20;

    /// <summary>Frames a second beside commands, and at once.</summary>
    public int FrameRate { get; init; } = 20;

    public int FrameBurst { get; init; } = 40;

    /// <summary>Frames a second from a spectator, and at once.</summary>
    public int SpectatorRate { get; init; } = 1;

    public int SpectatorBurst { get; init; } = 10;

    /// <summary>Refusals for too many frames before the socket is closed as abuse.</summary>
    public int ExcessMax { get; init; } = 100;

    /// <summary>Frames, and bytes, that wait for a socket.</summary>
    public int OutboxFrames { get; init; } = 64;

    public int OutboxBytes { get; init; } = 256 * 1024;

    /// <summary>Whoever reads nothing for so long, while something is on its way to him, is closed.</summary>
    public TimeSpan StalledAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection that is being closed has for its goodbyes, before it is cut off.</summary>
    public TimeSpan CloseTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Events, and bytes, of a game's last groups that are kept encoded for those who come back.</summary>
    public int RingEvents { get; init; } = 500;

    public int RingBytes { get; init; } = 256 * 1024;

    /// <summary>At most so often the number of spectators is told.</summary>
    public TimeSpan CrowdEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a connection is written down for operators.</summary>
    public TimeSpan RecordEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After the goaway at a stop: when sockets are closed, and over what time their clients come back.</summary>
    public TimeSpan GoAwayIn { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan GoAwayJitter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a game is followed on after the last who did has gone.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a game of another node is looked at in the journal.</summary>
    public TimeSpan LookElsewhere { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Told of what should not happen: a defect, or a journal that cannot be read. Must not throw.</summary>
    public Action<GameId, Exception> Faulted { get; init; } = static (_, _) => { };
}
