using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>A ball on the ground that an infielder has reached: one out, two, none, and which.</summary>
internal static class GroundBall
{
    public static bool Resolve(DiceTable table, PlaySheet sheet)
    {
        var game = table.Game;
        if (!table.Reads(RollPurpose.Fielder, AverageOdds.Fielder("G"), out var who)) return false;
        var fielder = (Position)(who[0] - '0');
        if (!table.Reads(RollPurpose.Fielding, AverageOdds.Ground(game.Bases.Code, game.Outs), out var fielding)) return false;
        (sheet.Trajectory, sheet.Location) = (Trajectory.GroundBall, who);
        return fielding switch
        {
            "error" => Error(sheet, fielder),
            "double-play" => DoublePlay(sheet, fielder),
            "force" => Force(sheet, fielder),
            _ => AtFirst(table, sheet, fielder),
        };
    }

    private static bool Error(PlaySheet sheet, Position fielder)
    {
        sheet.Part(PlayCode.ErrorMade, new Handling(Fielding.ErrorOf(fielder)));
        sheet.Says(Base.Batter, Base.First, Fate.SafeOnError);
        sheet.AllOn(1);
        return true;
    }

    private static bool DoublePlay(PlaySheet sheet, Position fielder)
    {
        var pivot = Pivot(fielder);
        sheet.Part(
            PlayCode.Out, new Handling(PlaySheet.Chain(fielder, pivot), Base.First),
            new Handling(PlaySheet.Chain(pivot, Position.FirstBase), Base.Batter));
        sheet.Note("GDP");
        sheet.SaysOut(Base.First, Base.Second);
        sheet.SaysOut(Base.Batter, Base.First);
        if (!sheet.IsSettled) sheet.AllOn(1);
        return true;
    }

    private static bool Force(PlaySheet sheet, Position fielder)
    {
        sheet.Part(PlayCode.Out, new Handling(PlaySheet.Chain(fielder, Pivot(fielder)), Base.First));
        sheet.Note("FO");
        sheet.SaysOut(Base.First, Base.Second);
        sheet.Says(Base.Batter, Base.First);
        if (!sheet.IsSettled) sheet.AllOn(1);
        return true;
    }

    /// <summary>To first, unless a runner who is not forced goes and is thrown out in the batter's stead.</summary>
    private static bool AtFirst(DiceTable table, PlaySheet sheet, Position fielder)
    {
        var game = table.Game;
        if (game.Outs < 2)
        {
            if (!Goes(table, sheet, Base.Third, fielder, out var third)) return false;
            if (third) return true;
            if (!Goes(table, sheet, Base.Second, fielder, out var second)) return false;
            if (second) return true;
        }

        sheet.Part(PlayCode.Out, new Handling(PlaySheet.Chain(fielder, Position.FirstBase), Base.Batter));
        sheet.SaysOut(Base.Batter, Base.First);
        if (!sheet.IsSettled) sheet.ForceOn();
        return true;
    }

    /// <param name="chosen">The runner was played on, and the batter is safe.</param>
    private static bool Goes(DiceTable table, PlaySheet sheet, Base from, Position fielder, out bool chosen)
    {
        chosen = false;
        var game = table.Game;
        if (game.Bases[from] is null || game.Bases.Forces(from) || sheet.IsSettled) return true;
        if (from == Base.Second && sheet.Stands(Base.Third) == Base.Third) return true;
        var name = from == Base.Third ? "ground 3-H" : "ground 2-3";
        if (!table.Tries(new(from, from + 1, "on-the-ground"), factors => AverageOdds.Contest(name, game.Outs, null, factors), out var tried))
            return false;
        if (tried == "safe") sheet.Advances(from, from + 1);
        if (tried != "out") return true;
        chosen = true;
        sheet.Part(PlayCode.FieldersChoice, new Handling(Fielding.Of(fielder)));
        sheet.Says(Base.Batter, Base.First);
        sheet.ThrownOut(from, from + 1, fielder, from == Base.Third ? Position.Catcher : Position.ThirdBase);
        if (!sheet.IsSettled) sheet.ForceOn();
        return true;
    }

    private static Position Pivot(Position fielder) =>
        fielder is Position.Shortstop or Position.ThirdBase ? Position.SecondBase : Position.Shortstop;
}
