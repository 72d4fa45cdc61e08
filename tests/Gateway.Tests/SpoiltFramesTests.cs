using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Tests;

namespace AkkaGame.Gateway.Tests;

/// <summary>
/// Whatever comes over a socket is a frame, or a refusal that says why not; never anything else, however it is cut into pieces.
/// </summary>
public sealed class SpoiltFramesTests
{
    [Fact]
    public void A_spoilt_frame_is_read_or_refused_by_name()
    {
        var mutations = new Mutations();
        var (read, answered, fatal) = (0, 0, 0);
        for (var tried = 0; tried < Mutations.Count; tried++)
        {
            var frame = mutations.Next();
            var incoming = Read(frame);
            if (incoming.Refused is null) read++;
            else if (incoming.IsFatal) fatal++;
            else answered++;
            var isNamed = incoming.Refused is { Code: RefusalCode.BadFrame or RefusalCode.UnknownType, Rule.Length: > 0 };
            Assert.True(isNamed || incoming.Kind is not null, Convert.ToBase64String(frame));
            Assert.DoesNotMatch("LineNumber:|Path: |System\\.|AkkaGame\\.|\\.\\.$", incoming.Refused?.Message ?? "");
            if (incoming.Frame is not CommandFrame command) continue;
            Assert.Equal(incoming.Id, command.Id);
            Assert.NotEqual(command.Read(new("ann", Role.Manager, Side.Away), out var refused) is null, refused is null);
        }

        Assert.True(read > 0 && answered > 0 && fatal > 0, $"{read} read, {answered} answered, {fatal} fatal");
    }

    [Fact]
    public async Task However_a_frame_is_cut_into_pieces_the_same_is_read()
    {
        var (mutations, draw) = (new Mutations(), new Random(20_181_028));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        for (var tried = 0; tried < Mutations.Count / 10; tried++)
        {
            var frame = mutations.Next();
            var (ours, theirs) = await Pair(listener);
            using var sender = ours;
            using var receiver = theirs;
            var sent = Cut(sender, frame, draw);
            byte[]? got = null;
            Arrival? arrival = null;
            try
            {
                arrival = await FrameReader.Read(receiver, (how, bytes) =>
                {
                    got = bytes.ToArray();
                    return how;
                });
            }
            catch (WebSocketException)
            {
                Assert.False(IsUtf8(frame), Convert.ToBase64String(frame));
            }

            if (arrival == Arrival.Frame) Assert.Equal(frame, got);
            else Assert.True(arrival is null || frame.Length > ClientFrame.MaxBytes, $"{arrival}: {Convert.ToBase64String(frame)}");
            await sent;
        }
    }

    private static Incoming Read(byte[] frame)
    {
        try
        {
            return Incoming.Of(Arrival.Frame, frame);
        }
        catch (Exception e)
        {
            Assert.Fail($"{e.GetType().Name} for {Convert.ToBase64String(frame)} ({Encoding.UTF8.GetString(frame)}): {e}");
            throw;
        }
    }

    private static async Task Cut(WebSocket sender, byte[] frame, Random draw)
    {
        try
        {
            for (var from = 0; ;)
            {
                var length = Math.Min(draw.Next(0, 200), frame.Length - from);
                var isLast = from + length == frame.Length;
                await sender.SendAsync(frame.AsMemory(from, length), WebSocketMessageType.Text, isLast, default);
                from += length;
                if (isLast) return;
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException)
        {
            // What is no text is not listened to until its end.
        }
    }

    private static bool IsUtf8(byte[] text)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(text);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static async Task<(WebSocket Ours, WebSocket Theirs)> Pair(TcpListener listener)
    {
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        var server = await listener.AcceptTcpClientAsync();
        return (
            WebSocket.CreateFromStream(client.GetStream(), new WebSocketCreationOptions { IsServer = false }),
            WebSocket.CreateFromStream(server.GetStream(), new WebSocketCreationOptions { IsServer = true }));
    }
}
