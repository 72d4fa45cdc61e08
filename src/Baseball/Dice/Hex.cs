using System.Buffers;

namespace AkkaGame.Baseball;

/// <summary>Bytes as lower-case hex digits, as events and commands write them.</summary>
public static class Hex
{
    private static readonly SearchValues<char> digits = SearchValues.Create("0123456789abcdef");

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>True where the text is exactly <paramref name="size"/> bytes in lower-case hex digits: one value, one spelling.</summary>
    public static bool IsBytes(string? text, int size) =>
        text?.Length == 2 * size && !text.AsSpan().ContainsAnyExcept(digits);

    /// <summary>The bytes; null where the text is not that many.</summary>
    public static byte[]? Bytes(string? text, int size) => IsBytes(text, size) ? Convert.FromHexString(text!) : null;
}
