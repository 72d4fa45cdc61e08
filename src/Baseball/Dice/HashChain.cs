using System.Security.Cryptography;

namespace AkkaGame.Baseball;

/// <summary>
/// A chain of 257 values of 32 bytes, each the SHA-256 of the next: x(j-1) = SHA-256(x(j)). Whoever has seen x(0) can check each later
/// value, and guess none.
/// </summary>
public sealed class HashChain
{
    /// <summary>The last value's number: x(0) is published, x(1) to x(256) are used one after the other.</summary>
    public const int Length = 256;

    /// <summary>Bytes of a value.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private const int Step = 16;

    // Every sixteenth value is kept: half a kilobyte a chain, and at most fifteen hashes to any value.
    private readonly byte[] kept = new byte[(Length / Step + 1) * Size];

    /// <param name="end">x(256): 32 random bytes.</param>
    public HashChain(ReadOnlySpan<byte> end)
    {
        if (end.Length != Size) throw new ArgumentException($"A chain's values have {Size} bytes.", nameof(end));
        Span<byte> value = stackalloc byte[Size];
        end.CopyTo(value);
        for (var j = Length; ; j--)
        {
            if (j % Step == 0) value.CopyTo(kept.AsSpan(j / Step * Size));
            if (j == 0) return;
            SHA256.HashData(value, value);
        }
    }

    /// <summary>x(j), 32 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">j is not from 0 to 256.</exception>
    public byte[] this[int j]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(j);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(j, Length);
            var above = (j + Step - 1) / Step;
            var value = kept.AsSpan(above * Size, Size).ToArray();
            for (var i = above * Step; i > j; i--) SHA256.HashData(value, value);
            return value;
        }
    }

    public override string ToString() => "a chain";
}
