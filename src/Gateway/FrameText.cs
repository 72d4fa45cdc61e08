using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>Frames for one socket as bytes. What many sockets are sent is written by the stand.</summary>
internal static class FrameText
{
    public static ReadOnlyMemory<byte> Welcome(WelcomeFrame frame) => Of(ServerFrame.Welcome, frame, FrameJson.Default.WelcomeFrame);

    public static ReadOnlyMemory<byte> Pong(PongFrame frame) => Of(ServerFrame.Pong, frame, FrameJson.Default.PongFrame);

    public static ReadOnlyMemory<byte> GoAway(GoAwayFrame frame) => Of(ServerFrame.GoAway, frame, FrameJson.Default.GoAwayFrame);

    public static ReadOnlyMemory<byte> Control(bool have, bool free) =>
        Of(ServerFrame.Control, new(have, free), FrameJson.Default.ControlFrame);

    public static ReadOnlyMemory<byte> Error(Refusal refused, bool fatal, string? about) =>
        Of(ServerFrame.Error, new(WireWords.Of(refused.Code), refused.Message, fatal, about), FrameJson.Default.ErrorFrame);

    public static ReadOnlyMemory<byte> Refused(Guid id, Refusal refused) =>
        Of(ServerFrame.Result, new(id, false, Err: WireRefusal.Of(refused)), FrameJson.Default.ResultFrame);

    /// <param name="hash">The view's at its last event; null where it had been accepted before.</param>
    public static ReadOnlyMemory<byte> Accepted(Receipt receipt, string? hash) => Of(
        ServerFrame.Result,
        new(receipt.Command.Value, true, receipt.First, receipt.Last, receipt.Duplicate ? null : hash, receipt.Duplicate),
        FrameJson.Default.ResultFrame);

    private static byte[] Of<T>(string kind, T frame, JsonTypeInfo<T> type)
    {
        var members = JsonSerializer.SerializeToUtf8Bytes(frame, type);
        // {"t":"pong", and then the frame's own members without their brace.
        var text = new byte[members.Length + kind.Length + 7];
        var at = Put(text, "{\"t\":\""u8);
        at += System.Text.Encoding.ASCII.GetBytes(kind, text.AsSpan(at));
        at += Put(text.AsSpan(at), "\","u8);
        members.AsSpan(1).CopyTo(text.AsSpan(at));
        return text;

        static int Put(Span<byte> at, ReadOnlySpan<byte> what)
        {
            what.CopyTo(at);
            return what.Length;
        }
    }
}
