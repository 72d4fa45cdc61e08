namespace AkkaGame.Retrosheet.Records;

/// <summary>What <see cref="BoundedLines.Read"/> came upon.</summary>
internal enum LineKind { Line, TooLong, End }

/// <summary>
/// Lines of a text, each with a bound: a file of one endless line is passed over in constant memory. LF and CRLF both end a line.
/// </summary>
internal sealed class BoundedLines(TextReader text)
{
    /// <summary>Characters. Comments are the longest records; the longest real one has less than a quarter of it.</summary>
    public const int LengthMax = 2000;

    private readonly char[] buffer = new char[32 * 1024];
    private readonly char[] carried = new char[LengthMax];
    private int at;
    private int filled;

    /// <summary>The number of the line last read, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Reads a line without its end. <paramref name="line"/> is good until the next call.</summary>
    public LineKind Read(out ReadOnlySpan<char> line)
    {
        var carriedLength = 0;
        var any = false;
        var tooLong = false;
        while (at < filled || Fill())
        {
            any = true;
            var rest = buffer.AsSpan(at, filled - at);
            var end = rest.IndexOf('\n');
            var piece = end < 0 ? rest : rest[..end];
            at += end < 0 ? rest.Length : end + 1;
            tooLong |= carriedLength + piece.Length > LengthMax;
            if (end >= 0 && carriedLength == 0 && !tooLong) return Ended(piece, out line);
            if (!tooLong)
            {
                piece.CopyTo(carried.AsSpan(carriedLength));
                carriedLength += piece.Length;
            }

            if (end >= 0) break;
        }

        line = default;
        if (!any) return LineKind.End;
        if (!tooLong) return Ended(carried.AsSpan(0, carriedLength), out line);
        Number++;
        return LineKind.TooLong;
    }

    private LineKind Ended(ReadOnlySpan<char> piece, out ReadOnlySpan<char> line)
    {
        Number++;
        line = piece is [.. var body, '\r'] ? body : piece;
        return LineKind.Line;
    }

    private bool Fill()
    {
        at = 0;
        filled = text.Read(buffer, 0, buffer.Length);
        return filled > 0;
    }
}
