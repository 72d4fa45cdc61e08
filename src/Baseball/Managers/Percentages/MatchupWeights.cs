using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// Batter against pitcher in one situation: how likely each outcome is, compared with the others. Factors are multiplied, so what each
/// word of a decision does to each outcome is worked out once, everything else as usual.
/// </summary>
internal sealed class MatchupWeights
{
    private readonly Game game;
    private readonly double[] plain;
    private readonly double[][] alignments, infields, outfields, first, second, third, pitches, approaches;
    private readonly double[] pitchout, hitAndRun, runAndHit;

    public MatchupWeights(Game game)
    {
        this.game = game;
        Shares = AverageCharts.OddsOf(AverageCharts.Matchup(game.Bases.Code, game.Outs)).Shares;
        Places = [.. Shares.Select(static share => Outcomes.IndexOf(share.Outcome == "K/WP" ? "K" : share.Outcome))];
        plain = [.. Shares.Select(static share => (double)share.Weight)];
        alignments = Each<Alignment>(static one => new() { Alignment = one });
        infields = Each<Infield>(static one => new() { Infield = one });
        outfields = Each<Outfield>(static one => new() { Outfield = one });
        first = Each<Hold>(static one => new() { Hold = new(First: one) });
        second = Each<Hold>(static one => new() { Hold = new(Second: one) });
        third = Each<Hold>(static one => new() { Hold = new(Third: one) });
        pitches = Each<PitchPlan>(static one => new() { Pitch = one });
        pitchout = Row(new() { Pitchout = true }, OffensiveDecision.Normal);
        approaches = [.. Enum.GetValues<Approach>().Select(one => Row(DefensiveDecision.Normal, new() { Approach = one }))];
        hitAndRun = Row(DefensiveDecision.Normal, new() { HitAndRun = true });
        runAndHit = Row(DefensiveDecision.Normal, new() { RunAndHit = true });
    }

    /// <summary>The outcomes, each with its weight where nothing is decided.</summary>
    public EquatableArray<Share> Shares { get; }

    /// <summary>The place of each among <see cref="Outcomes.All"/>, or -1. A third strike not caught counts as a strikeout.</summary>
    public int[] Places { get; }

    /// <summary>The weights of <see cref="Shares"/> under those decisions, in their order.</summary>
    public void Fill(Span<double> weights, DefensiveDecision defense, OffensiveDecision offense)
    {
        plain.CopyTo(weights);
        Times(weights, alignments[(int)defense.Alignment], defense.Alignment != Alignment.Standard);
        Times(weights, infields[(int)defense.Infield], defense.Infield != Infield.Normal);
        Times(weights, outfields[(int)defense.Outfield], defense.Outfield != Outfield.Normal);
        Times(weights, first[(int)defense.Hold.First], defense.Hold.First != Hold.Normal);
        Times(weights, second[(int)defense.Hold.Second], defense.Hold.Second != Hold.Normal);
        Times(weights, third[(int)defense.Hold.Third], defense.Hold.Third != Hold.Normal);
        Times(weights, pitches[(int)defense.Pitch], defense.Pitch != PitchPlan.PitchTo);
        Times(weights, pitchout, defense.Pitchout);
        Times(weights, approaches[(int)offense.Approach], offense.Approach != Approach.Normal);
        Times(weights, hitAndRun, offense.HitAndRun);
        Times(weights, runAndHit, offense.RunAndHit);
    }

    private static void Times(Span<double> weights, double[] factors, bool isInForce)
    {
        if (!isInForce) return;
        for (var i = 0; i < factors.Length; i++) weights[i] *= factors[i];
    }

    private double[][] Each<T>(Func<T, DefensiveDecision> decision) where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(one => Row(decision(one), OffensiveDecision.Normal))];

    private double[] Row(DefensiveDecision defense, OffensiveDecision offense)
    {
        var factors = DecisionFactors.OfTheMatchup(game, defense, offense);
        var row = new double[Shares.Count];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = 1;
            foreach (var factor in factors) if (factor.Touches(Shares[i].Outcome)) row[i] *= factor.PerMille / 1000.0;
        }

        return row;
    }
}
