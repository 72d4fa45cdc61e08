using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// How likely the side that bats last, mostly the home side, is to win: by inning, half, lead, bases and outs, between average men. What
/// may still come in each half is <see cref="RunsToCome"/>; how a game ends is what its rules say of it.
/// </summary>
internal sealed class WinExpectancy
{
    /// <summary>A greater lead counts as this one.</summary>
    public const int LeadMost = 15;

    private const int Leads = 2 * LeadMost + 1;

    /// <summary>Those of the usual rules. Any others are worked out in some microseconds.</summary>
    private static readonly WinExpectancy[] usual =
        [new(RuleSet.Mlb2018), new(RuleSet.Mlb2023), new(RuleSet.Mlb2018 with { ScheduledInnings = 7 })];

    private readonly RuleSet rules;

    /// <summary>At the beginning of a half, by <see cref="At"/>.</summary>
    private readonly double[] fresh;

    /// <summary>From the last of these innings on all are alike, or the game is over.</summary>
    private readonly int innings;

    private WinExpectancy(RuleSet rules)
    {
        this.rules = rules;
        innings = rules.MaxInnings > 0 ? Math.Max(rules.MaxInnings, rules.ScheduledInnings)
            : Math.Max(rules.ScheduledInnings + 1, rules.AutoRunner.FromInning);
        fresh = new double[(innings + 1) * 2 * Leads];
        // A tie after the last of them is the same tie again: it is won as often as one that ends there is.
        var (won, again) = (Tied(0), Tied(1));
        var tie = won / (1 - (again - won));
        for (var inning = innings; inning >= 1; inning--) Inning(inning, inning == innings ? tie : null);
    }

    public static WinExpectancy Of(RuleSet rules)
    {
        foreach (var known in usual) if (known.IsFor(rules)) return known;
        return new(rules);
    }

    /// <summary>The chance of the side that bats last, from 0 to 1.</summary>
    /// <param name="lead">Of that side.</param>
    /// <param name="bases">Bits 1 2 4 for the bases taken.</param>
    public double Last(int inning, Half half, int lead, byte bases, int outs) => Last(inning, half, lead, End.State(bases, outs));

    /// <inheritdoc cref="Last(int, Half, int, byte, int)"/>
    /// <param name="state">Bases and outs, by <see cref="End.State"/>.</param>
    public double Last(int inning, Half half, int lead, int state)
    {
        inning = Math.Min(inning, innings);
        if (half == Half.Bottom && inning >= rules.ScheduledInnings && lead > 0) return 1;
        if (state == End.Over) return After(inning, half, lead, fresh[At(innings, Half.Top, 0)]);
        return Sum(inning, half, lead, state, fresh[At(innings, Half.Top, 0)]);
    }

    /// <summary>The chance of the side at bat when a play has ended so, by <see cref="End.Code"/>.</summary>
    /// <param name="lead">Of the side at bat, before the play.</param>
    public double[] AtBat(int inning, Half half, int lead)
    {
        inning = Math.Min(inning, innings);
        var tie = fresh[At(innings, Half.Top, 0)];
        // By all the runs that the play and the rest of the half bring.
        Span<double> over = stackalloc double[End.RunsMost + RunsToCome.RunsMost + 1];
        for (var runs = 0; runs < over.Length; runs++)
        {
            over[runs] = half == Half.Top ? 1 - After(inning, half, -lead - runs, tie) : After(inning, half, lead + runs, tie);
        }

        var worth = new double[End.Codes];
        for (var scored = 0; scored <= End.RunsMost; scored++)
        {
            worth[End.CodeOf(End.Over, scored)] = over[scored];
            for (var state = 0; state < End.States; state++)
            {
                var chances = RunsToCome.From(state);
                var sum = 0.0;
                for (var runs = 0; runs < chances.Length; runs++) sum += chances[runs] * over[scored + runs];
                worth[End.CodeOf(state, scored)] = sum;
            }
        }

        return worth;
    }

    private double Sum(int inning, Half half, int lead, int state, double tie)
    {
        var runs = RunsToCome.From(state);
        var sum = 0.0;
        for (var scored = 0; scored < runs.Length; scored++)
            sum += runs[scored] * After(inning, half, half == Half.Top ? lead - scored : lead + scored, tie);
        return sum;
    }

    /// <summary>When the half is over.</summary>
    /// <param name="tie">What a tie is worth that goes on after all innings.</param>
    private double After(int inning, Half half, int lead, double tie)
    {
        var last = inning >= rules.ScheduledInnings;
        if (half == Half.Top ? last && lead > 0 || IsMercy(inning, lead) : last && lead != 0 || IsMercy(inning, Math.Abs(lead)))
            return lead > 0 ? 1 : 0;
        if (half == Half.Top) return fresh[At(inning, Half.Bottom, lead)];
        if (rules.MaxInnings > 0 && inning >= rules.MaxInnings && lead == 0) return 0.5;
        return inning == innings ? tie : fresh[At(inning + 1, Half.Top, lead)];
    }

    private bool IsMercy(int inning, int lead)
    {
        foreach (var mercy in rules.Mercy) if (inning >= mercy.AfterInning && lead >= mercy.Lead) return true;
        return false;
    }

    /// <summary>What the last of the innings is worth from a tie, where a tie after it is worth so much.</summary>
    private double Tied(double tie)
    {
        Inning(innings, tie);
        return fresh[At(innings, Half.Top, 0)];
    }

    private void Inning(int inning, double? tie)
    {
        var isPlaced = rules.AutoRunner is { FromInning: > 0 and var from } && inning >= from;
        var state = End.State(isPlaced ? (byte)(1 << ((int)rules.AutoRunner.Base - 1)) : (byte)0, 0);
        foreach (var half in (ReadOnlySpan<Half>)[Half.Bottom, Half.Top])
            for (var lead = -LeadMost; lead <= LeadMost; lead++)
                fresh[At(inning, half, lead)] = Sum(inning, half, lead, state, tie ?? 0);
    }

    private bool IsFor(RuleSet other) =>
        (rules.ScheduledInnings, rules.MaxInnings, rules.AutoRunner) == (other.ScheduledInnings, other.MaxInnings, other.AutoRunner)
        && rules.Mercy == other.Mercy;

    private static int At(int inning, Half half, int lead) =>
        (inning * 2 + (half == Half.Bottom ? 1 : 0)) * Leads + Math.Clamp(lead, -LeadMost, LeadMost) + LeadMost;
}
