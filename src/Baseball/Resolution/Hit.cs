using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>A base hit: how far, by whom it is fielded, and who tries for more.</summary>
internal static class Hit
{
    /// <param name="outcome">As the match-up has it: <c>S/L</c>, <c>D/F</c>, <c>T</c>, <c>HR/F</c>.</param>
    public static bool Resolve(DiceTable table, PlaySheet sheet, string outcome)
    {
        var home = outcome.StartsWith("HR", StringComparison.Ordinal);
        if (!table.Reads(RollPurpose.Fielder, AverageOdds.Fielder(home ? "HR" : outcome), out var where)) return false;
        if (home) return OutOfThePark(sheet, outcome[^1], where);
        var fielder = (Position)(where[0] - '0');
        sheet.Trajectory = Balls.Named(where.Length > 1 ? where[^1] : outcome[^1]);
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

    private static bool Triple(PlaySheet sheet, Position fielder)
    {
        sheet.Part(PlayCode.Triple, new Handling(PlaySheet.Chain(fielder)));
        sheet.Says(Base.Batter, Base.Third);
        sheet.AllOn(3);
        return true;
    }

    private static bool Double(DiceTable table, PlaySheet sheet, Position fielder)
    {
        sheet.Part(PlayCode.Double, new Handling(PlaySheet.Chain(fielder)));
        sheet.Says(Base.Batter, Base.Second);
        Scores(table, sheet, Base.Third);
        Scores(table, sheet, Base.Second);
        return Tries(table, sheet, Base.First, Base.Home, "double 1-H", null, Relay(fielder));
    }

    private static bool Single(DiceTable table, PlaySheet sheet, Position fielder)
    {
        sheet.Part(PlayCode.Single, new Handling(PlaySheet.Chain(fielder)));
        sheet.Says(Base.Batter, Base.First);
        Scores(table, sheet, Base.Third);
        if (fielder < Position.LeftField)
        {
            if (!sheet.IsSettled) sheet.AllOn(1);
            return true;
        }

        if (!Tries(table, sheet, Base.Second, Base.Home, "single 2-H", fielder, [fielder, Position.Catcher])) return false;
        if (table.Game.Bases.First is null || sheet.IsSettled) return true;
        if (sheet.Stands(Base.Second) == Base.Third)
        {
            sheet.Advances(Base.First, Base.Second);
            return true;
        }

        return Tries(table, sheet, Base.First, Base.Third, "single 1-3", fielder, [fielder, Position.ThirdBase]);
    }

    private static void Scores(DiceTable table, PlaySheet sheet, Base from)
    {
        if (table.Game.Bases[from] is not null) sheet.Advances(from, Base.Home);
    }

    /// <summary>He makes the base, stops one short of it, or is thrown out there.</summary>
    private static bool Tries(
        DiceTable table, PlaySheet sheet, Base from, Base to, string chart, Position? fielder, ReadOnlySpan<Position> by)
    {
        if (table.Game.Bases[from] is null || sheet.IsSettled) return true;
        var outs = table.Game.Outs;
        if (!table.Tries(new(from, to, "extra-base"), factors => AverageOdds.Contest(chart, outs, fielder, factors), out var outcome))
            return false;
        if (outcome == "out") sheet.ThrownOut(from, to, by);
        else sheet.Advances(from, outcome == "safe" ? to : to - 1);
        return true;
    }

    /// <summary>A long throw goes over the infielder nearest to it.</summary>
    private static Position[] Relay(Position fielder) =>
        [fielder, fielder == Position.RightField ? Position.SecondBase : Position.Shortstop, Position.Catcher];
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
