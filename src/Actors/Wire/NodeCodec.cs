using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>
/// Commands, answers, games and groups as they travel between nodes: fixed parts in binary, commands and events as the JSON of the wire
/// names. What a reader throws is <see cref="NodeCodecException"/>.
/// </summary>
public static class NodeCodec
{
    private const byte NoSide = byte.MaxValue;

    public static void Write(ArrayBufferWriter<byte> into, Envelope envelope)
    {
        var wire = WireNames.Of(envelope.Command);
        into.Id(envelope.Id.Value);
        Write(into, envelope.By);
        into.Int(envelope.Play);
        Write(into, envelope.Decision);
        into.Text(envelope.Why);
        into.Text(wire.Name);
        Json(into, envelope.Command, wire.Json);
    }

    /// <summary>The envelope; null where this build knows no command of that name, or cannot read it.</summary>
    public static Envelope? Envelope(ref NodeReading from)
    {
        var id = new CommandId(from.Id());
        var by = Author(ref from);
        var play = from.Int();
        Guid? decision = from.Flag() ? from.Id() : null;
        var why = from.Text();
        var name = from.Text() ?? throw new NodeCodecException("a command without a name");
        var body = from.Rest();
        return WireNames.CommandOf(name) is { } wire && Read(body, wire.Json) is GameCommand command
            ? new(id, by, play, command, decision, why)
            : null;
    }

    public static void Write(ArrayBufferWriter<byte> into, Receipt receipt)
    {
        into.Id(receipt.Command.Value);
        into.Int(receipt.First);
        into.Int(receipt.Last);
        into.Flag(receipt.Duplicate);
    }

    public static Receipt Receipt(ref NodeReading from)
    {
        var command = new CommandId(from.Id());
        var (first, last) = (from.Int(), from.Int());
        return new(command, last, from.Flag(), first);
    }

    public static void Write(ArrayBufferWriter<byte> into, Refusal refusal)
    {
        into.Text(refusal.Code.ToString());
        into.Text(refusal.Retry.ToString());
        into.Text(refusal.Field);
        into.Text(refusal.Rule);
        into.Text(refusal.Message);
    }

    /// <summary>A code that this build does not know is a defect to whoever asked, as it would be here.</summary>
    public static Refusal Refusal(ref NodeReading from)
    {
        var code = Enum.TryParse<RefusalCode>(from.Text(), out var known) ? known : RefusalCode.Internal;
        var retry = Enum.TryParse<Retry>(from.Text(), out var told) ? told : Retry.Never;
        return new(code, from.Text(), from.Text(), from.Text() ?? "", retry);
    }

    public static void Write(ArrayBufferWriter<byte> into, Sight sight)
    {
        into.Text(sight.Quarantined);
        into.Flag(sight.Refused is not null);
        if (sight.Refused is { } refused) Write(into, refused);
        if (sight.State is { } state) StateJson.Write(state, into);
    }

    /// <exception cref="JsonException">This build cannot read the state.</exception>
    public static Sight Sight(ref NodeReading from)
    {
        var quarantined = from.Text();
        var refused = from.Flag() ? Refusal(ref from) : null;
        var state = from.Rest();
        return new(state.IsEmpty ? null : StateJson.Read(state), refused, quarantined);
    }

    public static void Write(ArrayBufferWriter<byte> into, EventGroup group)
    {
        into.Id(group.Game.Value);
        into.Int(group.First);
        into.Id(group.Command.Value);
        into.Int((int)group.Check);
        into.Long(group.At);
        Write(into, group.By);
        into.Byte((byte)group.Cause);
        into.Short(group.Rules);
        into.Text(group.Why);
        into.Int(group.Events.Count);
        foreach (var happened in group.Events)
        {
            var wire = WireNames.Of(happened);
            into.Short(wire.Code);
            into.Short(wire.Version);
            var at = into.WrittenCount;
            into.Int(0);
            Json(into, happened, wire.Json);
            Patch(into, at);
        }
    }

    /// <summary>The group; null where it holds an event that this build does not know: the journal says what that means.</summary>
    public static EventGroup? Group(ref NodeReading from)
    {
        var game = from.Game();
        var first = from.Int();
        var command = new CommandId(from.Id());
        var check = (uint)from.Int();
        var at = from.Long();
        var by = Author(ref from);
        var cause = from.Word<Cause>();
        var rules = from.Short();
        var why = from.Text();
        var count = from.Int();
        if (count is < 1 or > 4096) throw new NodeCodecException($"a group of {count} events");
        var events = new GameEvent[count];
        for (var i = 0; i < count; i++)
        {
            var (code, version) = (from.Short(), from.Short());
            var body = from.Take(from.Int());
            if (WireNames.EventOf(code) is not { } wire || wire.Version != version || Read(body, wire.Json) is not GameEvent happened)
                return null;
            events[i] = happened;
        }

        return new(game, first, command, check, at, by, cause, rules, [.. events], why);
    }

    private static void Write(ArrayBufferWriter<byte> into, Author by)
    {
        into.Text(by.Who);
        into.Byte((byte)by.Role);
        into.Byte(by.Side is { } side ? (byte)side : NoSide);
    }

    private static Author Author(ref NodeReading from)
    {
        var who = from.Text() ?? throw new NodeCodecException("somebody without a name");
        var role = from.Word<Role>();
        return from.Byte() switch
        {
            NoSide => new(who, role),
            var side and ((byte)Side.Away or (byte)Side.Home) => new(who, role, (Side)side),
            var other => throw new NodeCodecException($"side {other}"),
        };
    }

    private static void Write(ArrayBufferWriter<byte> into, Guid? id)
    {
        into.Flag(id is not null);
        if (id is { } there) into.Id(there);
    }

    private static void Json(ArrayBufferWriter<byte> into, object value, JsonTypeInfo type)
    {
        using var json = new Utf8JsonWriter(into);
        JsonSerializer.Serialize(json, value, type);
    }

    private static object? Read(ReadOnlySpan<byte> body, JsonTypeInfo type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Patch(ArrayBufferWriter<byte> into, int at)
    {
        var written = System.Runtime.InteropServices.MemoryMarshal.AsMemory(into.WrittenMemory).Span;
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(written[at..], written.Length - at - sizeof(int));
    }
}
