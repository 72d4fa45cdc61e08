using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>The part of a game that never goes back: how far it is written, and which commands it has accepted.</summary>
/// <param name="Seq">The last event's sequence number; 0 before the first.</param>
/// <param name="Seen">The seq of the last play, substitution or edit: what the sender of a command must have seen.</param>
/// <param name="LaterRules">The version of the rules under which the game was created; null where that was the first.</param>
/// <param name="Live">What a played game has beside; null in a scored one.</param>
public sealed record Ledger(int Seq, int Seen, ReceiptBook Receipts, short? LaterRules = null, LiveLedger? Live = null)
{
    private const short FirstRules = 1;

    public static readonly Ledger Empty = new(0, 0, ReceiptBook.Empty);

    /// <summary>The version of the rules by which the game is played, from its creation to its end.</summary>
    public short Rules => LaterRules ?? FirstRules;

    /// <summary>The ledger after a group of events.</summary>
    /// <param name="seen">The seq of the last play, substitution or edit, in the group or before it.</param>
    public Ledger After(EventGroup group, int seen) => new(
        group.Last, seen, Receipts.Add(new(group.Command.Value, group.Last, Kept(group))),
        group.First > 1 ? LaterRules : group.Rules == FirstRules ? null : group.Rules,
        LiveEvolution.After(Live, group));

    /// <summary>
    /// A state tells nothing of what is sealed, not even whether it was the same: the check of a command that sealed something stands in
    /// the journal only.
    /// </summary>
    private uint Kept(EventGroup group)
    {
        if (Live is null) return group.Check;
        foreach (var happened in group.Events)
            if (happened is DecisionSealed or StandingOrdersSealed or LineupSealed) return AcceptedCommand.CheckInJournal;
        return group.Check;
    }
}
