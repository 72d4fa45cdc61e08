using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>
/// What the read model keeps of a game, table by table: pure functions of the effective history, counted by the box and told by the
/// play-by-play. Public: it is made of what a spectator may see.
/// </summary>
public sealed record GameRows(
    GameRow Game, IReadOnlyList<LineupRow> Lineups, IReadOnlyList<PlayRow> Plays, IReadOnlyList<BattingRow> Batting,
    IReadOnlyList<PitchingRow> Pitching)
{
    /// <summary>Raised when the same history gives other rows than before: what is stored is then built anew.</summary>
    public const short Version = 1;

    /// <summary>The rows of a whole history; null before the game was created.</summary>
    public static GameRows? Of(GameId id, IReadOnlyList<EventGroup> history) => RowFold.Of(id, history).Rows();

    /// <summary>Rows in all tables.</summary>
    public int Count => 1 + Lineups.Count + Plays.Count + Batting.Count + Pitching.Count;

    /// <summary>
    /// Those of these rows that are new or say something else than in <paramref name="before"/>, rows of the same game. Null where a row
    /// has gone, as after an edit: then all rows have to be written anew.
    /// </summary>
    public GameRows? Since(GameRows before) =>
        Changed(Lineups, before.Lineups, static row => (row.Entry, row.From)) is { } lineups
        && Changed(Plays, before.Plays, static row => row.Seq) is { } plays
        && Changed(Batting, before.Batting, static row => (row.Side, row.Player)) is { } batting
        && Changed(Pitching, before.Pitching, static row => (row.Side, row.Player)) is { } pitching
            ? new(Game, lineups, plays, batting, pitching)
            : null;

    /// <summary>Rows that are new or say something else; null where one of those before has gone.</summary>
    private static List<T>? Changed<T, TKey>(IReadOnlyList<T> now, IReadOnlyList<T> before, Func<T, TKey> key)
        where T : class where TKey : notnull
    {
        var known = new Dictionary<TKey, T>(before.Count);
        foreach (var row in before) known.Add(key(row), row);
        var (changed, kept) = (new List<T>(), 0);
        foreach (var row in now)
        {
            var was = known.GetValueOrDefault(key(row));
            if (was is not null) kept++;
            if (!row.Equals(was)) changed.Add(row);
        }

        return kept < before.Count ? null : changed;
    }
}

/// <summary>Table <c>games</c>: one row a game.</summary>
/// <param name="Seq">The last event in it.</param>
/// <param name="Created">When its first event was accepted, Unix milliseconds UTC.</param>
/// <param name="Updated">When its last event was accepted, Unix milliseconds UTC.</param>
/// <param name="Kind">As the facts around the game name it (<c>gametype</c>), <see cref="Regular"/> where they do not.</param>
/// <param name="Innings">Innings begun: how long it was, when it is over.</param>
/// <param name="Attendance">Null where nobody noted it.</param>
/// <param name="Minutes">How long it took; null where nobody noted it.</param>
public sealed record GameRow(
    GameId Game, int Seq, long Created, long Updated, string League, DateOnly Date, byte Number, string Kind, string? Site, GameMode Mode,
    string? Retrosheet, GameStatus Status, byte Inning, Half Half, byte Outs, HowEnded? How, Side? Winner, GameSideRow Away,
    GameSideRow Home, PlayerId? Win, PlayerId? Loss, PlayerId? Save, byte Innings, int? Attendance, int? Minutes)
{
    public const string Regular = "regular";

    /// <summary>It came to nothing: what was done in it counts for nobody.</summary>
    public bool IsVoid => How == HowEnded.NoGame;

    /// <summary>It counts in the standings: over, and neither void nor of another kind than the season's games.</summary>
    public bool CountsInStandings => How is { } how && how != HowEnded.NoGame && Kind == Regular;

    public GameSideRow Of(Side side) => side == Side.Away ? Away : Home;

    /// <summary>What a search for words looks into: lower case, parted by spaces.</summary>
    public string Words => string.Join(
        ' ', new[] { League, Away.Team.Value, Home.Team.Value, Site, Retrosheet, Kind, Win?.Value, Loss?.Value, Save?.Value }
            .OfType<string>()).ToLowerInvariant();
}

/// <summary>One side of a game's row.</summary>
/// <param name="Runs">As played.</param>
/// <param name="Official">As it counts: another number only after a forfeit.</param>
/// <param name="Line">Runs inning by inning, as record books write them.</param>
public sealed record GameSideRow(TeamId Team, byte Runs, byte Official, byte Hits, byte Errors, int LeftOnBase, string Line);

/// <summary>Table <c>lineups</c>: who stood where, from when on, until when. One row a man and position.</summary>
/// <param name="Entry">His place in the order.</param>
/// <param name="From">The seq of the event that put him there.</param>
/// <param name="Until">The seq of the event with which he left that position or the game; null where he stayed to the end.</param>
public sealed record LineupRow(
    GameId Game, LineupEntry Entry, int From, PlayerId Player, string Name, Position Position, byte Inning, Half Half, int? Until);

/// <summary>Table <c>plays</c>: one row a play.</summary>
/// <param name="Number">Its place among the game's plays, from 1.</param>
/// <param name="Outs">Outs before it.</param>
/// <param name="Bases">Bases occupied before it, bits 1 2 4.</param>
/// <param name="Text">The play in a sentence.</param>
/// <param name="Away">The away side's runs after it.</param>
public sealed record PlayRow(
    GameId Game, int Seq, int Number, byte Inning, Half Half, Side Batting, byte Outs, byte Bases, PlayerId Batter, PlayerId Pitcher,
    PlayCode Code, string Text, byte Runs, byte Rbi, byte Away, byte Home);

/// <summary>Table <c>batting</c>: one row for each man who appeared for a side, whether he batted or not.</summary>
/// <param name="Entry">His first place in the order.</param>
/// <param name="Positions">Those he played, in order: ss-2b.</param>
public sealed record BattingRow(
    GameId Game, Side Side, PlayerId Player, string Name, LineupEntry Entry, bool Started, string Positions, BattingLine Line);

/// <summary>Table <c>pitching</c>: one row a pitcher.</summary>
/// <param name="Order">His place among his side's pitchers, from 1.</param>
public sealed record PitchingRow(
    GameId Game, Side Side, PlayerId Player, string Name, byte Order, bool Started, bool Finished, PitchingDecision Decision,
    PitchingLine Line);
