using System.Buffers.Binary;
using System.Text;
using AkkaGame.Proxy;

namespace AkkaGame.Faults.Proxying;

/// <summary>Messages are cut out of the bytes whole, however these come, and nothing is added, lost or moved.</summary>
public class MessageCutterTests
{
    private static readonly byte[] asks = "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: WebSocket\r\n\r\n"u8.ToArray();
    private static readonly byte[] agrees = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"u8.ToArray();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Messages_come_out_whole_however_the_bytes_come(int atOnce)
    {
        byte[][] frames =
        [
            Frame(1, """{"t":"hello","sess":"x"}""", mask: 0x01020304),
            Frame(1, $$"""{"a":{"t":"no"},"t":"cmd","x":"{{new string('y', 300)}}"}""", 7),
            Frame(2, new string('z', 70_000), 0x7FFFFFFF), Frame(1, "", 5), Frame(9, "hi", 3), Frame(8, "", 1),
        ];
        var cutter = new MessageCutter(toServer: true, new());
        var pieces = Fed(cutter, [.. asks, .. frames.SelectMany(static one => one)], atOnce);

        Assert.Equal([asks, .. frames], pieces.Select(static one => one.Bytes.ToArray()));
        Assert.Equal([false, true, true, true, true, false, false], pieces.Select(static one => one.IsMessage));
        Assert.Equal([null, "hello", "cmd", null, null, null, null], pieces.Select(static one => one.Kind()));
        Assert.Null(cutter.End());
    }

    [Fact]
    public void What_the_server_sends_is_cut_after_it_has_agreed()
    {
        var upgrade = new Upgrade { IsAsked = true };
        var pieces = Fed(new(toServer: false, upgrade), [.. agrees, .. Frame(1, """{"t":"ev"}"""), .. Frame(1, """{"t":"res"}""")], 3);
        Assert.Equal([null, "ev", "res"], pieces.Select(static one => one.Kind()));
        Assert.False(upgrade.IsRefused);
    }

    [Fact]
    public void A_message_in_fragments_is_one_message_and_a_ping_between_them_goes_before_it()
    {
        var (first, last, ping) = (Frame(1, "one", isLast: false), Frame(0, "two"), Frame(9, "p"));
        var pieces = Fed(Open(), [.. first, .. ping, .. last, .. Frame(1, "next")], 1);
        Assert.Equal([ping, [.. first, .. last], Frame(1, "next")], pieces.Select(static one => one.Bytes.ToArray()));
        Assert.Equal([false, true, true], pieces.Select(static one => one.IsMessage));
    }

    [Fact]
    public void Where_there_is_no_WebSocket_bytes_go_on_as_they_come()
    {
        byte[][] others =
        [
            [0, 0, 0, 8, 4], "POST / HTTP/1.1\r\n"u8.ToArray(), "GET / HTTP/1.1\r\nHost: x\r\n\r\nGE"u8.ToArray(), [71],
        ];
        foreach (var bytes in others)
        {
            var cutter = new MessageCutter(toServer: true, new());
            var out1 = Fed(cutter, bytes, 4);
            Assert.Equal(bytes, (byte[])[.. out1.SelectMany(static one => one.Bytes.ToArray()), .. cutter.End()?.Bytes.ToArray() ?? []]);
            Assert.All(out1, static one => Assert.False(one.IsMessage));
        }
    }

    [Fact]
    public void Where_the_server_does_not_agree_what_follows_is_bytes()
    {
        var upgrade = new Upgrade();
        MessageCutter up = new(toServer: true, upgrade), down = new(toServer: false, upgrade);
        Fed(up, asks, 100);
        var no = "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"u8.ToArray();
        Assert.Equal(no, Assert.Single(Fed(down, no, 1000)).Bytes.ToArray());
        Assert.Equal(asks, Assert.Single(Fed(up, asks, 1000)).Bytes.ToArray());
    }

    [Fact]
    public void A_frame_larger_than_anybody_sends_goes_on_as_bytes()
    {
        var frame = new byte[50];
        (frame[0], frame[1]) = (0x81, 127);
        BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), 1UL << 40);
        Assert.Equal(frame, Fed(Open(), frame, 5).SelectMany(static one => one.Bytes.ToArray()));
    }

    /// <summary>The server's side of a connection on which both have agreed.</summary>
    private static MessageCutter Open()
    {
        var cutter = new MessageCutter(toServer: false, new() { IsAsked = true });
        Assert.Single(cutter.Take(agrees));
        return cutter;
    }

    private static List<Piece> Fed(MessageCutter cutter, byte[] bytes, int atOnce) =>
        [.. bytes.Chunk(atOnce).SelectMany(chunk => cutter.Take(chunk))];

    private static byte[] Frame(int opcode, string text, uint? mask = null, bool isLast = true)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        var masked = (byte)(mask is null ? 0 : 0x80);
        List<byte> frame = [(byte)(opcode | (isLast ? 0x80 : 0))];
        var (high, middle, low) = ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length);
        if (payload.Length < 126) frame.Add((byte)(low | masked));
        else if (payload.Length < 65_536) frame.AddRange([(byte)(126 | masked), middle, low]);
        else frame.AddRange([(byte)(127 | masked), 0, 0, 0, 0, 0, high, middle, low]);
        if (mask is not { } key) return [.. frame, .. payload];
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, key);
        return [.. frame, .. bytes, .. payload.Select((one, i) => (byte)(one ^ bytes[i % 4]))];
    }
}
