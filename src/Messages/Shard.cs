using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AkkaGame.Messages;

/// <summary>
/// One of the 64 parts into which all games fall: what a node owns, leases and hands over. A game's shard follows from its id alone and is
/// the same for the life of a database.
/// </summary>
/// <param name="Number">0 to 63.</param>
public readonly record struct Shard(byte Number)
{
    public const int Count = 64;

    /// <summary>The first 8 bytes of SHA-256 over the id's big-endian bytes, as one big-endian number, modulo 64.</summary>
    public static Shard Of(GameId game)
    {
        Span<byte> id = stackalloc byte[16];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        game.Value.TryWriteBytes(id, bigEndian: true, out _);
        SHA256.HashData(id, hash);
        return new((byte)(BinaryPrimitives.ReadUInt64BigEndian(hash) % Count));
    }

    public static IEnumerable<Shard> All => Enumerable.Range(0, Count).Select(static number => new Shard((byte)number));

    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
