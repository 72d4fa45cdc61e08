using AkkaGame.Messages;

namespace AkkaGame.Retrosheet.Records;

/// <summary>
/// The comments that a program can read: ejections, reviews, changes of umpires, protests and suspensions. Everything else that a
/// <c>com</c> says is for people, and not kept. <c>called</c> and <c>forfeit</c> are ours: Retrosheet has no record of a game's
/// irregular end.
/// </summary>
internal static class Comments
{
    public const string UmpireChange = "umpchange";
    public const string Protest = "protest";

    /// <summary>What the comment says of the game so far, or <c>null</c>; a suspension also says when and where it went on.</summary>
    public static (GameCommand? First, GameCommand? Second) Read(ReadOnlySpan<char> comment)
    {
        if (comment.StartsWith("Protest=")) return (Fact(Protest, comment["Protest=".Length..]), null);
        return Head(comment) switch
        {
            "ej" => (Ejected(comment["ej,".Length..].ToString().Split(',', 4)), null),
            "replay" => (Reviewed(comment["replay,".Length..].ToString().Split(',')), null),
            UmpireChange => (Fact(UmpireChange, comment[(UmpireChange.Length + 1)..]), null),
            "suspended" => Suspended(comment["suspended,".Length..].ToString().Split(',', 3)),
            _ => default,
        };
    }

    /// <summary>How the game ended where not by rule, or <c>null</c>.</summary>
    public static GameCommand? End(ReadOnlySpan<char> comment) => Head(comment) switch
    {
        "called" => new CallGame(comment["called,".Length..].ToString()),
        "forfeit" when comment["forfeit,".Length..] is ['V' or 'H', ',', .. var reason] =>
            new ForfeitGame(comment["forfeit,".Length] == 'H' ? Side.Home : Side.Away, reason.ToString()),
        _ => null,
    };

    private static ReadOnlySpan<char> Head(ReadOnlySpan<char> comment)
    {
        var comma = comment.IndexOf(',');
        return comma < 0 ? default : comment[..comma];
    }

    private static NoteFacts Fact(string key, ReadOnlySpan<char> value) => new([new(key, value.ToString())]);

    private static EjectPlayer? Ejected(string[] fields) =>
        fields is [{ Length: > 0 } person, var role, var umpire, .. var reason]
            ? new(person, role, umpire, reason.Length > 0 ? reason[0] : "")
            : null;

    /// <summary>Inning, player, team, umpire, park, reason, reversed ...: with fewer fields it is somebody's sentence.</summary>
    private static ReviewPlay? Reviewed(string[] fields) =>
        fields.Length >= 7 && byte.TryParse(fields[0], out _) ? new([.. fields]) : null;

    private static (GameCommand?, GameCommand?) Suspended(string[] fields)
    {
        if (fields is ["", "", var unresumed]) return (new SuspendGame(unresumed), null);
        if (!GameHeader.IsDate(fields[0], "yyyyMMdd", out var date)) return default;
        var park = fields is [_, { Length: > 0 } named, ..] ? named : null;
        return (new SuspendGame(fields.Length > 2 ? fields[2] : ""), new ResumeGame(date, park));
    }
}
