using System.Globalization;

namespace AkkaGame.Retrosheet.Reference;

/// <summary>A file of the reference does not read as the table it should be. The message names line and column.</summary>
public sealed class ReferenceFormatException(string message) : FormatException(message);

/// <summary>
/// A comma separated table, one line at a time: the fields of the present line are views into one buffer, so a season costs no
/// strings. Text may be quoted; numbers and a few texts are not. A quote inside quotes needs no doubling: a field ends where a
/// quote is followed by a comma or the line's end.
/// </summary>
internal sealed class CsvReader
{
    private const int LineMax = 1 << 20;

    private readonly TextReader from;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);
    private char[] buffer = new char[1 << 15];
    private int start, end;
    private int[] starts = new int[256], lengths = new int[256];
    private bool ended;

    /// <summary>Reads the header. An empty file has no columns.</summary>
    public CsvReader(TextReader from)
    {
        this.from = from;
        if (!Read()) return;
        for (var i = 0; i < Count; i++) columns.TryAdd(this[i].ToString(), i);
    }

    /// <summary>The number of the present line, from 1 for the header.</summary>
    public int Line { get; private set; }

    /// <summary>Fields on the present line.</summary>
    public int Count { get; private set; }

    public IReadOnlyDictionary<string, int> Columns => columns;

    /// <summary>The place of the column of that name, -1 where the table has none.</summary>
    public int Find(string column) => columns.GetValueOrDefault(column, -1);

    /// <summary>The place of the column of that name.</summary>
    /// <exception cref="ReferenceFormatException">The table has no such column.</exception>
    public int Need(string column) =>
        columns.TryGetValue(column, out var at) ? at : throw new ReferenceFormatException($"line 1: the column {column} is missing");

    public ReadOnlySpan<char> this[int field] => buffer.AsSpan(starts[field], lengths[field]);

    /// <summary>The number in that field; an empty one is 0.</summary>
    /// <exception cref="ReferenceFormatException">Something else stands there.</exception>
    public short Number(int field)
    {
        var text = this[field];
        if (text.Length == 1 && char.IsAsciiDigit(text[0])) return (short)(text[0] - '0');
        if (text.Length == 0) return 0;
        if (short.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        throw new ReferenceFormatException($"line {Line}: {columns.First(c => c.Value == field).Key} is not a number: {text}");
    }

    /// <summary>Goes to the next line. False at the end; blank lines are passed over.</summary>
    /// <exception cref="ReferenceFormatException">
    /// A line has another number of fields than the header, or more than a million characters.
    /// </exception>
    public bool Read()
    {
        while (true)
        {
            var length = LineLength();
            if (length < 0) return false;
            Line++;
            var line = buffer.AsSpan(start, length).TrimEnd('\r');
            if (!line.IsEmpty)
            {
                Split(line, start);
                if (columns.Count > 0 && Count != columns.Count)
                    throw new ReferenceFormatException($"line {Line}: {Count} fields where the header has {columns.Count}");
            }

            start += length + 1;
            if (!line.IsEmpty) return true;
        }
    }

    /// <summary>
    /// How far the next line goes, its end not counted; -1 where there is none. Afterwards the whole line is in the buffer.
    /// </summary>
    private int LineLength()
    {
        var searched = 0;
        while (true)
        {
            var at = buffer.AsSpan(start + searched, Math.Max(0, end - start - searched)).IndexOf('\n');
            if (at >= 0) return searched + at;
            if (ended) return start < end ? end - start : -1;
            searched = Math.Max(0, end - start);
            if (searched > LineMax) throw new ReferenceFormatException($"line {Line + 1}: longer than {LineMax} characters");
            Fill(searched);
        }
    }

    private void Fill(int kept)
    {
        var into = kept > buffer.Length / 2 ? new char[buffer.Length * 2] : buffer;
        Array.Copy(buffer, Math.Min(start, buffer.Length - kept), into, 0, kept);
        (buffer, start, end) = (into, 0, kept);
        var read = from.Read(buffer, end, buffer.Length - end);
        ended = read == 0;
        end += read;
    }

    private void Split(ReadOnlySpan<char> line, int offset)
    {
        Count = 0;
        var at = 0;
        while (at <= line.Length)
        {
            if (Count == starts.Length) (starts, lengths) = ([.. starts, .. new int[Count]], [.. lengths, .. new int[Count]]);
            var next = at;
            if (at < line.Length && line[at] == '"')
            {
                next = at + 1;
                while (next < line.Length && !(line[next] == '"' && (next + 1 == line.Length || line[next + 1] == ','))) next++;
                (starts[Count], lengths[Count]) = (offset + at + 1, next - at - 1);
                if (next < line.Length) next++;
            }
            else
            {
                while (next < line.Length && line[next] != ',') next++;
                (starts[Count], lengths[Count]) = (offset + at, next - at);
            }

            Count++;
            at = next + 1;
        }
    }
}
