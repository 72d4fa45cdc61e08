using System.Buffers.Binary;
using System.Security.Cryptography;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Journal;

/// <summary>
/// The keys under which the secrets of games are stored: the newest one encrypts, all of them decrypt, also where older lines have gone
/// and the rest have moved up. The box of one game cannot be put into another's row, nor under another key's number.
/// </summary>
internal sealed class HouseKeys
{
    /// <summary>Bytes of a key, written as twice as many hex digits.</summary>
    public const int Size = 32;

    private const int NonceSize = 12, TagSize = 16, BoxSize = NonceSize + GameSecret.Size + TagSize;

    /// <summary>What stands where in a box.</summary>
    private static readonly Range nonce = ..NonceSize, content = NonceSize..^TagSize, tag = ^TagSize..;

    private static readonly byte[] purpose = "akkagame game_secret 1"u8.ToArray();

    private readonly byte[][] keys;

    private HouseKeys(byte[][] keys) => this.keys = keys;

    /// <summary>A new key as it stands in a file.</summary>
    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Reads a key a line, the oldest first; blank lines and those that begin with # do not count.</summary>
    /// <param name="place">Where it stands, for messages; nothing of the text is repeated.</param>
    /// <exception cref="JournalOpenException">It holds no key, or something else.</exception>
    public static HouseKeys Read(string text, string place)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries).Where(static line => line.Length > 0 && line[0] != '#').ToArray();
        if (lines.Length == 0 || lines.Any(static line => line.Length != 2 * Size || !line.All(char.IsAsciiHexDigit)))
            throw new JournalOpenException(
                $"{place} does not hold keys for the secrets of games: expected {2 * Size} hex digits a line, the newest key last "
                + "(openssl rand -hex 32 makes one).");
        return new([.. lines.Select(Convert.FromHexString)]);
    }

    /// <param name="Key">The number of the key, from 1.</param>
    /// <param name="Bytes">Nonce, ciphertext and tag.</param>
    public readonly record struct Box(int Key, byte[] Bytes);

    public Box Seal(GameId game, GameSecret secret)
    {
        var box = new byte[BoxSize];
        RandomNumberGenerator.Fill(box.AsSpan(nonce));
        using var cipher = new AesGcm(keys[^1], TagSize);
        cipher.Encrypt(box.AsSpan(nonce), secret.Root, box.AsSpan(content), box.AsSpan(tag), Context(game, keys.Length));
        return new(keys.Length, box);
    }

    /// <summary>Null where no key of ours opens it.</summary>
    public GameSecret? Open(GameId game, Box box)
    {
        if (box.Key < 1 || box.Bytes.Length != BoxSize) return null;
        foreach (var key in keys)
            if (Open(key, box, Context(game, box.Key)) is { } secret) return secret;
        return null;
    }

    private static GameSecret? Open(byte[] key, Box box, byte[] context)
    {
        var bytes = box.Bytes;
        Span<byte> root = stackalloc byte[GameSecret.Size];
        using var cipher = new AesGcm(key, TagSize);
        try
        {
            cipher.Decrypt(bytes.AsSpan(nonce), bytes.AsSpan(content), bytes.AsSpan(tag), root, context);
            return new(root);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(root);
        }
    }

    /// <summary>Says nothing: a key that finds its way into a message or a log must not be readable there.</summary>
    public override string ToString() => "the house's keys";

    private static byte[] Context(GameId game, int key)
    {
        var context = new byte[purpose.Length + sizeof(int) + 16];
        purpose.CopyTo(context, 0);
        BinaryPrimitives.WriteInt32BigEndian(context.AsSpan(purpose.Length), key);
        game.Value.TryWriteBytes(context.AsSpan(purpose.Length + sizeof(int)), bigEndian: true, out _);
        return context;
    }
}
