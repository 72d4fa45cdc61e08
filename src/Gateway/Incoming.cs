using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Gateway;

/// <summary>What came from a client, read.</summary>
/// <param name="Kind">The frame's <c>t</c>; null where there is none.</param>
/// <param name="Id">A command's id, to which its answer goes.</param>
/// <param name="Frame">What is in it, as its kind is read; null where there is nothing in it, or it cannot be read.</param>
/// <param name="Refused">Why it is not taken; null where it is.</param>
internal readonly record struct Incoming(
    Arrival Arrival, string? Kind = null, Guid? Id = null, object? Frame = null, Refusal? Refused = null)
{
    private const int KindMax = 40;

    private static readonly Refusal tooLarge =
        new(RefusalCode.TooLarge, null, "frame-size", $"A frame has at most {ClientFrame.MaxBytes} bytes.");

    /// <summary>The protocol is broken, and nothing after it can be trusted.</summary>
    public bool IsFatal => Refused is not null && Id is null && Refused.Code != RefusalCode.UnknownType;

    /// <summary>The kind as it may be told back.</summary>
    public string? Named => Kind is { Length: > 0 and <= KindMax } && !Kind.Any(char.IsControl) ? Kind : null;

    public static Incoming Of(Arrival arrival, ReadOnlySpan<byte> bytes)
    {
        if (arrival == Arrival.TooLarge) return new(arrival, Refused: tooLarge);
        if (arrival == Arrival.Binary) return new(arrival, Refused: Bad(null, "text-only", "Frames of this protocol are texts."));
        if (arrival == Arrival.Close) return new(arrival);
        var head = FrameHead.Of(bytes);
        if (head.Fault is { } fault) return new(arrival, Refused: Bad(null, "json", $"This is no frame: {fault}"));
        return Read(new(arrival, head.Kind, head.Kind == ClientFrame.Command ? head.Id : null), bytes);
    }

    private static Incoming Read(Incoming head, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return head.Kind switch
            {
                ClientFrame.Command when head.Id is null => head with { Refused = Bad("id", "required", "A command has an id, a UUID.") },
                ClientFrame.Command => Read(head, bytes, FrameJson.Default.CommandFrame),
                ClientFrame.Hello => Read(head, bytes, FrameJson.Default.HelloFrame),
                ClientFrame.Ack => Read(head, bytes, FrameJson.Default.AckFrame),
                ClientFrame.Auth => Read(head, bytes, FrameJson.Default.AuthFrame),
                ClientFrame.Ping => Read(head, bytes, FrameJson.Default.PingFrame),
                ClientFrame.Snap or ClientFrame.Control => head,
                _ => head with { Refused = new(RefusalCode.UnknownType, "t", "unknown-frame", "No frame of a client is called so.") },
            };
        }
        catch (JsonException e)
        {
            var (field, why) = JsonFault.Of(e);
            return head with { Refused = Bad(field is "" ? null : field, "json", $"This is no {head.Kind}: {why}") };
        }
    }

    private static Incoming Read<T>(Incoming head, ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type) where T : class =>
        head with { Frame = JsonSerializer.Deserialize(bytes, type) };

    private static Refusal Bad(string? field, string rule, string why) => new(RefusalCode.BadFrame, field, rule, why);
}
