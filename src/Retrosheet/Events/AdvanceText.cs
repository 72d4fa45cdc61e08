using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Events;

/// <summary>What became of the runners, after the dot: <c>2-H(UR);1X3(75);B-2(TH)</c>.</summary>
internal static class AdvanceText
{
    /// <summary>More than any real runner has; a bound against lines made to hurt.</summary>
    private const int ItemsMax = 12;

    public static bool ParseAll(ref Cursor cursor, PlayDraft draft)
    {
        do
        {
            if (!One(ref cursor, draft)) return false;
        }
        while (cursor.Take(';'));
        return true;
    }

    private static bool One(ref Cursor cursor, PlayDraft draft)
    {
        var start = cursor.At;
        if (cursor.TakeBase() is not { } from || from == Base.Home) return cursor.FailAt(start, "a runner: B, 1, 2 or 3");
        foreach (var other in draft.Advances)
            if (other.From == from) return cursor.FailAt(start, "each runner once");
        var played = cursor.Take('X');
        if (!played && !cursor.Take('-')) return cursor.Fail("- (safe) or X (out)");
        var target = cursor.At;
        if (cursor.TakeBase() is not { } to || to == Base.Batter) return cursor.FailAt(target, "a base: 1, 2, 3 or H");
        if (!Items(ref cursor, draft, out var ruling)) return false;
        cursor.SkipAll('+', '-');
        var handlings = draft.TakeHandlings();
        draft.Advances.Add(new(from, to, played ? Fates.OfAPlayAt(handlings) : Fate.Safe, false, handlings, ruling));
        return true;
    }

    /// <summary>
    /// Reads every parenthesis that follows: fielders into the draft's handlings, the scorer's flags into <paramref name="ruling"/>.
    /// </summary>
    public static bool Items(ref Cursor cursor, PlayDraft draft, out Ruling ruling)
    {
        ruling = Ruling.None;
        while (cursor.Take('('))
        {
            if (draft.Handlings.Count == ItemsMax) return cursor.Fail($"at most {ItemsMax} parentheses on one runner");
            if (!Item(ref cursor, draft, ref ruling)) return false;
        }

        return true;
    }

    private static bool Item(ref Cursor cursor, PlayDraft draft, ref Ruling ruling)
    {
        if (!cursor.Fielders(out var by)) return false;
        // Stray letters after the fielders, (5X), say nothing that anyone has explained.
        var word = by.IsEmpty ? default : cursor.Letters();
        string? note = null;
        var first = by.IsEmpty;
        while (first || cursor.Take('/'))
        {
            first = false;
            word = cursor.LettersAndDigits();
            if (word.IsEmpty) return cursor.Fail("fielders, a note such as TH, or a ruling such as UR");
            var flag = Flag(word);
            ruling |= flag;
            if (flag == Ruling.None) note = note is null ? Intern.Of(word) : Intern.Of($"{note}/{word}");
        }

        if (!cursor.Take(')')) return cursor.Fail("a closing parenthesis");
        if (!by.IsEmpty || note is not null) draft.Handlings.Add(new(by, null, note));
        return true;
    }

    private static Ruling Flag(ReadOnlySpan<char> word) => word switch
    {
        "UR" => Ruling.Unearned,
        "TUR" => Ruling.TeamUnearned,
        "NR" or "NORBI" => Ruling.NoRbi,
        "RBI" => Ruling.Rbi,
        "WP" => Ruling.OnWildPitch,
        "PB" => Ruling.OnPassedBall,
        _ => Ruling.None,
    };
}
