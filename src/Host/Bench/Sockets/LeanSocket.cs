using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Bench.Sockets;

/// <summary>What of a server's frame the load generator looks at.</summary>
/// <param name="Type">Its <c>t</c>.</param>
/// <param name="Seq">Of an event or a snapshot: its seq; of events that were missed, of a result or a gap: the last one.</param>
/// <param name="At">When it was read, in ticks of <see cref="Stopwatch"/>.</param>
internal readonly record struct Heard(string Type, int Seq, long At);

/// <summary>
/// A client's socket that costs next to nothing: ten thousand of them and the server they listen to share one small machine, and what they
/// cost would be measured with it. It reads the head of each frame and skips the rest.
/// </summary>
internal sealed class LeanSocket : IDisposable
{
    /// <summary>Bytes of a frame that are looked at: what is asked of it stands there.</summary>
    private const int HeadBytes = 128;

    private const int BufferBytes = 1024;

    /// <summary>Kinds of frames on the wire.</summary>
    private const int Text = 1, Close = 8;

    private static readonly string[] types =
    [
        ServerFrame.Event, ServerFrame.Result, ServerFrame.Snap, ServerFrame.Events, ServerFrame.Gap, ServerFrame.Welcome,
        ServerFrame.Ephemeral, ServerFrame.Pong, ServerFrame.Control, ServerFrame.GoAway, ServerFrame.Error,
    ];

    private readonly Socket socket;
    private readonly byte[] buffer = new byte[BufferBytes], head = new byte[HeadBytes];
    private long left;
    private int inHead, kind;
    private bool inFrame;

    private LeanSocket(Socket socket) => this.socket = socket;

    /// <summary>The last seq that came.</summary>
    public int Seq { get; private set; }

