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
        if (table.Defense.Pitch == PitchPlan.IntentionalWalk) return Reaches(sheet, PlayCode.IntentionalWalk);
        if (table.Game.Bases.Code != 0)
        {
            if (!Running.Resolve(table, sheet, out var happened)) return false;
            if (happened) return true;
        }

        if (table.Offense.Bunt != Bunt.None) return Bunted.Resolve(table, sheet);
        return table.ReadsTheMatchup(out var outcome) && Matched(table, sheet, outcome);
    }

    private static bool Matched(DiceTable table, PlaySheet sheet, string outcome) => outcome switch
    {
        "K" => StrikesOut(table, sheet),
        "K/WP" => ReachesOnStrikes(sheet),
        "W" => Reaches(sheet, PlayCode.Walk),
        "HP" => Reaches(sheet, PlayCode.HitByPitch),
        "C" => Reaches(sheet, PlayCode.Interference, new Handling(Fielding.ErrorOf(Position.Catcher))),
        "OBS" => IsObstructed(sheet),
        "3X" => TriplePlay(sheet),
        "G" => GroundBall.Resolve(table, sheet),
        "F" or "L" or "P" => BallInTheAir.Resolve(table, sheet, outcome[0]),
        _ => Hit.Resolve(table, sheet, outcome),
    };

    private static bool StrikesOut(DiceTable table, PlaySheet sheet)
    {
        sheet.Part(PlayCode.Strikeout);
        sheet.SaysOut(Base.Batter, Base.Batter);
        return sheet.IsSettled || !table.AreGoing || Running.AfterAMiss(table, sheet);
    }

    /// <summary>The catcher cannot hold the third strike, and first is open or there are two out.</summary>
    private static bool ReachesOnStrikes(PlaySheet sheet)
    {
        sheet.Part(PlayCode.Strikeout);
        sheet.Part(PlayCode.WildPitch);
        sheet.AllOn(1);
        sheet.Advances(Base.Batter, Base.First);
        return true;
    }

    /// <summary>First base without a ball hit: whoever is forced goes on.</summary>
    private static bool Reaches(PlaySheet sheet, PlayCode how, params ReadOnlySpan<Handling> by)
    {
        sheet.Part(how, by);
        sheet.Says(Base.Batter, Base.First);
        sheet.ForceOn();
        return true;
    }

    /// <summary>A fielder without the ball stood in his way to first.</summary>
    private static bool IsObstructed(PlaySheet sheet)
    {
        sheet.Part(PlayCode.ErrorMade, new Handling(Fielding.ErrorOf(Position.FirstBase)));
        sheet.Note("OBS");
        sheet.Says(Base.Batter, Base.First, Fate.SafeOnError);
        sheet.ForceOn();
        return true;
    }

    /// <summary>Around the horn: 5(2)4(1)3.</summary>
    private static bool TriplePlay(PlaySheet sheet)
    {
        sheet.Part(
            PlayCode.Out, new Handling(Fielding.Of(Position.ThirdBase), Base.Second),
            new Handling(PlaySheet.Chain(Position.ThirdBase, Position.SecondBase), Base.First),
            new Handling(PlaySheet.Chain(Position.SecondBase, Position.FirstBase), Base.Batter));
        sheet.Note("GTP");
        sheet.Trajectory = Trajectory.GroundBall;
        sheet.SaysOut(Base.Second, Base.Third);
        sheet.SaysOut(Base.First, Base.Second);
        sheet.SaysOut(Base.Batter, Base.First);
        return true;
    }
}
