namespace AkkaGame.Cluster;

/// <summary>
/// How long a lease lasts and how often it is looked after. All nodes of a database should have the same. None of them decides whether a
/// write is legal; they decide how soon a node that died is succeeded, and how long an outage may last before a node falls silent.
/// </summary>
public sealed record LeaseTimes
{
    /// <summary>How long a node that does not beat keeps its shards.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Between two beats. A beat that failed is tried again after a quarter of it.</summary>
    public TimeSpan Renew { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between two looks at the others.</summary>
    public TimeSpan Observe { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long before its lease ends a node stops to speak from memory.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <exception cref="ArgumentException">They do not fit together; the message says which, and what to do.</exception>
    public LeaseTimes Checked()
    {
        Require(Lease > TimeSpan.Zero, nameof(Lease), "must be longer than nothing");
        Require(Renew > TimeSpan.Zero && Renew <= Lease / 3, nameof(Renew), "must be at most a third of the lease");
        Require(Observe > TimeSpan.Zero && Observe <= Lease / 3, nameof(Observe), "must be at most a third of the lease");
        Require(Margin >= TimeSpan.Zero && Margin < Lease - Renew, nameof(Margin), "must be shorter than the lease less one renewal");
        return this;
    }

    private void Require(bool holds, string name, string rule)
    {
        if (!holds)
            throw new ArgumentException(
                $"{name} {rule} (lease {Lease.TotalSeconds} s, renew {Renew.TotalSeconds} s, "
                + $"observe {Observe.TotalSeconds} s, margin {Margin.TotalSeconds} s).");
    }
}
