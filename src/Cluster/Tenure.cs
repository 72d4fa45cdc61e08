using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>
/// What one incarnation of this node holds, from joining until it was declared dead or left. Written on the keeper's turns, read from
/// everywhere. Once over it never holds anything again, so an answer that comes late changes nothing.
/// </summary>
internal sealed class Tenure
{
    private const long NotOurs = -1;

    private readonly TimeProvider time;
    private readonly TimeSpan silentAfter;
    private readonly long[] epochs = new long[Shard.Count], parted = new long[Shard.Count];
    private long renewed;
    private volatile bool isOver;

    /// <param name="sent">When the statement that wrote its lease was sent.</param>
    /// <param name="silentAfter">How long after the last renewal was sent it may still speak.</param>
    public Tenure(NodeIdentity node, long sent, TimeSpan silentAfter, TimeProvider time)
    {
        (Node, renewed, this.silentAfter, this.time) = (node, sent, silentAfter, time);
        Array.Fill(epochs, NotOurs);
        Array.Fill(parted, NotOurs);
    }

    public NodeIdentity Node { get; }

    public bool IsOver => isOver;

    public TimeSpan SinceRenewal => time.GetElapsedTime(Volatile.Read(ref renewed));

    // From the sending, not from the answer: the store's lease began somewhere in between.
    public bool MaySpeak => !isOver && SinceRenewal < silentAfter;

    public IEnumerable<OwnedShard> Owned =>
        Shard.All.Where(shard => EpochOf(shard) is not null).Select(shard => new OwnedShard(shard, EpochOf(shard) ?? NotOurs));

    public long? EpochOf(Shard shard) => Volatile.Read(ref epochs[shard.Number]) is var epoch and not NotOurs ? epoch : null;

    /// <returns>True where that is news.</returns>
    public bool Hold(Shard shard, long? epoch)
    {
        if (isOver || EpochOf(shard) == epoch || (epoch is not null && parted[shard.Number] == epoch)) return false;
        Volatile.Write(ref epochs[shard.Number], epoch ?? NotOurs);
        return true;
    }

    /// <summary>It is being given away: under that epoch it is not held again, whatever a look says that was sent before.</summary>
    public void Part(OwnedShard owned) => parted[owned.Shard.Number] = owned.Epoch;

    /// <summary>It was not given away, and cannot be any more by what was sent.</summary>
    public void Stay(Shard shard) => parted[shard.Number] = NotOurs;

    public void Renewed(long sent) => Volatile.Write(ref renewed, sent);

    /// <returns>What it held.</returns>
    public IReadOnlyList<Shard> End()
    {
        isOver = true;
        List<Shard> held = [.. Owned.Select(static owned => owned.Shard)];
        foreach (var shard in held) Volatile.Write(ref epochs[shard.Number], NotOurs);
        return held;
    }
}
