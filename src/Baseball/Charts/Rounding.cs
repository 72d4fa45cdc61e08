using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AkkaGame.Baseball;

/// <summary>
/// From odds to whole cells. Cumulated and rounded together, so that every outcome gets the floor or the ceiling of its share and the sum
/// is exact; where the cuts fall is fixed by a fraction that differs from chart to chart, so that over many charts nothing is favoured.
/// </summary>
public static class Rounding
{
    /// <summary>Cells of four dice: 6 x 36 x 20.</summary>
    public const int Cells = 4_320;

    /// <summary>The greatest sum of weights for which nothing overflows.</summary>
    private const ulong WeightsMax = ulong.MaxValue / (Cells + 1);

    /// <summary>The fraction of a chart, in parts of 2^64: the first eight bytes of the SHA-256 of what the chart is about.</summary>
    public static ulong Fraction(string about) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(about)));

    /// <summary>N(i) = floor((cells C(i) + u S) / S), and n(i) = N(i) - N(i-1).</summary>
    public static int[] Of(Odds odds, ulong fraction, int cells = Cells)
    {
        var sum = odds.Sum;
        if (sum is 0 or > WeightsMax) throw new ArgumentException("Odds need an outcome that can happen, and sane weights.", nameof(odds));
        var counts = new int[odds.Shares.Count];
        // u S, rounded down as the formula's floor would.
        var shift = Math.BigMul(sum, fraction, out _);
        ulong cumulated = 0;
        var before = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            cumulated += odds.Shares[i].Weight;
            var upTo = (int)(((ulong)cells * cumulated + shift) / sum);
            counts[i] = upTo - before;
            before = upTo;
        }

        return counts;
    }
}
