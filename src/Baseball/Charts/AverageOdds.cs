using System.Collections.Frozen;
using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The charts of a league of average men: its counted facts, what the situation makes of them, and what the decisions in force do to both.
/// Charts of undisturbed odds are made once; with a decision in force one is made for the play.
/// </summary>
public static class AverageOdds
{
    private static readonly FrozenDictionary<string, Chart> undisturbed = Undisturbed().ToFrozenDictionary(chart => chart.Name);

    /// <summary>Every chart that no decision has changed, by name.</summary>
    public static IEnumerable<Chart> All => undisturbed.Values.OrderBy(chart => chart.Name, StringComparer.Ordinal);

    /// <summary>Batter against pitcher.</summary>
    /// <param name="bases">Bits 1 2 4 for the bases taken.</param>
    public static Chart Matchup(byte bases, int outs, IReadOnlyList<Factor>? factors = null) =>
        Of(Named("matchup", bases, outs), factors, name => Situated(bases, outs), isCard: true);

    /// <summary>What may happen on the bases before the ball is hit, with nobody sent.</summary>
    public static Chart Running(byte bases, IReadOnlyList<Factor>? factors = null) =>
        Of($"running {Bits(bases)}", factors, _ => LeagueFacts.Of($"running {bases}"));

    /// <summary>Who fields a batted ball.</summary>
    public static Chart Fielder(string ball, IReadOnlyList<Factor>? factors = null) =>
        Of($"fielder {ball}", factors, LeagueFacts.Of);

    /// <summary>What becomes of a ball on the ground that an infielder has reached.</summary>
    public static Chart Ground(byte bases, int outs, IReadOnlyList<Factor>? factors = null) =>
        Of(Named("ground", bases, outs), factors, _ => LeagueFacts.Of(Invariant($"ground {bases} {outs}")));

    /// <summary>Whether a ball in the air is caught: <c>F</c>, <c>L</c> or <c>P</c>.</summary>
    public static Chart Air(string ball, IReadOnlyList<Factor>? factors = null) => Of($"air {ball}", factors, LeagueFacts.Of);

    /// <summary>A steal of the base of that letter: 2, 3 or H.</summary>
    public static Chart Steal(char to, IReadOnlyList<Factor>? factors = null) => Of($"steal {to}", factors, LeagueFacts.Of);

    /// <summary>A runner who tries for another base.</summary>
    /// <param name="name">Such as <c>single 2-H</c>: how the ball was hit, from where to where.</param>
    /// <param name="fielder">The outfielder who has the ball, where it matters to whom it went.</param>
    public static Chart Contest(string name, int outs, Position? fielder = null, IReadOnlyList<Factor>? factors = null) => fielder is { } by
        ? Of(Invariant($"{name} {outs} by {(int)by}"), factors, _ => ByFielder(name, outs, (int)by))
        : Of(Invariant($"{name} {outs}"), factors, LeagueFacts.Of);

    /// <summary>Bases as a scorer draws them: <c>1-3</c>, <c>-2-</c>.</summary>
    public static string Bits(byte bases) =>
        $"{((bases & 1) != 0 ? '1' : '-')}{((bases & 2) != 0 ? '2' : '-')}{((bases & 4) != 0 ? '3' : '-')}";

    private static Chart Of(string name, IReadOnlyList<Factor>? factors, Func<string, Odds> odds, bool isCard = false) =>
        factors is null or { Count: 0 } ? undisturbed[name] : Make(name, odds(name), factors, isCard);

    private static Chart Make(string name, Odds odds, IReadOnlyList<Factor> factors, bool isCard)
    {
        odds = odds.PerTenMillion().Times(factors);
        var printed = new EquatableArray<Factor>([.. factors]);
        return isCard ? new CardChart(name, odds, printed) : new RangeChart(name, odds, printed);
    }

    /// <summary>The league's batting, as far as bases and outs change it: in per mille of what it is over all situations.</summary>
    private static Odds Situated(byte bases, int outs)
    {
        var here = LeagueFacts.Of(Invariant($"turn {bases} {outs}"));
        var everywhere = new ulong[here.Shares.Count];
        ulong all = 0;
        for (byte b = 0; b < 8; b++)
        {
            for (var o = 0; o < 3; o++)
            {
                var turns = LeagueFacts.Of(Invariant($"turn {b} {o}"));
                for (var i = 0; i < everywhere.Length; i++) everywhere[i] += turns.Shares[i].Weight;
                all += turns.Sum;
            }
        }

        var factors = new List<Factor>();
        for (var i = 0; i < everywhere.Length; i++)
        {
            var perMille = (int)((UInt128)here.Shares[i].Weight * 1_000 * all / ((UInt128)everywhere[i] * here.Sum));
            foreach (var ball in BallsOf(here.Shares[i].Outcome)) factors.Add(new("situation", ball, perMille));
        }

        return LeagueFacts.Of("batting").PerTenMillion().Times(factors);
    }

    /// <summary>How the match-up names what the situations count together: outs and hits by how the ball left the bat.</summary>
    private static string[] BallsOf(string counted) => counted switch
    {
        "O" => ["G", "F", "L", "P"],
        "HR" => ["HR/"],
        "S" => ["S/"],
        "D" => ["D/"],
        _ => [counted],
    };

    /// <summary>By outs, times what the fielder makes of it compared with all three.</summary>
    private static Odds ByFielder(string name, int outs, int fielder)
    {
        var his = LeagueFacts.Of(Invariant($"{name} by {fielder}"));
        var any = new ulong[his.Shares.Count];
        ulong all = 0;
        for (var f = 7; f <= 9; f++)
        {
            var one = LeagueFacts.Of(Invariant($"{name} by {f}"));
            for (var i = 0; i < any.Length; i++) any[i] += one.Shares[i].Weight;
            all += one.Sum;
        }

        var factors = new Factor[any.Length];
        for (var i = 0; i < factors.Length; i++)
        {
            factors[i] = new(
                "fielder", his.Shares[i].Outcome, (int)((UInt128)his.Shares[i].Weight * 1_000 * all / ((UInt128)any[i] * his.Sum)));
        }

        return LeagueFacts.Of(Invariant($"{name} {outs}")).PerTenMillion().Times(factors);
    }

    private static IEnumerable<Chart> Undisturbed()
    {
        for (byte bases = 0; bases < 8; bases++)
            for (var outs = 0; outs < 3; outs++) yield return Make(Named("matchup", bases, outs), Situated(bases, outs), [], isCard: true);
        foreach (var name in LeagueFacts.Names)
        {
            if (name == "batting" || name.StartsWith("turn ", StringComparison.Ordinal) || name.Contains(" by ", StringComparison.Ordinal))
                continue;
            yield return Make(Printed(name), LeagueFacts.Of(name), [], isCard: false);
            if (!LeagueFacts.Names.Contains(name[..^1] + "by 7")) continue;
            var outs = name[^1] - '0';
            for (var fielder = 7; fielder <= 9; fielder++)
                yield return Make(Invariant($"{name} by {fielder}"), ByFielder(name[..^2], outs, fielder), [], isCard: false);
        }
    }

    /// <summary>Facts are counted by a number for the bases; on a chart they are drawn.</summary>
    private static string Printed(string name) => name.Split(' ') switch
    {
        ["running", var bases] => $"running {Bits((byte)(bases[0] - '0'))}",
        ["ground", [>= '0' and <= '7'] bases, var outs] => $"ground {Bits((byte)(bases[0] - '0'))} {outs}",
        _ => name,
    };

    private static string Named(string chart, byte bases, int outs) => Invariant($"{chart} {Bits(bases)} {outs}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
