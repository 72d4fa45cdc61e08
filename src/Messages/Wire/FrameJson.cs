using System.Text.Json;
using System.Text.Json.Serialization;

namespace AkkaGame.Messages.Wire;

/// <summary>
/// Frames as JSON: camel case, what is null left out, unknown members skipped, a member twice refused. <c>t</c> is read and written by
/// whoever handles frames, because it says which of them it is.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(HelloFrame))]
[JsonSerializable(typeof(CommandFrame))]
[JsonSerializable(typeof(AckFrame))]
[JsonSerializable(typeof(AuthFrame))]
[JsonSerializable(typeof(PingFrame))]
[JsonSerializable(typeof(WelcomeFrame))]
[JsonSerializable(typeof(SnapFrame))]
[JsonSerializable(typeof(EventFrame))]
[JsonSerializable(typeof(EventsFrame))]
[JsonSerializable(typeof(ResultFrame))]
[JsonSerializable(typeof(EphemeralFrame))]
[JsonSerializable(typeof(GapFrame))]
[JsonSerializable(typeof(PongFrame))]
[JsonSerializable(typeof(GoAwayFrame))]
[JsonSerializable(typeof(ErrorFrame))]
[JsonSerializable(typeof(ControlFrame))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class FrameJson : JsonSerializerContext;
