using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Journal.ReadModel;

/// <summary>The read model's tables: rows as the values of their columns, in the order in which statements name these, and back.</summary>
internal static class Tables
{
    public static object?[] Values(long number, GameRow row) =>
    [
        row.Game.Value, number, row.Seq, row.Created, row.Updated, row.League, row.Date, row.Date.Year, row.Number, row.Kind, row.Site,
        row.Mode.ToString(), row.Retrosheet, row.Status.ToString(), row.Inning, row.Half.ToString(), row.Outs, row.How?.ToString(),
        row.Winner?.ToString(), row.Away.Team.Value, row.Home.Team.Value, row.Away.Runs, row.Home.Runs, row.Away.Official,
        row.Home.Official, row.Away.Hits, row.Home.Hits, row.Away.Errors, row.Home.Errors, row.Away.LeftOnBase, row.Home.LeftOnBase,
        row.Away.Line, row.Home.Line, row.Win?.Value, row.Loss?.Value, row.Save?.Value, row.Innings, row.Attendance, row.Minutes, row.Words,
    ];

    public static object?[] Values(LineupRow row) =>
    [
        row.Game.Value, row.Entry.ToString(), row.From, row.Player.Value, row.Name, row.Position.ToString(), row.Inning,
        row.Half.ToString(), row.Until,
    ];

    public static object?[] Values(PlayRow row) =>
    [
        row.Game.Value, row.Seq, row.Number, row.Inning, row.Half.ToString(), row.Batting.ToString(), row.Outs, row.Bases,
        row.Batter.Value, row.Pitcher.Value, row.Code.ToString(), row.Text, row.Runs, row.Rbi, row.Away, row.Home,
    ];

    public static object?[] Values(BattingRow row) =>
    [
        row.Game.Value, row.Side.ToString(), row.Player.Value, row.Name, row.Entry.ToString(), row.Started, row.Positions,
        .. LineColumns.Values(row.Line),
    ];

    public static object?[] Values(PitchingRow row) =>
    [
        row.Game.Value, row.Side.ToString(), row.Player.Value, row.Name, row.Order, row.Started, row.Finished,
        row.Decision.HasFlag(PitchingDecision.Win), row.Decision.HasFlag(PitchingDecision.Loss),
        row.Decision.HasFlag(PitchingDecision.Save), row.Decision.HasFlag(PitchingDecision.Hold),
        row.Decision.HasFlag(PitchingDecision.BlownSave), .. LineColumns.Values(row.Line),
    ];

    public static GameRow Game(Cells row)
    {
        var (game, seq, created, updated) = (new GameId(row.Guid()), row.Int(), row.Long(), row.Long());
        var (league, date, number, kind, site) = (Intern.Of(row.Text()), row.Day(), row.Byte(), Intern.Of(row.Text()), row.TextOrNull());
        var (mode, retrosheet, status) = (row.Word<GameMode>(), row.TextOrNull(), row.Word<GameStatus>());
        var (inning, half, outs) = (row.Byte(), row.Word<Half>(), row.Byte());
        var (how, winner) = (row.WordOrNull<HowEnded>(), row.WordOrNull<Side>());
        var (away, home) = (new TeamId(Intern.Of(row.Text())), new TeamId(Intern.Of(row.Text())));
        var (runs, official, hits) = ((row.Byte(), row.Byte()), (row.Byte(), row.Byte()), (row.Byte(), row.Byte()));
        var (errors, left, line) = ((row.Byte(), row.Byte()), (row.Int(), row.Int()), (row.Text(), row.Text()));
        return new(
            game, seq, created, updated, league, date, number, kind, site, mode, retrosheet, status, inning, half, outs, how, winner,
            new(away, runs.Item1, official.Item1, hits.Item1, errors.Item1, left.Item1, line.Item1),
            new(home, runs.Item2, official.Item2, hits.Item2, errors.Item2, left.Item2, line.Item2),
            row.Player(), row.Player(), row.Player(), row.Byte(), row.IntOrNull(), row.IntOrNull());
    }

    public static LineupRow Lineup(Cells row) => new(
        new(row.Guid()), row.Entry(), row.Int(), row.Player()!.Value, row.Text(), row.Word<Position>(), row.Byte(), row.Word<Half>(),
        row.IntOrNull());

    public static PlayRow Play(Cells row) => new(
        new(row.Guid()), row.Int(), row.Int(), row.Byte(), row.Word<Half>(), row.Word<Side>(), row.Byte(), row.Byte(),
        row.Player()!.Value, row.Player()!.Value, row.Word<PlayCode>(), row.Text(), row.Byte(), row.Byte(), row.Byte(), row.Byte());

    public static BattingRow Batting(Cells row) => new(
        new(row.Guid()), row.Word<Side>(), row.Player()!.Value, row.Text(), row.Entry(), row.Flag(), row.Text(), LineColumns.Batting(row));

    public static PitchingRow Pitching(Cells row) => new(
        new(row.Guid()), row.Word<Side>(), row.Player()!.Value, row.Text(), row.Byte(), row.Flag(), row.Flag(),
        Decision(row, PitchingDecision.Win) | Decision(row, PitchingDecision.Loss) | Decision(row, PitchingDecision.Save)
        | Decision(row, PitchingDecision.Hold) | Decision(row, PitchingDecision.BlownSave), LineColumns.Pitching(row));

    public static GameResult Result(Cells row) => new(
        row.Day(), row.Byte(), new(Intern.Of(row.Text())), new(Intern.Of(row.Text())), row.Byte(), row.Byte(), row.WordOrNull<Side>());

    public static PlayerGame PlayerGame(Cells row) => new(Game(row), Batting(row), row.IsNull ? null : Pitching(row));

    public static Checkpoint Checkpoint(Cells row) => new(row.Int(), row.Long(), row.Guid(), row.Short(), row.Long());

    /// <summary>A player's seasons at bat, and of those in which he pitched what he did there.</summary>
    public static IReadOnlyList<SeasonLine> Seasons(IEnumerable<Cells> batting, IEnumerable<Cells> pitching)
    {
        var pitched = pitching.Select(static row => (Key: (row.Text(), row.Int(), row.Text()), Season: PitchingSeason(row)))
            .ToDictionary(static one => one.Key, static one => one.Season);
        return [.. batting.Select(row => Season(row, pitched))];
    }

    private static SeasonLine Season(Cells row, Dictionary<(string, int, string), PitchingSeason> pitched)
    {
        var key = (row.Text(), row.Int(), row.Text());
        var (name, games, started) = (row.Text(), row.Int(), row.Int());
        return new(key.Item1, key.Item2, key.Item3, name, games, started, LineColumns.Batting(row), pitched.GetValueOrDefault(key));
    }

    private static PitchingSeason PitchingSeason(Cells row) => new(
        row.Int(), row.Int(), row.Int(), row.Int(), row.Int(), row.Int(), row.Int(), row.Int(), LineColumns.Pitching(row));

    private static PitchingDecision Decision(Cells row, PitchingDecision which) => row.Flag() ? which : PitchingDecision.None;
}
