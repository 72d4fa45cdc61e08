using AkkaGame.Messages;
using AkkaGame.Retrosheet.Events;
using static AkkaGame.Messages.Base;
using static AkkaGame.Messages.Fate;

namespace AkkaGame.Retrosheet.Tests;

/// <summary>
/// One event text and what it means, in short: parts | advances | ball | annotations. In an advance * is implied, - safe, X out,
/// e safe on an error.
/// </summary>
public class EventTextTests
{
    [Theory]
    // Outs on batted balls; each group continues from the fielder with whom the one before ended.
    [InlineData("8", "Out 8:B | *BX1")]
    [InlineData("63", "Out 63:B | *BX1")]
    [InlineData("99", "Out 99:B | *BX1")]
    [InlineData("64(1)3/GDP", "Out 64:1 43:B | *1X2 *BX1 | GDP")]
    [InlineData("64(1)/FO", "Out 64:1 | *1X2 *B-1 | FO")]
    [InlineData("5(2)4(1)", "Out 5:2 54:1 | *2X3 *1X2 *B-1")]
    [InlineData("32(3)/FO.2-3;1-2", "Out 32:3 | 2-3 1-2 *3XH *B-1 | FO")]
    [InlineData("8(B)84(2)/LDP", "Out 8:B 84:2 | *BX1 *2X2 | LDP")]
    [InlineData("9(B)3(1)/LDP", "Out 9:B 93:1 | *BX1 *1X1 | LDP")]
    [InlineData("3(B)3(1)/GDP", "Out 3:B 3:1 | *BX1 *1X2 | GDP")]
    [InlineData("3(B)36(1)/G3", "Out 3:B 36:1 | *BX1 *1X2 | GroundBall 3")]
    [InlineData("4(2)4(1)3(B)/GTP", "Out 4:2 4:1 43:B | *2X3 *1X2 *BX1 | GTP")]
    [InlineData("5(2)/FO/G5.1-2", "Out 5:2 | 1-2 *2X3 *B-1 | GroundBall 5 | FO")]
    // Errors.
    [InlineData("63E3", "ErrorMade 63E3 | *Be1")]
    [InlineData("6E3.B-2", "ErrorMade 6E3 | Be2")]
    [InlineData("E6", "ErrorMade E6 | *Be1")]
    [InlineData("E7/F.B-2", "ErrorMade E7 | Be2 | FlyBall")]
    [InlineData("FLE5/P5F", "FoulError E5 |  | PopUp 5F")]
    // Hits, walks and the like.
    [InlineData("S", "Single | *B-1")]
    [InlineData("S74", "Single 74 | *B-1")]
    [InlineData("S7.BX2(74)", "Single 7 | BX2(74)")]
    [InlineData("D9/L", "Double 9 | *B-2 | LineDrive")]
    [InlineData("DGR/78/F.1-3", "GroundRuleDouble | 1-3 *B-2 | FlyBall 78")]
    [InlineData("T8", "Triple 8 | *B-3")]
    [InlineData("HR/89/F", "HomeRun | *B-H earned | FlyBall 89")]
    [InlineData("H", "HomeRun | *B-H earned")]
    [InlineData("HR9.1-H", "HomeRun inside 9 | 1-H earned *B-H earned")]
    [InlineData("HR/IPHR/F8", "HomeRun inside | *B-H earned | FlyBall 8")]
    [InlineData("HP.1-2", "HitByPitch | 1-2 *B-1")]
    [InlineData("I", "IntentionalWalk | *B-1")]
    [InlineData("IW+WP.2-3", "IntentionalWalk; WildPitch | 2-3 *B-1")]
    [InlineData("W+PO1(E3/TH).1-2", "Walk; PickedOff@1 E3/TH | 1-2 *B-1")]
    [InlineData("C/E2.1-2", "Interference E2 | 1-2 *B-1")]
    [InlineData("FC5.3XH(52)", "FieldersChoice 5 | 3XH(52) *B-1")]
    [InlineData("FC", "FieldersChoice | *B-1")]
    // Strikeouts.
    [InlineData("K", "Strikeout | *BXB")]
    [InlineData("K/C", "Strikeout | *BXB | C")]
    [InlineData("K23", "Strikeout 23 | *BX1")]
    [InlineData("K2E3", "Strikeout 2E3 | *Be1")]
    [InlineData("K.B-1", "Strikeout | B-1")]
    [InlineData("K+WP.B-1", "Strikeout; WildPitch | B-1")]
    [InlineData("K+E2.B-1", "Strikeout; ErrorMade E2 | B-1")]
    [InlineData("K.BX1(23)", "Strikeout | BX1(23)")]
    [InlineData("K.BX1(2E3)", "Strikeout | Be1(2E3)")]
    [InlineData("K+CS2(26)/DP", "Strikeout; CaughtStealing@2 26 | *BXB *1X2 | DP")]
    [InlineData("K+SB3;SB2", "Strikeout; StolenBase@3; StolenBase@2 | *BXB *2-3 *1-2")]
    [InlineData("K+CS2(253);CS3(31)", "Strikeout; CaughtStealing@2 253; CaughtStealing@3 31 | *BXB *1X2 *2X3")]
    [InlineData("K/BINT/DP.1X1(2)", "Strikeout | 1X1(2) *BXB | BINT,DP")]
    // Runners.
    [InlineData("SB2", "StolenBase@2 | *1-2")]
    [InlineData("SBH(UR);SB2", "StolenBase@H; StolenBase@2 | *3-H unearned *1-2")]
    [InlineData("SBH", "StolenBase@H | *3-H earned")]
    [InlineData("SB2.1-3(E2/TH)", "StolenBase@2 | 1-3(E2/TH)")]
    [InlineData("CS2(26)", "CaughtStealing@2 26 | *1X2")]
    [InlineData("CS2(2E4).1-3", "CaughtStealing@2 2E4 | 1e3")]
    [InlineData("CS2(E3)", "CaughtStealing@2 E3 | *1e2")]
    [InlineData("CS2(E3)(16)", "CaughtStealing@2 E3 16 | *1X2")]
    [InlineData("CS2(15).2-1", "CaughtStealing@2 15 | 2-1 *1X2")]
    [InlineData("POCS2(1361)", "PickedOffStealing@2 1361 | *1X2")]
    [InlineData("POCSH(1E5)(UR)", "PickedOffStealing@H 1E5 | *3eH unearned")]
    [InlineData("PO1(13)", "PickedOff@1 13 | *1X1")]
    [InlineData("PO1(E3).1-2", "PickedOff@1 E3 | 1-2")]
    [InlineData("PO1(E3)", "PickedOff@1 E3")]
    [InlineData("SB3;PO1(13)", "StolenBase@3; PickedOff@1 13 | *2-3 *1X1")]
    [InlineData("BK.3-H;1-2", "Balk | 3-H earned 1-2")]
    [InlineData("PB.1-2", "PassedBall | 1-2")]
    [InlineData("DI.1-2", "DefensiveIndifference | 1-2")]
    [InlineData("OA.2X3(25)", "OtherAdvance | 2X3(25)")]
    // What stands after the dot.
    [InlineData("WP.1XH(52)(E2/TH)", "WildPitch | 1XH(52)(E2/TH)")]
    [InlineData("S9.1XH(E7)(762)", "Single 9 | 1XH(E7)(762) *B-1")]
    [InlineData("S9.1XH(9E2)(UR)(NR)", "Single 9 | 1eH(9E2) unearned norbi *B-1")]
    [InlineData("S9.1X3(5X)", "Single 9 | 1X3(5) *B-1")]
    [InlineData("S9.1XH(9H)", "Single 9 | 1XH(9) *B-1")]
    [InlineData("S9.3-3;2-H(TUR)(NORBI)", "Single 9 | 3-3 2-H teamunearned norbi *B-1")]
    [InlineData("S9.2-H(RBI);B-2(TH3)", "Single 9 | 2-H rbi earned B-2(/TH3)")]
    [InlineData("W.3-H(WP)(UR)", "Walk | 3-H unearned wp *B-1")]
    [InlineData("K.3-H(PB)", "Strikeout | 3-H pb earned *BXB")]
    [InlineData("S8.B-2(E8/TH/INT)(THH)", "Single 8 | B-2(E8/TH/INT)(/THH)")]
    [InlineData("S8.1-3(SB2)", "Single 8 | 1-3(/SB2) *B-1")]
    // Modifiers and decoration.
    [InlineData("7/L7LD+", "Out 7:B | *BX1 | LineDrive 7LD")]
    [InlineData("S9/G+.2-H", "Single 9 | 2-H earned *B-1 | GroundBall")]
    [InlineData("8//F", "Out 8:B | *BX1 | FlyBall")]
    [InlineData("9/FL/R32", "Out 9:B | *BX1 | FL,R32")]
    [InlineData("13/BG1S/SH.1-2", "Out 13:B | 1-2 *BX1 | BuntGroundBall 1S | SH")]
    [InlineData("31/B15", "Out 31:B | *BX1 | B15")]
    [InlineData("8/F/F78", "Out 8:B | *BX1 | FlyBall | F78")]
    [InlineData("fc6!/g6#.3-h?", "FieldersChoice 6 | 3-H earned *B-1 | GroundBall 6")]
    public void It_means(string text, string meaning)
    {
        Assert.Equal(meaning, Meaning(Read(text)));
        Assert.Equal(Read(text), Read(EventTextWriter.Write(Read(text))));
    }

