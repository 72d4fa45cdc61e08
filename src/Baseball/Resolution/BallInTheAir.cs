using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>A fly, a line drive or a pop-up that a fielder can reach: caught or dropped, and who goes after the catch.</summary>
internal static class BallInTheAir
{
    /// <param name="ball"><c>F</c>, <c>L</c> or <c>P</c>.</param>
    public static bool Resolve(DiceTable table, PlaySheet sheet, char ball)
    {
        if (!table.Reads(RollPurpose.Fielder, AverageOdds.Fielder(ball.ToString()), out var who)) return false;
        var fielder = (Position)(who[0] - '0');
        if (!table.Reads(RollPurpose.Fielding, AverageOdds.Air(ball.ToString()), out var fielding)) return false;
        (sheet.Trajectory, sheet.Location) = (Balls.Named(ball), who);
        if (fielding == "error")
        {
            sheet.Part(PlayCode.ErrorMade, new Handling(Fielding.ErrorOf(fielder)));
            sheet.Says(Base.Batter, Base.First, Fate.SafeOnError);
            sheet.AllOn(1);
            return true;
        }

        sheet.Part(PlayCode.Out, new Handling(Fielding.Of(fielder), Base.Batter));
        sheet.SaysOut(Base.Batter, Base.First);
        return sheet.IsSettled || ball == 'P' || fielder < Position.LeftField || TagUp(table, sheet, ball, fielder);
    }

    private static bool TagUp(DiceTable table, PlaySheet sheet, char ball, Position fielder)
    {
        var outs = table.Game.Outs;
        if (table.Game.Bases.Third is not null)
        {
            Position? by = ball == 'F' ? fielder : null;
            var name = $"air 3-H {ball}";
            if (!table.Tries(new(Base.Third, Base.Home, "tag-up"), factors => AverageOdds.Contest(name, outs, by, factors), out var third))
                return false;
            if (third == "safe")
            {
                sheet.Advances(Base.Third, Base.Home);
                sheet.Note("SF");
            }
            else if (third == "out")
            {
                sheet.ThrownOut(Base.Third, Base.Home, fielder, Position.Catcher);
                sheet.Note("DP");
            }
        }

        if (table.Game.Bases.Second is null || ball != 'F' || sheet.IsSettled || sheet.Stands(Base.Third) == Base.Third) return true;
        if (!table.Tries(
            new(Base.Second, Base.Third, "tag-up"), factors => AverageOdds.Contest("air 2-3 F", outs, null, factors), out var second))
            return false;
        if (second == "safe") sheet.Advances(Base.Second, Base.Third);
        else if (second == "out") sheet.ThrownOut(Base.Second, Base.Third, fielder, Position.ThirdBase);
        return true;
    }
}
