namespace AkkaGame.Journal.Postgres;

/// <summary>Bounds and patience of the writer. The defaults fit one server on a network of its own.</summary>
public sealed record PostgresWriterOptions
{
    /// <summary>Connections that append, each with at most one statement under way; a shard always takes the same one.</summary>
    public int Lanes { get; init; } = 2;

    /// <summary>Groups that wait in front of one lane; beyond that whoever brings one waits to hand it over.</summary>
    public int QueueMax { get; init; } = 1024;

    public int ShardsMax { get; init; } = 64;

    public int EventsMax { get; init; } = 256;

    /// <summary>Of one statement, roughly. A single group that exceeds this or <see cref="EventsMax"/> goes alone.</summary>
    public int BytesMax { get; init; } = 256 << 10;

    /// <summary>Whole seconds. The server's host does not answer a connect.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Whole seconds, longer than <see cref="StatementTimeout"/>. The server does not answer a statement: from then on its outcome is
    /// unknown.
    /// </summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The server itself ends a statement that takes longer, which is a certain failure.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Likewise one that waits longer for a lock.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Silence on a connection after which the operating system asks whether the other end is there; whole seconds.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For how long an append that certainly failed is tried again before it is answered as unavailable.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long the identical append is sent again where the outcome is unknown, before the shards are fenced.</summary>
    public TimeSpan ResendFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long fencing them is tried before the answer is that nobody knows.</summary>
    public TimeSpan FenceFor { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a writer that closes goes on writing what waits.</summary>
    public TimeSpan CloseWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>By which patience is measured and pauses are made.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Draws from 0 up to 1: by how much pauses differ, so that lanes and nodes do not knock in step.</summary>
    public Func<double> Chance { get; init; } = Random.Shared.NextDouble;

    /// <summary>Where the lanes do their work.</summary>
    public TaskScheduler Turns { get; init; } = TaskScheduler.Default;

    /// <summary>Told one sentence about what an operator may want to know. Must not throw or block.</summary>
    public Action<string> Noticed { get; init; } = static _ => { };
}
