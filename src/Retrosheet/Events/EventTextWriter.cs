using System.Text;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Events;

/// <summary>Writes a play as an event text. Reading it back gives an equal <see cref="ScoredPlay"/>.</summary>
public static class EventTextWriter
{
    public static string Write(ScoredPlay play)
    {
        var text = new StringBuilder(48);
        Write(text, play);
        return text.ToString();
    }

    /// <summary>What the scorer wrote of a play that was made: its facts without what the rules added.</summary>
    public static ScoredPlay Scored(PlayMade made)
    {
        var advances = new Advance[made.Moves.Count];
        for (var i = 0; i < advances.Length; i++)
        {
            var m = made.Moves[i];
            advances[i] = new(m.From, m.To, m.Fate, m.Implied, m.Handlings, m.Ruling);
        }

        return new(made.Parts, new(advances), made.Trajectory, made.Location, made.Annotations);
    }

    public static void Write(StringBuilder text, ScoredPlay play)
    {
        Parts(text, play);
        if (play.Parts[0] is { Code: PlayCode.Interference, Handlings.Count: > 0 } interference)
            text.Append('/').Append(interference.Handlings[0].By);
        if (play.Parts[0] is { Code: PlayCode.HomeRun, InsideThePark: true, Handlings.Count: 0 }) text.Append("/IPHR");
        if (play.Trajectory != Trajectory.Unknown || play.Location is not null)
            text.Append('/').Append(LeftTheBat(play.Trajectory)).Append(play.Location);
        foreach (var annotation in play.Annotations) text.Append('/').Append(annotation);
        Advances(text, play);
    }

    private static void Parts(StringBuilder text, ScoredPlay play)
    {
        for (var i = 0; i < play.Parts.Count; i++)
        {
            if (i > 0) text.Append(i == 1 && play.Parts[0].Code.EndsTurnAtBat() ? '+' : ';');
            Part(text, play, play.Parts[i]);
        }
    }

    private static void Part(StringBuilder text, ScoredPlay play, PlayPart part)
    {
        if (part.Code == PlayCode.Out)
        {
            BattedOut(text, part);
            return;
        }

        text.Append(Word(part.Code));
        if (part.Code.NamesABase())
        {
            text.Append(Letter(part.Base));
            Handlings(text, part.Handlings);
            if (WrittenInside(play, part) is { } ruling) Flags(text, ruling);
        }
        else if (part.Code != PlayCode.Interference && part.Handlings.Count > 0)
        {
            var by = part.Handlings[0].By.ToString();
            text.Append(part.Code == PlayCode.FoulError ? by[1..] : by);
        }
    }

    /// <summary>A steal whose runner's ruling has no place but the steal's own parentheses: <c>SBH(UR)</c>.</summary>
    private static Ruling? WrittenInside(ScoredPlay play, PlayPart part)
    {
        var from = part.Code == PlayCode.PickedOff ? part.Base : part.Base - 1;
        foreach (var advance in play.Advances)
            if (advance.Implied && advance.From == from) return advance.Ruling;
        return null;
    }

    /// <summary>Each group leaves out the fielder with whom the group before ended, and the batter where he is the last.</summary>
    private static void BattedOut(StringBuilder text, PlayPart part)
    {
        Fielding last = default;
        for (var i = 0; i < part.Handlings.Count; i++)
        {
            var (by, on, _) = part.Handlings[i];
            text.Append(last.IsEmpty ? by : Continued(last, by));
            if (on is { } runner && (runner != Base.Batter || i < part.Handlings.Count - 1))
                text.Append('(').Append(Letter(runner)).Append(')');
            // A single group with an error and no name would read as the batter's error.
            else if (part.Handlings.Count == 1 && by.HasError) text.Append("(B)");
            last = by;
        }

        if (part.Handlings.Count == 0) text.Append("99");
    }

    private static Fielding Continued(Fielding last, Fielding by)
    {
        if (last.IsUnknown || by.IsUnknown || by.Length < 2 || !Fielding.TryParse(by.ToString().AsSpan(1), out var rest)) return by;
        return Fielding.Of(last.Last).Then(rest) == by ? rest : by;
    }

