using AkkaGame.Actors;

namespace AkkaGame.Cluster;

/// <summary>
/// For how long the same nodes have been there to have shards. Whoever comes and goes, or restarts, is not worth moving shards for.
/// </summary>
internal sealed class Calm(TimeSpan settle, TimeProvider time)
{
    private HashSet<Guid>? nodes;
    private long since;

    /// <returns>True where they have been the same for long enough.</returns>
    public bool Saw(LeaseTable table)
    {
        var now = Balance.Receivers(table);
        if (nodes is null || !nodes.SetEquals(now)) (nodes, since) = (now, time.GetTimestamp());
        return time.GetElapsedTime(since) >= settle;
    }

    /// <summary>A look failed: nobody knows who was there meanwhile.</summary>
    public void Forget() => nodes = null;
}
