using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;

namespace AkkaGame.Baseball;

/// <summary>
/// The canonical encoding of a whole state: camel case, members in their declared order, those at their default left out, so that a
/// member added later changes no hash of a state which does not use it. What is read back equals what was written.
/// </summary>
public static class StateJson
{
    /// <summary>Stands in each snapshot; raised when an older body can no longer be read as this one.</summary>
    public const short Schema = 1;

    private static readonly JsonTypeInfo<GameState> reading = Reading();

    public static void Write(GameState state, IBufferWriter<byte> into)
    {
        using var json = new Utf8JsonWriter(into);
        JsonSerializer.Serialize(json, state, StateJsonContext.Default.GameState);
    }

    public static byte[] Write(GameState state) => JsonSerializer.SerializeToUtf8Bytes(state, StateJsonContext.Default.GameState);

    /// <exception cref="JsonException">The bytes are not a state.</exception>
    public static GameState Read(ReadOnlySpan<byte> encoded) =>
        JsonSerializer.Deserialize(encoded, reading) is { Ledger.Receipts: not null, Game: not null } state
            ? state
            : throw new JsonException("A state has an id, a ledger and a game.");

    /// <summary>A game alone, as an edit carries it.</summary>
    public static EncodedGame Encode(Game game) => new(JsonSerializer.Serialize(game, StateJsonContext.Default.Game));

    /// <exception cref="JsonException">It is not a game.</exception>
    public static Game Decode(EncodedGame encoded) =>
        JsonSerializer.Deserialize(encoded.Json, (JsonTypeInfo<Game>)reading.Options.GetTypeInfo(typeof(Game)))
        ?? throw new JsonException("An edit carries a game.");

    /// <summary>Roster strings recur in every game of a league: states read back hold one copy of each.</summary>
    private static JsonTypeInfo<GameState> Reading()
    {
        var options = new JsonSerializerOptions(StateJsonContext.Default.Options);
        options.TypeInfoResolver = StateJsonContext.Default.WithAddedModifier(static type =>
        {
            foreach (var property in type.Properties)
                if (property.PropertyType == typeof(string) && property.Name is "name" or "league")
                    property.CustomConverter = new SharedString();
        });
        return (JsonTypeInfo<GameState>)options.GetTypeInfo(typeof(GameState));
    }

    private sealed class SharedString : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } text ? Intern.Of(text) : null;

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}

/// <summary>Accepted commands as one base64 string, 24 bytes each, big-endian: id, last seq, content check.</summary>
public sealed class ReceiptBookConverter : JsonConverter<ReceiptBook>
{
    private const int Size = 24;

    public override ReceiptBook Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var packed = reader.GetBytesFromBase64();
        if (packed.Length % Size != 0) throw new JsonException("Receipts are 24 bytes each.");
        var accepted = new AcceptedCommand[packed.Length / Size];
        for (var i = 0; i < accepted.Length; i++)
        {
            var one = packed.AsSpan(i * Size, Size);
            accepted[i] = new(
                new Guid(one[..16], bigEndian: true),
                BinaryPrimitives.ReadInt32BigEndian(one[16..]),
                BinaryPrimitives.ReadUInt32BigEndian(one[20..]));
        }

        return accepted.Length == 0 ? ReceiptBook.Empty : new(accepted);
    }

    public override void Write(Utf8JsonWriter writer, ReceiptBook value, JsonSerializerOptions options)
    {
        var packed = ArrayPool<byte>.Shared.Rent(value.Count * Size);
        var rest = packed.AsSpan();
        foreach (var accepted in value.Accepted)
        {
            accepted.Id.TryWriteBytes(rest, bigEndian: true, out _);
            BinaryPrimitives.WriteInt32BigEndian(rest[16..], accepted.Last);
            BinaryPrimitives.WriteUInt32BigEndian(rest[20..], accepted.Check);
            rest = rest[Size..];
        }

        writer.WriteBase64StringValue(packed.AsSpan(0, value.Count * Size));
        ArrayPool<byte>.Shared.Return(packed);
    }
}

/// <summary>Source-generated metadata of the state and of a game's summary, written like the events (<see cref="MessagesJson"/>).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    Converters =
    [
        typeof(GameIdConverter), typeof(CommandIdConverter), typeof(PlayerIdConverter), typeof(TeamIdConverter),
        typeof(LineupEntryConverter), typeof(FieldingConverter), typeof(CountConverter), typeof(EncodedGameConverter),
        typeof(EquatableArrayConverter),
    ])]
[JsonSerializable(typeof(GameState))]
[JsonSerializable(typeof(GameSummary))]
[JsonSerializable(typeof(byte))]
[JsonSerializable(typeof(LineupEntry))]
[JsonSerializable(typeof(LineupPlayer))]
[JsonSerializable(typeof(GameTimer))]
[JsonSerializable(typeof(PitcherLine))]
[JsonSerializable(typeof(TracedPlay))]
[JsonSerializable(typeof(TracedRun))]
[JsonSerializable(typeof(Mercy))]
[JsonSerializable(typeof(Game))]
[JsonSerializable(typeof(Seal))]
[JsonSerializable(typeof(DiceRolled))]
[JsonSerializable(typeof(CalledContest))]
[JsonSerializable(typeof(PlayerId))]
[JsonSerializable(typeof(NamedPlayer))]
public sealed partial class StateJsonContext : JsonSerializerContext;
