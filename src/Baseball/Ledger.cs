using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>The part of a game that never goes back: how far it is written, and which commands it has accepted.</summary>
/// <param name="Seq">The last event's sequence number; 0 before the first.</param>
/// <param name="Seen">The seq of the last play, substitution or edit: what the sender of a command must have seen.</param>
/// <param name="LaterRules">The version of the rules under which the game was created; null where that was the first.</param>
public sealed record Ledger(int Seq, int Seen, ReceiptBook Receipts, short? LaterRules = null)
{
    private const short FirstRules = 1;

    public static readonly Ledger Empty = new(0, 0, ReceiptBook.Empty);

    /// <summary>The version of the rules by which the game is played, from its creation to its end.</summary>
    public short Rules => LaterRules ?? FirstRules;

    /// <summary>The ledger after a group of events.</summary>
    /// <param name="seen">The seq of the last play, substitution or edit, in the group or before it.</param>
    public Ledger After(EventGroup group, int seen) => new(
        group.Last, seen, Receipts.Add(new(group.Command.Value, group.Last, group.Check)),
        group.First > 1 ? LaterRules : group.Rules == FirstRules ? null : group.Rules);
}

/// <summary>An accepted command: 24 bytes, kept for the life of the game.</summary>
public readonly record struct AcceptedCommand(Guid Id, int Last, uint Check);

/// <summary>
/// The commands a game has accepted. Adding to the newest book costs no copy: the books of successive states share one array, of which each
/// sees its own length; a book that is not the newest copies.
/// </summary>
[JsonConverter(typeof(ReceiptBookConverter))]
public sealed class ReceiptBook : IEquatable<ReceiptBook>
{
    /// <summary>Room made at a time: so few that a book of hundreds wastes little, so many that most additions copy nothing.</summary>
    private const int Spare = 8;

    public static readonly ReceiptBook Empty = new([], 0);

    private readonly AcceptedCommand[] accepted;
    private readonly int count;
    private bool outgrown;

    private ReceiptBook(AcceptedCommand[] accepted, int count) => (this.accepted, this.count) = (accepted, count);

    public ReceiptBook(ReadOnlySpan<AcceptedCommand> accepted) : this(accepted.ToArray(), accepted.Length) { }

    public ReadOnlySpan<AcceptedCommand> Accepted => accepted.AsSpan(0, count);

    public int Count => count;

    public bool TryFind(CommandId id, [MaybeNullWhen(false)] out AcceptedCommand found)
    {
        // The newest is the one most likely sent again.
        for (var i = count - 1; i >= 0; i--)
        {
            if (accepted[i].Id != id.Value) continue;
            found = accepted[i];
            return true;
        }

        found = default;
        return false;
    }

    public ReceiptBook Add(AcceptedCommand command)
    {
        var shared = accepted;
        if (outgrown || shared.Length == count)
        {
            shared = new AcceptedCommand[count + Spare];
            Accepted.CopyTo(shared);
        }

        outgrown = true;
        shared[count] = command;
        return new(shared, count + 1);
    }

    public bool Equals(ReceiptBook? other) => other is not null && Accepted.SequenceEqual(other.Accepted);

    public override bool Equals(object? obj) => Equals(obj as ReceiptBook);

    public override int GetHashCode() => count == 0 ? 0 : HashCode.Combine(count, accepted[count - 1]);
}
