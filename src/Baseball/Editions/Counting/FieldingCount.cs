using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>Counts what fielders and runners made of a ball in play.</summary>
internal static class FieldingCount
{
    /// <summary>Of the balls in play, on the ground or to the outfield in the air, the share that each place makes a play on.</summary>
    private static readonly double[] onTheGround = Shares("fielder G", "G"), inTheAir = Air();

    public static void Add(CardCount count, Game before, PlayMade play, string outcome)
    {
        var first = play.Parts[0].Handlings.Count > 0 ? play.Parts[0].Handlings[0].By.First : Position.None;
        switch (outcome)
        {
            case "G": Grounder(count, before, play, first); break;
            case "F" or "L" or "P": InTheAir(count, before, play, first); break;
            case "S/G" or "S/F" or "S/L" or "S/P": Single(count, before, play, first); break;
            case "D/G" or "D/F" or "D/L" or "D/P" when first >= Position.LeftField:
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

        if (fielder == Position.Catcher) return;
        Errors(count, before, play, fielder, CountedChart.OnChart(chart, "boot") + CountedChart.OnChart(chart, "throw"));
    }

    private static void InTheAir(CardCount count, Game before, PlayMade play, Position fielder)
    {
        if (fielder is < Position.Pitcher or > Position.RightField) return;
        var ball = play.Trajectory switch { Trajectory.LineDrive => 'L', Trajectory.PopUp => 'P', _ => 'F' };
        if (fielder != Position.Catcher)
        {
            var chart = AverageCharts.Air(ball, fielder, before.Bases.Code, before.Outs);
            Errors(count, before, play, fielder, CountedChart.OnChart(chart, "error"));
        }

        if (ball == 'F' && fielder >= Position.LeftField && before.Outs < 2 && play.Code == PlayCode.Out)
            Try(count, before, play, Base.Third, Base.Home, Invariant($"air 3-H F {before.Outs} by {(int)fielder}"), fielder);
    }

    private static void Errors(CardCount count, Game before, PlayMade play, Position fielder, double usual)
    {
        if (before.Lineup(before.Fielding).At(fielder) is not { } man) return;
        count.Man(man.Player).Errors[(int)fielder].Add(play.Code == PlayCode.ErrorMade ? 1 : 0, usual);
    }

    private static void Single(CardCount count, Game before, PlayMade play, Position fielder)
    {
        if (fielder is < Position.Pitcher or > Position.RightField) return;
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
        var shares = outcome switch
        {
            "G" or "S/G" or "D/G" => onTheGround,
            "F" or "L" or "S/F" or "S/L" or "D/F" or "D/L" or "T" => inTheAir,
            _ => null,
        };
        if (shares is null) return;
        var made = outcome is "G" or "F" or "L";
        for (var position = Position.Pitcher; position <= Position.RightField; position++)
        {
            if (shares[(int)position] == 0 || before.Lineup(before.Fielding).At(position) is not { } man) continue;
            count.Man(man.Player).Range[(int)position].Add(made && first == position ? 1 : 0, shares[(int)position]);
        }
    }

    private static double[] Shares(string fielders, string outs)
    {
        var batting = LeagueFacts.Of("batting");
        double made = 0, all = 0;
        foreach (var (outcome, weight) in batting.Shares)
        {
            if (outcome == outs) made += weight;
            if (outcome == outs || outcome is ['S' or 'D', '/', var ball] && ball == outs[0]) all += weight;
        }

        var shares = new double[10];
        foreach (var (fielder, weight) in LeagueFacts.Of(fielders).Shares)
            shares[fielder[0] - '0'] = weight / (double)LeagueFacts.Of(fielders).Sum * made / all;
        return shares;
    }

    /// <summary>Flies and line drives together, for outfielders.</summary>
    private static double[] Air()
    {
        var caught = new double[10];
        foreach (var (fielder, weight) in LeagueFacts.Of("fielder F").Shares) caught[fielder[0] - '0'] += weight;
        foreach (var (fielder, weight) in LeagueFacts.Of("fielder L").Shares)
            if (fielder[0] >= '7') caught[fielder[0] - '0'] += weight;
        double all = 0;
        foreach (var (outcome, weight) in LeagueFacts.Of("batting").Shares)
            if (outcome is "F" or "L" or "S/F" or "S/L" or "D/F" or "D/L" or "T") all += weight;
        for (var i = 0; i < caught.Length; i++) caught[i] /= all;
        return caught;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