    /// <summary>Opens it and sends the hello; what comes is read with <see cref="Read"/>.</summary>
    /// <param name="from">This machine's address that it comes from: one alone has too few ports.</param>
    /// <exception cref="BenchRefusedException">It is no WebSocket that the server wants.</exception>
    public static async Task<LeanSocket> Open(Uri server, Guid game, ReadOnlyMemory<byte> hello, IPAddress from, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(IPAddress.Parse(server.Host), server.Port, stop);
            var upgrade = string.Create(CultureInfo.InvariantCulture, $"""
                GET /ws/v1/games/{game} HTTP/1.1
                Host: {server.Authority}
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==
                Sec-WebSocket-Protocol: {WireWords.Subprotocol}


                """).ReplaceLineEndings("\r\n");
            await socket.SendAsync(Encoding.ASCII.GetBytes(upgrade), stop);
            await Answered(socket, stop);
            var opened = new LeanSocket(socket);
            await opened.Send(hello, stop);
            return opened;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A frame as it goes over the wire; any number of sockets may send the same one.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> payload)
    {
        const byte WholeText = 0x81, Masked = 0x80, TwoBytes = 126;
        // Under a mask of zeros a payload is what it is.
        var header = payload.Length < TwoBytes ? 6 : 8;
        var frame = new byte[header + payload.Length];
        frame[0] = WholeText;
        frame[1] = (byte)(Masked | Math.Min(payload.Length, TwoBytes));
        if (payload.Length >= TwoBytes) BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), checked((ushort)payload.Length));
        payload.CopyTo(frame.AsSpan(header));
        return frame;
    }

    /// <param name="frame">As <see cref="Frame"/> makes it.</param>
    public async ValueTask Send(ReadOnlyMemory<byte> frame, CancellationToken stop)
    {
        while (frame.Length > 0) frame = frame[await socket.SendAsync(frame, stop)..];
    }

    /// <summary>Until the server closes it, or <see cref="Dispose"/>.</summary>
    /// <exception cref="BenchRefusedException">The server closed it, or a seq was left out.</exception>
    public async Task Read(Action<Heard> heard, CancellationToken stop)
    {
        try
        {
            while (await socket.ReceiveAsync(buffer, stop) is > 0 and var read) Take(buffer.AsSpan(0, read), heard);
            throw new BenchRefusedException("The server closed a socket.");
        }
        catch (Exception e) when ((e is SocketException or ObjectDisposedException) && stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Up to the empty line; a server says nothing more before it is greeted.</summary>
    private static async Task Answered(Socket socket, CancellationToken stop)
    {
        var answer = new byte[2048];
        for (var length = 0; ;)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length), stop);
            length += read;
            var text = Encoding.ASCII.GetString(answer, 0, length);
            if (read > 0 && !text.EndsWith("\r\n\r\n", StringComparison.Ordinal)) continue;
            if (text.StartsWith("HTTP/1.1 101", StringComparison.Ordinal)) return;
            throw new BenchRefusedException($"The server does not open a socket: {text.Split('\r')[0]}");
        }
    }

    private void Take(ReadOnlySpan<byte> bytes, Action<Heard> heard)
    {
        var at = Stopwatch.GetTimestamp();
        while (bytes.Length > 0)
        {
            if (!inFrame)
            {
                if (!Begin(ref bytes)) return;
                inFrame = true;
            }

            var part = (int)Math.Min(left, bytes.Length);
            var looked = Math.Min(part, HeadBytes - inHead);
            bytes[..looked].CopyTo(head.AsSpan(inHead));
            inHead += looked;
            left -= part;
            bytes = bytes[part..];
            if (left > 0) continue;
            Whole(at, heard);
            (inFrame, inHead) = (false, 0);
        }
    }

    /// <summary>The header of the next frame. It may be torn in two, so it is gathered where the head of its frame will be.</summary>
    private bool Begin(ref ReadOnlySpan<byte> bytes)
    {
        while (inHead < 2 || inHead < HeaderBytes(head[1]))
        {
            if (bytes.Length == 0) return false;
            head[inHead++] = bytes[0];
            bytes = bytes[1..];
        }

        kind = head[0] & 0x0F;
        left = inHead switch
        {
            4 => BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)),
            10 => BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(2)),
            _ => head[1],
        };
        inHead = 0;
        return true;

        static int HeaderBytes(byte length) => length switch { 126 => 4, 127 => 10, _ => 2 };
    }

    private void Whole(long at, Action<Heard> heard)
    {
        var text = head.AsSpan(0, inHead);
        if (kind == Close)
            throw new BenchRefusedException(
                text.Length < 2 ? "The server closed a socket."
                    : $"The server closed a socket: {BinaryPrimitives.ReadUInt16BigEndian(text)} {Encoding.UTF8.GetString(text[2..])}");
        if (kind != Text) return; // Kestrel's own signs of life.
        var (type, seq, isRefusal) = Parse(text);
        if (isRefusal || type == ServerFrame.Error)
            throw new BenchRefusedException($"The server refused what it was sent: {Encoding.UTF8.GetString(text)}");
        if (type == ServerFrame.Event && seq != Seq + 1)
            throw new BenchRefusedException($"Event {seq} came after event {Seq}: something is lost.");
        if (type is ServerFrame.Event or ServerFrame.Snap or ServerFrame.Events or ServerFrame.Gap) Seq = seq;
        heard(new(type, seq, at));
    }

    /// <summary>The members that stand at the beginning: what follows them is not waited for.</summary>
    private static (string Type, int Seq, bool IsRefusal) Parse(ReadOnlySpan<byte> text)
    {
        var json = new Utf8JsonReader(text, isFinalBlock: false, default);
        var (type, seq, isRefusal) = ("", 0, false);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isType, isOk) = (json.ValueTextEquals("t"u8), json.ValueTextEquals("ok"u8));
            var isSeq = json.ValueTextEquals("seq"u8) || json.ValueTextEquals("to"u8);
            if (!json.Read()) break;
            if (isType) type = TypeOf(json);
            else if (isSeq) seq = json.GetInt32();
            else if (isOk) isRefusal = json.TokenType == JsonTokenType.False;
            if (seq > 0 || !json.TrySkip()) break;
        }

        return (type, seq, isRefusal);
    }

    private static string TypeOf(in Utf8JsonReader json)
    {
        foreach (var type in types)
            if (json.ValueTextEquals(type)) return type;
        return "";
    }
}
