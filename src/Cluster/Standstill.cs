using AkkaGame.Actors;

namespace AkkaGame.Cluster;

/// <summary>
/// For how long the beats of the others have stood still, by our own monotonic clock and only through looks that succeeded and followed one
/// another closely. Whoever could not look (an outage, a pause) knows nothing and starts anew: after an outage everybody's beat has stood
/// still, and nobody is dead for that.
/// </summary>
internal sealed class Standstill(TimeSpan lease, TimeProvider time)
{
    private readonly Dictionary<Guid, (long Beat, long Since)> seen = [];
    private long? asked;

    /// <param name="asked">When this look was sent: what it shows is at least so new.</param>
    /// <param name="answered">When it came back: what it shows is at most so new.</param>
    public void Saw(IReadOnlyList<NodeSeen> nodes, long asked, long answered)
    {
        if (this.asked is { } before && time.GetElapsedTime(before, asked) > lease / 2) seen.Clear();
        this.asked = asked;
        foreach (var gone in seen.Keys.Except(nodes.Select(static node => node.Id)).ToList()) seen.Remove(gone);
        foreach (var node in nodes)
            if (!seen.TryGetValue(node.Id, out var last) || last.Beat != node.Beat) seen[node.Id] = (node.Beat, answered);
    }

    /// <summary>A look failed: what was seen before does not count any more.</summary>
    public void Forget()
    {
        seen.Clear();
        asked = null;
    }

    /// <summary>True where that beat was seen standing still for the length of a lease.</summary>
    public bool Of(NodeSeen node) =>
        asked is { } last && seen.TryGetValue(node.Id, out var seenBeat) && seenBeat.Beat == node.Beat
        && time.GetElapsedTime(seenBeat.Since, last) >= lease;
}
