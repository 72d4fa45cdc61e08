using System.Text.Json;
using System.Text.Json.Serialization;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;

namespace AkkaGame.Host.Playing;

/// <summary>A club that never was, so that a first game needs nothing.</summary>
/// <param name="Card">With the first of its starting pitchers.</param>
/// <param name="Rotation">The starting pitchers who follow him, in their order.</param>
internal sealed record Club(TeamId Team, string Name, LineupCard Card, EquatableArray<NamedPlayer> Rotation = default)
{
    private const int RelieversAGame = 2;

    /// <summary>The card for a game of a season: each day another starter, and another reliever who is the first to come.</summary>
    /// <param name="game">How many games the club has played before it.</param>
    public LineupCard CardFor(int game)
    {
        var starter = game % (Rotation.Count + 1);
        LineupPlace[] places = [.. Card.Places];
        if (starter > 0)
        {
            var on = Array.FindIndex(places, static place => place.Position == Position.Pitcher);
            places[on] = places[on] with { Player = Rotation[starter - 1].Player, Name = Rotation[starter - 1].Name };
        }

        // Two or three of them pitch in a game, so whoever is first today is far behind tomorrow.
        var first = Card.Bullpen.Count == 0 ? 0 : game * RelieversAGame % Card.Bullpen.Count;
        return Card with { Places = new(places), Bullpen = new([.. Card.Bullpen.Skip(first), .. Card.Bullpen.Take(first)]) };
    }

}

/// <summary>The eight clubs that the program brings with it.</summary>
internal static class Clubs
{
    public static readonly IReadOnlyList<Club> All = Read();

    /// <summary>The two that meet where nobody names others.</summary>
    public static Club Away => All[0];

    public static Club Home => All[1];

    public static Club Of(Side side) => side == Side.Away ? Away : Home;

    private static Club[] Read()
    {
        using var file = typeof(Clubs).Assembly.GetManifestResourceStream("clubs.json")!;
        return JsonSerializer.Deserialize(file, ClubsJson.Default.ClubArray)!;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    Converters = [typeof(PlayerIdConverter), typeof(TeamIdConverter), typeof(EquatableArrayConverter)])]
[JsonSerializable(typeof(Club[]))]
[JsonSerializable(typeof(LineupPlace))]
[JsonSerializable(typeof(NamedPlayer))]
internal sealed partial class ClubsJson : JsonSerializerContext;
