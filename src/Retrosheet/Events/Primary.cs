using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Events;

/// <summary>The first word of an event: what happened, with whatever happened along with it (<c>K+SB2</c>, <c>SB3;SB2</c>).</summary>
internal static class Primary
{
    private const string AnyCode = "a play: fielders, S D T HR, W IW HP, K, E, FC, C, SB CS PO POCS, WP PB BK DI OA or FLE";
    private const string RunnersCode = "a runners' play: SB CS PO POCS, WP PB BK DI OA or E";

    public static bool Parse(ref Cursor cursor, PlayDraft draft)
    {
        if (char.IsAsciiDigit(cursor.Next)) return BattedOut(ref cursor, draft);
        var start = cursor.At;
        var word = cursor.Letters();
        return word switch
        {
            "S" => Fielded(ref cursor, draft, PlayCode.Single),
            "D" => Fielded(ref cursor, draft, PlayCode.Double),
            "DGR" => Fielded(ref cursor, draft, PlayCode.GroundRuleDouble),
            "T" => Fielded(ref cursor, draft, PlayCode.Triple),
            "HR" or "H" => Fielded(ref cursor, draft, PlayCode.HomeRun),
            "FC" => Fielded(ref cursor, draft, PlayCode.FieldersChoice),
            "HP" => draft.AddPart(PlayCode.HitByPitch),
            "C" => draft.AddPart(PlayCode.Interference),
            "E" => Error(ref cursor, draft, PlayCode.ErrorMade),
            "FLE" => Error(ref cursor, draft, PlayCode.FoulError),
            "K" => Fielded(ref cursor, draft, PlayCode.Strikeout) && AlongWith(ref cursor, draft),
            "W" => draft.AddPart(PlayCode.Walk) && AlongWith(ref cursor, draft),
            "IW" or "I" => draft.AddPart(PlayCode.IntentionalWalk) && AlongWith(ref cursor, draft),
            "NP" => cursor.FailAt(start, "a play: NP is none"),
            _ => Runners(ref cursor, draft, word, start, AnyCode) && MoreRunners(ref cursor, draft),
        };
    }

    /// <summary>The <c>+</c> after a strikeout or walk; alone at the end it is only emphasis.</summary>
    private static bool AlongWith(ref Cursor cursor, PlayDraft draft)
    {
        if (cursor.Next != '+' || !char.IsAsciiLetterUpper(cursor.After(1))) return true;
        cursor.Take('+');
        return OneRunners(ref cursor, draft) && MoreRunners(ref cursor, draft);
    }

    private static bool MoreRunners(ref Cursor cursor, PlayDraft draft)
    {
        while (cursor.Take(';'))
            if (!OneRunners(ref cursor, draft)) return false;
        return true;
    }

    private static bool OneRunners(ref Cursor cursor, PlayDraft draft)
    {
        var start = cursor.At;
        // No play has more: three runners, each picked off or stealing once, and a wild pitch beside it.
        if (draft.Parts.Count >= 6) return cursor.Fail("at most 6 things in one play");
        var word = cursor.Letters();
        return word is "E" ? Error(ref cursor, draft, PlayCode.ErrorMade) : Runners(ref cursor, draft, word, start, RunnersCode);
    }

    private static bool Runners(ref Cursor cursor, PlayDraft draft, ReadOnlySpan<char> word, int start, string expected) => word switch
    {
        "SB" => OnABase(ref cursor, draft, PlayCode.StolenBase, "base 2, 3 or H"),
        "SBH" => AtHome(ref cursor, draft, PlayCode.StolenBase),
        "CS" => OnABase(ref cursor, draft, PlayCode.CaughtStealing, "base 2, 3 or H"),
        "CSH" => AtHome(ref cursor, draft, PlayCode.CaughtStealing),
        "PO" => OnABase(ref cursor, draft, PlayCode.PickedOff, "base 1, 2 or 3"),
        "POCS" => OnABase(ref cursor, draft, PlayCode.PickedOffStealing, "base 2, 3 or H"),
        "POCSH" => AtHome(ref cursor, draft, PlayCode.PickedOffStealing),
        "WP" => draft.AddPart(PlayCode.WildPitch),
        "PB" => draft.AddPart(PlayCode.PassedBall),
        "BK" => draft.AddPart(PlayCode.Balk),
        "DI" => draft.AddPart(PlayCode.DefensiveIndifference),
        "OA" => draft.AddPart(PlayCode.OtherAdvance),
        _ => cursor.FailAt(start, expected),
    };

    private static bool OnABase(ref Cursor cursor, PlayDraft draft, PlayCode code, string expected)
    {
        var start = cursor.At;
        var isPickoff = code == PlayCode.PickedOff;
        if (cursor.TakeBase() is not { } on || on is Base.Batter or Base.Home || (on == Base.First && !isPickoff))
            return cursor.FailAt(start, expected);
        return PlayedAt(ref cursor, draft, code, on);
    }

    private static bool AtHome(ref Cursor cursor, PlayDraft draft, PlayCode code) => PlayedAt(ref cursor, draft, code, Base.Home);

    private static bool PlayedAt(ref Cursor cursor, PlayDraft draft, PlayCode code, Base on) =>
        AdvanceText.Items(ref cursor, draft, out var ruling) && draft.AddPart(code, on, ruling);

    private static bool Fielded(ref Cursor cursor, PlayDraft draft, PlayCode code)
    {
        if (!cursor.Fielders(out var by)) return false;
        if (!by.IsEmpty) draft.Handlings.Add(new(by));
        return draft.AddPart(code);
    }

    private static bool Error(ref Cursor cursor, PlayDraft draft, PlayCode code)
    {
        if (!char.IsAsciiDigit(cursor.Next)) return cursor.Fail("the fielder who erred, 1-9");
        draft.Handlings.Add(new(Fielding.ErrorOf((Position)(cursor.Next - '0'))));
        cursor.Take(cursor.Next);
        return draft.AddPart(code);
    }

    /// <summary>Digits: one group for each man put out, named in parentheses unless he is the batter and the last.</summary>
    private static bool BattedOut(ref Cursor cursor, PlayDraft draft)
    {
        Fielding last = default;
        var named = 0;
        do
        {
            if (!cursor.Fielders(out var group)) return false;
            if (group.IsEmpty) return cursor.Fail("a fielder, 1-9");
            // Nobody carries the ball on from, or to, fielders whom the scorer did not see.
            var by = last.IsEmpty || last.IsUnknown || group.IsUnknown ? group : Fielding.Of(last.Last).Then(group);
            var start = cursor.At;
            if (!Retired(ref cursor, out var on, out var isNamed)) return false;
            if ((named & 1 << (int)on) != 0) return cursor.FailAt(start, "each man put out once");
            named |= 1 << (int)on;
            if (last.IsEmpty && !isNamed && by.HasError)
            {
                draft.Handlings.Add(new(by));
                return draft.AddPart(PlayCode.ErrorMade);
            }

            draft.Handlings.Add(new(by, on));
            last = by;
        }
        while (char.IsAsciiDigit(cursor.Next) || cursor.Next == 'E');

        return draft.AddPart(PlayCode.Out);
    }

    private static bool Retired(ref Cursor cursor, out Base on, out bool isNamed)
    {
        on = Base.Batter;
        isNamed = cursor.Take('(');
        if (!isNamed) return true;
        var start = cursor.At;
        if (cursor.TakeBase() is not { } named || named == Base.Home) return cursor.FailAt(start, "the man put out: B, 1, 2 or 3");
        on = named;
        return cursor.Take(')') || cursor.Fail("a closing parenthesis");
    }
}
