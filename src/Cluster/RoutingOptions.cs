namespace AkkaGame.Cluster;

/// <summary>How long, and how many, wait for the owner of a game to be found.</summary>
public sealed record RoutingOptions
{
    /// <summary>
    /// How long a question may look for its owner before it is refused; the owner's answer, once asked, has its own time.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Between two tries where nothing new is heard; twice as long each time, up to a quarter of the patience.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Questions that may look for an owner at once; the next one is refused at once.</summary>
    public int LookingMost { get; init; } = 8192;

    /// <summary>How long a question is held while its shard is handed over, and how many are, for each shard.</summary>
    public TimeSpan HoldTime { get; init; } = TimeSpan.FromMilliseconds(500);

    public int HeldMost { get; init; } = 1024;
}
