using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>A base hit: how far, by whom it is fielded, whether he holds it, and who tries for more.</summary>
internal static class Hit
{
    private static readonly Contest batterOnTheThrow = new(Base.Batter, Base.Second, "on-the-throw");

    /// <param name="outcome">As the match-up has it: <c>S/L</c>, <c>D/F</c>, <c>T</c>, <c>HR/F</c>.</param>
    public static bool Resolve(DiceTable table, PlaySheet sheet, string outcome)
    {
        if (outcome == "HR/I") return InsideThePark(sheet);
        var isHomeRun = outcome.StartsWith("HR", StringComparison.Ordinal);
        if (!table.Reads(RollPurpose.Fielder, "fielder " + (isHomeRun ? "HR" : outcome), null, out var where)) return false;
        if (isHomeRun) return OutOfThePark(sheet, outcome[^1], where);
        sheet.Trajectory = Balls.Named(where == "GR" || where.Length == 1 ? outcome[^1] : where[^1]);
        if (where == "GR") return GroundRule(sheet);
        var fielder = (Position)(where[0] - '0');
        sheet.Location = where[..1];
        return outcome[0] switch
        {
            'T' => Triple(sheet, fielder),
            'D' => Double(table, sheet, fielder),
            _ => Single(table, sheet, fielder),
        };
    }

    private static bool OutOfThePark(PlaySheet sheet, char ball, string where)
    {
        sheet.Part(PlayCode.HomeRun);
        sheet.Says(Base.Batter, Base.Home);
        sheet.AllOn(4);
        (sheet.Trajectory, sheet.Location) = (Balls.Named(ball), where);
        return true;
    }

    private static bool InsideThePark(PlaySheet sheet)
    {
        sheet.InsideThePark(new Handling(Fielding.Of(Position.CenterField)));
        sheet.Says(Base.Batter, Base.Home);
        sheet.AllOn(4);
        (sheet.Trajectory, sheet.Location) = (Trajectory.FlyBall, "8");
        return true;
    }

    private static bool Triple(PlaySheet sheet, Position fielder)
    {
        sheet.Part(PlayCode.Triple, new Handling(Fielding.Of(fielder)));
        sheet.Says(Base.Batter, Base.Third);
        sheet.AllOn(3);
        return true;
    }

    private static bool GroundRule(PlaySheet sheet)
    {
        sheet.Part(PlayCode.GroundRuleDouble);
        sheet.Says(Base.Batter, Base.Second);
        sheet.AllOn(2);
        return true;
    }

    private static bool Double(DiceTable table, PlaySheet sheet, Position fielder)
    {
        sheet.Part(PlayCode.Double, new Handling(Fielding.Of(fielder)));
        sheet.Says(Base.Batter, Base.Second);
        if (!table.Reads(RollPurpose.Fielding, "hit D", CardFactors.OnAHit(table.Game, fielder), out var fielding)) return false;
        if (fielding == "error") return Misplayed(sheet, fielder, 3);
        Scores(table, sheet, Base.Third);
        Scores(table, sheet, Base.Second);
        if (fielding == "stretched")
        {
            Scores(table, sheet, Base.First);
            if (!sheet.IsSettled) sheet.ThrownOut(Base.Batter, Base.Third, fielder, Cutoff(fielder), Position.ThirdBase);
            return true;
        }

        var by = fielder >= Position.LeftField ? fielder : Position.LeftField;
        return Tries(table, sheet, Base.First, Base.Home, "double 1-H", by, "", [fielder, Cutoff(fielder), Position.Catcher]);
    }

