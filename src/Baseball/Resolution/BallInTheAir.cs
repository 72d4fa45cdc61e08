using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>A fly, a line drive or a pop-up that a fielder can reach: caught or dropped, and who goes after the catch.</summary>
internal static class BallInTheAir
{
    /// <param name="ball"><c>F</c>, <c>L</c> or <c>P</c>.</param>
    public static bool Resolve(DiceTable table, PlaySheet sheet, char ball)
    {
        var game = table.Game;
        if (!table.Reads(RollPurpose.Fielder, $"fielder {ball}", null, out var who)) return false;
        var fielder = (Position)(who[0] - '0');
        var chart = AverageCharts.Air(ball, fielder, game.Bases.Code, game.Outs);
        var factors = CardFactors.InTheAir(DecisionFactors.InTheAir(table.Offense), game, fielder);
        if (!table.Reads(RollPurpose.Fielding, chart, factors, out var fielding)) return false;
        (sheet.Trajectory, sheet.Location) = (Balls.Named(ball), who);

        // On an infield fly the batter is out, caught or not.
        var infieldFly = ball == 'P' && game.Outs < 2 && (game.Bases.Code & 3) == 3;
        if (infieldFly) sheet.Note("IF");
        if (fielding.StartsWith("error", StringComparison.Ordinal) && !infieldFly) return Dropped(sheet, fielder, fielding[^1] - '0');
        if (fielding.StartsWith("DP", StringComparison.Ordinal)) return DoubledOff(sheet, fielder, (Base)(fielding[^1] - '0'));
        sheet.Part(PlayCode.Out, new Handling(Fielding.Of(fielder), Base.Batter));
        sheet.SaysOut(Base.Batter, Base.First);
        return sheet.IsSettled || ball == 'P' || fielder < Position.LeftField || TagUp(table, sheet, ball, fielder);
    }

    private static bool Dropped(PlaySheet sheet, Position fielder, int bases)
    {
        sheet.Part(PlayCode.ErrorMade, new Handling(Fielding.ErrorOf(fielder)));
        sheet.AllOn(bases);
        if (bases == 1) sheet.Says(Base.Batter, Base.First, Fate.SafeOnError);
        else sheet.AdvancesOnError(Base.Batter, (Base)bases);
        return true;
    }

    /// <summary>Caught, and thrown to the base that a runner had left.</summary>
    private static bool DoubledOff(PlaySheet sheet, Position fielder, Base runner)
    {
        var baseman = runner switch
        {
            Base.First => Position.FirstBase,
            Base.Second => fielder == Position.Shortstop ? Position.SecondBase : Position.Shortstop,
            _ => Position.ThirdBase,
        };
        sheet.Part(
            PlayCode.Out, new Handling(Fielding.Of(fielder), Base.Batter), new Handling(PlaySheet.Chain(fielder, baseman), runner));
        sheet.Note("LDP");
        sheet.SaysOut(Base.Batter, Base.First);
        sheet.SaysOut(runner, runner);
        return true;
    }

    /// <summary>From third, from second, from first, as far as those ahead have gone.</summary>
    private static bool TagUp(DiceTable table, PlaySheet sheet, char ball, Position fielder)
    {
        var byOuts = string.Create(CultureInfo.InvariantCulture, $"{ball} {table.Outs}");
        var by = string.Create(CultureInfo.InvariantCulture, $"{byOuts} by {(int)fielder}");
        if (!Tags(table, sheet, Base.Third, "air 3-H " + (ball == 'F' ? by : byOuts), [fielder, Position.Catcher])) return false;
        if (!Tags(table, sheet, Base.Second, "air 2-3 " + by, [fielder, Position.ThirdBase])) return false;
        var ahead = sheet.IsNamed(Base.Third) || sheet.IsNamed(Base.Second) ? " thrown ahead" : "";
        return Tags(table, sheet, Base.First, $"air 1-2 {ball}{ahead}", [fielder, Position.SecondBase]);
    }

    private static bool Tags(DiceTable table, PlaySheet sheet, Base from, string chart, ReadOnlySpan<Position> by)
    {
        if (table.Game.Bases[from] is null || sheet.IsSettled) return true;
        if (from < Base.Third && sheet.Stands(from + 1) == from + 1) return true;
        if (!table.Tries(new(from, from + 1, "tag-up"), chart, by[0], out var outcome)) return false;
        if (outcome == "out")
        {
            sheet.ThrownOut(from, from + 1, by);
            sheet.Note(sheet.Trajectory == Trajectory.FlyBall ? "FDP" : "LDP");
        }
        else if (outcome == "safe")
        {
            sheet.Advances(from, from + 1);
            if (from == Base.Third) sheet.Note("SF");
        }

        return true;
    }
}
