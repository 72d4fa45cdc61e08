using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What happens on the bases while the same batter stays at the plate: a throw to a base, a runner who is sent, or a pitch that gets away.
/// </summary>
internal static class Running
{
    /// <param name="happened">The play is over: something did happen.</param>
    public static bool Resolve(DiceTable table, PlaySheet sheet, out bool happened)
    {
        happened = false;
        var steal = table.Offense.Steal;
        if (table.Defense.Pickoff != Base.Batter)
        {
            if (!Pickoff(table, sheet, out happened)) return false;
            if (happened || !steal.Any) return true;
        }

        if (steal.Any)
        {
            happened = true;
            return Steals(table, sheet);
        }

        var factors = CardFactors.OnTheBases(DecisionFactors.OnTheBases(table.Defense), table.Game);
        if (!table.Reads(RollPurpose.Running, AverageCharts.Running(table.Game.Bases.Code), factors, out var outcome)) return false;
        happened = outcome != "none";
        if (happened) Moved(table.Game, sheet, outcome);
        return true;
    }

    /// <summary>A strikeout while the runners go: the man in front may be thrown out.</summary>
    public static bool AfterAMiss(DiceTable table, PlaySheet sheet)
    {
        var bases = table.Game.Bases;
        if (bases.Third is not null && (bases.Second is not null || bases.First is null)) return true;
        var target = bases.Second is not null ? Base.Third : Base.Second;
        var chart = target == Base.Third ? "steal 3" : "steal 2";
        var factors = CardFactors.OfASteal(DecisionFactors.OfAMissedHitAndRun(table.Defense), table.Game, target - 1);
        if (!table.Reads(RollPurpose.Runner, chart, factors, out var outcome)) return false;
        if (outcome is "CS" or "POCS")
        {
            sheet.PartAt(PlayCode.CaughtStealing, target, new Handling(PlaySheet.Chain(CatchersThrow(target))));
            sheet.SaysOut(target - 1, target, forced: false);
            sheet.Note("DP");
            if (target == Base.Third && bases.First is not null && !sheet.IsSettled) sheet.Advances(Base.First, Base.Second);
            return true;
        }

        for (var to = target; to >= Base.Second; to--)
        {
            if (bases[to - 1] is null) continue;
            sheet.PartAt(PlayCode.StolenBase, to);
            sheet.Says(to - 1, to);
        }

        return true;
    }

    private static bool Pickoff(DiceTable table, PlaySheet sheet, out bool happened)
    {
        happened = false;
        var on = table.Defense.Pickoff;
        var factors = DecisionFactors.OfAPickoff(SentFrom(table.Offense.Steal, on));
        if (!table.Reads(RollPurpose.Running, $"pickoff {(int)on}", factors, out var outcome)) return false;
        if (outcome == "back") return true;
        happened = true;
        switch (outcome)
        {
            case "out":
                sheet.PartAt(PlayCode.PickedOff, on, new Handling(PlaySheet.Chain(Position.Pitcher, Baseman(on))));
                sheet.SaysOut(on, on, forced: false);
                break;
            case "caught":
                CaughtLeaving(sheet, on);
                break;
            default:
                sheet.PartAt(PlayCode.PickedOff, on, new Handling(Fielding.ErrorOf(Position.Pitcher), null, "TH"));
                sheet.AllOn(1);
                break;
        }

        return true;
    }

    private static void CaughtLeaving(PlaySheet sheet, Base on)
    {
        var end = on == Base.First ? Position.Shortstop : on == Base.Second ? Position.ThirdBase : Position.Catcher;
        sheet.PartAt(PlayCode.PickedOffStealing, on + 1, new Handling(PlaySheet.Chain(Position.Pitcher, Baseman(on), end)));
        sheet.SaysOut(on, on + 1, forced: false);
    }

    /// <summary>The man in front decides; who goes with him is safe behind him.</summary>
    private static bool Steals(DiceTable table, PlaySheet sheet)
    {
        var game = table.Game;
        var steal = table.Offense.Steal;
        var lead = SentFrom(steal, Base.Third) ? Base.Third : SentFrom(steal, Base.Second) ? Base.Second : Base.First;
        if (IsIndifferent(game, table.Defense, lead))
        {
            sheet.Part(PlayCode.DefensiveIndifference);
            sheet.Advances(lead, lead + 1);
            return true;
        }

        var how = lead == Base.First ? steal.Second : lead == Base.Second ? steal.Third : steal.Home;
        var chart = lead == Base.Third ? "steal H" : lead == Base.Second ? "steal 3"
            : game.Bases.Third is null ? "steal 2" : "steal 2 ahead of third";
        var factors = CardFactors.OfASteal(DecisionFactors.OfASteal(lead, table.Defense, how), game, lead);
        if (!table.Reads(RollPurpose.Running, chart, factors, out var outcome)) return false;
        if (outcome.StartsWith("SB", StringComparison.Ordinal)) Stolen(game, sheet, steal, lead, outcome != "SB");
        else NotStolen(game, sheet, steal, lead, outcome);
        return true;
    }

