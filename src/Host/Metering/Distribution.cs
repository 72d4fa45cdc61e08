namespace AkkaGame.Host.Metering;

/// <summary>How what one histogram measured falls into its buckets, whatever the tags.</summary>
/// <param name="Instrument">Its name.</param>
/// <param name="Meter">Whose it is.</param>
/// <param name="Bounds">The upper bounds of all buckets but the last, which has none.</param>
internal sealed record Distribution(
    string Instrument, string Meter, string? Unit, IReadOnlyList<double> Bounds, IReadOnlyList<long> Buckets)
{
    public long Count => Buckets.Sum();

    /// <summary>The upper bound of the bucket in which that share is reached; the last bound for what lies beyond all of them.</summary>
    public double Quantile(double share)
    {
        var (at, below, all) = (0, Buckets[0], Count);
        while (below < share * all) below += Buckets[++at];
        return Bounds[Math.Min(at, Bounds.Count - 1)];
    }
}
