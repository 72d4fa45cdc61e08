using System.Buffers.Binary;
using System.Security.Cryptography;
using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// One dice key, and every roll it will ever give: nothing but the key and a roll's number enters a roll.
/// <list type="bullet">
/// <item>K = HMAC-SHA256(s(k), <c>bb-dice-1|key|</c> game k home away): the label in ASCII, the game's id as 16 bytes in the order it is
/// written, k as 4 bytes big-endian, then the home and the away manager's nonce of 32 bytes, zeros where it is missing: 98 bytes.</item>
/// <item>The bytes of roll n are HMAC-SHA256(K, <c>bb-dice-1|roll|</c> n block) for block 0, 1, ..., n and block as 4 bytes
/// big-endian.</item>
/// <item>The dice are read in the order d6, red, white, d20. A die of six takes the next byte below 252 and shows 1 + byte mod 6; the
/// die of twenty the next byte below 240 and shows 1 + byte mod 20. Bytes at or above the limit are passed over, so no face is
/// favoured.</item>
/// </list>
/// </summary>
public readonly struct DiceKey
{
    /// <summary>The first byte that a die of six passes over: 42 times 6.</summary>
    public const int SixLimit = 252;

    /// <summary>The first byte that the die of twenty passes over: 12 times 20.</summary>
    public const int TwentyLimit = 240;

    private readonly byte[] key;

    private DiceKey(byte[] key) => this.key = key;

    private static ReadOnlySpan<byte> KeyLabel => "bb-dice-1|key|"u8;

    private static ReadOnlySpan<byte> RollLabel => "bb-dice-1|roll|"u8;

    /// <param name="secret">s(k), 32 bytes.</param>
    /// <param name="k">From 1.</param>
    /// <param name="home">The home manager's nonce, 32 bytes, zeros where it is missing.</param>
    /// <param name="away">The away manager's.</param>
    public static DiceKey Mix(ReadOnlySpan<byte> secret, GameId game, int k, ReadOnlySpan<byte> home, ReadOnlySpan<byte> away)
    {
        if (secret.Length != HashChain.Size || home.Length != HashChain.Size || away.Length != HashChain.Size)
            throw new ArgumentException($"A dice key is mixed from three values of {HashChain.Size} bytes.");
        Span<byte> said = stackalloc byte[98];
        KeyLabel.CopyTo(said);
        var rest = said[KeyLabel.Length..];
        game.Value.TryWriteBytes(rest, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(rest[16..], k);
        home.CopyTo(rest[20..]);
        away.CopyTo(rest[52..]);
        return new(HMACSHA256.HashData(secret, said));
    }

    /// <param name="secret">s(k), 32 bytes.</param>
    public static DiceKey Mix(ReadOnlySpan<byte> secret, GameId game, KeyMixed mixed) =>
        Mix(secret, game, mixed.Key, Convert.FromHexString(mixed.Home), Convert.FromHexString(mixed.Away));

    /// <summary>The dice of roll <paramref name="n"/>, counted over the whole game from 1.</summary>
    public Dice Roll(int n)
    {
        Span<byte> faces = stackalloc byte[4];
        var shown = 0;
        Span<byte> bytes = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> said = stackalloc byte[23];
        RollLabel.CopyTo(said);
        BinaryPrimitives.WriteInt32BigEndian(said[RollLabel.Length..], n);
        for (var block = 0; ; block++)
        {
            BinaryPrimitives.WriteInt32BigEndian(said[(RollLabel.Length + sizeof(int))..], block);
            HMACSHA256.HashData(key, said, bytes);
            shown = Read(bytes, faces, shown);
            if (shown == faces.Length) return new(faces[0], faces[1], faces[2], faces[3]);
        }
    }

    public override string ToString() => "a dice key";

    /// <summary>Reads dice off <paramref name="bytes"/> until all four lie or the bytes run out; answers how many lie.</summary>
    /// <param name="shown">How many lie already.</param>
    public static int Read(ReadOnlySpan<byte> bytes, Span<byte> faces, int shown)
    {
        foreach (var one in bytes)
        {
            if (shown == faces.Length) break;
            var twenty = shown == faces.Length - 1;
            if (one >= (twenty ? TwentyLimit : SixLimit)) continue;
            faces[shown++] = (byte)(1 + one % (twenty ? 20 : 6));
        }

        return shown;
    }
}
