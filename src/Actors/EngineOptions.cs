using AkkaGame.Messages;

namespace AkkaGame.Actors;

public sealed record EngineOptions
{
    /// <summary>Messages that wait for one game beside the one in work; the next is refused as <see cref="RefusalCode.Busy"/>.</summary>
    public int InboxMax { get; init; } = 256;

    /// <summary>Events between two snapshots of a game.</summary>
    public int SnapshotEvery { get; init; } = 200;

    /// <summary>A game that heard nothing for so long leaves memory. Zero or less: never.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Told of what went wrong inside: a defect, or a store that failed. The game is the default one where it was no single game's. Must
    /// not throw.
    /// </summary>
    public Action<GameId, Exception> Faulted { get; init; } = static (_, _) => { };
}
