using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// From the windup to the end of the play: what happens on the bases first, then batter against pitcher, then the ball that he hit. Each
/// step gives false where dice or a manager's word are missing.
/// </summary>
internal static class PlateAppearance
{
    public static bool Resolve(DiceTable table, PlaySheet sheet)
    {
        if (table.Defense.Pitch == PitchPlan.IntentionalWalk) return Walked(sheet, PlayCode.IntentionalWalk);
        if (table.Game.Bases.Code != 0)
        {
            if (!Running.Resolve(table, sheet, out var happened)) return false;
            if (happened) return true;
        }

        var chart = AverageOdds.Matchup(table.Game.Bases.Code, table.Game.Outs);
        return table.Reads(RollPurpose.Matchup, chart, out var outcome) && Matched(table, sheet, outcome);
    }

    private static bool Matched(DiceTable table, PlaySheet sheet, string outcome) => outcome switch
    {
        "K" => StruckOut(sheet),
        "W" => Walked(sheet, PlayCode.Walk),
        "HP" => Walked(sheet, PlayCode.HitByPitch),
        "G" => GroundBall.Resolve(table, sheet),
        "F" or "L" or "P" => BallInTheAir.Resolve(table, sheet, outcome[0]),
        _ => Hit.Resolve(table, sheet, outcome),
    };

    private static bool StruckOut(PlaySheet sheet)
    {
        sheet.Part(PlayCode.Strikeout);
        sheet.SaysOut(Base.Batter, Base.Batter);
        return true;
    }

    /// <summary>First base without a ball hit: whoever is forced goes on.</summary>
    private static bool Walked(PlaySheet sheet, PlayCode how)
    {
        sheet.Part(how);
        sheet.Says(Base.Batter, Base.First);
        sheet.ForceOn();
        return true;
    }
}
