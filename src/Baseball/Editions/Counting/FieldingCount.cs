using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Counts what fielders and runners made of a ball in play.</summary>
internal static class FieldingCount
{
    /// <summary>
    /// Balls in play that somebody makes an out of, or errs on: on the ground anybody, of flies and line drives an outfielder.
    /// </summary>
    private static readonly double reachedOnTheGround = Reached("G"), reachedInTheAir = Reached("F", "L");

    public static void Add(CardCount count, Game before, PlayMade play, string outcome)
    {
        var first = play.Parts[0].Handlings.Count > 0 ? play.Parts[0].Handlings[0].By.First : Position.None;
        switch (outcome)
        {
            case "G": Grounder(count, before, play, first); break;
            case "F" or "L" or "P": InTheAir(count, before, play, first); break;
            case "S/G" or "S/F" or "S/L" or "S/P": Single(count, before, play, first); break;
            case "D/G" or "D/F" or "D/L" or "D/P" when first >= Position.LeftField:
                Errors(count, before, play, first, CountedChart.OnChart("hit D", "error"));
                Try(count, before, play, Base.First, Base.Home, Invariant($"double 1-H {before.Outs} by {(int)first}"), first);
                break;
        }

        Reached(count, before, play, outcome, first);
    }

    private static void Grounder(CardCount count, Game before, PlayMade play, Position fielder)
    {
        if (fielder is < Position.Pitcher or > Position.Shortstop) return;
        var chart = AverageCharts.Ground(fielder, before.Bases.Code, before.Outs);
        if (before.Bases.First is not null && before.Outs < 2)
        {
            count.Man(before.Man(play.Batter).Player).DoublePlays.Add(
                play.Outs >= 2 ? 1 : 0, CountedChart.OnChart(chart, "DP"));
        }

        Errors(count, before, play, fielder, CountedChart.OnChart(chart, "boot") + CountedChart.OnChart(chart, "throw"));
    }

    private static void InTheAir(CardCount count, Game before, PlayMade play, Position fielder)
    {
        if (fielder is < Position.Pitcher or > Position.RightField) return;
        var ball = play.Trajectory switch { Trajectory.LineDrive => 'L', Trajectory.PopUp => 'P', _ => 'F' };
        var chart = AverageCharts.Air(ball, fielder, before.Bases.Code, before.Outs);
        Errors(count, before, play, fielder, CountedChart.OnChart(chart, "error"));
        if (ball == 'F' && fielder >= Position.LeftField && before.Outs < 2 && play.Code == PlayCode.Out)
            Try(count, before, play, Base.Third, Base.Home, Invariant($"air 3-H F {before.Outs} by {(int)fielder}"), fielder);
    }

    /// <summary>
    /// Every error on a ball in play is charged to whoever made it, also where no chart has such a one (the relay of a double play, a throw
    /// after a catch): the charts' own come so much more often, and all together are as many as there were.
    /// </summary>
    /// <param name="fielder">Who had the ball first.</param>
    /// <param name="usual">Errors of an average man there, by the charts.</param>
    private static void Errors(CardCount count, Game before, PlayMade play, Position fielder, double usual)
    {
        if (fielder != Position.Catcher && before.Lineup(before.Fielding).At(fielder) is { } man)
            count.Man(man.Player).Errors[(int)fielder].Add(0, usual);
        Charge(count, before, play, fielder);
    }

    /// <summary>
    /// Errors of a play to those who made them; a catcher's, whose card has none on balls in play, to whoever had the ball first.
    /// </summary>
    public static void Charge(CardCount count, Game before, PlayMade play, Position fielder)
    {
        for (var i = 0; i < play.Credits.Errors.Length; i++)
        {
            var at = play.Credits.Errors[i] == (int)Position.Catcher ? fielder : (Position)play.Credits.Errors[i];
            if (at is Position.None or Position.Catcher || before.Lineup(before.Fielding).At(at) is not { } man) continue;
            count.Man(man.Player).Errors[(int)at].Add(1, 0);
        }
    }

    private static void Single(CardCount count, Game before, PlayMade play, Position fielder)
    {
        if (fielder is < Position.Pitcher or > Position.RightField) return;
        Errors(count, before, play, fielder, CountedChart.OnChart(AverageCharts.HitSingle(fielder, before.Bases.Code), "error"));
        var isIn = fielder < Position.LeftField;
        var by = isIn ? Invariant($"in {before.Outs}") : Invariant($"{before.Outs} by {(int)fielder}");
        Try(count, before, play, Base.Second, Base.Home, $"single 2-H {by}", fielder);
        // The man ahead of him stopped at third: there was no base to try for.
        if (before.Bases.Second is not null && (play.MoveFrom(Base.Second) is not { } ahead || ahead.To <= Base.Third)) return;
        var after = !isIn && before.Bases.Second is not null ? " thrown home" : "";
        Try(count, before, play, Base.First, Base.Third, $"single 1-3 {by}{after}", fielder);
    }

    /// <summary>He made the base, or did not; and he was thrown out, or was not.</summary>
    private static void Try(CardCount count, Game before, PlayMade play, Base from, Base to, string chart, Position fielder)
    {
        if (before.Bases[from] is not { } runner) return;
        var move = play.MoveFrom(from);
        var safe = move is { IsOut: false } && move.To >= to;
        count.Man(before.Man(runner.Entry).Player).Speed.Add(safe ? 1 : 0, CountedChart.OnChart(chart, "safe"));
        if (fielder >= Position.LeftField && before.Lineup(before.Fielding).At(fielder) is { } thrower)
            count.Man(thrower.Player).Arm[(int)fielder].Add(move is { IsOut: true } ? 1 : 0, CountedChart.OnChart(chart, "out"));
    }

    /// <summary>Who made a play on the ball, of those who might have.</summary>
    private static void Reached(CardCount count, Game before, PlayMade play, string outcome, Position first)
    {
        var onTheGround = outcome is "G" or "S/G" or "D/G";
        if (!onTheGround && outcome is not ("F" or "L" or "S/F" or "S/L" or "D/F" or "D/L" or "T")) return;
        var made = outcome is "G" or "F" or "L";
        for (var position = Position.Pitcher; position <= Position.RightField; position++)
        {
            var usual = Fielders.Share(onTheGround, position) / 1_000.0 * (onTheGround ? reachedOnTheGround : reachedInTheAir);
            if (usual > 0 && before.Lineup(before.Fielding).At(position) is { } man)
                count.Man(man.Player).Range[(int)position].Add(made && first == position ? 1 : 0, usual);
        }
    }

    private static double Reached(params ReadOnlySpan<string> balls)
    {
        double reached = 0, all = 0;
        foreach (var (outcome, weight) in LeagueFacts.Of("batting").Shares)
        {
            foreach (var ball in balls)
            {
                if (outcome == ball) reached += weight * (ball == "G" ? 1 : Outfielders(ball));
                if (outcome == ball || outcome is ['S' or 'D', '/', var how] && how == ball[0]) all += weight;
            }

            if (outcome == "T" && balls.Length > 1) all += weight;
        }

        return reached / all;
    }

    /// <summary>Of the balls of that kind that somebody reaches, those that an outfielder does.</summary>
    private static double Outfielders(string ball)
    {
        double sum = 0;
        for (var fielder = '7'; fielder <= '9'; fielder++) sum += CountedChart.Counted($"fielder {ball}", fielder.ToString());
        return sum;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
