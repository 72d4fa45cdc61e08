using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// One event with all that is kept of it, for a journal that stores an object for each number. What its group has in common stands in
/// every one of its events.
/// </summary>
/// <param name="Last">The seq of the last event of its group.</param>
/// <param name="Happened">Null where this build cannot read it.</param>
/// <param name="Unreadable">Why this build cannot read it; null where it can.</param>
/// <param name="Card">With the first event of a group: the game's line in the list of games, where that changed.</param>
public sealed record JournalEntry(
    GameId Game, int Seq, int Last, CommandId Command, uint Check, long At, Author By, Cause Cause, short Rules, string? Why,
    GameEvent? Happened, string? Unreadable = null, GameCard? Card = null)
{
    /// <summary>The events of a group, in order.</summary>
    public static IEnumerable<JournalEntry> Of(EventGroup group, GameCard? card)
    {
        for (var i = 0; i < group.Events.Count; i++)
            yield return new(
                group.Game, group.First + i, group.Last, group.Command, group.Check, group.At, group.By, group.Cause, group.Rules,
                group.Why, group.Events[i], null, i == 0 ? card : null);
    }

    /// <summary>What stands at that number is no entry at all.</summary>
    public static JournalEntry Damaged(string why) =>
        new(default, 0, 0, default, 0, 0, Author.System, Cause.Command, 0, null, null, why);
}

/// <summary>
/// Makes groups again of the entries of one game, which come in order. After one that cannot be read nothing comes any more.
/// </summary>
public sealed class Regrouping
{
    private readonly List<GameEvent> events = [];
    private JournalEntry? begun;

    /// <summary>Where it had to stop; null where it did not.</summary>
    public UnreadableEvent? Stopped { get; private set; }

    /// <param name="seq">The number under which the journal has it.</param>
    /// <returns>The group that is whole with this entry; null where none is.</returns>
    public EventGroup? Add(int seq, JournalEntry entry)
    {
        if (Stopped is not null) return null;
        begun ??= entry;
        if ((entry.Unreadable ?? Foreign(seq, entry)) is { } why)
        {
            Stopped = new(seq, why);
            return null;
        }

        events.Add(entry.Happened!);
        if (seq != entry.Last) return null;
        var group = new EventGroup(
            entry.Game, begun.Seq, entry.Command, entry.Check, entry.At, entry.By, entry.Cause, entry.Rules, new([.. events]), entry.Why);
        events.Clear();
        begun = null;
        return group;
    }

    private string? Foreign(int seq, JournalEntry entry) =>
        entry.Seq != seq || entry.Game != begun!.Game ? $"it says of itself that it is event {entry.Seq} of game {entry.Game}"
        : entry.Last != begun.Last || entry.Last < seq || entry.Command != begun.Command || seq != begun.Seq + events.Count
            ? "it does not belong to the group that it stands in"
            : null;
}
