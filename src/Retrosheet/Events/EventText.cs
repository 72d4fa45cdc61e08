using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Events;

/// <summary>Why an event text was not understood.</summary>
/// <param name="Column">Where in the text as written, from 1.</param>
/// <param name="Expected">What the grammar allows there.</param>
public readonly record struct EventTextError(int Column, string Expected)
{
    public override string ToString() => $"column {Column}: expected {Expected}";
}

/// <summary>
/// The scorer's shorthand for one play, as Retrosheet writes it: <c>64(1)3/GDP/G6.2-3</c> is what happened, slash by slash how,
/// and after the dot what became of each runner. Reading is <c>event := primary { "/" modifier } [ "." advance { ";" advance } ]</c>.
/// </summary>
public static class EventText
{
    /// <summary>The longest event text that is read; the longest one in 27 real seasons has less than a third of it.</summary>
    public const int LengthMax = 255;

    [ThreadStatic] private static PlayDraft? shared;

    /// <summary>
    /// Reads <paramref name="text"/>. False, with the place and what was expected there, where it is not an event; never throws.
    /// </summary>
    /// <remarks>NP ("no play") is refused: it carries substitutions and is not a play.</remarks>
    public static bool TryParse(ReadOnlySpan<char> text, out ScoredPlay play, out EventTextError error)
    {
        play = null!;
        if (text.Length > LengthMax)
        {
            error = new(LengthMax + 1, $"at most {LengthMax} characters");
            return false;
        }

        Span<char> clean = stackalloc char[LengthMax];
        var cursor = new Cursor(clean[..Undecorate(text, clean)]);
        var draft = shared ??= new PlayDraft();
        draft.Clear();
        if (!Parse(ref cursor, draft))
        {
            error = new(ColumnAsWritten(text, cursor.At), cursor.Expected);
            return false;
        }

        error = default;
        play = draft.Build();
        return true;
    }

    private static bool Parse(ref Cursor cursor, PlayDraft draft)
    {
        if (!Primary.Parse(ref cursor, draft)) return false;
        cursor.SkipAll('+', '-');
        while (cursor.Take('/'))
            if (!Modifier.Parse(ref cursor, draft)) return false;
        if (cursor.Take('.') && !AdvanceText.ParseAll(ref cursor, draft)) return false;
        return cursor.AtEnd || cursor.Fail("the end of the event, a / or a .");
    }

    /// <summary>Capitals, and without the scorer's marks of doubt and applause, which say nothing about the play.</summary>
    private static int Undecorate(ReadOnlySpan<char> text, Span<char> clean)
    {
        var length = 0;
        foreach (var c in text)
            if (!IsDecoration(c)) clean[length++] = char.ToUpperInvariant(c);
        return length;
    }

    private static bool IsDecoration(char c) => c is '#' or '!' or '?' or ' ';

    private static int ColumnAsWritten(ReadOnlySpan<char> text, int index)
    {
        var column = 0;
        for (; column < text.Length; column++)
            if (!IsDecoration(text[column]) && index-- == 0) break;
        return column + 1;
    }
}
