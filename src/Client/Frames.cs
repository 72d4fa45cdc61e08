using System.Text;
using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

/// <summary>What a client sends, as bytes.</summary>
internal static class Frames
{
    public static byte[] Hello(HelloFrame hello) =>
        Named(ClientFrame.Hello, JsonSerializer.SerializeToUtf8Bytes(hello, FrameJson.Default.HelloFrame));

    /// <param name="play">Says nothing where there is a decision.</param>
    public static CommandFrame Asked(Guid id, GameCommand command, int play, Guid? decision, string? why)
    {
        var wire = WireNames.Of(command);
        return new(id, wire.Name, JsonSerializer.SerializeToElement(command, wire.Json), decision is null ? play : 0, decision, why);
    }

    public static byte[] Command(CommandFrame asked) =>
        Named(ClientFrame.Command, JsonSerializer.SerializeToUtf8Bytes(asked, FrameJson.Default.CommandFrame));

    public static byte[] Ping(long n) => Named(ClientFrame.Ping, JsonSerializer.SerializeToUtf8Bytes(new(n), FrameJson.Default.PingFrame));

    public static byte[] Ack(int seq) => Named(ClientFrame.Ack, JsonSerializer.SerializeToUtf8Bytes(new(seq), FrameJson.Default.AckFrame));

    public static byte[] Auth(string? token) =>
        Named(ClientFrame.Auth, JsonSerializer.SerializeToUtf8Bytes(new(token), FrameJson.Default.AuthFrame));

    public static readonly byte[] Snap = Named(ClientFrame.Snap, "{}"u8);

    public static readonly byte[] Control = Named(ClientFrame.Control, "{}"u8);

    /// <summary>The same object with <c>t</c> before its members.</summary>
    private static byte[] Named(string name, ReadOnlySpan<byte> json) =>
        [.. "{\"t\":\""u8, .. Encoding.ASCII.GetBytes(name), .. json.Length == 2 ? "\""u8 : "\","u8, .. json[1..]];
}
