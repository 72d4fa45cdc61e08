using System.Security.Cryptography;

namespace AkkaGame.Baseball;

/// <summary>
/// A manager's own part in the dice: a chain that he, or his client, makes from 32 random bytes and keeps. He sends its
/// <see cref="Tip"/> when he sits down, and one nonce at each new dice key, always the one whose SHA-256 he has shown before. So he can
/// choose no nonce, and nobody knows it before he shows it.
/// </summary>
public sealed class NonceChain
{
    private readonly HashChain chain;

    /// <param name="root">32 random bytes; the same ones give the same chain on another day.</param>
    public NonceChain(ReadOnlySpan<byte> root) => chain = new(root);

    /// <summary>The end that is shown first, 64 hex digits.</summary>
    public string Tip => Hex.Of(chain[0]);

    /// <summary>The <paramref name="j"/>-th nonce, from 1, 64 hex digits.</summary>
    public string Nonce(int j) => Hex.Of(chain[j]);

    /// <summary>
    /// The nonce to give next after what was shown last (<see cref="DiceLedger.AwayTip"/>), be it the tip or a nonce; null where that is
    /// none of this chain, or its last.
    /// </summary>
    public string? After(string shown)
    {
        for (var j = 0; j < HashChain.Length; j++) if (Nonce(j) == shown) return Nonce(j + 1);
        return null;
    }

    /// <summary>True where <paramref name="nonce"/> is 64 hex digits and its SHA-256 is <paramref name="shown"/>.</summary>
    public static bool Follows(string? nonce, string? shown) =>
        shown is not null && Hex.Bytes(nonce, HashChain.Size) is { } bytes && Hex.Of(SHA256.HashData(bytes)) == shown;

    public override string ToString() => "a chain of nonces";
}
