using System.Text.Json;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Bench.Sockets;

/// <summary>The commands of a script as frames that are ready but for their ids.</summary>
internal sealed class CommandFrames
{
    private const int IdLength = 36;

    private readonly byte[][] frames;
    private readonly int[] ids;

    /// <param name="first">Those before it were sent to bring the game so far.</param>
    public CommandFrames(Script script, int first)
    {
        frames = [.. Enumerable.Range(first, script.Commands - first).Select(place => LeanSocket.Frame(Payload(script[place])))];
        ids = Array.ConvertAll(frames, static frame => frame.AsSpan().IndexOf("\"id\":\""u8) + "\"id\":\"".Length);
        MaxBytes = frames.Max(static frame => frame.Length);
    }

    public int MaxBytes { get; }

    /// <summary>The frame of the command at a place; after the last one the last one again, which is a note.</summary>
    /// <returns>Its length.</returns>
    public int Write(int place, Span<byte> frame)
    {
        place = Math.Min(place, frames.Length - 1);
        frames[place].CopyTo(frame);
        Guid.CreateVersion7().TryFormat(frame.Slice(ids[place], IdLength), out _);
        return frames[place].Length;
    }

    private static byte[] Payload(Envelope command)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(CommandFrame.Of(command) with { By = null }, FrameJson.Default.CommandFrame);
        return [.. "{\"t\":\"cmd\","u8, .. json.AsSpan(1)];
    }
}
