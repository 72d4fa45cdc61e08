using System.Text.Json;
using System.Text.Json.Serialization;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Json;

namespace AkkaGame.Host.Playing;

/// <summary>
/// The cards of the eight clubs that the program brings with it, so that a first game by cards needs no file. Their men are graded
/// (<c>grades.json</c>), and the cards made of that: grades can be read and changed by people, and two hundred cards cannot. Any change is
/// another edition, by which the games of the old one cannot go on.
/// </summary>
/// <remarks>
/// What the league comes to (<c>league.json</c>) are the majors of 2018. The information used here was obtained free of charge from and is
/// copyrighted by Retrosheet. Interested parties may contact Retrosheet at "www.retrosheet.org".
/// </remarks>
internal static class BundledLeague
{
    /// <summary>What it is called where a league file is named.</summary>
    public const string Name = "bundled";

    private static readonly Lazy<Edition> edition = new(Made);

    public static Edition Edition => edition.Value;

    /// <summary>Its cards for one of the eight clubs.</summary>
    public static ClubCard Of(Club club) => Edition.Find(club.Team)!;

    private static Edition Made()
    {
        var league = EditionJson.Read(Resource("league.json"), out var faults)
            ?? throw new InvalidOperationException($"league.json: {faults[0]}");
        var graded = JsonSerializer.Deserialize(Resource("grades.json"), GradesJson.Default.GradedClubArray)!;
        var names = Clubs.All.SelectMany(static club => club.Card.Places.Select(static place => (place.Player, place.Name))
            .Concat(club.Card.Bench.Concat(club.Card.Bullpen).Concat(club.Rotation).Select(static man => (man.Player, man.Name))))
            .ToDictionary(static man => man.Player, static man => man.Name);
        var men = graded.SelectMany(club => club.Batters.Select(man => Grades.Of(man, names[man.Player], league.League))
            .Concat(club.Pitchers.Select(man => Grades.Of(man, names[man.Player], league.League))));
        var clubs = graded.Select(club => new ClubCard(
            club.Team, Clubs.All.First(one => one.Team == club.Team).Name, Park(club.Park),
            new([.. club.Batters.Select(static man => man.Player), .. club.Pitchers.Select(static man => man.Player)])));
        return league with
        {
            Clubs = new([.. clubs.OrderBy(static club => club.Team.Value, StringComparer.Ordinal)]),
            Men = new([.. men.OrderBy(static man => man.Id.Value, StringComparer.Ordinal)]),
        };
    }

    private static EquatableArray<int> Park(GradedPark park) => new([.. Outcomes.OnCards.Select(outcome => outcome[..1] switch
    {
        "H" when outcome != "HP" => park.Homers,
        "S" or "D" or "T" => park.Hits,
        _ => 1_000,
    })]);

    private static byte[] Resource(string name)
    {
        using var stream = typeof(BundledLeague).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>A club's men, graded.</summary>
internal sealed record GradedClub(
    TeamId Team, GradedPark Park, EquatableArray<BatterGrades> Batters, EquatableArray<PitcherGrades> Pitchers);

/// <summary>What a park does to home runs, and to the other hits, per mille.</summary>
internal sealed record GradedPark(int Homers, int Hits);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    Converters = [typeof(PlayerIdConverter), typeof(TeamIdConverter), typeof(EquatableArrayConverter)])]
[JsonSerializable(typeof(GradedClub[]))]
[JsonSerializable(typeof(BatterGrades))]
[JsonSerializable(typeof(PitcherGrades))]
[JsonSerializable(typeof(Position))]
internal sealed partial class GradesJson : JsonSerializerContext;
