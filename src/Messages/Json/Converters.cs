using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AkkaGame.Messages.Json;

public sealed class GameIdConverter : JsonConverter<GameId>
{
    public override GameId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, GameId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

public sealed class CommandIdConverter : JsonConverter<CommandId>
{
    public override CommandId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, CommandId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

public sealed class PlayerIdConverter : JsonConverter<PlayerId>
{
    public override PlayerId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(Shared.String(ref reader));

    public override void Write(Utf8JsonWriter writer, PlayerId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

public sealed class TeamIdConverter : JsonConverter<TeamId>
{
    public override TeamId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(Shared.String(ref reader));

    public override void Write(Utf8JsonWriter writer, TeamId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>A place in a lineup as text: <c>"a4.0"</c>.</summary>
public sealed class LineupEntryConverter : JsonConverter<LineupEntry>
{
    public override LineupEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[16];
        return Shared.TryCopy(ref reader, text, out var length) && LineupEntry.TryParse(text[..length], out var entry)
            ? entry
            : throw new JsonException("A place in a lineup is written as a4.0: side, slot, ordinal.");
    }

    public override void Write(Utf8JsonWriter writer, LineupEntry value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[8];
        text[0] = value.Side == Side.Away ? (byte)'a' : (byte)'h';
        text[1] = (byte)('0' + value.Slot);
        text[2] = (byte)'.';
        value.Ordinal.TryFormat(text[3..], out var written);
        writer.WriteStringValue(text[..(3 + written)]);
    }
}

/// <summary>Fielders as the scorer writes them: <c>"6E3"</c>.</summary>
public sealed class FieldingConverter : JsonConverter<Fielding>
{
    public override Fielding Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[Fielding.MarksMax];
        return Shared.TryCopy(ref reader, text, out var length) && Fielding.TryParse(text[..length], out var fielding)
            ? fielding
            : throw new JsonException("Fielders are digits and E's, at most 16: 6E3.");
    }

    public override void Write(Utf8JsonWriter writer, Fielding value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[Fielding.MarksMax];
        for (var i = 0; i < value.Length; i++) text[i] = value[i] < 0 ? 'E' : (char)('0' + value[i]);
        writer.WriteStringValue(text[..value.Length]);
    }
}

/// <summary>Balls and strikes as two digits, <c>"??"</c> where unknown.</summary>
public sealed class CountConverter : JsonConverter<Count>
{
    public override Count Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[8];
        if (!Shared.TryCopy(ref reader, text, out var length)) length = 0;
        return text[..length] switch
        {
            "??" => Count.Unknown,
            [>= '0' and <= '3', >= '0' and <= '2'] => new((byte)(text[0] - '0'), (byte)(text[1] - '0')),
            _ => throw new JsonException("A count is two digits, balls 0-3 and strikes 0-2, or ??."),
        };
    }

    public override void Write(Utf8JsonWriter writer, Count value, JsonSerializerOptions options)
    {
        if (!value.IsKnown) { writer.WriteStringValue("??"u8); return; }
        ReadOnlySpan<byte> text = [(byte)('0' + value.Balls), (byte)('0' + value.Strikes)];
        writer.WriteStringValue(text);
    }
}

/// <summary>The game as it was encoded, not wrapped once more.</summary>
public sealed class EncodedGameConverter : JsonConverter<EncodedGame>
{
    public override EncodedGame Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        return new(json.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, EncodedGame value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json);
}

/// <summary>Arrays as arrays; an empty one is at its default and left out.</summary>
public sealed class EquatableArrayConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(EquatableArray<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Of<T> : JsonConverter<EquatableArray<T>>
    {
        public override EquatableArray<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("An array was expected.");
            var info = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
            var items = new List<T>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Item(ref reader, info, items.Count));
            return new([.. items]);
        }

        private static T Item(ref Utf8JsonReader reader, JsonTypeInfo<T> info, int index)
        {
            try
            {
                return JsonSerializer.Deserialize(ref reader, info) ?? throw new JsonException("An array holds no null.");
            }
            catch (JsonException e)
            {
                throw JsonFault.Within(index, e);
            }
        }

        public override void Write(Utf8JsonWriter writer, EquatableArray<T> value, JsonSerializerOptions options)
        {
            var info = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
            writer.WriteStartArray();
            foreach (var item in value.AsSpan()) JsonSerializer.Serialize(writer, item, info);
            writer.WriteEndArray();
        }
    }
}

internal static class Shared
{
    /// <summary>
    /// Copies a short string, which may come in pieces; false for anything else. No longer than the room there is, escapes included.
    /// </summary>
    public static bool TryCopy(ref Utf8JsonReader reader, scoped Span<char> room, out int length)
    {
        length = 0;
        if (reader.TokenType != JsonTokenType.String) return false;
        if ((reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length) > room.Length) return false;
        length = reader.CopyString(room);
        return true;
    }

    /// <summary>Ids repeat in every game of a league: one string each, however many states hold it.</summary>
    public static string String(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("An id is a string.");
        return Intern.Of(reader.GetString()!);
    }
}
