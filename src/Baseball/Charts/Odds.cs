using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>An outcome and how likely it is.</summary>
/// <param name="Outcome">The chart's word for it.</param>
/// <param name="Weight">Compared with the other weights of the same odds; a whole number, parts per 10^7 where it is a rate.</param>
public readonly record struct Share(string Outcome, ulong Weight);

/// <summary>What a decision or a situation does to some outcomes, before anything is rounded.</summary>
/// <param name="Why">In words, as it is printed beside the chart.</param>
/// <param name="Outcomes">The beginning of the outcomes' words; empty for all of them.</param>
/// <param name="PerMille">1,000 changes nothing.</param>
public readonly record struct Factor(string Why, string Outcomes, int PerMille)
{
    public bool Touches(string outcome) => outcome.StartsWith(Outcomes, StringComparison.Ordinal);
}

/// <summary>Outcomes in a fixed order with their weights. Integers only: the same odds on every machine.</summary>
public sealed record Odds(EquatableArray<Share> Shares)
{
    public ulong Sum
    {
        get
        {
            ulong sum = 0;
            foreach (var share in Shares) sum += share.Weight;
            return sum;
        }
    }

    /// <summary>Counts of the same outcomes put together.</summary>
    public Odds Plus(Odds other)
    {
        var shares = new Share[Shares.Count];
        for (var i = 0; i < shares.Length; i++) shares[i] = Shares[i] with { Weight = Shares[i].Weight + other.Shares[i].Weight };
        return new(new EquatableArray<Share>(shares));
    }

    /// <summary>The same odds in parts per 10^7; an outcome that can happen keeps at least one part.</summary>
    public Odds PerTenMillion()
    {
        var sum = Sum;
        return Each(share => share.Weight == 0 ? 0 : Math.Max(1, (ulong)((UInt128)share.Weight * 10_000_000 / sum)));
    }

    /// <summary>Every weight times the factors that touch it. The products are exact; only the last step drops a fraction.</summary>
    public Odds Times(IReadOnlyList<Factor> factors) => factors.Count == 0 ? this : Each(share =>
    {
        // At most ten factors touch one outcome, of four digits each: the product of all stays below 2^128.
        UInt128 product = share.Weight;
        UInt128 scale = 1;
        foreach (var factor in factors)
        {
            if (!factor.Touches(share.Outcome)) continue;
            product *= (uint)factor.PerMille;
            scale *= 1_000;
        }

        return (ulong)(product / scale);
    });

    private Odds Each(Func<Share, ulong> weight)
    {
        var shares = new Share[Shares.Count];
        for (var i = 0; i < shares.Length; i++) shares[i] = Shares[i] with { Weight = weight(Shares[i]) };
        return new(new EquatableArray<Share>(shares));
    }
}
