using System.Text;

namespace AkkaGame.Retrosheet.Records;

/// <summary>
/// Reads event files (<c>2018CLE.EVA</c>): streaming, one game at a time, in constant memory whatever the file holds. A game with a
/// fault anywhere gives one <see cref="ReadError"/> and nothing else; reading goes on at the next <c>id</c>.
/// </summary>
public static class EventFileReader
{
    /// <summary>Records of one game; the longest real game has less than a tenth of it.</summary>
    private const int RecordsMax = 20_000;

    private const int BytesAtOnce = 64 * 1024;

    private const string FirstRecord = "an id record first, as in id,CLE201804060";

    /// <summary>Reads a file's bytes as Latin-1, as Retrosheet writes them. The caller closes the stream.</summary>
    /// <inheritdoc cref="Read(TextReader, string, ISet{string})"/>
    public static IEnumerable<ReadResult> Read(Stream stream, string fileName, ISet<string>? seen = null) =>
        Read(new StreamReader(stream, Encoding.Latin1, false, BytesAtOnce, leaveOpen: true), fileName, seen);

    /// <param name="text">The file's text, decoded as Latin-1.</param>
    /// <param name="fileName">How messages name the file.</param>
    /// <param name="seen">Ids of games already read, to refuse a second one of the same id across files; the reader adds to it.</param>
    public static IEnumerable<ReadResult> Read(TextReader text, string fileName, ISet<string>? seen = null)
    {
        var lines = new BoundedLines(text);
        var ids = seen ?? new HashSet<string>(StringComparer.Ordinal);
        var texts = new PlayTexts();
        var sheet = new Scoresheet(fileName, texts);
        while (Next(lines, sheet, ids, out var finished))
            if (finished is not null) yield return finished;
        if (sheet.Finish(lines.Number) is { } last) yield return last;
        else if (!sheet.HasBegun && !sheet.HasFailed)
            yield return new ReadError(fileName, Math.Max(1, lines.Number), null, FirstRecord, "an empty file");
    }

    /// <summary>Takes one line. False at the end of the text.</summary>
    private static bool Next(BoundedLines lines, Scoresheet sheet, ISet<string> ids, out ReadResult? finished)
    {
        finished = null;
        var kind = lines.Read(out var line);
        if (kind == LineKind.End) return false;
        if (kind == LineKind.TooLong)
        {
            sheet.Refuse(lines.Number, $"a line of at most {BoundedLines.LengthMax} characters", "a longer one");
            return true;
        }

        if (line.StartsWith("id,"))
        {
            finished = sheet.Finish(lines.Number);
            sheet.Begin(line, lines.Number, ids);
            return true;
        }

        if (sheet.HasFailed || IsBlank(line)) return true;
        if (!TextOf.Game(line, out var expected)) sheet.Refuse(lines.Number, expected, "other bytes");
        else if (!sheet.HasBegun && line.StartsWith("com,")) return true; // Some files open with a word on who owns them.
        else if (!sheet.HasBegun && line.StartsWith("com,")) return true; // Older releases open with a copyright line.
        else if (!sheet.HasBegun) sheet.Refuse(lines.Number, FirstRecord, TextOf.Excerpt(line));
        else if (sheet.Records >= RecordsMax) sheet.Refuse(lines.Number, $"at most {RecordsMax} records in a game", "more");
        else sheet.Take(line, lines.Number);
        return true;
    }

    /// <summary>Nothing, or the end-of-file mark that old systems left.</summary>
    private static bool IsBlank(ReadOnlySpan<char> line) => line.IsEmpty || line is "\u001A" || line.IsWhiteSpace();
}

/// <summary>Is this line text as Retrosheet writes it?</summary>
internal static class TextOf
{
    public static bool Game(ReadOnlySpan<char> line, out string expected)
    {
        expected = "";
        if (line.ContainsAnyInRange('\0', '\u0008') || line.ContainsAnyInRange('\u000A', '\u001F') || line.Contains('\u007F'))
            expected = "text, one record a line";
        else if (line.ContainsAnyExceptInRange('\0', '\u007F') && !IsLatin1(line))
            expected = "Latin-1 text";
        return expected.Length == 0;
    }

    /// <summary>UTF-8 read as Latin-1 shows as a letter of its lead bytes before one of its trail bytes, which no name holds.</summary>
    private static bool IsLatin1(ReadOnlySpan<char> line)
    {
        if (line.ContainsAnyInRange('\u0080', '\u009F') || line.ContainsAny('\uFFFD', '\uFEFF')) return false;
        for (var i = 0; i + 1 < line.Length; i++)
            if (line[i] is >= '\u00C2' and <= '\u00F4' && line[i + 1] is >= '\u00A0' and <= '\u00BF') return false;
        return true;
    }

    /// <summary>The beginning of what was found, fit to be printed.</summary>
    public static string Excerpt(ReadOnlySpan<char> found)
    {
        const int charsMax = 40;
        var shown = found[..Math.Min(found.Length, charsMax)].ToString();
        var printable = string.Create(shown.Length, shown, static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) ? '?' : from[i];
        });
        return found.Length > charsMax ? $"\"{printable}...\"" : $"\"{printable}\"";
    }
}
