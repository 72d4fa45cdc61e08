using System.Buffers.Binary;

namespace AkkaGame.Baseball;

/// <summary>
/// The luck of a computer manager: numbers made of a window's id, the same wherever they are drawn. It never touches the game's dice.
/// </summary>
/// <param name="decision">The window's id, which is made of the game's id.</param>
/// <param name="lots">Where it is not known how the lots fall, and all ways are gone through; null for those of the window.</param>
internal readonly struct Luck(Guid decision, Lots? lots = null)
{
    /// <summary>True in so many of so many windows.</summary>
    /// <param name="purpose">What it is for: another purpose draws another number.</param>
    public bool Hits(uint purpose, uint of, int times = 1) => lots?.Hits(times / (double)of) ?? Draw(purpose, of) <= times;

    /// <summary>A number from 1 to <paramref name="of"/>.</summary>
    private int Draw(uint purpose, uint of)
    {
        Span<byte> id = stackalloc byte[16];
        decision.TryWriteBytes(id, bigEndian: true, out _);
        var mixed = Mix(BinaryPrimitives.ReadUInt64BigEndian(id) ^ Mix(BinaryPrimitives.ReadUInt64BigEndian(id[8..]) + purpose));
        return (int)(mixed % of) + 1;
    }

    // The finalizer of SplitMix64: every bit of the id moves every bit of the number.
    private static ulong Mix(ulong bits)
    {
        bits += 0x9E3779B97F4A7C15;
        bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ bits >> 27) * 0x94D049BB133111EB;
        return bits ^ bits >> 31;
    }
}
