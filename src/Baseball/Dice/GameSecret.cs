namespace AkkaGame.Baseball;

/// <summary>
/// The root of everything a played game keeps to itself: its chain of dice keys, its boxes, its salts, its content checks. Made once from
/// random bytes, stored encrypted in a table of its own; only derived values ever leave it.
/// </summary>
public sealed class GameSecret
{
    /// <summary>Bytes of a root.</summary>
    public const int Size = 32;

    private readonly byte[] root;

    /// <param name="root">32 bytes.</param>
    public GameSecret(ReadOnlySpan<byte> root)
    {
        if (root.Length != Size) throw new ArgumentException($"A game's secret has {Size} bytes.", nameof(root));
        this.root = root.ToArray();
    }

    /// <summary>The 32 bytes, for whoever stores them encrypted.</summary>
    public ReadOnlySpan<byte> Root => root;

    /// <summary>Says nothing: a secret that finds its way into a message or a log must not be readable there.</summary>
    public override string ToString() => "a game's secret";
}