    private static void Advances(StringBuilder text, ScoredPlay play)
    {
        Span<Implied> said = stackalloc Implied[Implied.Max];
        ReadOnlySpan<Implied> implied = said[..Implied.By(play.Parts, play.Annotations, play.Trajectory, said)];
        var parter = '.';
        foreach (var advance in play.Advances)
        {
            if (advance.Implied && IsSaid(advance, implied)) continue;
            text.Append(parter).Append(Letter(advance.From)).Append(IsWrittenSafe(advance, implied) ? '-' : 'X').Append(Letter(advance.To));
            Handlings(text, advance.Handlings);
            Flags(text, advance.Ruling);
            parter = ';';
        }
    }

    /// <summary>Whoever marks an advance as implied may be wrong: what the code does not say is written.</summary>
    private static bool IsSaid(Advance advance, ReadOnlySpan<Implied> implied)
    {
        // A man who stays is named only because another pitcher answers for him now, which follows from the rest.
        if (advance.From == advance.To && advance.Fate == Fate.Safe) return true;
        foreach (var said in implied) if (said.From == advance.From) return true;
        return false;
    }

    private static bool IsWrittenSafe(Advance advance, ReadOnlySpan<Implied> implied)
    {
        if (advance.Fate == Fate.Out) return false;
        if (advance.Fate == Fate.Safe) return true;
        // Safe on an error is written X only where the error stands in his own parentheses and not in the play's code.
        foreach (var said in implied) if (said.From == advance.From) return said.Fate == Fate.SafeOnError;
        return Fates.OfAPlayAt(advance.Handlings) != Fate.SafeOnError;
    }

    private static void Handlings(StringBuilder text, EquatableArray<Handling> handlings)
    {
        foreach (var (by, _, note) in handlings)
        {
            text.Append('(').Append(by);
            if (note is not null) text.Append(by.IsEmpty ? "" : "/").Append(note);
            text.Append(')');
        }
    }

    private static void Flags(StringBuilder text, Ruling ruling)
    {
        if (ruling.HasFlag(Ruling.Unearned)) text.Append("(UR)");
        if (ruling.HasFlag(Ruling.TeamUnearned)) text.Append("(TUR)");
        if (ruling.HasFlag(Ruling.NoRbi)) text.Append("(NR)");
        if (ruling.HasFlag(Ruling.Rbi)) text.Append("(RBI)");
        if (ruling.HasFlag(Ruling.OnWildPitch)) text.Append("(WP)");
        if (ruling.HasFlag(Ruling.OnPassedBall)) text.Append("(PB)");
    }

    private static char Letter(Base on) => "B123H"[(int)on];

    private static string Word(PlayCode code) => code switch
    {
        PlayCode.Strikeout => "K",
        PlayCode.Walk => "W",
        PlayCode.IntentionalWalk => "IW",
        PlayCode.HitByPitch => "HP",
        PlayCode.Interference => "C",
        PlayCode.ErrorMade => "",
        PlayCode.FieldersChoice => "FC",
        PlayCode.Single => "S",
        PlayCode.Double => "D",
        PlayCode.GroundRuleDouble => "DGR",
        PlayCode.Triple => "T",
        PlayCode.HomeRun => "HR",
        PlayCode.StolenBase => "SB",
        PlayCode.CaughtStealing => "CS",
        PlayCode.PickedOff => "PO",
        PlayCode.PickedOffStealing => "POCS",
        PlayCode.WildPitch => "WP",
        PlayCode.PassedBall => "PB",
        PlayCode.Balk => "BK",
        PlayCode.DefensiveIndifference => "DI",
        PlayCode.OtherAdvance => "OA",
        PlayCode.FoulError => "FLE",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "A part of a play has a code."),
    };

    private static string LeftTheBat(Trajectory trajectory) => trajectory switch
    {
        Trajectory.GroundBall => "G",
        Trajectory.FlyBall => "F",
        Trajectory.LineDrive => "L",
        Trajectory.PopUp => "P",
        Trajectory.BuntGroundBall => "BG",
        Trajectory.BuntPopUp => "BP",
        Trajectory.BuntLineDrive => "BL",
        Trajectory.BuntFoul => "BF",
        _ => "",
    };
}
