using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace AkkaGame.Host.Tests.BadInputs;

/// <summary>
/// A connection of which every byte is the test's own: HTTP requests that no client sends, and frames of RFC 6455 as wrong as they can be.
/// </summary>
internal sealed class RawConnection : IAsyncDisposable
{
    public const byte Continuation = 0, TextFrame = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10;

    /// <summary>Far beyond whatever a server is given.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly Socket socket;
    private readonly byte[] heard = new byte[64 * 1024];
    private int from, to;

    private RawConnection(Socket socket) => this.socket = socket;

    public static async Task<RawConnection> Open(string url)
    {
        var at = new Uri(url);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(at.Host, at.Port);
        return new(socket);
    }

    /// <summary>One handshake, and what it was answered with.</summary>
    public static async Task<(RawConnection Connection, HttpAnswer Answer)> Upgrade(
        string url, string path, string? subprotocol = "bb.v1.json", params string[] headers)
    {
        var connection = await Open(url);
        await connection.Say(Handshake(url, path, subprotocol, headers));
        return (connection, await connection.Answer());
    }

    public static string Handshake(string url, string path, string? subprotocol = "bb.v1.json", params string[] headers)
    {
        var text = new StringBuilder($"GET {path} HTTP/1.1\r\nHost: {new Uri(url).Authority}\r\n")
            .Append("Connection: Upgrade\r\nUpgrade: websocket\r\n")
            .Append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        if (subprotocol is not null) text.Append(CultureInfo.InvariantCulture, $"Sec-WebSocket-Protocol: {subprotocol}\r\n");
        foreach (var header in headers) text.Append(header).Append("\r\n");
        return text.Append("\r\n").ToString();
    }

    public Task<bool> Say(string text) => Say(Encoding.Latin1.GetBytes(text));

    /// <summary>False where the other side has closed already: what it says of that is then to be read.</summary>
    public async Task<bool> Say(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var late = new CancellationTokenSource(patience);
            while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes, late.Token)..];
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public Task<bool> Text(string text) => Say(Frame(TextFrame, Encoding.UTF8.GetBytes(text)));

    /// <summary>A frame, whether or not it may be sent.</summary>
    /// <param name="reserved">The three reserved bits.</param>
    public static byte[] Frame(byte opcode, ReadOnlySpan<byte> payload, bool isLast = true, byte reserved = 0, bool isMasked = true)
    {
        var frame = new List<byte>(payload.Length + 14) { (byte)((isLast ? 0x80 : 0) | (reserved << 4) | opcode) };
        var mask = (byte)(isMasked ? 0x80 : 0);
        Span<byte> length = stackalloc byte[8];
        if (payload.Length < 126)
        {
            frame.Add((byte)(mask | payload.Length));
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            frame.Add((byte)(mask | 126));
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)payload.Length);
            frame.AddRange(length[..2]);
        }
        else
        {
            frame.Add((byte)(mask | 127));
            BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)payload.Length);
            frame.AddRange(length);
        }

        ReadOnlySpan<byte> key = isMasked ? [0x12, 0x34, 0x56, 0x78] : [0, 0, 0, 0];
        if (isMasked) frame.AddRange(key);
        for (var i = 0; i < payload.Length; i++) frame.Add((byte)(payload[i] ^ key[i & 3]));
        return [.. frame];
    }

    /// <summary>What an HTTP request was answered with; status 0 where the connection was closed without a word.</summary>
    public async Task<HttpAnswer> Answer()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await Byte() is not { } one) return new(0, [], "");
            head.Append((char)one);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(static line => line.Split(": ", 2))
            .ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new List<byte>();
        if (headers.TryGetValue("Content-Length", out var length))
        {
            for (var left = int.Parse(length, CultureInfo.InvariantCulture); left > 0; left--)
                if (await Byte() is { } one) body.Add(one);
        }
        else if (headers.GetValueOrDefault("Transfer-Encoding") == "chunked")
        {
            while (await Chunk(body))
            {
            }
        }

        return new(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, Encoding.UTF8.GetString([.. body]));
    }

    /// <summary>The next frame; null where the connection has ended, however it did.</summary>
    public async Task<RawFrame?> Next()
    {
        if (await Byte() is not { } first || await Byte() is not { } second) return null;
        var length = (long)(second & 0x7F);
        var more = length switch { 126 => 2, 127 => 8, _ => 0 };
        if (more > 0) length = 0;
        for (; more > 0; more--)
        {
            if (await Byte() is not { } part) return null;
            length = (length << 8) | part;
        }

        var payload = new byte[length];
        for (var read = 0; read < payload.Length; read++)
        {
            if (await Byte() is not { } one) return null;
            payload[read] = one;
        }

        return new((byte)(first & 0x0F), payload);
    }

    /// <summary>Nothing more is sent; what comes can still be read.</summary>
    public void Shut() => socket.Shutdown(SocketShutdown.Send);

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return default;
    }

    private async Task<bool> Chunk(List<byte> body)
    {
        var digits = new StringBuilder();
        while (await Byte() is { } one && one != '\n') digits.Append((char)one);
        if (digits.Length == 0) return false;
        var length = int.Parse(digits.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        for (var left = length; left > 0; left--)
            if (await Byte() is { } one) body.Add(one);
        await Byte();
        await Byte();
        return length > 0;
    }

    private async ValueTask<byte?> Byte()
    {
        if (from == to)
        {
            try
            {
                using var late = new CancellationTokenSource(patience);
                (from, to) = (0, await socket.ReceiveAsync(heard, late.Token));
            }
            catch (SocketException)
            {
                return null;
            }

            if (to == 0) return null;
        }

        return heard[from++];
    }
}

internal sealed record HttpAnswer(int Status, Dictionary<string, string> Headers, string Body);

internal sealed record RawFrame(byte Opcode, byte[] Payload)
{
    public string Text => Encoding.UTF8.GetString(Payload);

    /// <summary>Of a close frame; null where it has none.</summary>
    public int? CloseCode => Opcode == RawConnection.Close && Payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(Payload) : null;
}