    private static bool Single(DiceTable table, PlaySheet sheet, Position fielder)
    {
        var isIn = fielder < Position.LeftField;
        sheet.Part(PlayCode.Single, new Handling(Fielding.Of(fielder)));
        sheet.Says(Base.Batter, Base.First);
        var chart = AverageCharts.HitSingle(fielder, table.Game.Bases.Code);
        if (!table.Reads(RollPurpose.Fielding, chart, CardFactors.OnAHit(table.Game, fielder), out var fielding)) return false;
        if (fielding == "error") return Misplayed(sheet, fielder, 2);
        if (fielding == "stretched")
        {
            sheet.ThrownOut(Base.Batter, Base.Second, fielder, fielder == Position.LeftField ? Position.SecondBase : Position.Shortstop);
            return true;
        }

        Scores(table, sheet, Base.Third);
        Position[] home = isIn ? [fielder, Position.FirstBase, Position.Catcher] : [fielder, Position.Catcher];
        if (!Tries(table, sheet, Base.Second, Base.Home, "single 2-H", isIn ? null : fielder, "", home)) return false;
        if (!FirstToThird(table, sheet, fielder, isIn)) return false;
        var scored = table.Game.Bases is { First: null, Second: not null } && !sheet.IsOut(Base.Second)
            && sheet.Stands(Base.Second) == Base.Home;
        var thrown = scored && !isIn && !sheet.IsSettled && table.IsThrown(new(Base.Second, Base.Home, "extra-base"));
        return !thrown || OnTheThrow(table, sheet, fielder);
    }

    private static bool FirstToThird(DiceTable table, PlaySheet sheet, Position fielder, bool isIn)
    {
        if (table.Game.Bases.First is null || sheet.IsSettled) return true;
        if (sheet.Stands(Base.Second) == Base.Third)
        {
            sheet.Advances(Base.First, Base.Second);
            return true;
        }

        var thrownHome = !isIn && table.Game.Bases.Second is not null;
        return Tries(
            table, sheet, Base.First, Base.Third, "single 1-3", isIn ? null : fielder, thrownHome ? " thrown home" : "",
            [fielder, Position.ThirdBase]);
    }

    /// <summary>The throw went home, and the batter may take second on it.</summary>
    private static bool OnTheThrow(DiceTable table, PlaySheet sheet, Position fielder)
    {
        if (!table.Tries(batterOnTheThrow, "single B-2", thrower: null, out var outcome)) return false;
        if (outcome == "safe") sheet.Advances(Base.Batter, Base.Second, Ruling.None, new Handling(default, null, "TH"));
        if (outcome == "out") sheet.ThrownOut(Base.Batter, Base.Second, fielder, Position.Catcher, Position.Shortstop);
        return true;
    }

    /// <summary>The ball gets by him, or his throw by everybody: each man has one base more.</summary>
    private static bool Misplayed(PlaySheet sheet, Position fielder, int bases)
    {
        sheet.AllOn(bases);
        var note = fielder < Position.LeftField ? "TH" : null;
        sheet.Advances(Base.Batter, (Base)bases, Ruling.None, new Handling(Fielding.ErrorOf(fielder), null, note));
        return true;
    }

    private static void Scores(DiceTable table, PlaySheet sheet, Base from)
    {
        if (table.Game.Bases[from] is not null) sheet.Advances(from, Base.Home);
    }

    /// <summary>He makes the base, stops one short of it, or is thrown out there.</summary>
    /// <param name="fielder">Null for an infielder.</param>
    private static bool Tries(
        DiceTable table, PlaySheet sheet, Base from, Base to, string way, Position? fielder, string after, ReadOnlySpan<Position> by)
    {
        if (table.Game.Bases[from] is null || sheet.IsSettled) return true;
        var chart = fielder is { } outfielder
            ? string.Create(CultureInfo.InvariantCulture, $"{way} {table.Outs} by {(int)outfielder}{after}")
            : string.Create(CultureInfo.InvariantCulture, $"{way} in {table.Outs}");
        var going = table.AreGoing ? DecisionFactors.Going : default(Factor?);
        if (!table.Tries(new(from, to, "extra-base"), chart, fielder, out var outcome, going)) return false;
        if (outcome == "out") sheet.ThrownOut(from, to, by);
        else sheet.Advances(from, outcome == "safe" ? to : to - 1);
        return true;
    }

    /// <summary>A long throw goes over the infielder nearest to it.</summary>
    private static Position Cutoff(Position fielder) => fielder == Position.RightField ? Position.SecondBase : Position.Shortstop;
}

internal static class Balls
{
    /// <summary>The trajectory of that letter on a chart.</summary>
    public static Trajectory Named(char letter) => letter switch
    {
        'G' => Trajectory.GroundBall,
        'F' => Trajectory.FlyBall,
        'L' => Trajectory.LineDrive,
        'P' => Trajectory.PopUp,
        _ => Trajectory.Unknown,
    };
}
