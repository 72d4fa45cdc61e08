namespace AkkaGame.Faults.Playing;

/// <summary>Somebody who comes back sooner than he would among many, so that a test need not wait for him.</summary>
public sealed class Hasty(int seed) : Random(seed)
{
    private const double Haste = 0.05;

    public override double NextDouble()
    {
        lock (this) return Haste * base.NextDouble();
    }
}
