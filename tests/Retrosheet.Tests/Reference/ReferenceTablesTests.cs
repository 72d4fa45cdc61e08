using AkkaGame.Messages;
using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Retrosheet.Tests.Reference;

public class ReferenceTablesTests
{
    [Fact]
    public void Columns_are_found_by_name_whatever_their_order()
    {
        var play = Events("""
            "EVENT_ID","BAT_ID","GAME_ID","BASE2_RUN_ID","OUTS_CT","AB_FL","EVENT_TX"
            1,"adams001","XXX190001010","baker001",2,"T","63/G"
            """)["XXX190001010"]!.Plays.Single();

        Assert.Equal("adams001", play.Batter);
        Assert.Equal("baker001", play.Runner(Base.Second));
        Assert.Equal(2, play.Outs);
        Assert.Equal(1, play.AtBat);
        Assert.Equal("63/G", play.Event);
    }

    [Fact]
    public void A_column_that_is_not_there_is_not_given()
    {
        var play = Events("""
            "GAME_ID","EVENT_ID"
            "XXX190001010",1
            """)["XXX190001010"]!.Plays.Single();

        Assert.Null(play.Pitcher);
        Assert.Equal(ReferencePlay.NotGiven, play.Inning);
    }

    [Fact]
    public void Commas_and_quotes_within_quotes_belong_to_the_text()
    {
        var play = Events(""""
            "GAME_ID","EVENT_TX","EVENT_ID"
            "XXX190001010","a, "b" c",1
            """").Games.Values.Single().Plays.Single();

        Assert.Equal("a, \"b\" c", play.Event);
    }

    [Fact]
    public void Line_scores_are_text_and_keep_their_zeros()
    {
        var tables = new ReferenceTables();
        tables.ReadGames(new StringReader("GAME_ID,HOME_LINE_TX,AWAY_LINE_TX,INN_CT\r\nXXX190001010,00(12)0,0001,4\r\n"));

        Assert.Equal("0001", tables["XXX190001010"]!.AwayLine);
        Assert.Equal("00(12)0", tables["XXX190001010"]!.Line(Side.Home));
        Assert.Equal(4, tables["XXX190001010"]!.Totals!["INN_CT"]);
    }

    [Fact]
    public void Both_sides_and_every_player_have_their_numbers()
    {
        var tables = new ReferenceTables();
        tables.ReadTeamGames(new StringReader("GAME_ID,HOME_FL,R,LINE\nXXX190001010,0,3,0\nXXX190001010,1,12,x\n"));
        tables.ReadPlayers(new StringReader("GAME_ID,PLAYER_ID,HOME_FL,B_AB,B_GW\nXXX190001010,adams001,1,4,\n"));

        var game = tables["XXX190001010"]!;
        Assert.Equal(3, game.Team(Side.Away)!["R"]);
        Assert.Equal(12, game.Team(Side.Home)!["R"]);
        Assert.Null(game.Home!["LINE"]);
        Assert.Equal((Side.Home, 4, null), (game.Players[0].Side, game.Players[0].Numbers["B_AB"], game.Players[0].Numbers["B_GW"]));
    }

    [Fact]
    public void A_table_longer_than_any_buffer_is_read_whole()
    {
        var lines = Enumerable.Range(1, 5_000).Select(n => $"XXX190001010,{n},{new string('b', n % 700)}");
        var game = Events("GAME_ID,EVENT_ID,EVENT_TX\n" + string.Join("\n", lines))["XXX190001010"]!;

        Assert.Equal(5_000, game.Plays.Count);
        Assert.All(game.Plays, play => Assert.Equal(play.Number % 700, play.Event.Length));
    }

    [Theory]
    [InlineData("GAME_ID,EVENT_ID\nXXX190001010,1,9", "line 2: 3 fields where the header has 2")]
    [InlineData("GAME_ID,EVENT_ID\nXXX190001010,one", "line 2: EVENT_ID is not a number: one")]
    [InlineData("GAME_ID,EVENT_ID\nXXX190001010,2", "line 2: play 2 of XXX190001010 where 1 was expected")]
    [InlineData("GAME_ID,OUTS_CT\nXXX190001010,2", "line 1: the column EVENT_ID is missing")]
    [InlineData("", "line 1: the column GAME_ID is missing")]
    public void A_table_that_is_not_one_is_refused_with_line_and_column(string table, string message) =>
        Assert.Equal(message, Assert.Throws<ReferenceFormatException>(() => Events(table)).Message);

    private static ReferenceTables Events(string table)
    {
        var tables = new ReferenceTables();
        tables.ReadEvents(new StringReader(table));
        return tables;
    }
}
