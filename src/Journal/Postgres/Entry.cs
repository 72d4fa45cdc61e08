using System.Text;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Journal.Postgres;

/// <summary>A group that waits for its commit. Encoded by whoever brings it, so that the lane only sends.</summary>
internal sealed class Entry : TaskCompletionSource<AppendOutcome>
{
    private const int ColumnBytes = 150;
    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Entry(EventGroup group, GameCard? card, long epoch) : this(group, card, epoch, Encoded(group)) { }

    /// <param name="events">Those of the group, encoded.</param>
    public Entry(EventGroup group, GameCard? card, long epoch, StoredEvent[] events)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        (Group, Card, Epoch, Events) = (group, card, epoch, events);
        Shard = Shard.Of(group.Game);
        Size = card?.Summary.Length ?? 0;
        foreach (var one in events) Size += one.Body.Length + ColumnBytes;
    }

    public EventGroup Group { get; }
    public GameCard? Card { get; }
    public long Epoch { get; }
    public Shard Shard { get; }
    public StoredEvent[] Events { get; }

    /// <summary>Bytes it adds to a statement, roughly.</summary>
    public int Size { get; }

    /// <summary>When it came to the writer, a timestamp of the writer's clock.</summary>
    public long Arrived { get; init; }

    /// <inheritdoc cref="PostgresSql.Token"/>
    public long Token => PostgresSql.Token(Shard, Epoch);

    /// <summary>The text column that PostgreSQL would not take, and with it the whole batch; null where all is well.</summary>
    public string? Unstorable =>
        !IsStorable(Group.By.Who) ? "who" : !IsStorable(Group.Why) ? "why" : !IsStorable(Card?.Retrosheet) ? "retrosheet" : null;

    private static StoredEvent[] Encoded(EventGroup group)
    {
        var events = new StoredEvent[group.Events.Count];
        for (var i = 0; i < events.Length; i++) events[i] = StoredEvent.Of(group.Events[i]);
        return events;
    }

    private static bool IsStorable(string? text)
    {
        if (text is null) return true;
        try
        {
            return strict.GetByteCount(text) >= 0 && !text.Contains('\0');
        }
        catch (EncoderFallbackException)
        {
            return false; // Half a surrogate pair.
        }
    }
}
