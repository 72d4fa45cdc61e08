using System.Text.Json;
using System.Text.Json.Serialization;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;
using AkkaGame.Messages.Wire;

namespace AkkaGame.Client;

/// <summary>A game as somebody wants it.</summary>
/// <param name="Id">Made by its sender; it becomes the game's own, so that asking twice makes one game.</param>
/// <param name="Rules">The <c>mlb2023</c> preset unless said.</param>
/// <param name="Seats">The sides that a computer manager gets; people take theirs themselves.</param>
/// <param name="Lineups">Both cards, in the open; where they are left out each manager hands in his own.</param>
/// <param name="Cards">The edition of cards that it is played by, one of <c>/api/v1/editions</c>; average men unless said.</param>
/// <param name="Start">Start it at once, which only computers are ready for.</param>
public sealed record NewGame(
    Guid Id, TeamId Away, TeamId Home, RuleSet? Rules = null, NewSeats? Seats = null, ExchangeLineups? Lineups = null, bool Start = false,
    string? League = null, GameMode Mode = GameMode.Played, string? Cards = null);

/// <summary>The dice that lie, and the chart on which they are read.</summary>
/// <param name="Row">The entry that is hit, as printed.</param>
/// <param name="Outcome">What stands there.</param>
/// <param name="Text">The whole chart as printed.</param>
public sealed record LyingDice(int Roll, Dice Dice, string Name, string Row, string Outcome, string Text);

public sealed record NewSeats(NewSeat? Away = null, NewSeat? Home = null);

/// <param name="Level">Of the computer manager, from 1.</param>
public sealed record NewSeat(byte Level);

/// <param name="From">The seq of its first event, <paramref name="To"/> that of its last so far.</param>
/// <param name="Dup">It had been made before.</param>
public sealed record MadeGame(bool Ok, Guid Id, int From, int To, bool Dup);

/// <summary>One sentence of the play-by-play, and how things stood after it.</summary>
/// <param name="Kind">The event's wire name.</param>
public sealed record ToldPlay(int Seq, string Kind, byte Inning, Half Half, string Text, byte Away, byte Home, byte Outs);

internal sealed record ToldPlays(IReadOnlyList<ToldPlay> Plays);

internal sealed record TicketWanted(string Role, string? Side = null);

internal sealed record MadeTicket(string Ticket, long Expires);

/// <summary>The members of a problem (RFC 9457) that say what a refusal does.</summary>
internal sealed record ToldProblem(string Code, string? Detail = null, string? Field = null, string? Rule = null, string? Retry = null)
{
    public Refusal ToRefusal() => new(WireWords.CodeOf(Code), Field, Rule, Detail ?? "", WireWords.RetryOf(Retry));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(PlayerIdConverter), typeof(TeamIdConverter), typeof(EquatableArrayConverter)])]
[JsonSerializable(typeof(NewGame))]
[JsonSerializable(typeof(LineupPlace))]
[JsonSerializable(typeof(NamedPlayer))]
[JsonSerializable(typeof(Mercy))]
[JsonSerializable(typeof(MadeGame))]
[JsonSerializable(typeof(LyingDice))]
[JsonSerializable(typeof(ToldPlays))]
[JsonSerializable(typeof(TicketWanted))]
[JsonSerializable(typeof(MadeTicket))]
[JsonSerializable(typeof(ToldProblem))]
[JsonSerializable(typeof(ResultFrame))]
internal sealed partial class ApiJson : JsonSerializerContext;
