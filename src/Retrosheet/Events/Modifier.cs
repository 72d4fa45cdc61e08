using System.Buffers;
using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Events;

/// <summary>What stands between slashes: how the ball left the bat and where it went, and the scorer's remarks on the play.</summary>
internal static class Modifier
{
    /// <summary>More than any real play has; a bound against lines made to hurt.</summary>
    private const int AnnotationsMax = 16;

    private static readonly SearchValues<char> ofAZone = SearchValues.Create("0123456789DSMLRFXW");

    public static bool Parse(ref Cursor cursor, PlayDraft draft)
    {
        var word = cursor.LettersAndDigits();
        // Hard or soft: decoration, of which only the batted-ball files hold much.
        cursor.SkipAll('+', '-');
        // Two slashes in a row, or one before the dot: an empty remark.
        if (word.IsEmpty)
            return cursor.AtEnd || cursor.Next is '/' or '.' || cursor.Fail("a modifier of letters and digits");
        if (IsOfTheBattersPart(word, draft) || IsBattedBall(word, draft)) return true;
        if (draft.Annotations.Count == AnnotationsMax) return cursor.Fail($"at most {AnnotationsMax} modifiers");
        draft.Annotations.Add(Intern.Of(word));
        return true;
    }

    /// <summary>C/E2 names who interfered, HR/IPHR says that the ball stayed in the park: both belong to the play's first part.</summary>
    private static bool IsOfTheBattersPart(ReadOnlySpan<char> word, PlayDraft draft)
    {
        var first = draft.Parts[0];
        switch (first.Code)
        {
            case PlayCode.Interference when first.Handlings.Count == 0 && word is ['E', >= '0' and <= '9']:
                draft.Parts[0] = first with { Handlings = [new(Fielding.ErrorOf((Position)(word[1] - '0')))] };
                return true;
            case PlayCode.HomeRun when word is "IPHR":
                draft.Parts[0] = first with { InsideThePark = true };
                return true;
            default:
                return false;
        }
    }

    /// <summary>G, F7, 89XD: trajectory, zone or both. The first of each counts; a second one is kept as a remark.</summary>
    private static bool IsBattedBall(ReadOnlySpan<char> word, PlayDraft draft)
    {
        var zone = word;
        var trajectory = LeftTheBat(ref zone);
        if (!zone.IsEmpty && !IsZone(zone)) return false;
        if (trajectory != Trajectory.Unknown && draft.Trajectory != Trajectory.Unknown) return false;
        if (!zone.IsEmpty && draft.Location is not null) return false;
        if (trajectory != Trajectory.Unknown) draft.Trajectory = trajectory;
        if (!zone.IsEmpty) draft.Location = Intern.Of(zone);
        return true;
    }

    private static Trajectory LeftTheBat(ref ReadOnlySpan<char> word)
    {
        var letters = word[0] == 'B' && word.Length > 1 && !char.IsAsciiDigit(word[1]) ? 2 : 1;
        var trajectory = word[..letters] switch
        {
            "G" => Trajectory.GroundBall,
            "F" => Trajectory.FlyBall,
            "L" => Trajectory.LineDrive,
            "P" => Trajectory.PopUp,
            "BG" => Trajectory.BuntGroundBall,
            "BP" => Trajectory.BuntPopUp,
            "BL" => Trajectory.BuntLineDrive,
            "BF" => Trajectory.BuntFoul,
            _ => Trajectory.Unknown,
        };
        if (trajectory != Trajectory.Unknown) word = word[letters..];
        return trajectory;
    }

    private static bool IsZone(ReadOnlySpan<char> word) => char.IsAsciiDigit(word[0]) && word.IndexOfAnyExcept(ofAZone) < 0;
}
