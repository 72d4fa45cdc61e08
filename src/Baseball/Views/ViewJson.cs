using System.Text.Json.Serialization;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;

namespace AkkaGame.Baseball;

/// <summary>
/// Views on the wire: camel case, enums by name, and every member written even at its default, so that a reader needs no defaults of
/// its own.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(GameIdConverter), typeof(PlayerIdConverter), typeof(TeamIdConverter), typeof(LineupEntryConverter), typeof(CountConverter),
        typeof(FieldingConverter), typeof(EquatableArrayConverter),
    ])]
[JsonSerializable(typeof(GameView))]
[JsonSerializable(typeof(PersonView))]
[JsonSerializable(typeof(Mercy))]
[JsonSerializable(typeof(byte))]
[JsonSerializable(typeof(LineupEntry))]
[JsonSerializable(typeof(NamedPlayer))]
[JsonSerializable(typeof(RollView))]
[JsonSerializable(typeof(CalledContest))]
[JsonSerializable(typeof(PlayPart))]
[JsonSerializable(typeof(Handling))]
[JsonSerializable(typeof(Advance))]
[JsonSerializable(typeof(string))]
public sealed partial class ViewJson : JsonSerializerContext;
