namespace AkkaGame.Simulation.Machinery;

/// <summary>What chance decides in a world: drawn from a seed, the same on every machine and in every year (SplitMix64).</summary>
internal sealed class Luck(ulong seed)
{
    private ulong state = seed;

    public ulong Draw()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="below"/> - 1.</summary>
    public int Below(int below) => (int)(Draw() % (ulong)below);

    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>From 0 up to 1.</summary>
    public double Part() => (Draw() >> 11) / (double)(1UL << 53);

    public bool Happens(double chance) => chance > 0 && Part() < chance;

    public TimeSpan Within(TimeSpan least, TimeSpan most) => least + (most - least) * Part();

    public T From<T>(params IReadOnlyList<T> all) => all[Below(all.Count)];

    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Draw());
        BitConverter.TryWriteBytes(bytes[8..], Draw());
        return new(bytes);
    }

    /// <summary>Another luck, which the draws from this one do not disturb.</summary>
    public Luck Split() => new(Draw());
}
