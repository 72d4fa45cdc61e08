using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Host.Serving;

/// <summary>The cards that games may be played by here, and a club's men, of whom a client makes a lineup.</summary>
internal sealed class EditionsApi(House house)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        Answers.Get(
            routes, "/api/v1/editions",
            _ => new(Reply.Json(EditionsAnswer.Of(house.Editions.All), HostJson.Default.EditionsAnswer)));
        Answers.Get(routes, "/api/v1/editions/{edition}/clubs/{team}", Club);
    }

    private ValueTask<Reply> Club(HttpRequest request)
    {
        var (id, team) = ((string)request.RouteValues["edition"]!, new TeamId((string)request.RouteValues["team"]!));
        Reply reply = house.Editions.Find(id) is not { } edition
            ? new Refusal(RefusalCode.NotFound, "edition", "no-such-cards", "There is no edition of cards with that id here.")
            : edition.Find(team) is not { } club
            ? new Refusal(RefusalCode.NotFound, "team", "no-such-club", "That edition has no such club.")
            : Reply.Json(EditionClubAnswer.Of(edition, club), HostJson.Default.EditionClubAnswer);
        return new(reply);
    }
}

/// <summary>The editions of a server.</summary>
internal sealed record EditionsAnswer(IReadOnlyList<EditionItem> Editions)
{
    public static EditionsAnswer Of(IReadOnlyList<Edition> editions) => new([.. editions.Select(static one => new EditionItem(
        one.Id, one.Name, one.Notice, [.. one.Warnings], [.. one.Clubs.Select(static club => new EditionClub(club.Team, club.Name))]))]);
}

/// <param name="Id">What a game that is to be played by it names as its cards.</param>
/// <param name="Notice">To be shown wherever its cards are; null where they are nobody's.</param>
/// <param name="Warnings">What was wrong with the games that it was counted from.</param>
internal sealed record EditionItem(
    string Id, string Name, string? Notice, IReadOnlyList<string> Warnings, IReadOnlyList<EditionClub> Clubs);

internal sealed record EditionClub(TeamId Team, string Name);

/// <summary>A club of an edition.</summary>
/// <param name="Card">A lineup that can be handed in as it is, without a designated hitter; null where the club has not men enough.</param>
/// <param name="CardWithDh">The same with one.</param>
internal sealed record EditionClubAnswer(
    string Edition, TeamId Team, string Name, string? Notice, IReadOnlyList<EditionMan> Men, LineupCard? Card, LineupCard? CardWithDh)
{
    public static EditionClubAnswer Of(Edition edition, ClubCard club) => new(
        edition.Id, club.Team, club.Name, edition.Notice,
        [.. club.Men.Select(id => edition.Find(id)!).Select(static man => new EditionMan(
            man.Id, man.Name, man.Bats, man.Throws, [.. man.Fielding.Select(static card => card.Position)], man.Pitching?.Role))],
        LineupMaker.Of(edition, club, 0, dh: false, out _), LineupMaker.Of(edition, club, 0, dh: true, out _));
}

/// <param name="Positions">Where he has played.</param>
/// <param name="Pitches">Null for who never did.</param>
internal sealed record EditionMan(
    PlayerId Id, string Name, Hand Bats, Hand Throws, IReadOnlyList<Position> Positions, PitchingRole? Pitches);
