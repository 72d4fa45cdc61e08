using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.OnAkka;

/// <summary>
/// What one node does for all: the oldest of those where games are played has it, under another epoch each time that it comes to have it.
/// Two nodes may believe it of themselves for a moment; what is done under it is such that this does no harm.
/// </summary>
internal sealed class OldestNode : IOwnership
{
    private long epoch;
    private volatile bool isMe;

    public event Action<ShardChange>? Changed;

    public bool MaySpeak => true;

    public bool IsMe
    {
        get => isMe;
        set
        {
            if (isMe == value) return;
            if (value) Interlocked.Increment(ref epoch);
            isMe = value;
            foreach (var shard in Shard.All) Changed?.Invoke(new(shard, EpochOf(shard)));
        }
    }

    public long? EpochOf(Shard shard) => isMe ? Interlocked.Read(ref epoch) : null;

    public void Doubt(Shard shard, long epoch)
    {
        // There is nobody to ask: who is oldest follows from who is there.
    }
}
