using AkkaGame.Retrosheet.Records;
using AkkaGame.Retrosheet.Reference;

namespace AkkaGame.Retrosheet.Tests.Reference;

/// <summary>
/// A made-up game of one inning, from its event file to its box, and tables that say the same of it until one number is altered.
/// </summary>
public class WholeGameComparisonTests
{
    private const string Id = "HHH190001010";
    private const string Games = $"GAME_ID,AWAY_LINE_TX,HOME_LINE_TX\n{Id},2,0\n";
    private const string TeamGames = $"""
        GAME_ID,HOME_FL,R,H,E,LOB,AB,HR,RBI,BB,SO,PITCHERS,PO,A,WP
        {Id},0,2,2,0,0,5,1,2,0,1,1,3,1,0
        {Id},1,0,0,0,1,3,0,0,1,3,1,3,1,0
        """;
    private const string Players = $"""
        GAME_ID,PLAYER_ID,HOME_FL,B_AB,B_H,B_HR,B_RBI,B_SO,P_OUT,P_TBF,P_H,P_HR,P_R,P_SO,F_P_A,F_C_PO,F_3B_A,F_1B_PO,F_LF_G
        {Id},a1,0,1,1,0,0,0,3,4,0,0,0,3,0,0,0,0,0
        {Id},a2,0,1,1,1,2,0,0,0,0,0,0,0,0,2,0,0,0
        {Id},h1,1,1,0,0,0,1,3,5,2,1,2,1,0,0,0,0,0
        {Id},h5,1,0,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0
        """;

    private static readonly string file = $"""
        id,{Id}
        version,2
        info,visteam,AAA
        info,hometeam,HHH
        info,date,1900/01/01
        info,number,0
        info,innings,1
        info,usedh,false
        {Starters("a", 0)}
        {Starters("h", 1)}
        play,1,0,a1,??,,S8
        play,1,0,a2,??,,HR/F7.1-H
        play,1,0,a3,??,,53/G
        play,1,0,a4,??,,K
        play,1,0,a5,??,,8/F
        play,1,1,h1,??,,K
        play,1,1,h2,??,,K
        play,1,1,h3,??,,W
        play,1,1,h4,??,,K23
        """;

    [Fact]
    public void A_game_told_alike_shows_no_difference_in_its_totals() =>
        Assert.DoesNotContain(Compared(Games, TeamGames, Players), difference => difference.Field != "player");

    [Fact]
    public void Who_played_is_compared_too() => Assert.Equal(
        ["a3", "a4", "a5", "a6", "a7", "a8", "a9", "h2", "h3", "h4", "h6", "h7", "h8", "h9"],
        Compared(Games, TeamGames, Players).Select(difference => difference.Ours).Order());

    [Theory]
    [InlineData("HHH190001010,2,0", "HHH190001010,3,0", "away line")]
    [InlineData(",0,2,2,0,0,5,1", ",0,2,2,0,1,5,1", "away LOB")]
    [InlineData("1,3,1,3,1,0", "1,3,2,3,1,0", "home box PITCHERS")]
    [InlineData("a2,0,1,1,1,2", "a2,0,1,1,1,1", "B_RBI of a2")]
    [InlineData("h1,1,1,0,0,0,1,3,5,2", "h1,1,1,0,0,0,1,3,5,3", "P_H of h1")]
    [InlineData("h5,1,0,0,0,0,0,0,0,0,0,0,0,0,0,1", "h5,1,0,0,0,0,0,0,0,0,0,0,0,0,0,2", "F_3B_A of h5")]
    [InlineData("a1,0,1,1,0,0,0,3,4,0,0,0,3,0,0,0,0,0", "a1,0,1,1,0,0,0,3,4,0,0,0,3,0,0,0,0,1", null)]
    public void An_altered_total_is_found(string was, string altered, string? field)
    {
        var (games, teams, players) = (Alter(Games), Alter(TeamGames), Alter(Players));
        Assert.NotEqual((Games, TeamGames, Players), (games, teams, players));

        var found = Compared(games, teams, players).Where(difference => difference.Field != "player").ToList();

        // The last row alters whether the pitcher played left field: it shows under that glove.
        Assert.Contains(found, difference => difference is { Game: Id, Play: 0 } && difference.Field == (field ?? "F_LF_G of a1"));
        Assert.All(found, difference => Assert.StartsWith((field ?? "F_LF_G").Split(' ')[0], difference.Field, StringComparison.Ordinal));

        string Alter(string table) => table.Replace(was, altered, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_game_says_where()
    {
        var wrongBatter = file.Replace("play,1,0,a3,", "play,1,0,a7,", StringComparison.Ordinal);
        var game = Assert.IsType<RealGame>(EventFileReader.Read(new StringReader(wrongBatter), "1900HHH.EVA").Single());
        var replayed = ReplayedGame.Of(game);

        Assert.Equal(2, replayed.Plays.Count);
        Assert.Equal(("1900HHH.EVA", 29, Id), (replayed.Refused!.File, replayed.Refused.Line, replayed.Refused.Game));
        Assert.Equal([new Difference(Id, 3, "refused", replayed.Refused.Message, "")], Comparison.Of(replayed, new ReferenceGame(Id)));
    }

    private static IReadOnlyList<Difference> Compared(string games, string teamGames, string players)
    {
        var tables = new ReferenceTables();
        tables.ReadGames(new StringReader(games));
        tables.ReadTeamGames(new StringReader(teamGames));
        tables.ReadPlayers(new StringReader(players));
        var replayed = ReplayedGame.Of(Assert.IsType<RealGame>(EventFileReader.Read(new StringReader(file), "1900HHH.EVA").Single()));
        Assert.Null(replayed.Refused);
        return Comparison.Of(replayed, tables[Id]!);
    }

    private static string Starters(string name, int side) =>
        string.Join('\n', Enumerable.Range(1, 9).Select(n => $"start,{name}{n},\"{name}{n}\",{side},{n},{n}"));
}
