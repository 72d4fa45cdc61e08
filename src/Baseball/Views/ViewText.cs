using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AkkaGame.Baseball;

/// <summary>
/// A view as the one text that server and clients weigh alike: the bytes that <c>JSON.stringify</c> gives of it in a browser, in UTF-8.
/// Every member is there, in order, and nothing is escaped that need not be.
/// </summary>
public static class ViewText
{
    /// <summary>Bytes of SHA-256 that make a view's hash.</summary>
    private const int HashBytes = 8;

    /// <summary>How a writer has to be set for <see cref="Plain"/>.</summary>
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(GameView view)
    {
        var written = new ArrayBufferWriter<byte>(8192);
        using (var writer = new Utf8JsonWriter(written, Writing)) JsonSerializer.Serialize(writer, view, ViewJson.Default.GameView);
        return Plain(written.WrittenSpan);
    }

    /// <summary>16 hex digits.</summary>
    /// <param name="text">As <see cref="Of"/> gives it.</param>
    public static string Hash(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return Convert.ToHexStringLower(hash[..HashBytes]);
    }

    /// <summary>
    /// JSON without the escapes that only .NET writes: of rare spaces, and of all beyond the first 65,536 characters. Names may hold them.
    /// </summary>
    /// <param name="json">Written with <see cref="Writing"/>.</param>
    public static byte[] Plain(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u"u8) < 0) return json.ToArray();
        var plain = new ArrayBufferWriter<byte>(json.Length);
        // From one escape to the next, so that the second half of \\ is not taken for the first of another.
        for (var escape = json.IndexOf((byte)'\\'); escape >= 0; escape = json.IndexOf((byte)'\\'))
        {
            plain.Write(json[..escape]);
            json = json[escape..];
            var taken = json[1] == 'u' ? Unescaped(json, plain) : 2;
            if (json[1] != 'u') plain.Write(json[..taken]);
            json = json[taken..];
        }

        plain.Write(json);
        return plain.WrittenSpan.ToArray();
    }

    /// <returns>Bytes of <paramref name="json"/> that were taken.</returns>
    private static int Unescaped(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> plain)
    {
        const int Long = 6; // \u003f
        var first = Unit(json);
        var isPair = char.IsHighSurrogate(first) && json.Length >= 2 * Long && json[Long..].StartsWith("\\u"u8);
        Span<char> text = [first, isPair ? Unit(json[Long..]) : default];
        if (char.IsControl(first) && first < ' ')
        {
            plain.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"\\u{(int)first:x4}")));
            return Long;
        }

        plain.Write(Encoding.UTF8.GetBytes(text[..(isPair ? 2 : 1)].ToString()));
        return isPair ? 2 * Long : Long;

        static char Unit(ReadOnlySpan<byte> escape) => (char)Convert.ToUInt16(Encoding.ASCII.GetString(escape[2..Long]), 16);
    }
}
