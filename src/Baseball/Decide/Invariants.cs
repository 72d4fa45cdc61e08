using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What holds in every game whatever happened, checked on what a command would come to before it is accepted. A command that breaks one
/// of these passed a rule that has a hole: it is refused, and the name of the invariant says where to look.
/// </summary>
public static class Invariants
{
    /// <summary>The first invariant that does not hold, by name; null where all do.</summary>
    public static string? Broken(Game game)
    {
        if (game.Status is GameStatus.None or GameStatus.Scheduled or GameStatus.Postponed) return null;
        if (game.Inning == 0) return "inning";
        if (game.Outs > 3) return "outs";
        if (Sum(game.Away) != game.Away.Runs || Sum(game.Home) != game.Home.Runs) return "score";
        // Everybody who came up or was placed has scored, is out, or stands on a base.
        if (game.Outs < 3 && game.Tally.Turns + game.Tally.Placed != game.Tally.Runs + game.Bases.Count + game.Outs) return "half-balance";
        if (!RunnersAreIn(game)) return "runners";
        return Lineup(game.AwayLineup, game.Fixture!.Rules) ?? Lineup(game.HomeLineup, game.Fixture!.Rules);
    }

    private static int Sum(TeamTotals totals)
    {
        var runs = 0;
        foreach (var inning in totals.RunsByInning) runs += inning;
        return runs;
    }

    private static bool RunnersAreIn(Game game)
    {
        var lineup = game.Lineup(game.Batting);
        for (var on = Base.First; on <= Base.Third; on++)
        {
            if (game.Bases[on] is not { } runner) continue;
            if (runner.Entry.Side != game.Batting || lineup.Holder(runner.Entry.Slot)?.Entry != runner.Entry) return false;
            for (var ahead = on + 1; ahead <= Base.Third; ahead++) if (game.Bases[ahead]?.Entry == runner.Entry) return false;
        }

        return true;
    }

    private static string? Lineup(TeamLineup lineup, RuleSet rules)
    {
        var slots = 0;
        var men = lineup.Men.AsSpan();
        for (var i = 0; i < men.Length; i++)
        {
            if (!men[i].IsIn) continue;
            if ((slots & 1 << men[i].Entry.Slot) != 0) return "two-in-a-slot";
            slots |= 1 << men[i].Entry.Slot;
            if (rules.Reentry == ReentryRule.None && Returned(men, i)) return "returned";
        }

        return (slots | 1) == 0b11_1111_1111 ? null : "nine-batters";
    }

    /// <summary>He left a batting slot before he came into this one, and not for a courtesy runner.</summary>
    private static bool Returned(ReadOnlySpan<LineupPlayer> men, int at)
    {
        if (men[at].Entered == 0) return false;
        foreach (var man in men)
        {
            if (man.Player == men[at].Player && !man.IsIn && man.Entry.Slot != 0 && man.Left <= men[at].Entered && !man.LentRunner)
                return true;
        }

        return false;
    }
}
