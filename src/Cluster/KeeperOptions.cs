namespace AkkaGame.Cluster;

public sealed record KeeperOptions
{
    /// <summary>Gives an id that was never given before: the next incarnation's.</summary>
    public required Func<Guid> NewId { get; init; }

    public LeaseTimes Times { get; init; } = new();

    /// <summary>How long the same nodes have to be there before shards are moved to make their numbers even.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>It gets no shards before <see cref="ShardKeeper.Serve"/>: nobody could ask it for their games until then.</summary>
    public bool WaitsToServe { get; init; }

    /// <summary>
    /// Whether nobody listens at a node's address, which only its machine can say; see <see cref="Knock"/>. Null where nobody can be asked:
    /// then the lease of a node that was killed has to run out.
    /// </summary>
    public Func<string, CancellationToken, ValueTask<bool>>? IsRefused { get; init; }

    /// <summary>Told one sentence about what an operator may want to know. Must not throw or block.</summary>
    public Action<string> Noticed { get; init; } = static _ => { };

    /// <summary>Where the keeper takes its turns, which must be one at a time; null for one of its own on the thread pool.</summary>
    public TaskScheduler? Turns { get; init; }
}
