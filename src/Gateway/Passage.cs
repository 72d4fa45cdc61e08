using AkkaGame.Messages;

namespace AkkaGame.Gateway;

/// <summary>
/// One group of events as everybody is told it, encoded once. Passages of a game form a chain, oldest first: who follows a game stands at
/// one of them and goes on to <see cref="Next"/>, without a lock.
/// </summary>
internal sealed class Passage
{
    private volatile Passage? next;

    /// <param name="frame">
    /// The frame for everybody, exactly as long as it is; empty where only the point is known, not what led to it.
    /// </param>
    /// <param name="items">Where in <paramref name="frame"/> the events begin; in an <c>ev</c>, what an item of <c>evs</c> shares.</param>
    public Passage(EventGroup group, byte[] frame, int items, string hash) =>
        (First, Last, Command, Frame, this.items, Hash) = (group.First, group.Last, group.Command, frame, items, hash);

    /// <summary>A point from which events are told, without those that led to it.</summary>
    public Passage(int seq, string hash) => (First, Last, Frame, Hash) = (seq + 1, seq, [], hash);

    private int items;

    public int First { get; private set; }
    public int Last { get; }

    /// <summary>What led to it is not known here.</summary>
    public bool IsPoint => Frame.Length == 0;

    public int Count => Last - First + 1;
    public CommandId Command { get; private set; }

    /// <summary>Of the view after it.</summary>
    public string Hash { get; }

    public byte[] Frame { get; private set; }

    /// <summary>The same with what changed in the view; null where nobody who wanted it was there.</summary>
    public byte[]? WithView { get; private set; }

    /// <summary>Passages, and their bytes, since the stand began: how far somebody is behind is a difference of these.</summary>
    public long Number { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Counts how often the journal had gone back: what is of another era has no successor.</summary>
    public int Era { get; init; }

    public Passage? Next => next;

    /// <summary>The events, comma-separated, as they stand in <c>evs.e</c>; that of an <c>ev</c> lacks its opening brace.</summary>
    public ReadOnlySpan<byte> Items => Count == 1 ? Frame.AsSpan(items) : Frame.AsSpan(items..^2);

    public void CountAfter(Passage before) => (Number, Bytes) = (before.Number + 1, before.Bytes + Frame.Length);

    /// <summary>From now on whoever stands here goes on to that one.</summary>
    public void Link(Passage after) => next = after;

    /// <summary>Adds the patch as the last member of its last event.</summary>
    public void Add(ReadOnlySpan<byte> patch)
    {
        var name = ",\"v\":"u8;
        var tail = Count == 1 ? 1 : 3; // } of the event, and ]} of evs
        var whole = new byte[Frame.Length + name.Length + patch.Length];
        Frame.AsSpan(..^tail).CopyTo(whole);
        name.CopyTo(whole.AsSpan(Frame.Length - tail));
        patch.CopyTo(whole.AsSpan(Frame.Length - tail + name.Length));
        Frame.AsSpan(^tail..).CopyTo(whole.AsSpan(whole.Length - tail));
        WithView = whole;
    }

    /// <summary>A point learns what led to it.</summary>
    public void Learn(Passage same) => (First, Command, Frame, items) = (same.First, same.Command, same.Frame, same.items);
}
