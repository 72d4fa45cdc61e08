using System.Text.Json.Serialization;
using AkkaGame.Host.Bench;
using AkkaGame.Host.Replay;
using AkkaGame.Host.Serving;
using AkkaGame.Host.Stores;
using AkkaGame.Messages.Json;

namespace AkkaGame.Host;

/// <summary>The answers and lines that are this room's own. Views and boxes bring their own JSON, events theirs.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(GameIdConverter), typeof(TeamIdConverter), typeof(LineupEntryConverter)])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(Migration))]
[JsonSerializable(typeof(GamesAnswer))]
[JsonSerializable(typeof(GameItem))]
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(PlaysAnswer))]
[JsonSerializable(typeof(ReplayLine))]
[JsonSerializable(typeof(ReplaySummaryLine))]
[JsonSerializable(typeof(IReadOnlyList<Measured>))]
internal sealed partial class HostJson : JsonSerializerContext;
