using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>What the read model keeps of a game.</summary>
public class GameRowsTests
{
    [Fact]
    public void A_game_under_way_has_its_situation_and_its_score()
    {
        var game = new BoxGame(null, new GameFact("attendance", "12345"), new GameFact("timeofgame", "0"))
            .HomeRun().Strikeout().Reach(PlayCode.Single);

        var row = Rows(game).Game;

        Assert.Equal((GameStatus.InProgress, (byte)1, Half.Top, (byte)1), (row.Status, row.Inning, row.Half, row.Outs));
        Assert.Equal((1, 2, 0, "1"), (row.Away.Runs, row.Away.Hits, row.Away.Errors, row.Away.Line));
        Assert.Equal((12345, null), (row.Attendance, row.Minutes));
        Assert.Equal(GameRow.Regular, row.Kind);
        Assert.False(row.CountsInStandings);
        Assert.Equal("test awa hom cle08 regular", row.Words);
    }

    [Fact]
    public void A_play_says_how_things_stood_and_what_became_of_the_score()
    {
        var game = new BoxGame().Reach(PlayCode.Single).HomeRun(BoxGame.Safe(Base.First, Base.Home));

        var play = Rows(game).Plays[1];

        Assert.Equal((2, (byte)0, (byte)1, Side.Away), (play.Number, play.Outs, play.Bases, play.Batting));
        Assert.Equal((BoxGame.Id("Away Two"), BoxGame.Id("Home One")), (play.Batter, play.Pitcher));
        Assert.Equal((PlayCode.HomeRun, (byte)2, (byte)2, (byte)2, (byte)0), (play.Code, play.Runs, play.Rbi, play.Away, play.Home));
        Assert.Equal(game.Told(), play.Text);
    }

    [Fact]
    public void A_man_stands_where_he_does_from_one_event_until_another()
    {
        var game = new BoxGame().Half().Send(new Substitute(
        [
            new(Side.Away, 4, BoxGame.Id("Away New"), "Away New", Position.LeftField, default),
            new(Side.Away, 7, BoxGame.Id("Away Seven"), "Away Seven", Position.SecondBase, default),
        ]));
        var last = game.State.Ledger.Seq;

        var rows = Rows(game).Lineups.Where(row => row.Entry is { Side: Side.Away, Slot: 4 or 7 }).OrderBy(row => row.From);

        Assert.Equal(
            [
                ("Away Four", Position.SecondBase, Half.Top, 2, last - 1), ("Away Seven", Position.LeftField, Half.Top, 2, last),
                ("Away New", Position.LeftField, Half.Bottom, last - 1, null), ("Away Seven", Position.SecondBase, Half.Bottom, last, null),
            ],
            rows.Select(row => (row.Name, row.Position, row.Half, row.From, row.Until)));
    }

    [Fact]
    public void Rows_that_changed_are_told_from_those_that_did_not()
    {
        var game = new BoxGame().Half().Half().Strikeout();
        var before = Rows(game);
        game.HomeRun();
        var after = Rows(game);

        var changed = after.Since(before)!;

        Assert.Equal(after.Plays[^1], Assert.Single(changed.Plays));
        Assert.Equal("Away Five", Assert.Single(changed.Batting).Name);
        Assert.Equal("Home One", Assert.Single(changed.Pitching).Name);
        Assert.Empty(changed.Lineups);
        Assert.Null(before.Since(after));
    }

    [Fact]
    public void Before_its_creation_a_game_has_no_rows_and_a_group_that_does_not_follow_is_refused()
    {
        var id = new GameId(Guid.CreateVersion7());
        Assert.Null(GameRows.Of(id, []));
        Assert.Throws<ArgumentException>(() => new RowFold(id).Add(Group(id, 2, [new GameStarted()])));
    }

    [Fact]
    public void A_game_that_came_to_nothing_counts_nowhere()
    {
        var game = new BoxGame().Half();
        game.Send(new CallGame("rain"));

        var row = Rows(game).Game;

        Assert.Equal(HowEnded.NoGame, row.How);
        Assert.True(row.IsVoid);
        Assert.Null(GameResult.Of(row));
    }

    [Fact]
    public void Standings_count_wins_losses_and_how_far_behind()
    {
        GameResult[] games =
        [
            new(new(2018, 4, 1), 0, new("A"), new("B"), 3, 1, Side.Away),
            new(new(2018, 4, 2), 1, new("A"), new("B"), 2, 5, Side.Home),
            new(new(2018, 4, 2), 2, new("A"), new("B"), 1, 0, Side.Away),
            new(new(2018, 4, 3), 0, new("C"), new("A"), 4, 4, null),
            new(new(2018, 4, 4), 0, new("C"), new("B"), 0, 9, Side.Home),
        ];

        var table = Standings.Of(games.Reverse());

        Assert.Equal(
            [
                new Standing(new("A"), 2, 1, 1, 0.667m, 0, new(0, 0), new(2, 1), new(2, 1), 1, 10, 10),
                new Standing(new("B"), 2, 2, 0, 0.5m, 0.5m, new(2, 2), new(0, 0), new(2, 2), 1, 15, 6),
                new Standing(new("C"), 0, 1, 1, 0, 1, new(0, 0), new(0, 1), new(0, 1), -1, 4, 13),
            ],
            table);
        Assert.Empty(Standings.Of([]));
    }

    [Fact]
    public void The_last_ten_are_the_last_ten_that_were_decided()
    {
        var games = Enumerable.Range(1, 14).Select(day =>
            new GameResult(new(2018, 4, day), 0, new("A"), new("B"), 1, 1, day == 14 ? null : day <= 4 ? Side.Away : Side.Home));

        var table = Standings.Of(games);

        Assert.Equal((new WonLost(1, 9), -9), (table[1].LastTen, table[1].Streak));
        Assert.Equal((new WonLost(9, 1), 9), (table[0].LastTen, table[0].Streak));
    }

    private static GameRows Rows(BoxGame game) => GameRows.Of(
        game.State.Id, [.. game.History.Select((happened, i) => Group(game.State.Id, i + 1, [happened]))])!;

    private static EventGroup Group(GameId id, int first, EquatableArray<GameEvent> events) =>
        new(id, first, default, 0, 0, Author.System, Cause.Command, 1, events);
}