    [Theory]
    [InlineData("HR9/IPHR", "HR9")]
    [InlineData("S8/DP/L", "S8/L/DP")]
    [InlineData("8(B)", "8")]
    [InlineData("4(2)4(1)3(B)/GTP", "4(2)4(1)3/GTP")]
    [InlineData("I", "IW")]
    [InlineData("S9.2-H(NORBI)", "S9.2-H(NR)")]
    public void It_is_written_in_the_usual_form(string text, string usual) => Assert.Equal(usual, EventTextWriter.Write(Read(text)));

    [Fact]
    public void A_move_that_the_rules_made_is_written_as_the_scorer_would()
    {
        var text = "E7/F7.2-H(UR);B-2(TH)";
        var made = Made(Read(text));
        Assert.Equal(text, EventTextWriter.Write(EventTextWriter.Scored(made)));
    }

    [Theory]
    [InlineData("", 1, "a play")]
    [InlineData("Q7", 1, "a play")]
    [InlineData("NP", 1, "NP is none")]
    [InlineData("SB1", 3, "base 2, 3 or H")]
    [InlineData("PO4", 3, "base 1, 2 or 3")]
    [InlineData("POH(25)", 1, "a play")]
    [InlineData("CS2(26", 7, "closing parenthesis")]
    [InlineData("64(5)3", 4, "the man put out")]
    [InlineData("64(1)3(1)", 7, "each man put out once")]
    [InlineData("E", 2, "the fielder who erred")]
    [InlineData("K+Z2", 3, "a runners' play")]
    [InlineData("S8.1-4", 6, "a base")]
    [InlineData("S8.4-H", 4, "a runner")]
    [InlineData("S8.1=2", 5, "- (safe) or X (out)")]
    [InlineData("S8.1-2;1-3", 8, "each runner once")]
    [InlineData("S8.1-2()", 8, "fielders, a note")]
    [InlineData("S8.1-2(84", 10, "closing parenthesis")]
    [InlineData("S8/L.", 6, "a runner")]
    [InlineData("S!8/(", 5, "a modifier")]
    [InlineData("S8 2-3", 6, "the end of the event")]
    [InlineData("12345678901234567", 1, "fewer than 16 fielders")]
    public void It_is_refused_with_the_column(string text, int column, string expected)
    {
        Assert.False(EventText.TryParse(text, out _, out var error));
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
        Assert.Equal(column, error.Column);
    }

