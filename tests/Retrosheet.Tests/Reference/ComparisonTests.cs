using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Retrosheet.Tests.Reference;

/// <summary>A made-up half: what the reference would say of it, and then one thing altered.</summary>
public class ComparisonTests
{
    private const string GameId = "XXX190001010";
    private const string Header =
        "GAME_ID,EVENT_ID,INN_CT,BAT_HOME_ID,OUTS_CT,BALLS_CT,STRIKES_CT,AWAY_SCORE_CT,HOME_SCORE_CT,BAT_ID,PIT_ID," +
        "POS2_FLD_ID,POS9_FLD_ID,BASE1_RUN_ID,RUN1_RESP_PIT_ID,BAT_LINEUP_ID,RESP_BAT_ID,RESP_PIT_ID," +
        "EVENT_OUTS_CT,EVENT_RUNS_CT,BAT_DEST_ID,RUN1_DEST_ID,RBI_CT," +
        "ERR_CT,ERR1_FLD_CD,PO1_FLD_CD,PO2_FLD_CD,ASS1_FLD_CD,ASS2_FLD_CD,EVENT_CD,EVENT_TX";
    private const string Single = "XXX190001010,1,1,0,0,1,2,0,0,away1,home1,home2,home9,,,1,away1,home1,0,0,1,0,0,0,0,0,0,0,0,20,S8";
    private const string Homer =
        "XXX190001010,2,1,0,0,0,0,0,0,away2,home1,home2,home9,away1,home1,2,away2,home1,0,2,4,4,2,0,0,0,0,0,0,23,HR/F7.1-H";
    private const string Grounder = "XXX190001010,3,1,0,0,0,0,2,0,away3,home1,home2,home9,,,3,away3,home1,1,0,0,0,0,0,0,3,0,6,0,2,63/G";

    [Fact]
    public void A_game_told_alike_shows_no_difference() => Assert.Empty(Compared(Single, Homer, Grounder));

    [Theory]
    [InlineData(1, "outs", "0", "1", ",1,1,0,0,1,2,", ",1,1,0,1,1,2,")]
    [InlineData(1, "strikes", "2", "1", "1,2,0,0,", "1,1,0,0,")]
    [InlineData(1, "batter to", "1", "2", "0,0,1,0,0,", "0,0,2,0,0,")]
    [InlineData(2, "runner on 1", "away1", "away7", "home9,away1", "home9,away7")]
    [InlineData(2, "charged with runner on 1", "home1", "home4", "away1,home1,2,", "away1,home4,2,")]
    [InlineData(2, "rbi", "2", "1", "4,4,2,", "4,4,1,")]
    [InlineData(2, "runs", "2", "1", ",0,2,4,", ",0,1,4,")]
    [InlineData(3, "away score", "2", "1", ",2,0,away3", ",1,0,away3")]
    [InlineData(3, "fielder 9", "home9", "bench", "home2,home9", "home2,bench")]
    [InlineData(3, "put-outs", "3", "4", ",3,0,6,", ",4,0,6,")]
    [InlineData(3, "assists", "6", "56", ",3,0,6,0,", ",3,0,6,5,")]
    [InlineData(3, "event", "2", "19", ",0,2,63", ",0,19,63")]
    public void An_altered_row_is_found_with_game_play_and_field(
        int play, string field, string ours, string theirs, string was, string altered)
    {
        string[] rows = [Single, Homer, Grounder];
        Assert.Contains(was, rows[play - 1], StringComparison.Ordinal);
        rows[play - 1] = rows[play - 1].Replace(was, altered, StringComparison.Ordinal);

        Assert.Equal([new Difference(GameId, play, field, ours, theirs)], Compared(rows));
    }

    [Fact]
    public void Unearned_runs_come_home_like_any_other() =>
        Assert.Empty(Compared(Single, Homer.Replace(",4,4,2,", ",5,6,2,", StringComparison.Ordinal), Grounder));

    [Fact]
    public void After_the_third_out_nobody_asks_who_went_where() =>
        Assert.Equal(
            ["outs", "outs made"],
            Compared(Single, Homer, Grounder.Replace(",1,0,0,0,0,2,0", ",1,0,2,0,0,2,0", StringComparison.Ordinal)
                .Replace("home1,1,0,0,0", "home1,3,0,3,0", StringComparison.Ordinal)).Select(difference => difference.Field));

    private static IReadOnlyList<Difference> Compared(params string[] rows) => Comparison.Of(Plays(), Tables(rows)[GameId]!);

    private static ReferenceTables Tables(params string[] rows)
    {
        var tables = new ReferenceTables();
        tables.ReadEvents(new StringReader(string.Join('\n', [Header, .. rows])));
        return tables;
    }

    private static readonly Game Opening = new()
    {
        Status = GameStatus.InProgress, Inning = 1, AwayUp = 1, HomeUp = 1, AwayLineup = Lineup(Side.Away), HomeLineup = Lineup(Side.Home),
    };

    private static TeamLineup Lineup(Side side)
    {
        var name = side == Side.Away ? "away" : "home";
        return new([.. Enumerable.Range(1, 9).Select(
            n => new LineupPlayer(new(side, (byte)n, 0), new($"{name}{n}"), name, (Position)n, 0, 0))], []);
    }

    private static ReplayedPlay[] Plays()
    {
        LineupEntry pitcher = new(Side.Home, 1, 0), first = Batter(1), second = Batter(2), third = Batter(3);
        var on = Opening with { AwayUp = 2, Bases = new(new(first, pitcher, PlayCode.Single, false, 1), null, null) };
        var scored = Opening with { AwayUp = 3, Away = new([2], 2, 2, 0, 0) };
        return
        [
            new(Opening, Play(
                1, PlayCode.Single, first, new(1, 2), 0, 0, default, new Move(first, Base.Batter, Base.First, Fate.Safe, pitcher)), on),
            new(on, Play(2, PlayCode.HomeRun, second, default, 0, 2, default,
                new Move(second, Base.Batter, Base.Home, Fate.Safe, pitcher, Rbi: true),
                new Move(first, Base.First, Base.Home, Fate.Safe, pitcher, Rbi: true)), scored),
            new(scored,
            Play(3, PlayCode.Out, third, default, 1, 0, new(Fielding.Of(Position.FirstBase), Fielding.Of(Position.Shortstop), default),
                new Move(third, Base.Batter, Base.First, Fate.Out, pitcher)), scored with { Outs = 1, AwayUp = 4 }),
        ];

        static LineupEntry Batter(byte slot) => new(Side.Away, slot, 0);

        static PlayMade Play(
            int number, PlayCode code, LineupEntry batter, Count count, byte outs, byte runs, Credits credits, params Move[] moves) =>
            new(number, 1, Half.Top, 0, 0, batter, new(Side.Home, 1, 0), new(Side.Home, 2, 0), batter, new(Side.Home, 1, 0),
                [new(code)], new(moves), credits, Trajectory.Unknown, null, [], outs, runs, count, null, Ended.PlateAppearance);
    }
}
