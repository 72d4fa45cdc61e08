using System.Text.Json;
using System.Text.Json.Serialization;
using AkkaGame.Baseball;
using AkkaGame.Host.Identity;
using AkkaGame.Host.Operating;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Host.Serving;

/// <summary>A game as somebody wants it: what would otherwise be four commands.</summary>
/// <param name="Id">The id of the command that creates it, made by its sender, and the game's own id too.</param>
/// <param name="Date">The day on which it is made, UTC, unless said.</param>
/// <param name="Number">0, or 1 and 2 of a double-header.</param>
/// <param name="Rules">A preset's name, such as <c>mlb2018</c>, or a whole rule set; <c>mlb2023</c> unless said.</param>
/// <param name="Seats">The sides that a computer manager gets; people take theirs themselves.</param>
/// <param name="Lineups">Both cards, in the open; where they are left out each manager hands in his own.</param>
/// <param name="Start">Start it at once, which only computers are ready for.</param>
/// <param name="Cards">The edition of cards that it is played by, one of <c>/api/v1/editions</c>; average men unless said.</param>
internal sealed record GameAsked(
    Guid Id, string? Away, string? Home, string? League = null, DateOnly? Date = null, byte Number = 0, string? Site = null,
    GameMode Mode = GameMode.Played, JsonElement Rules = default, SeatsAsked? Seats = null, ExchangeLineups? Lineups = null,
    bool Start = false, string? Cards = null)
{
    public const string LeagueUnlessSaid = "open";
    private const string RulesUnlessSaid = "mlb2023";

    /// <summary>The commands that it comes to, in order. Null, and why, where it comes to none.</summary>
    /// <param name="unlessSaid">The date unless said.</param>
    public IReadOnlyList<Part>? Parts(Author by, DateOnly unlessSaid, out Refusal? refused)
    {
        refused = Id == Guid.Empty ? Bad("id", "required", "A game has an id, a UUID of its sender's making.")
            : Away is null ? Bad("away", "required", "away is the visiting club's id.")
            : Home is null ? Bad("home", "required", "home is the home club's id.")
            : Seats?.Away is { Level: 0 } ? NoLevel("seats.away.level")
            : Seats?.Home is { Level: 0 } ? NoLevel("seats.home.level")
            : null;
        if (refused is not null || RuleSetOf(out refused) is not { } rules) return null;
        var parts = new List<Part>();
        Add("", "", new CreateGame(
            League ?? LeagueUnlessSaid, new(Away!), new(Home!), Date ?? unlessSaid, Number, Site, Mode, rules, null)
        { Cards = Cards });
        if (Seats?.Away is { } away) Add("seat-away", "seats.away.", new TakeSeat(Side.Away, away.Level));
        if (Seats?.Home is { } home) Add("seat-home", "seats.home.", new TakeSeat(Side.Home, home.Level));
        if (Lineups is { } cards) Add("lineups", "lineups.", cards);
        if (Start) Add("start", "start.", new StartGame());
        return parts;

        void Add(string part, string field, GameCommand command)
        {
            var id = new CommandId(Id);
            parts.Add(new(field, new(part.Length == 0 ? id : id.OfPart(part), by, Play: 0, command)));
        }
    }

    private RuleSet? RuleSetOf(out Refusal? refused)
    {
        refused = Fitness.Unfit(Rules, "rules");
        if (refused is not null) return null;
        if (Rules.ValueKind == JsonValueKind.Object)
        {
            try
            {
                return Rules.Deserialize(AskedJson.Default.RuleSet);
            }
            catch (JsonException e)
            {
                var fault = JsonFault.Of(e);
                refused = Bad(fault.Field("rules"), "json", $"This is no rule set: {fault.Why}");
                return null;
            }
        }

        var name = Rules.ValueKind == JsonValueKind.String ? Rules.GetString()! : RulesUnlessSaid;
        if (Rules.ValueKind is JsonValueKind.Undefined or JsonValueKind.String && RuleSet.Preset(name) is { } preset) return preset;
        refused = Bad("rules", "unknown-rules", "rules is mlb1982, mlb2018, mlb2020, mlb2022, mlb2023, tabletop, or a whole rule set.");
        return null;
    }

    private static Refusal NoLevel(string field) => Refusal.Illegal(
        field, "level", "A computer manager has a level, from 1; people take their seats themselves.");

    private static Refusal Bad(string field, string rule, string why) => new(RefusalCode.BadFrame, field, rule, why);

    /// <summary>One of the commands.</summary>
    /// <param name="Field">What stands before its members' names in what was asked.</param>
    internal sealed record Part(string Field, Envelope Envelope);
}

internal sealed record SeatsAsked(SeatAsked? Away = null, SeatAsked? Home = null);

/// <param name="Level">Of the computer manager, from 1.</param>
internal sealed record SeatAsked(byte Level);

/// <param name="Ok">Always true: a refusal is a problem.</param>
/// <param name="Dup">True where all of it had been accepted before.</param>
internal sealed record GameMade(bool Ok, GameId Id, int From, int To, bool Dup);

/// <summary>
/// What people send: a member twice, or a null where something is asked for, is refused; members that are not known are skipped.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(PlayerIdConverter), typeof(TeamIdConverter), typeof(EquatableArrayConverter)])]
[JsonSerializable(typeof(CommandFrame))]
[JsonSerializable(typeof(GameAsked))]
[JsonSerializable(typeof(TicketAsked))]
[JsonSerializable(typeof(TokenAsked))]
[JsonSerializable(typeof(RevocationAsked))]
[JsonSerializable(typeof(DrainAsked))]
[JsonSerializable(typeof(MoveAsked))]
[JsonSerializable(typeof(RuleSet))]
[JsonSerializable(typeof(LineupsAsked))]
[JsonSerializable(typeof(LineupPlace))]
[JsonSerializable(typeof(NamedPlayer))]
[JsonSerializable(typeof(Mercy))]
internal sealed partial class AskedJson : JsonSerializerContext;
