using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Records;

/// <summary>A club of a season, a line of a TEAM file: <c>CLE,A,Cleveland,Indians</c>.</summary>
/// <param name="League">A letter, as the file has it.</param>
public sealed record Club(TeamId Id, string League, string City, string Nickname);

/// <summary>A man on a roster, a line of a ROS file: <c>lindf001,Lindor,Francisco,B,R,CLE,SS</c>.</summary>
/// <param name="Position">As the file has it: <c>SS</c>, <c>OF</c>, <c>X</c> where unknown.</param>
public sealed record RosterPlayer(PlayerId Id, string Last, string First, Hand Bats, Hand Throws, TeamId Team, string Position);

/// <summary>
/// The files of names beside the event files (<c>TEAM2018</c>, <c>CLE2018.ROS</c>). They help and nothing depends on them: a line that is
/// not understood is reported and left out.
/// </summary>
public static class NameFiles
{
    /// <summary>Longer files are cut off here: no league has so many clubs, no club so many men.</summary>
    private const int LinesMax = 10_000;

    private delegate T? Line<T>(ref Fields fields) where T : class;

    /// <param name="text">The file, decoded as Latin-1.</param>
    /// <param name="fileName">How messages name the file.</param>
    /// <param name="errors">Receives an error for each line left out.</param>
    public static IReadOnlyList<Club> Clubs(TextReader text, string fileName, ICollection<ReadError> errors) =>
        Read(text, fileName, errors, "club,league,city,nickname", ToClub);

    /// <inheritdoc cref="Clubs"/>
    public static IReadOnlyList<RosterPlayer> Roster(TextReader text, string fileName, ICollection<ReadError> errors) =>
        Read(text, fileName, errors, "player,last name,first name,bats,throws,club,position", ToPlayer);

    private static Club? ToClub(ref Fields fields)
    {
        if (fields.Count != 4) return null;
        var club = new Club(new(Intern.Of(fields[0])), fields[1].ToString(), fields[2].ToString(), fields[3].ToString());
        return club.Id.IsWellFormed ? club : null;
    }

    private static RosterPlayer? ToPlayer(ref Fields fields)
    {
        if (fields.Count != 7 || !fields.IsPlayer(0, out var player)) return null;
        // A hand that nobody noted is a question mark.
        fields.IsHand(3, out var bats);
        fields.IsHand(4, out var throws);
        var club = new TeamId(Intern.Of(fields[5]));
        return club.IsWellFormed
            ? new(player, fields[1].ToString(), fields[2].ToString(), bats, throws, club, fields[6].ToString())
            : null;
    }

    private static List<T> Read<T>(TextReader text, string fileName, ICollection<ReadError> errors, string form, Line<T> parse)
        where T : class
    {
        var lines = new BoundedLines(text);
        var found = new List<T>();
        while (lines.Number < LinesMax && lines.Read(out var line) is var kind and not LineKind.End)
        {
            if (kind == LineKind.Line && line.Trim().Trim('\u001A').IsEmpty) continue;
            if (kind == LineKind.Line && TextOf.Game(line, out _) && Fields.TrySplit(line, out var fields, out _)
                && parse(ref fields) is { } read)
                found.Add(read);
            else errors.Add(new(fileName, lines.Number, null, form, TextOf.Excerpt(line)));
        }

        return found;
    }
}
