namespace AkkaGame.Proxy;

/// <summary>
/// Numbers drawn for one message: from the seed and from which message it is, so that neither time nor other connections have a say
/// (SplitMix64).
/// </summary>
internal struct Draw(int seed, int connection, bool toServer, long number)
{
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    private ulong state = Mixed(Mixed(Mixed((uint)seed + Golden) + (uint)connection * 2UL + (toServer ? 1UL : 0)) + (ulong)number);

    /// <summary>0 to below 1.</summary>
    public double Next() => (Mixed(state += Golden) >> 11) * (1.0 / (1UL << 53));

    /// <summary>From <paramref name="least"/> to below <paramref name="below"/>.</summary>
    public int Between(int least, int below) => least + (int)(Next() * (below - least));

    public bool OneIn(int times) => Between(0, times) == 0;

    private static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