    [Fact]
    public void What_is_called_implied_and_is_not_is_written() => Assert.Equal(
        "DI.1-2",
        EventTextWriter.Write(new([new(PlayCode.DefensiveIndifference)], [new(Base.First, Base.Second, Fate.Safe, Implied: true)])));

    [Fact]
    public void A_text_without_end_is_refused()
    {
        Assert.False(EventText.TryParse(new string('6', 100_000), out _, out var error));
        Assert.Equal("at most 255 characters", error.Expected);
    }

    private static ScoredPlay Read(string text) =>
        EventText.TryParse(text, out var play, out var error) ? play : throw new FormatException(error.ToString());

    private static PlayMade Made(ScoredPlay play) => new(
        1, 1, Half.Top, 0, 0, default, default, default, default, default, play.Parts,
        [.. play.Advances.AsSpan().ToArray().Select(a =>
            new Move(default, a.From, a.To, a.Fate, default, false, a.Implied, a.Handlings, a.Ruling))],
        default, play.Trajectory, play.Location, play.Annotations, 0, 0, Count.Unknown, null, Ended.Nothing);

    private static string Meaning(ScoredPlay play)
    {
        var parts = string.Join("; ", play.Parts.AsSpan().ToArray().Select(Meaning));
        var advances = string.Join(' ', play.Advances.AsSpan().ToArray().Select(Meaning));
        var ball = $"{(play.Trajectory == Trajectory.Unknown ? "" : play.Trajectory)} {play.Location}".Trim();
        var annotations = string.Join(',', (IEnumerable<string>)play.Annotations);
        var text = $"{parts} | {advances}";
        if (advances.Length == 0 && ball.Length + annotations.Length == 0) return parts;
        if (ball.Length > 0) text += $" | {ball}";
        return annotations.Length > 0 ? $"{text} | {annotations}" : text;
    }

