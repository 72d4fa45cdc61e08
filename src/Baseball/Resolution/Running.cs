using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What happens on the bases while the same batter stays at the plate: a runner is sent, or a pitch gets away, or the pitcher errs or throws.
/// </summary>
internal static class Running
{
    /// <param name="happened">The play is over: something did happen.</param>
    public static bool Resolve(DiceTable table, PlaySheet sheet, out bool happened)
    {
        happened = false;
        if (table.Offense.Steal.Any)
        {
            happened = true;
            return Steal(table, sheet);
        }

        if (!table.Reads(RollPurpose.Running, AverageOdds.Running(table.Game.Bases.Code), out var outcome)) return false;
        happened = outcome != "none";
        if (happened) Moved(table.Game, sheet, outcome);
        return true;
    }

    /// <summary>The man in front decides; who goes with him is safe behind him.</summary>
    private static bool Steal(DiceTable table, PlaySheet sheet)
    {
        var steal = table.Offense.Steal;
        var target = steal.Home != Messages.Steal.None ? Base.Home : steal.Third != Messages.Steal.None ? Base.Third : Base.Second;
        if (!table.Reads(RollPurpose.Running, AverageOdds.Steal("--23H"[(int)target]), out var outcome)) return false;
        if (outcome == "CS")
        {
            sheet.PartAt(PlayCode.CaughtStealing, target, new Handling(PlaySheet.Chain(Catchers(target))));
            sheet.SaysOut(target - 1, target, forced: false);
        }

        for (var to = target; to >= Base.Second; to--)
        {
            if (sheet.IsNamed(to - 1) || !Goes(steal, to) || table.Game.Bases[to - 1] is null) continue;
            if (outcome == "CS")
            {
                if (!sheet.IsSettled) sheet.Advances(to - 1, to);
                continue;
            }

            if (sheet.IsSettled) break;
            sheet.PartAt(PlayCode.StolenBase, to);
            sheet.Says(to - 1, to);
        }

        return true;
    }

    private static bool Goes(Steals steal, Base to) => to switch
    {
        Base.Second => steal.Second != Messages.Steal.None,
        Base.Third => steal.Third != Messages.Steal.None,
        _ => steal.Home != Messages.Steal.None,
    };

    private static Position[] Catchers(Base target) => target switch
    {
        Base.Second => [Position.Catcher, Position.Shortstop],
        Base.Third => [Position.Catcher, Position.ThirdBase],
        _ => [Position.Pitcher, Position.Catcher],
    };

    /// <summary>As the chart has it: what it was, and who moved, such as <c>WP 3-H;1-2</c> or <c>PO 1X</c>.</summary>
    private static void Moved(Game game, PlaySheet sheet, string outcome)
    {
        var blank = outcome.IndexOf(' ', StringComparison.Ordinal);
        var moves = outcome[(blank + 1)..].Split(';');
        var code = outcome[..blank] switch
        {
            "WP" => PlayCode.WildPitch,
            "PB" => PlayCode.PassedBall,
            "BK" => PlayCode.Balk,
            _ => PlayCode.PickedOff,
        };
        if (code == PlayCode.PickedOff) PickedOff(sheet, moves);
        else sheet.Part(code);
        foreach (var move in moves)
        {
            var from = (Base)(move[0] - '0');
            if (game.Bases[from] is null || sheet.IsNamed(from) || sheet.IsSettled) continue;
            if (move[1] == 'X') sheet.ThrownOut(from, from + 1, Position.Catcher, Position.ThirdBase);
            else sheet.Advances(from, move[2] == 'H' ? Base.Home : (Base)(move[2] - '0'));
        }
    }

    private static void PickedOff(PlaySheet sheet, string[] moves)
    {
        var on = Base.Third;
        var isOut = false;
        foreach (var move in moves)
        {
            if (move[1] == 'X') isOut = true;
            if (!isOut || move[1] == 'X') on = (Base)(move[0] - '0');
        }

        var baseman = on switch
        {
            Base.First => Position.FirstBase,
            Base.Second => Position.Shortstop,
            _ => Position.ThirdBase,
        };
        if (isOut)
        {
            sheet.PartAt(PlayCode.PickedOff, on, new Handling(PlaySheet.Chain(Position.Pitcher, baseman)));
            sheet.SaysOut(on, on, forced: false);
        }
        else
        {
            sheet.PartAt(PlayCode.PickedOff, on, new Handling(Fielding.ErrorOf(Position.Pitcher), null, "TH"));
        }
    }
}
