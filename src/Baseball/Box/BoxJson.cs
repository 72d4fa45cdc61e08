using System.Text.Json.Serialization;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;

namespace AkkaGame.Baseball;

/// <summary>
/// The box on the wire: camel case, enums by name, a nought where nothing was done, so that a reader needs no defaults.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    Converters =
    [
        typeof(GameIdConverter), typeof(PlayerIdConverter), typeof(TeamIdConverter), typeof(LineupEntryConverter),
        typeof(EquatableArrayConverter),
    ])]
[JsonSerializable(typeof(BoxScore))]
[JsonSerializable(typeof(BatterBox))]
[JsonSerializable(typeof(PitcherBox))]
[JsonSerializable(typeof(FielderBox))]
[JsonSerializable(typeof(BoxNote))]
[JsonSerializable(typeof(BoxEjection))]
[JsonSerializable(typeof(BoxReview))]
[JsonSerializable(typeof(GameFact))]
[JsonSerializable(typeof(Position))]
[JsonSerializable(typeof(byte))]
[JsonSerializable(typeof(string))]
public sealed partial class BoxJson : JsonSerializerContext;
