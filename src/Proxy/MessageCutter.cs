using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace AkkaGame.Proxy;

/// <summary>Bytes of a connection that belong together.</summary>
/// <param name="Bytes">As they came, frame headers and masks included.</param>
/// <param name="IsMessage">A whole WebSocket message of text or bytes; else a control frame, or what has no frames.</param>
/// <param name="Text">Where the payload of a message's first frame begins, and its mask.</param>
internal readonly record struct Piece(ReadOnlyMemory<byte> Bytes, bool IsMessage = false, (int At, int Length, uint Mask) Text = default)
{
    /// <summary>The member <c>t</c> of a message that is a JSON object in one frame; null where it has none.</summary>
    public string? Kind()
    {
        if (!IsMessage || Text.Length == 0) return null;
        var payload = Bytes.Slice(Text.At, Text.Length).ToArray();
        for (var i = 0; i < payload.Length; i++) payload[i] ^= (byte)(Text.Mask >> (24 - 8 * (i & 3)));
        try
        {
            var json = new Utf8JsonReader(payload);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isKind = json.ValueTextEquals("t"u8);
                if (!json.Read()) return null;
                if (isKind) return json.TokenType == JsonTokenType.String ? json.GetString() : null;
                json.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Whatever this is, it is no frame of this protocol.
        }

        return null;
    }
}

/// <summary>
/// Cuts the bytes of one direction into what belongs together: the head of the HTTP request that asks for a WebSocket, or its answer, then
/// each message and each control frame (RFC 6455). Where there is no WebSocket, and where frames make no sense, bytes are handed on as
/// they come.
/// </summary>
internal sealed class MessageCutter(bool toServer, Upgrade upgrade)
{
    /// <summary>Bytes of a head or of a message that are waited for; more are handed on as they come.</summary>
    private const int Longest = 1 << 20;

    private enum Stage : byte { Head, Frames, Bytes }

    private byte[] waiting = new byte[4096];
    private int count;
    private Stage stage;

    /// <summary>This is a WebSocket, as far as is known.</summary>
    public bool IsFramed => stage == Stage.Frames;

    /// <summary>Takes bytes; what is whole comes out, in order, and stays valid.</summary>
    public IReadOnlyList<Piece> Take(ReadOnlySpan<byte> bytes)
    {
        if (stage == Stage.Bytes) return [new(bytes.ToArray())];
        if (count + bytes.Length > waiting.Length) Array.Resize(ref waiting, Math.Max(2 * waiting.Length, count + bytes.Length));
        bytes.CopyTo(waiting.AsSpan(count));
        count += bytes.Length;
        var pieces = new List<Piece>();
        if (stage == Stage.Head) Head(pieces);
        if (stage == Stage.Frames) Frames(pieces);
        if (stage == Stage.Bytes || count > Longest) Rest(pieces);
        return pieces;
    }

    /// <summary>What never became whole.</summary>
    public Piece? End() => count == 0 ? null : new(Cut(count));

    private void Head(List<Piece> pieces)
    {
        var end = waiting.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            // Neither a request nor an answer of HTTP: some other protocol, which waits for nobody.
            if (!IsHttp(waiting.AsSpan(0, count))) stage = Stage.Bytes;
            return;
        }

        var head = Encoding.Latin1.GetString(waiting, 0, end);
        var switches = toServer
            ? head.Contains("\r\nupgrade: websocket", StringComparison.OrdinalIgnoreCase)
            : upgrade.IsAsked && head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal);
        if (toServer && switches) upgrade.IsAsked = true;
        stage = switches ? Stage.Frames : Stage.Bytes;
        if (switches) pieces.Add(new(Cut(end + 4)));
        if (!toServer) upgrade.IsRefused = !switches;
    }

    private void Frames(List<Piece> pieces)
    {
        if (toServer && upgrade.IsRefused)
        {
            stage = Stage.Bytes;
            return;
        }

        while (NextMessage() is var (length, isMessage, text) && length > 0) pieces.Add(new(Cut(length), isMessage, text));
    }

    /// <summary>The bytes of the next whole message, or of the next control frame that stands before it; 0 where it is not whole.</summary>
    private (int Length, bool IsMessage, (int, int, uint) Text) NextMessage()
    {
        (int, int, uint) text = default;
        for (var at = 0; Frame(at) is { } frame; at = frame.End)
        {
            var isControl = frame.Opcode >= 8;
            if (isControl && at == 0) return (frame.End, false, default);
            if (isControl)
            {
                // A control frame between the fragments of a message goes before it, as it may.
                var control = waiting.AsSpan(at, frame.End - at).ToArray();
                waiting.AsSpan(0, at).CopyTo(waiting.AsSpan(control.Length));
                control.CopyTo(waiting.AsSpan());
                return (control.Length, false, default);
            }

            if (at == 0 && frame.IsLast) text = (frame.Payload, frame.End - frame.Payload, frame.Mask);
            if (frame.IsLast) return (frame.End, true, text);
        }

        return default;
    }

    private (bool IsLast, int Opcode, int Payload, int End, uint Mask)? Frame(int at)
    {
        var bytes = waiting.AsSpan(at, count - at);
        if (bytes.Length < 2) return null;
        var (isLast, opcode) = ((bytes[0] & 0x80) != 0, bytes[0] & 0x0F);
        var (isMasked, length) = ((bytes[1] & 0x80) != 0, (ulong)(bytes[1] & 0x7F));
        var header = 2 + (length == 126 ? 2 : length == 127 ? 8 : 0);
        if (bytes.Length < header + (isMasked ? 4 : 0)) return null;
        if (length == 126) length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        else if (length == 127) length = BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
        var mask = isMasked ? BinaryPrimitives.ReadUInt32BigEndian(bytes[header..]) : 0;
        if (isMasked) header += 4;
        if (length > Longest)
        {
            stage = Stage.Bytes;
            return null;
        }

        var end = header + (int)length;
        return bytes.Length < end ? null : (isLast, opcode, at + header, at + end, mask);
    }

    private void Rest(List<Piece> pieces)
    {
        stage = Stage.Bytes;
        if (count > 0) pieces.Add(new(Cut(count)));
    }

    private byte[] Cut(int length)
    {
        var piece = waiting.AsSpan(0, length).ToArray();
        waiting.AsSpan(length, count - length).CopyTo(waiting);
        count -= length;
        return piece;
    }

    private static bool IsHttp(ReadOnlySpan<byte> bytes)
    {
        var seen = Math.Min(bytes.Length, 4);
        return bytes.StartsWith("GET "u8[..seen]) || bytes.StartsWith("HTTP"u8[..seen]);
    }
}

/// <summary>What the two directions of a connection know of each other.</summary>
internal sealed class Upgrade
{
    private volatile bool isAsked, isRefused;

    public bool IsAsked
    {
        get => isAsked;
        set => isAsked = value;
    }

    public bool IsRefused
    {
        get => isRefused;
        set => isRefused = value;
    }
}
