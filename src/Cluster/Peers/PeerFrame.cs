using System.Buffers;
using System.Buffers.Binary;

namespace AkkaGame.Cluster;

/// <summary>What travels between two nodes. The numbers are the wire's: they are never given to something else.</summary>
internal enum PeerKind : byte
{
    /// <summary>Both ways: I am here.</summary>
    Ping = 1,

    // From who asks.
    Ask = 2,
    Look = 3,
    Evict = 4,
    Follow = 5,
    Unfollow = 6,

    // From who answers, under the number of the question.
    Receipt = 16,
    Refused = 17,
    Sight = 18,
    Evicted = 19,
    Following = 20,
    NotOwner = 21,
    Told = 22,
    Missed = 23,
    Ended = 24,
}

/// <summary>
/// A frame: the payload's length in 4 bytes, its kind in 1, the number of the question that it belongs to in 8, all big-endian; then
/// the payload.
/// </summary>
internal static class PeerFrame
{
    /// <summary>Nodes that speak another version do not speak with one another.</summary>
    public const int Version = 1;

    public const int HeadSize = 13;

    /// <summary>A state with all its receipts has room; who sends more is cut off.</summary>
    public const int PayloadMax = 16 * 1024 * 1024;

    /// <summary>The head; its length is known when the payload is written (<see cref="Close"/>).</summary>
    public static void Open(ArrayBufferWriter<byte> into, PeerKind kind, ulong number)
    {
        var head = into.GetSpan(HeadSize);
        head[4] = (byte)kind;
        BinaryPrimitives.WriteUInt64BigEndian(head[5..], number);
        into.Advance(HeadSize);
    }

    /// <summary>Writes the length of the frame that begins at <paramref name="start"/> and is the last one.</summary>
    public static void Close(Span<byte> written, int start) =>
        BinaryPrimitives.WriteInt32BigEndian(written[start..], written.Length - start - HeadSize);

    /// <summary>Cuts the next whole frame off the front. False where it is not there yet.</summary>
    /// <exception cref="PeerProtocolException">It is longer than a frame may be.</exception>
    public static bool Next(
        ref ReadOnlySequence<byte> from, out PeerKind kind, out ulong number, out ReadOnlySequence<byte> payload)
    {
        (kind, number, payload) = (default, 0, default);
        if (from.Length < HeadSize) return false;
        Span<byte> head = stackalloc byte[HeadSize];
        from.Slice(0, HeadSize).CopyTo(head);
        var length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (length is < 0 or > PayloadMax) throw new PeerProtocolException($"a frame of {(uint)length} bytes");
        if (from.Length < HeadSize + length) return false;
        (kind, number) = ((PeerKind)head[4], BinaryPrimitives.ReadUInt64BigEndian(head[5..]));
        payload = from.Slice(HeadSize, length);
        from = from.Slice(payload.End);
        return true;
    }
}

/// <summary>What a peer sent makes no sense. The message is a part of a sentence; the link is closed.</summary>
internal sealed class PeerProtocolException(string message) : Exception(message);
