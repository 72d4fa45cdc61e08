using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>The odds of a league of average men: its counted facts, and what the situation makes of them.</summary>
internal static class AverageOdds
{
    private static readonly Odds everywhere = Everywhere();
    private static readonly int[][] situations = Situations();
    private static readonly Odds thirdStrike = LeagueFacts.Of("third strike");

    /// <summary>By bases taken; null where there were none.</summary>
    private static readonly Odds?[] triplePlays =
        [.. Enumerable.Range(0, 8).Select(static bases => LeagueFacts.Find(Invariant($"triple play {bases}")))];


    /// <summary>Batter against pitcher: the league's batting in per mille of what it is over all situations.</summary>
    public static Odds Matchup(byte bases, int outs) =>
        WithOddities(LeagueFacts.Of("batting").PerTenMillion().Times(Here(bases, outs)), bases, outs);

    private static List<Factor> Here(byte bases, int outs)
    {
        var here = LeagueFacts.Of(Invariant($"turn {bases} {outs}"));
        var factors = new List<Factor>();
        for (var i = 0; i < here.Shares.Count; i++)
        {
            var perMille = PerMille(here, everywhere, i);
            foreach (var ball in BallsOf(here.Shares[i].Outcome)) factors.Add(new("situation", ball, perMille));
        }

        if ((bases & 4) != 0 && outs < 2) factors.AddRange(AtNormalDepth(bases, outs));
        return factors;
    }

    /// <summary>What the situation does to each outcome of <see cref="Outcomes.All"/>, per mille. Not to be changed.</summary>
    public static int[] Situation(byte bases, int outs) => situations[bases * 3 + outs];

    private static int[][] Situations()
    {
        var all = new int[24][];
        for (byte bases = 0; bases < 8; bases++)
        {
            for (var outs = 0; outs < 3; outs++)
            {
                var done = new int[Outcomes.Count];
                for (var i = 0; i < done.Length; i++)
                {
                    var perMille = 1_000L;
                    foreach (var factor in Here(bases, outs))
                        if (factor.Touches(Outcomes.All[i])) perMille = perMille * factor.PerMille / 1_000;
                    done[i] = (int)perMille;
                }

                all[bases * 3 + outs] = done;
            }
        }

        return all;
    }

    /// <summary>As counted; an error on the ground is a ball not held or a wild throw.</summary>
    public static Odds Of(string name)
    {
        var counted = LeagueFacts.Of(name).PerTenMillion();
        if (!name.StartsWith("ground ", StringComparison.Ordinal)) return counted;
        var error = LeagueFacts.Of("ground error");
        var shares = new List<Share>();
        foreach (var share in counted.Shares)
        {
            if (share.Outcome != "error") shares.Add(share);
            else foreach (var (how, weight) in error.Shares) shares.Add(new(how, share.Weight * weight / error.Sum));
        }

        return new(new EquatableArray<Share>([.. shares]));
    }

    /// <summary>A runner's try, by outs, times what the fielder makes of it compared with all who were counted.</summary>
    public static Odds ByFielder(string name, int outs, int fielder)
    {
        Odds? any = null;
        for (var f = 1; f <= 9; f++)
            if (LeagueFacts.Find(Invariant($"{name} by {f}")) is { } one) any = any is null ? one : any.Plus(one);
        return Compared(LeagueFacts.Of(Invariant($"{name} {outs}")), LeagueFacts.Of(Invariant($"{name} by {fielder}")), any!);
    }

    /// <summary>Odds times what a special case is to the plain one.</summary>
    public static Odds Compared(Odds odds, Odds special, Odds plain)
    {
        var factors = new List<Factor>(odds.Shares.Count);
        for (var i = 0; i < special.Shares.Count; i++)
            if (plain.Shares[i].Weight > 0) factors.Add(new("", special.Shares[i].Outcome, PerMille(special, plain, i)));
        return odds.PerTenMillion().Times(factors);
    }

    private static int PerMille(Odds special, Odds plain, int i) =>
        (int)((UInt128)special.Shares[i].Weight * 1_000 * plain.Sum / ((UInt128)plain.Shares[i].Weight * special.Sum));

    private static Odds Everywhere()
    {
        Odds? all = null;
        for (byte bases = 0; bases < 8; bases++)
        {
            for (var outs = 0; outs < 3; outs++)
            {
                var turns = LeagueFacts.Of(Invariant($"turn {bases} {outs}"));
                all = all is null ? turns : all.Plus(turns);
            }
        }

        return all!;
    }

    /// <summary>How the match-up names what the situations count together: outs and hits by how the ball left the bat.</summary>
    private static string[] BallsOf(string counted) => counted switch
    {
        "O" => ["G", "F", "L", "P"],
        "HR" => ["HR/F", "HR/L"],
        "S" => ["S/"],
        "D" => ["D/"],
        _ => [counted],
    };

    /// <summary>
    /// With a man on third and less than two out the league's infields came in as often as not. The chart has them at normal depth, as
    /// they stood with two out; to come in is a decision.
    /// </summary>
    private static IEnumerable<Factor> AtNormalDepth(byte bases, int outs)
    {
        var here = LeagueFacts.Of(Invariant($"grounders {bases} {outs}"));
        var deep = LeagueFacts.Of(Invariant($"grounders {bases} 2"));
        yield return new("normal depth", "S/G", PerMille(deep, here, 0));
        yield return new("normal depth", "D/G", PerMille(deep, here, 0));
        yield return new("normal depth", "G", PerMille(deep, here, 1));
    }

    /// <summary>What only some situations know: a third strike not caught, and three outs at once.</summary>
    public static Odds WithOddities(Odds odds, byte bases, int outs)
    {
        var shares = new List<Share>(odds.Shares.Count + 2);
        foreach (var share in odds.Shares)
        {
            if (share.Outcome != "K" || (bases & 1) != 0 && outs < 2)
            {
                shares.Add(share);
                continue;
            }

            var loose = share.Weight * thirdStrike.Shares[1].Weight / thirdStrike.Sum;
            shares.Add(new("K", share.Weight - loose));
            shares.Add(new("K/WP", loose));
        }

        if (outs == 0 && triplePlays[bases] is { } triple)
            shares.Add(new("3X", odds.Sum * triple.Shares[1].Weight / triple.Sum));
        return new(new EquatableArray<Share>([.. shares]));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