    private static string Meaning(PlayPart part)
    {
        var at = part.Code.NamesABase() ? $"@{Letter(part.Base)}" : "";
        var handlings = string.Concat(part.Handlings.AsSpan().ToArray().Select(h =>
            $" {h.By}{(h.Note is null ? "" : "/" + h.Note)}{(h.On is { } on ? ":" + Letter(on) : "")}"));
        return $"{part.Code}{at}{(part.InsideThePark ? " inside" : "")}{handlings}";
    }

    private static string Meaning(Advance advance)
    {
        var fate = advance.Fate switch { Safe => '-', Out => 'X', _ => 'e' };
        var handlings = string.Concat(advance.Handlings.AsSpan().ToArray().Select(h => $"({h.By}{(h.Note is null ? "" : "/" + h.Note)})"));
        var rulings = new (Ruling Flag, string Name)[]
        {
            (Ruling.Unearned, " unearned"), (Ruling.TeamUnearned, " teamunearned"), (Ruling.NoRbi, " norbi"), (Ruling.Rbi, " rbi"),
            (Ruling.OnWildPitch, " wp"), (Ruling.OnPassedBall, " pb"), (Ruling.Earned, " earned"),
        };
        var ruling = string.Concat(rulings.Where(r => advance.Ruling.HasFlag(r.Flag)).Select(r => r.Name));
        return $"{(advance.Implied ? "*" : "")}{Letter(advance.From)}{fate}{Letter(advance.To)}{handlings}{ruling}";
    }

    private static char Letter(Base on) => on switch { Batter => 'B', First => '1', Second => '2', Third => '3', _ => 'H' };
}
