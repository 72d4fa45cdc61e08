namespace AkkaGame.Baseball;

/// <summary>What a man did, beside what average men would have done in his place.</summary>
internal sealed class Versus
{
    /// <summary>Times that it happened.</summary>
    public double Was { get; private set; }

    /// <summary>Times that it would have happened to average men.</summary>
    public double Usual { get; private set; }

    public void Add(double was, double usual)
    {
        Was += was;
        Usual += usual;
    }

    public void Add(Versus other) => Add(other.Was, other.Usual);

    /// <summary>
    /// His share of the usual, per mille, drawn to <paramref name="prior"/> as if he had been seen <paramref name="weight"/> usual times
    /// more at it.
    /// </summary>
    /// <param name="step">No man is known any better.</param>
    public int PerMille(double weight, double prior = 1, int step = 20) => Rounded(Ratio(weight, prior), step);

    /// <summary>
    /// The same as a factor on odds: what has to be done to the weight of an outcome of chance <paramref name="usually"/> so that it comes
    /// about as often as it does with him.
    /// </summary>
    public int OddsPerMille(double weight, double usually, double prior = 1)
    {
        var chance = Math.Min(Ratio(weight, prior) * usually, 0.98);
        return Rounded(chance / (1 - chance) * (1 - usually) / usually, 20);
    }

    public static int Rounded(double ratio, int step) => Math.Clamp((int)Math.Round(ratio * 1_000 / step) * step, 100, 4_000);

    private double Ratio(double weight, double prior) => (Was + weight * prior) / (Usual + weight);
}
