using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>The secrets of played games. A store keeps them encrypted, and apart from everything that is read for other ends.</summary>
public interface ISecrets
{
    /// <summary>
    /// The game's secret. Where it has none, <paramref name="fresh"/> becomes it, durable before the answer; of two who do so at once both
    /// get the same one.
    /// </summary>
    ValueTask<SecretFound> FindOrKeep(GameId game, GameSecret fresh);

    ValueTask<SecretFound> Find(GameId game, CancellationToken stop = default);
}

public enum SecretResult : byte
{
    Found,
    /// <summary>The game has none: it was lost, or the game was never created.</summary>
    None,
    /// <summary>It cannot be read here: there is no key, or another one. An operator has to do something first.</summary>
    Closed,
    /// <summary>The store did not answer.</summary>
    Unavailable,
}

/// <param name="Secret">Null unless found.</param>
/// <param name="Why">One sentence; null where found, or where there is none.</param>
public readonly record struct SecretFound(SecretResult Result, GameSecret? Secret = null, string? Why = null)
{
    public static readonly SecretFound None = new(SecretResult.None);

    public static SecretFound Of(GameSecret secret) => new(SecretResult.Found, secret);

    public static SecretFound Closed(string why) => new(SecretResult.Closed, null, why);

    public static SecretFound Unavailable(string why) => new(SecretResult.Unavailable, null, why);
}

/// <summary>Fills bytes with what nobody can foresee.</summary>
public delegate void Entropy(Span<byte> bytes);
