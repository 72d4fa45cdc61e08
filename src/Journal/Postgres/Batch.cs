using AkkaGame.Messages;

namespace AkkaGame.Journal.Postgres;

/// <summary>What goes into one statement. A game comes once: its second group follows only what is there already.</summary>
internal sealed class Batch(PostgresWriterOptions options)
{
    private readonly HashSet<GameId> games = [];
    private readonly HashSet<long> tokens = [];
    private int events, bytes;

    public List<Entry> Entries { get; } = [];

    /// <summary>False where it does not fit any more. Whatever comes first fits.</summary>
    public bool TryAdd(Entry entry)
    {
        if (Entries.Count > 0 && !HasRoomFor(entry)) return false;
        if (!games.Add(entry.Group.Game)) return false;
        tokens.Add(entry.Token);
        events += entry.Events.Length;
        bytes += entry.Size;
        Entries.Add(entry);
        return true;
    }

    private bool HasRoomFor(Entry entry) =>
        events + entry.Events.Length <= options.EventsMax && bytes + entry.Size <= options.BytesMax
        && (tokens.Count < options.ShardsMax || tokens.Contains(entry.Token));
}
