using System.Text.Json;
using System.Text.Json.Serialization;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;

namespace AkkaGame.Host.Playing;

/// <summary>A club that never was, so that a first game needs nothing.</summary>
internal sealed record Club(TeamId Team, string Name, LineupCard Card);

/// <summary>The two clubs that the program brings with it.</summary>
internal static class Clubs
{
    public static readonly Club Away = Read()[0];
    public static readonly Club Home = Read()[1];

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
