namespace AkkaGame.Actors;

/// <summary>What an engine stands on.</summary>
public sealed record EnginePorts(IJournal Journal, ISnapshots Snapshots, IAudience Audience, TimeProvider Time)
{
    public IOwnership Ownership { get; init; } = SoleOwner.Instance;

    /// <summary>Where timers of games that are not in memory are found; null where none are kept.</summary>
    public IGames? Games { get; init; }

    /// <summary>Where games that were put aside are written down; null where none are.</summary>
    public IQuarantine? Quarantine { get; init; }

    /// <summary>Where the secrets of played games are; null where none are kept, and nobody plays. Needs <see cref="Entropy"/>.</summary>
    public ISecrets? Secrets { get; init; }

    /// <summary>What the leagues' cards have said; null where that is forgotten.</summary>
    public ICells? Cells { get; init; }

    /// <summary>By which games may be played; null where there are none, and every man is an average one.</summary>
    public IEditions? Editions { get; init; }

    /// <summary>Where work begins that no message brought.</summary>
    public TaskScheduler Turns { get; init; } = TaskScheduler.Default;

    /// <summary>Of what new secrets are made.</summary>
    public Entropy? Entropy { get; init; }
}
