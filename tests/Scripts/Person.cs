using System.Security.Cryptography;
using AkkaGame.Messages;

namespace AkkaGame.Scripts;

/// <summary>A manager at his client, with his own chain of nonces.</summary>
public sealed class Person(Side side, string name, byte[] root)
{
    private const int Length = 256;

    private readonly string[] chain = Chain(root);

    public Author Author { get; } = new(name, Role.Manager, side);

    public Side Side => side;

    public string Tip => chain[0];

    /// <summary>The nonce after the one that was shown last; null where that is none of this chain.</summary>
    public string? After(string? shown) => Array.IndexOf(chain, shown) is >= 0 and < Length and var at ? chain[at + 1] : null;

    // Made without the product's own chain, so that a fault in it cannot hide.
    private static string[] Chain(byte[] root)
    {
        var values = new string[Length + 1];
        for (var j = Length; j >= 0; j--)
        {
            values[j] = Convert.ToHexStringLower(root);
            root = SHA256.HashData(root);
        }

        return values;
    }
}
