using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The charts of a league of average men, by name. Those of undisturbed odds are made once; where a decision is in force one is made when
/// it is first needed, and remembered: managers decide the same again and again.
/// </summary>
public static class AverageCharts
{
    /// <summary>Facts that are no chart, but go into some.</summary>
    private static readonly string[] ingredients =
    [
        "batting", "turn ", "grounders ", "third strike", "triple play", "pitchout", "no pitchout", "ground error", "single 1-3 open",
        "single 1-3 thrown home",
    ];

    /// <summary>Tries that depend on who has the ball: how it was hit, from where to where.</summary>
    private static readonly string[] fielded =
    [
        "single 2-H", "single 1-3", "double 1-H", "air 3-H F", "air 2-3 F", "air 2-3 L", "ground 3-H", "ground 2-3",
    ];

    /// <summary>
    /// Charts with factors that are remembered, a few kilobytes each. Then all are forgotten, and made again as they are needed.
    /// </summary>
    private const int MadeMost = 4096;

    private static readonly ConcurrentDictionary<(string Name, EquatableArray<Factor> Factors), Chart> made = [];

    private static readonly FrozenDictionary<string, Recipe> recipes = Recipes().ToFrozenDictionary(recipe => recipe.Plain.Name);

    /// <summary>Every chart that no decision has changed, in the order of their names.</summary>
    public static IEnumerable<Chart> All =>
        recipes.Values.Select(recipe => recipe.Plain).OrderBy(chart => chart.Name, StringComparer.Ordinal);

    /// <summary>The chart of that name that no decision has changed, or null.</summary>
    public static Chart? Find(string name) => recipes.GetValueOrDefault(name)?.Plain;

    /// <summary>The chart of that name.</summary>
    /// <param name="factors">What the decisions in force do to it; those that touch nothing on it are left out.</param>
    /// <exception cref="KeyNotFoundException">There is no chart of that name.</exception>
    public static Chart Of(string name, IReadOnlyList<Factor>? factors = null)
    {
        if (factors is null or { Count: 0 }) return recipes[name].Plain;
        var asked = (name, new EquatableArray<Factor>([.. factors]));
        if (made.TryGetValue(asked, out var known)) return known;
        if (made.Count >= MadeMost) made.Clear();
        return made.GetOrAdd(asked, static asked => MadeOf(asked.Name, asked.Factors));
    }

    /// <summary>The odds of the chart of that name before anything is rounded, with no decision in force.</summary>
    /// <exception cref="KeyNotFoundException">There is no chart of that name.</exception>
    internal static Odds OddsOf(string name) => recipes[name].Odds;

    private static Chart MadeOf(string name, EquatableArray<Factor> factors)
    {
        var recipe = recipes[name];
        var printed = new EquatableArray<Factor>(
            [.. factors.Where(factor => factor.PerMille != 1_000 && recipe.Odds.Shares.Any(share => factor.Touches(share.Outcome)))]);
        return printed.Count == 0 ? recipe.Plain : Make(name, recipe.Odds.Times(printed), printed);
    }

    /// <summary>Batter against pitcher.</summary>
    /// <param name="bases">Bits 1 2 4 for the bases taken.</param>
    public static string Matchup(byte bases, int outs) => Invariant($"matchup {Drawn(bases)} {outs}");

    /// <summary>What may happen on the bases before the ball is hit, with nobody sent.</summary>
    public static string Running(byte bases) => $"running {Drawn(bases)}";

    /// <summary>What becomes of a ball on the ground that an infielder has reached.</summary>
    /// <summary>Whether a single is held: by an infielder, or by an outfielder with or without men on base.</summary>
    public static string HitSingle(Position fielder, byte bases) =>
        fielder < Position.LeftField ? "hit S in" : bases == 0 ? "hit S out empty" : "hit S out";

    public static string Ground(Position fielder, byte bases, int outs)
    {
        var forced = (bases & 1) == 0 ? "free" : (bases & 2) == 0 ? "1" : bases == 3 ? "12" : "123";
        return Invariant($"ground {(int)fielder} {(forced == "free" ? "" : outs == 2 ? "two out " : "force ")}{forced}");
    }

    /// <summary>Whether a ball in the air is caught, and whether somebody is doubled off.</summary>
    /// <param name="ball"><c>F</c>, <c>L</c> or <c>P</c>.</param>
    public static string Air(char ball, Position fielder, byte bases, int outs) =>
        ball != 'L' ? $"air {ball}"
        : fielder >= Position.LeftField ? "air L out"
        : bases == 0 || outs == 2 ? "air L in"
        : $"air L in {Drawn(bases)}";

    /// <summary>Bases as a scorer draws them: <c>1-3</c>, <c>-2-</c>.</summary>
    public static string Drawn(byte bases) =>
        $"{((bases & 1) != 0 ? '1' : '-')}{((bases & 2) != 0 ? '2' : '-')}{((bases & 4) != 0 ? '3' : '-')}";

    /// <summary>Odds that no decision has changed, and their chart.</summary>
    private sealed record Recipe(Odds Odds, Chart Plain);

    private static Chart Make(string name, Odds odds, EquatableArray<Factor> factors) =>
        name.StartsWith("matchup", StringComparison.Ordinal) ? new CardChart(name, odds, factors) : new RangeChart(name, odds, factors);

    private static Recipe Plainly(string name, Odds odds)
    {
        odds = odds.PerTenMillion();
        return new(odds, Make(name, odds, default));
    }

    private static IEnumerable<Recipe> Recipes()
    {
        for (byte bases = 0; bases < 8; bases++)
            for (var outs = 0; outs < 3; outs++) yield return Plainly(Matchup(bases, outs), AverageOdds.Matchup(bases, outs));
        foreach (var name in LeagueFacts.Names)
        {
            if (ingredients.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal))) continue;
            if (!name.Contains(" by ", StringComparison.Ordinal)) yield return Plainly(Printed(name), AverageOdds.Of(name));
        }

        foreach (var way in fielded)
            for (var outs = 0; outs < 3; outs++)
                foreach (var tries in Tries(way, outs)) yield return tries;
    }

    private static IEnumerable<Recipe> Tries(string way, int outs)
    {
        if (LeagueFacts.Find(Invariant($"{way} {outs}")) is null) yield break;
        var open = LeagueFacts.Find($"{way} open");
        var thrownHome = LeagueFacts.Find($"{way} thrown home");
        for (var fielder = 1; fielder <= 9; fielder++)
        {
            if (LeagueFacts.Find(Invariant($"{way} by {fielder}")) is null) continue;
            var odds = AverageOdds.ByFielder(way, outs, fielder);
            yield return Plainly(Invariant($"{way} {outs} by {fielder}"), odds);
            if (thrownHome is not null && open is not null)
                yield return Plainly(Invariant($"{way} {outs} by {fielder} thrown home"), AverageOdds.Compared(odds, thrownHome, open));
        }
    }

    /// <summary>Facts are counted by a number for the bases; on a chart they are drawn.</summary>
    private static string Printed(string name) => name.Split(' ') switch
    {
        ["running", [var bases]] => Running((byte)(bases - '0')),
        ["air", "L", "in", [var bases]] => $"air L in {Drawn((byte)(bases - '0'))}",
        ["bunt", [var bases]] => $"bunt {Drawn((byte)(bases - '0'))}",
        _ => name,
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
