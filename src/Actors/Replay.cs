using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>A game on its way back: groups are folded onto a state, one after the other, until something stops that.</summary>
/// <param name="from">An empty game, or the state of a snapshot.</param>
public sealed class Replay(GameState from)
{
    private readonly int snapshotSeq = from.Ledger.Seq;
    private GameState state = from;
    private string? stopped;

    /// <summary>The seq up to which it is back.</summary>
    public int Seq => state.Ledger.Seq;

    /// <summary>Folds the next group on, unless something has stopped it before.</summary>
    public void Add(EventGroup group)
    {
        if (stopped is not null) return;
        if (group.First != state.Ledger.Seq + 1)
        {
            stopped = $"events {state.Ledger.Seq + 1} to {group.First - 1} are missing from its journal";
            return;
        }

        try
        {
            state = GameRules.Evolve(state, group);
        }
        catch (Exception e) // Whatever the rules choke on, it is this one game that is put aside.
        {
            stopped = $"events {group.First} to {group.Last} do not follow from what was before ({e.Message})";
        }
    }

    /// <summary>The game as far as it came back, and why not farther.</summary>
    /// <param name="unreadable">What its journal could not read.</param>
    /// <param name="head">The seq of its last event; null where that does not matter.</param>
    public HostedGame End(UnreadableEvent? unreadable, int? head)
    {
        var why = stopped
            ?? (unreadable is { } there ? $"event {there.Seq} cannot be read: {there.Why}"
                : head is { } last && last != Seq ? $"the group of events {Seq + 1} to {last} is not whole in its journal"
                : null);
        // Rules that this build does not have are the first thing to know, whatever else may be wrong as its consequence.
        return new(state, snapshotSeq, GameRules.TooNew(state) ?? why);
    }
}