    private static void Stolen(Game game, PlaySheet sheet, Steals steal, Base lead, bool wildThrow)
    {
        for (var from = lead; from >= Base.First; from--)
        {
            if (game.Bases[from] is null || !SentFrom(steal, from) || sheet.IsSettled) continue;
            sheet.PartAt(PlayCode.StolenBase, from + 1);
            sheet.Says(from, from + 1);
        }

        if (!wildThrow || sheet.IsSettled) return;
        // The throw goes into the outfield: who stood on third scores, and the man in front has another base.
        for (var from = Base.Third; from > lead; from--) if (game.Bases[from] is not null) sheet.Advances(from, Base.Home);
        if (lead < Base.Third && !sheet.IsSettled)
            sheet.Advances(lead, lead + 2, Ruling.None, new Handling(Fielding.ErrorOf(Position.Catcher), null, "TH"));
    }

    private static void NotStolen(Game game, PlaySheet sheet, Steals steal, Base lead, string outcome)
    {
        var to = lead + 1;
        if (outcome == "POCS") CaughtLeaving(sheet, lead);
        else if (outcome == "CS")
        {
            sheet.PartAt(PlayCode.CaughtStealing, to, new Handling(PlaySheet.Chain(CatchersThrow(to))));
            sheet.SaysOut(lead, to, forced: false);
        }
        else
        {
            // The throw was there in time, and was dropped.
            var (code, dropped) = outcome == "CS error"
                ? (PlayCode.CaughtStealing, Fielding.Of(Position.Catcher).Then(Fielding.ErrorOf(Baseman(to))))
                : (PlayCode.PickedOffStealing, Fielding.Of(Position.Pitcher).Then(Fielding.ErrorOf(Baseman(lead))));
            sheet.PartAt(code, to, new Handling(dropped));
            sheet.Says(lead, to, Fate.SafeOnError);
        }

        for (var from = lead - 1; from >= Base.First && !sheet.IsSettled; from--)
            if (game.Bases[from] is not null && SentFrom(steal, from)) sheet.Advances(from, from + 1);
    }

    /// <summary>Late, ahead by more than the runner's run, and nobody near him: they let him have the base.</summary>
    private static bool IsIndifferent(Game game, DefensiveDecision defense, Base from) =>
        from == Base.First && defense.Hold.First == Hold.Off && game.Bases.Code == 1
        && game.Inning >= game.Fixture!.Rules.ScheduledInnings && game.LeadOf(game.Fielding) > 1;

    private static bool SentFrom(Steals steal, Base from) => from switch
    {
        Base.First => steal.Second != Steal.None,
        Base.Second => steal.Third != Steal.None,
        Base.Third => steal.Home != Steal.None,
        _ => false,
    };

    private static Position[] CatchersThrow(Base to) => to switch
    {
        Base.Second => [Position.Catcher, Position.Shortstop],
        Base.Third => [Position.Catcher, Position.ThirdBase],
        _ => [Position.Pitcher, Position.Catcher],
    };

    private static Position Baseman(Base on) => on switch
    {
        Base.First => Position.FirstBase,
        Base.Second => Position.Shortstop,
        Base.Third => Position.ThirdBase,
        _ => Position.Catcher,
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
            if (move[1] == 'X') sheet.ThrownOut(from, from + 1, Position.Catcher, Baseman(from + 1));
            else sheet.Advances(from, move[2] == 'H' ? Base.Home : (Base)(move[2] - '0'));
        }
    }

    /// <summary>The throw went to the man who was out, or past the one farthest back.</summary>
    private static void PickedOff(PlaySheet sheet, string[] moves)
    {
        var picked = moves.FirstOrDefault(move => move[1] == 'X');
        var on = (Base)((picked ?? moves[^1])[0] - '0');
        if (picked is null)
        {
            sheet.PartAt(PlayCode.PickedOff, on, new Handling(Fielding.ErrorOf(Position.Pitcher), null, "TH"));
            return;
        }

        sheet.PartAt(PlayCode.PickedOff, on, new Handling(PlaySheet.Chain(Position.Pitcher, Baseman(on))));
        sheet.SaysOut(on, on, forced: false);
    }
}
