using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AkkaGame.Messages;

/// <summary>
/// Tells whether a command id comes back with the same content: the first 4 bytes of HMAC-SHA256 over the command's wire name, a line
/// feed and its JSON. Keyed, because a plain hash of a choice among few could be guessed; a scored game hides nothing and its key is
/// its id.
/// </summary>
public static class ContentCheck
{
    public static uint Of(GameId game, GameCommand command)
    {
        Span<byte> key = stackalloc byte[16];
        game.Value.TryWriteBytes(key, bigEndian: true, out _);
        return Of(key, command);
    }

    public static uint Of(ReadOnlySpan<byte> key, GameCommand command)
    {
        var wire = WireNames.Of(command);
        var json = JsonSerializer.SerializeToUtf8Bytes(command, wire.Json);
        var size = wire.Name.Length + 1 + json.Length;
        var content = size <= 1024 ? stackalloc byte[size] : new byte[size];
        Encoding.ASCII.GetBytes(wire.Name, content);
        content[wire.Name.Length] = (byte)'\n';
        json.CopyTo(content[(wire.Name.Length + 1)..]);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, content, mac);
        return BinaryPrimitives.ReadUInt32BigEndian(mac);
    }
}
