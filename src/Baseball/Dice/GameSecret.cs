using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// The root of everything a played game keeps to itself: its chain of dice keys, its boxes, its salts, its content checks. Made once from
/// random bytes, stored encrypted in a table of its own; only derived values ever leave it. Each of them is HMAC-SHA256 under the root of
/// an ASCII label that names its use, and of what it belongs to.
/// </summary>
public sealed class GameSecret
{
    /// <summary>Bytes of a root.</summary>
    public const int Size = 32;

    private readonly byte[] root;

    /// <summary>
    /// The chain asked for last: a game hardly ever has a second one. One reference, so that whoever reads it sees all or nothing.
    /// </summary>
    private KnownChain? last;

    /// <summary>The dice asked for last: a key is rolled with all through a half-inning.</summary>
    private KnownDice? lastDice;

    /// <param name="root">32 bytes.</param>
    public GameSecret(ReadOnlySpan<byte> root)
    {
        if (root.Length != Size) throw new ArgumentException($"A game's secret has {Size} bytes.", nameof(root));
        this.root = root.ToArray();
        CheckKey = Derive("bb-check-1|");
    }

    /// <summary>The 32 bytes, for whoever stores them encrypted.</summary>
    public ReadOnlySpan<byte> Root => root;

    /// <summary>s(0) of the game's first chain, 64 hex digits: what <c>GameCreated</c> publishes.</summary>
    public string Published => PublishedFrom(0);

    /// <summary>The key of the game's content checks (<see cref="ContentCheck"/>), 32 bytes.</summary>
    public byte[] CheckKey { get; }

    /// <summary>The published end of the chain whose first key is <paramref name="first"/> + 1, 64 hex digits.</summary>
    /// <param name="first">0 for the chain a game begins with (<see cref="DiceLedger.First"/>).</param>
    public string PublishedFrom(int first) => Known(first).Published;

    /// <summary>The server's part s(k) of a dice key, 32 bytes: what <c>KeyRevealed</c> says once the key is used up.</summary>
    /// <param name="k">From <paramref name="first"/> + 1 to <paramref name="first"/> + 256.</param>
    /// <param name="first">Where the chain in force begins (<see cref="DiceLedger.First"/>).</param>
    public ReadOnlySpan<byte> Key(int k, int first = 0) => Chain(first)[k - first];

    /// <summary>The dice of a key that is mixed.</summary>
    public DiceKey Dice(GameId game, DiceLedger dice)
    {
        var mixed = dice.Mixed ?? throw new InvalidOperationException("No key is mixed.");
        if (lastDice is { } known && known.Is(game, dice.First, mixed)) return known.Dice;
        var made = new KnownDice(game, dice.First, mixed, DiceKey.Mix(Key(mixed.Key, dice.First), game, mixed));
        lastDice = made;
        return made.Dice;
    }

    /// <summary>That key's secret is out from here on.</summary>
    public KeyRevealed Reveal(int k, int first = 0) => new(k, Hex.Of(Key(k, first)));

    /// <summary>
    /// False where the game's published chain is not this secret's, because the one it began with was lost, or where that chain has no key
    /// left: then no key can be mixed before <see cref="Restart"/>.
    /// </summary>
    public bool HasNextKey(DiceLedger dice) =>
        dice.Key - dice.First < HashChain.Length && Made(dice);

    /// <summary>True where the chain that the game has published is this secret's: otherwise the one it began with was lost.</summary>
    public bool Made(DiceLedger dice) => PublishedFrom(dice.First) == dice.S0;

    /// <summary>
    /// A new chain for the keys after the last one mixed. Nonces that were already given for the next key count no more: whoever makes a
    /// chain must not know them, so they are asked for again, each the next one of its own chain. The key under way, if its secret is lost,
    /// is never rolled with again and never revealed; the game goes on with a new key, and both sides are asked again for what they had
    /// sealed, because the old boxes cannot be opened.
    /// </summary>
    public DiceRestarted Restart(DiceLedger dice) => new(dice.Key + 1, PublishedFrom(dice.Key), Lost: !Made(dice));

    /// <summary>Says nothing: a secret that finds its way into a message or a log must not be readable there.</summary>
    public override string ToString() => "a game's secret";

    /// <summary>HMAC-SHA256 under the root, 32 bytes.</summary>
    internal byte[] Derive(string label, params ReadOnlySpan<byte> about)
    {
        Span<byte> said = stackalloc byte[label.Length + about.Length];
        about.CopyTo(said[Encoding.ASCII.GetBytes(label, said)..]);
        return HMACSHA256.HashData(root, said);
    }

    private HashChain Chain(int first) => Known(first).Chain;

    private KnownChain Known(int first)
    {
        if (last is { } known && known.First == first) return known;
        Span<byte> about = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(about, first);
        var made = new KnownChain(first, new(Derive("bb-chain-1|", about)));
        last = made;
        return made;
    }

    private sealed class KnownChain(int first, HashChain chain)
    {
        public int First => first;

        public HashChain Chain => chain;

        public string Published { get; } = Hex.Of(chain[0]);
    }

    private sealed class KnownDice(GameId game, int first, KeyMixed mixed, DiceKey dice)
    {
        public DiceKey Dice => dice;

        public bool Is(GameId ofGame, int from, KeyMixed by) => game == ofGame && first == from && mixed == by;
    }
}
