using System.Text.Json.Serialization;

namespace AkkaGame.Messages.Json;

/// <summary>
/// How events and commands are written: camel case, members at their default left out, enums by name, times as integers.
/// A member that comes later therefore changes no body that was written before it.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    AllowOutOfOrderMetadataProperties = true,
    Converters =
    [
        typeof(GameIdConverter), typeof(CommandIdConverter), typeof(PlayerIdConverter), typeof(TeamIdConverter),
        typeof(LineupEntryConverter), typeof(FieldingConverter), typeof(CountConverter), typeof(EquatableArrayConverter),
    ])]
[JsonSerializable(typeof(GameCreated))]
[JsonSerializable(typeof(GameInfoNoted))]
[JsonSerializable(typeof(LineupsExchanged))]
[JsonSerializable(typeof(GameStarted))]
[JsonSerializable(typeof(HalfOpened))]
[JsonSerializable(typeof(PlayMade))]
[JsonSerializable(typeof(SubstitutionMade))]
[JsonSerializable(typeof(BatterAdjusted))]
[JsonSerializable(typeof(HandSet))]
[JsonSerializable(typeof(RunnerPlaced))]
[JsonSerializable(typeof(RunnerRecharged))]
[JsonSerializable(typeof(PlayReviewed))]
[JsonSerializable(typeof(PlayerEjected))]
[JsonSerializable(typeof(HalfClosed))]
[JsonSerializable(typeof(GameDelayed))]
[JsonSerializable(typeof(GameSuspended))]
[JsonSerializable(typeof(GameResumed))]
[JsonSerializable(typeof(OfficialTotalsNoted))]
[JsonSerializable(typeof(GameEnded))]
[JsonSerializable(typeof(PitchersOfRecordNamed))]
[JsonSerializable(typeof(CreateGame))]
[JsonSerializable(typeof(ExchangeLineups))]
[JsonSerializable(typeof(StartGame))]
[JsonSerializable(typeof(RecordPlay))]
[JsonSerializable(typeof(Substitute))]
[JsonSerializable(typeof(NoteFacts))]
[JsonSerializable(typeof(EjectPlayer))]
[JsonSerializable(typeof(ReviewPlay))]
[JsonSerializable(typeof(DelayGame))]
[JsonSerializable(typeof(SuspendGame))]
[JsonSerializable(typeof(ResumeGame))]
[JsonSerializable(typeof(CallGame))]
[JsonSerializable(typeof(ForfeitGame))]
[JsonSerializable(typeof(NamePitchersOfRecord))]
[JsonSerializable(typeof(NoteOfficialTotals))]
[JsonSerializable(typeof(PlayPart))]
[JsonSerializable(typeof(Handling))]
[JsonSerializable(typeof(Move))]
[JsonSerializable(typeof(Advance))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(GameFact))]
[JsonSerializable(typeof(LineupPlace))]
[JsonSerializable(typeof(NamedPlayer))]
[JsonSerializable(typeof(Mercy))]
[JsonSerializable(typeof(LineupEntry))]
[JsonSerializable(typeof(Announcement))]
[JsonSerializable(typeof(PlayerHand))]
[JsonSerializable(typeof(RechargedRunner))]
[JsonSerializable(typeof(OfficialEarnedRuns))]
[JsonSerializable(typeof(SettledRun))]
[JsonSerializable(typeof(DefensiveDecision))]
[JsonSerializable(typeof(OffensiveDecision))]
[JsonSerializable(typeof(Author))]
[JsonSerializable(typeof(Refusal))]
public sealed partial class MessagesJson : JsonSerializerContext;
