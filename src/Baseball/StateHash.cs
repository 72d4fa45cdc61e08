using System.Buffers;
using System.Security.Cryptography;

namespace AkkaGame.Baseball;

/// <summary>SHA-256 over the canonical encoding of a whole state: what two nodes, or two years, compare.</summary>
public static class StateHash
{
    /// <summary>32 bytes.</summary>
    public static byte[] Of(GameState state)
    {
        var encoded = new ArrayBufferWriter<byte>(4096);
        StateJson.Write(state, encoded);
        return Of(encoded.WrittenSpan);
    }

    /// <summary>The hash of a state that is encoded already.</summary>
    public static byte[] Of(ReadOnlySpan<byte> encoded) => SHA256.HashData(encoded);
}
