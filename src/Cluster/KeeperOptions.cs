namespace AkkaGame.Cluster;

public sealed record KeeperOptions
{
    /// <summary>Gives an id that was never given before: the next incarnation's.</summary>
    public required Func<Guid> NewId { get; init; }

    public LeaseTimes Times { get; init; } = new();

    /// <summary>Told one sentence about what an operator may want to know. Must not throw or block.</summary>
    public Action<string> Noticed { get; init; } = static _ => { };

    /// <summary>Where the keeper takes its turns, which must be one at a time; null for one of its own on the thread pool.</summary>
    public TaskScheduler? Turns { get; init; }
}
