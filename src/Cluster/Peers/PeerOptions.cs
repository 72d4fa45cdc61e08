namespace AkkaGame.Cluster;

/// <summary>How a node meets its peers.</summary>
public sealed record PeerOptions
{
    /// <summary>This node as it joined last: what it is called at the other end, and what it answers to.</summary>
    public required Func<Guid> Me { get; init; }

    /// <summary>Makes what proves to others that this node belongs to the cluster; null where it cannot.</summary>
    public required Func<string?> Token { get; init; }

    /// <summary>
    /// Why somebody who brings that is no node of this cluster, one sentence; null where he is. Null comes from who brought nothing.
    /// </summary>
    public required Func<string?, CancellationToken, ValueTask<string?>> Refuses { get; init; }

    /// <summary>Told one sentence about what an operator may want to know. Must not throw or block.</summary>
    public Action<string> Noticed { get; init; } = static _ => { };

    /// <summary>How long it may take until a link stands.</summary>
    public TimeSpan ConnectTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After a link could not be made, or broke, before the next try.</summary>
    public TimeSpan Again { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a link that does not stand, and that nobody asks over, is remembered with what became of it.</summary>
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often either end says that it is there.</summary>
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>A peer of whom nothing was heard for so long is taken for gone.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long an answer may stay out after its shard was seen to have gone to another node: then that one is asked.
    /// </summary>
    public TimeSpan LateAfterMove { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Questions that one link carries at once; the next one is refused as busy.</summary>
    public int AskedMost { get; init; } = 8192;

    /// <summary>
    /// Bytes that wait for a peer who does not read; then its link is cut, and whoever followed over it reads the journal.
    /// </summary>
    public int WaitingMost { get; init; } = 8 * 1024 * 1024;

    /// <summary>Links that may come in at once.</summary>
    public int LinksMost { get; init; } = 256;
}
