using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>An accepted command: 24 bytes, kept for the life of the game.</summary>
/// <param name="Check">Its short content check, or <see cref="CheckInJournal"/>.</param>
public readonly record struct AcceptedCommand(Guid Id, int Last, uint Check)
{
    /// <summary>The check is to be looked up in the journal; a check may also happen to be that number.</summary>
    public const uint CheckInJournal = 0;
}

/// <summary>
/// The commands a game has accepted. Adding to the newest book costs no copy: the books of successive states share one array, of which each
/// sees its own length; a book that is not the newest copies.
/// </summary>
[JsonConverter(typeof(ReceiptBookConverter))]
public sealed class ReceiptBook : IEquatable<ReceiptBook>
{
    /// <summary>Room made at a time: so few that a book of hundreds wastes little, so many that most additions copy nothing.</summary>
    private const int Spare = 8;

    /// <summary>A longer book makes room for a 32nd part, lest it be copied again and again.</summary>
    private const int SparePart = 32;

    /// <summary>So many are read through faster than looked up; more than that get an index.</summary>
    private const int ReadThrough = 512;

    /// <summary>An accepted command is three words of 8 bytes, its id the first two.</summary>
    private const int WordsEach = 3;

    public static readonly ReceiptBook Empty = new([], 0, null);

    private readonly AcceptedCommand[] accepted;
    private readonly int count;
    private ReceiptIndex? index;
    private bool outgrown;

    private ReceiptBook(AcceptedCommand[] accepted, int count, ReceiptIndex? index) =>
        (this.accepted, this.count, this.index) = (accepted, count, index);

    public ReceiptBook(ReadOnlySpan<AcceptedCommand> accepted) : this(accepted.ToArray(), accepted.Length, null) { }

    public ReadOnlySpan<AcceptedCommand> Accepted => accepted.AsSpan(0, count);

    public int Count => count;

    public bool TryFind(CommandId id, [MaybeNullWhen(false)] out AcceptedCommand found)
    {
        var indexed = index?.Count ?? 0;
        if (count - indexed > ReadThrough) (index, indexed) = (new(Accepted), count);
        var at = Newest(id.Value, indexed);
        if (at < 0 && index is not null) at = index.Find(id.Value, accepted);
        found = at < 0 ? default : accepted[at];
        return at >= 0;
    }

    /// <summary>The first seq of a command in the book: all that a game accepted stands in it, so one begins where another ended.</summary>
    public int FirstOf(AcceptedCommand command)
    {
        var at = count - 1;
        while (at >= 0 && accepted[at].Last >= command.Last) at--;
        return at < 0 ? 1 : accepted[at].Last + 1;
    }

    /// <summary>The command whose group holds that event; null where none does.</summary>
    public AcceptedCommand? Of(int seq)
    {
        // From the newest: what is asked for is hardly ever old.
        var at = count - 1;
        while (at >= 0 && accepted[at].Last >= seq) at--;
        return at + 1 < count ? accepted[at + 1] : null;
    }

    /// <summary>The command's place, sought from the newest, which is the one most likely sent again, down to one; or -1.</summary>
    private int Newest(Guid id, int downTo)
    {
        // As numbers, in place: copying each id out to compare it costs ten times as much, and every new command is compared with all.
        var sought = MemoryMarshal.Cast<Guid, ulong>(new ReadOnlySpan<Guid>(in id));
        var (low, high) = (sought[0], sought[1]);
        var words = MemoryMarshal.Cast<AcceptedCommand, ulong>(Accepted[downTo..]);
        for (var word = words.Length - WordsEach; word >= 0; word -= WordsEach)
            if (words[word] == low && words[word + 1] == high) return downTo + word / WordsEach;
        return -1;
    }

    public ReceiptBook Add(AcceptedCommand command)
    {
        var shared = accepted;
        if (outgrown || shared.Length == count)
        {
            shared = new AcceptedCommand[count + Math.Max(Spare, count / SparePart)];
            Accepted.CopyTo(shared);
        }

        outgrown = true;
        shared[count] = command;
        return new(shared, count + 1, index);
    }

    public bool Equals(ReceiptBook? other) => other is not null && Accepted.SequenceEqual(other.Accepted);

    public override bool Equals(object? obj) => Equals(obj as ReceiptBook);

    public override int GetHashCode() => count == 0 ? 0 : HashCode.Combine(count, accepted[count - 1]);
}

/// <summary>Where in a long book a command stands: made once for the commands of a moment, then shared by the books that follow.</summary>
internal sealed class ReceiptIndex
{
    /// <summary>Places in the book, from 1, by the hash of the id; 0 where a slot is free. At most half of the slots are taken.</summary>
    private readonly int[] slots;

    public ReceiptIndex(ReadOnlySpan<AcceptedCommand> accepted)
    {
        Count = accepted.Length;
        slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)accepted.Length * 2)];
        for (var place = 1; place <= Count; place++)
        {
            var slot = Slot(accepted[place - 1].Id);
            while (slots[slot] != 0) slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = place;
        }
    }

    /// <summary>The commands that are in it: so many of the oldest.</summary>
    public int Count { get; }

    /// <summary>The command's place from 0, or -1.</summary>
    public int Find(Guid id, AcceptedCommand[] accepted)
    {
        for (var slot = Slot(id); slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
            if (accepted[slots[slot] - 1].Id == id) return slots[slot] - 1;
        return -1;
    }

    private int Slot(Guid id) => id.GetHashCode() & (slots.Length - 1);
}
