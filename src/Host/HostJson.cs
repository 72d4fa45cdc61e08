using System.Text.Json;
using System.Text.Json.Serialization;
using AkkaGame.Host.Bench;
using AkkaGame.Host.Drilling;
using AkkaGame.Host.Identity;
using AkkaGame.Host.Launching;
using AkkaGame.Host.Operating;
using AkkaGame.Host.Replay;
using AkkaGame.Host.Serving;
using AkkaGame.Host.Simulating;
using AkkaGame.Host.Stores;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host;

/// <summary>The answers and lines that are this room's own. Views and boxes bring their own JSON, events theirs.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(GameIdConverter), typeof(CommandIdConverter), typeof(TeamIdConverter), typeof(LineupEntryConverter),
        typeof(PlayerIdConverter), typeof(EquatableArrayConverter)])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(Migration))]
[JsonSerializable(typeof(GamesAnswer))]
[JsonSerializable(typeof(ReadModelStatus))]
[JsonSerializable(typeof(StandingsAnswer))]
[JsonSerializable(typeof(PlayerAnswer))]
[JsonSerializable(typeof(EditionsAnswer))]
[JsonSerializable(typeof(EditionClubAnswer))]
[JsonSerializable(typeof(GameItem))]
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(PlaysAnswer))]
[JsonSerializable(typeof(LineupsAnswer))]
[JsonSerializable(typeof(ChartAnswer))]
[JsonSerializable(typeof(NamedPlayer))]
[JsonSerializable(typeof(SimulationReport))]
[JsonSerializable(typeof(DecisionLine[]))]
[JsonSerializable(typeof(ReplayLine))]
[JsonSerializable(typeof(ReplaySummaryLine))]
[JsonSerializable(typeof(IReadOnlyList<Measured>))]
[JsonSerializable(typeof(IReadOnlyList<Figure>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(StatsAnswer))]
[JsonSerializable(typeof(OpsGamesAnswer))]
[JsonSerializable(typeof(FlightRecord))]
[JsonSerializable(typeof(AsideAnswer))]
[JsonSerializable(typeof(AsideRequest))]
[JsonSerializable(typeof(SessionsAnswer))]
[JsonSerializable(typeof(DoneAnswer))]
[JsonSerializable(typeof(RemovedAnswer))]
[JsonSerializable(typeof(CheckAnswer))]
[JsonSerializable(typeof(CheckSummaryLine))]
[JsonSerializable(typeof(CommandFrame))]
[JsonSerializable(typeof(ReceiptAnswer))]
[JsonSerializable(typeof(GameMade))]
[JsonSerializable(typeof(SightFrame))]
[JsonSerializable(typeof(TicketAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(RevocationsAnswer))]
[JsonSerializable(typeof(ClusterNotes))]
[JsonSerializable(typeof(DrillReport))]
[JsonSerializable(typeof(ClusterAnswer))]
[JsonSerializable(typeof(NodeAnswer))]
internal sealed partial class HostJson : JsonSerializerContext;
