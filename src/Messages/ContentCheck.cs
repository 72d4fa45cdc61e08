using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AkkaGame.Messages;

/// <summary>
/// Tells whether a command id comes back with the same content: the first 4 bytes of HMAC-SHA256 over the command's wire name, a line
/// feed and its JSON. Keyed, because a plain hash of a choice among few could be guessed; a scored game hides nothing and its key is its id.
/// </summary>
public static class ContentCheck
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? content;
    [ThreadStatic]
    private static Utf8JsonWriter? json;

    public static uint Of(GameId game, GameCommand command)
    {
        Span<byte> key = stackalloc byte[16];
        game.Value.TryWriteBytes(key, bigEndian: true, out _);
        return Of(key, command);
    }

    public static uint Of(ReadOnlySpan<byte> key, GameCommand command)
    {
        content ??= new(1024);
        json ??= new(content);
        content.ResetWrittenCount();
        var wire = WireNames.Of(command);
        content.Advance(Encoding.UTF8.GetBytes(wire.Name, content.GetSpan(wire.Name.Length * 3)));
        content.Write("\n"u8);
        json.Reset(content);
        JsonSerializer.Serialize(json, command, wire.Json);
        json.Flush();
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, content.WrittenSpan, mac);
        return BinaryPrimitives.ReadUInt32BigEndian(mac);
    }
}
