using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>A ball on the ground that an infielder has reached: one out, two, none, and which.</summary>
internal static class GroundBall
{
    public static bool Resolve(DiceTable table, PlaySheet sheet)
    {
        var game = table.Game;
        if (!table.Reads(RollPurpose.Fielder, "fielder G", null, out var who)) return false;
        var fielder = (Position)(who[0] - '0');
        var chart = AverageCharts.Ground(fielder, game.Bases.Code, game.Outs);
        var factors = CardFactors.OnTheGround(DecisionFactors.OnTheGround(table.Defense, table.Offense), game, fielder);
        if (!table.Reads(RollPurpose.Fielding, chart, factors, out var fielding)) return false;
        (sheet.Trajectory, sheet.Location) = (Trajectory.GroundBall, who);
        return fielding.Split(' ', '-') switch
        {
            ["boot"] => Error(sheet, fielder, 1),
            ["throw"] => Error(sheet, fielder, 2),
            ["DP", [var first, var second]] => DoublePlay(sheet, fielder, Runner(first), Runner(second)),
            ["force", [var at]] => Force(sheet, fielder, Runner(at) == Base.Batter ? Base.Third : Runner(at) - 1),
            ["all", _] => AllSafe(sheet, fielder),
            _ => AtFirst(table, sheet, fielder),
        };
    }

    /// <summary>The base of that letter; <c>B</c> and <c>H</c> are the batter's, which is home.</summary>
    private static Base Runner(char letter) => char.IsAsciiDigit(letter) ? (Base)(letter - '0') : Base.Batter;

    private static bool Error(PlaySheet sheet, Position fielder, int bases)
    {
        sheet.Part(PlayCode.ErrorMade, new Handling(Fielding.ErrorOf(fielder)));
        sheet.AllOn(bases);
        if (bases == 1)
        {
            sheet.Says(Base.Batter, Base.First, Fate.SafeOnError);
            return true;
        }

        sheet.Note("TH");
        sheet.AdvancesOnError(Base.Batter, Base.Second);
        return true;
    }

    private static bool DoublePlay(PlaySheet sheet, Position fielder, Base first, Base second)
    {
        var pivot = Covers(first + 1, fielder);
        sheet.Part(
            PlayCode.Out, new Handling(PlaySheet.Chain(fielder, pivot), first),
            new Handling(PlaySheet.Chain(pivot, Covers(second + 1, pivot)), second));
        sheet.Note("GDP");
        sheet.SaysOut(first, first + 1);
        sheet.SaysOut(second, second + 1);
        if (second != Base.Batter) sheet.Says(Base.Batter, Base.First);
        if (!sheet.IsSettled) sheet.AllOn(1);
        return true;
    }

    private static bool Force(PlaySheet sheet, Position fielder, Base runner)
    {
        sheet.Part(PlayCode.Out, new Handling(PlaySheet.Chain(fielder, Covers(runner + 1, fielder)), runner));
        sheet.Note("FO");
        sheet.SaysOut(runner, runner + 1);
        sheet.Says(Base.Batter, Base.First);
        if (!sheet.IsSettled) sheet.AllOn(1);
        return true;
    }

    private static bool AllSafe(PlaySheet sheet, Position fielder)
    {
        sheet.Part(PlayCode.FieldersChoice, new Handling(Fielding.Of(fielder)));
        sheet.Says(Base.Batter, Base.First);
        sheet.AllOn(1);
        return true;
    }

    /// <summary>To first, unless a runner who is not forced goes and is thrown out in the batter's stead.</summary>
    private static bool AtFirst(DiceTable table, PlaySheet sheet, Position fielder)
    {
        if (table.Outs < 2)
        {
            if (!Goes(table, sheet, Base.Third, fielder, out var chosen)) return false;
            if (!chosen && !Goes(table, sheet, Base.Second, fielder, out chosen)) return false;
            if (chosen) return true;
        }

        sheet.Part(PlayCode.Out, new Handling(PlaySheet.Chain(fielder, Covers(Base.First, fielder)), Base.Batter));
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
        var way = from == Base.Third ? "ground 3-H" : "ground 2-3";
        var chart = string.Create(CultureInfo.InvariantCulture, $"{way} {game.Outs} by {(int)fielder}");
        var factors = DecisionFactors.OfTheContactPlay(from, table.Defense, table.Offense);
        CardFactors.OfARunner(factors, game, from, thrower: null);
        if (!table.Reads(RollPurpose.Runner, chart, factors, out var outcome)) return false;
        if (outcome == "safe") sheet.Advances(from, from + 1);
        if (outcome != "out") return true;
        chosen = true;
        sheet.Part(PlayCode.FieldersChoice, new Handling(Fielding.Of(fielder)));
        sheet.Says(Base.Batter, Base.First);
        sheet.ThrownOut(from, from + 1, fielder, Covers(from + 1, fielder));
        if (!sheet.IsSettled) sheet.ForceOn();
        return true;
    }

    /// <summary>
    /// Who takes the throw at a base; he who has the ball steps on third or home himself, and at second leaves it to another.
    /// </summary>
    private static Position Covers(Base on, Position thrower) => on switch
    {
        Base.First => Position.FirstBase,
        Base.Second => thrower is Position.Shortstop or Position.ThirdBase ? Position.SecondBase : Position.Shortstop,
        Base.Third => Position.ThirdBase,
        _ => Position.Catcher,
    };
}
