namespace AkkaGame.Messages;

/// <summary>
/// Who handled the ball, in order, in scorer's notation: <c>63</c> is shortstop to first, <c>6E3</c> the same with the first
/// baseman dropping the throw, <c>E7</c> an error of the left fielder, <c>0</c> or <c>9</c>9 a fielder nobody named.
/// Up to 16 marks (4 bits each: 0-9 a fielder, 15 the E before the one who erred), so it costs a word and no memory.
/// </summary>
public readonly record struct Fielding
{
    public const int MarksMax = 16;
    private const int Erred = 15;

    private readonly ulong marks;
    private readonly byte count;

    private Fielding(ulong marks, byte count) => (this.marks, this.count) = (marks, count);

    /// <summary>True where nobody is named.</summary>
    public bool IsEmpty => count == 0;

    /// <summary>The number of marks, an E counted as one.</summary>
    public int Length => count;

    /// <summary>True where one of the marks is an E: the out was not made, or a base was given.</summary>
    public bool HasError
    {
        get
        {
            for (var i = 0; i < count; i++) if (Mark(i) == Erred) return true;
            return false;
        }
    }

    /// <summary>The last fielder to touch the ball, 0 where there is none.</summary>
    public Position Last => count > 0 && Mark(count - 1) <= 9 ? (Position)Mark(count - 1) : Position.None;

    /// <summary>The first fielder to touch the ball, whether he erred or not; <see cref="Position.None"/> where there is none.</summary>
    public Position First
    {
        get
        {
            foreach (var (fielder, _) in Touches()) return fielder;
            return Position.None;
        }
    }

    /// <summary>True where the scorer wrote 99: he did not see who made the out, so nobody is credited.</summary>
    public bool IsUnknown => count == 2 && EndsUnknown;

    /// <summary>True where the chain ends in 99: who made the out was not seen, whoever had the ball before.</summary>
    public bool EndsUnknown => count >= 2 && Mark(count - 1) == 9 && Mark(count - 2) == 9;

    /// <summary>Each fielder in order, and whether he erred.</summary>
    public IEnumerable<(Position Fielder, bool Erred)> Touches()
    {
        var erred = false;
        for (var i = 0; i < count; i++)
        {
            var mark = Mark(i);
            if (mark == Erred) { erred = true; continue; }
            yield return ((Position)mark, erred);
            erred = false;
        }
    }

    /// <summary>The mark at <paramref name="index"/>: 0-9 a fielder, -1 an E before the next one.</summary>
    public int this[int index] => Mark(index) == Erred ? -1 : Mark(index);

    /// <summary>This chain with one more fielder at its end, once: 64 then 4 stays 64.</summary>
    public Fielding Then(Fielding more)
    {
        var joined = this;
        var from = !IsEmpty && !more.IsEmpty && more.Mark(0) == Mark(count - 1) ? 1 : 0;
        for (var i = from; i < more.count; i++) joined =
            new(joined.marks | (ulong)more.Mark(i) << (4 * joined.count), (byte)(joined.count + 1));
        return joined;
    }

    /// <summary>True where <paramref name="fielder"/> touched the ball.</summary>
    public bool Names(Position fielder)
    {
        for (var i = 0; i < count; i++) if (Mark(i) == (int)fielder) return true;
        return false;
    }

    /// <summary>This list with one more fielder; past 16 the list stays as it is, for no play credits so many.</summary>
    public Fielding With(Position fielder) => count == MarksMax ? this : new(marks | (ulong)fielder << (4 * count), (byte)(count + 1));

    /// <summary>A single fielder.</summary>
    public static Fielding Of(Position fielder) => new((ulong)fielder, 1);

    /// <summary>A single fielder's error.</summary>
    public static Fielding ErrorOf(Position fielder) => new(Erred | (ulong)fielder << 4, 2);

    /// <summary>
    /// Reads digits and E's. False where another character stands there, an E is not followed by a digit, or there are more than 16
    /// marks.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Fielding fielding)
    {
        fielding = default;
        if (text.Length > MarksMax) return false;
        ulong marks = 0;
        for (var i = 0; i < text.Length; i++)
        {
            ulong mark;
            if (char.IsAsciiDigit(text[i])) mark = (ulong)(text[i] - '0');
            else if (text[i] is 'E' or 'e' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])) mark = Erred;
            else return false;
            marks |= mark << (4 * i);
        }

        fielding = new(marks, (byte)text.Length);
        return true;
    }

    public override string ToString() =>
        string.Create(count, this, static (text, self) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = self.Mark(i) == Erred ? 'E' : (char)('0' + self.Mark(i));
        });

    private int Mark(int index) => (int)(marks >> (4 * index)) & 15;
}
