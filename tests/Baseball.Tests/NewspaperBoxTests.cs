using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>The box as a newspaper prints it.</summary>
public class NewspaperBoxTests
{
    [Fact]
    public void A_game_is_printed_whole()
    {
        var game = new BoxGame(null, new("umphome", "littw901"), new("timeofgame", "161"), new("attendance", "34720"), new("temp", "41"))
            .Plays("S7", "64(1)3/GDP", "D8", "HR/7.2-H", "K").Until(9, Half.Bottom)
            .Substitute(Side.Home, 7, "Home Bat", Position.PinchHitter).Plays("K", "K", "K");
        var text = NewspaperBox.Of(game.Box);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        var lines = text.Split('\n');
        Assert.Equal("AWA at HOM, April 6, 2018, CLE08", lines[0]);
        Assert.Equal("AWA 2, HOM 0", lines[1]);
        Assert.StartsWith("One p                 4  0  1  0  0  0    One p ", lines[4], StringComparison.Ordinal);
        Assert.Contains("AWA  200 000 000    2   3   0", lines);
        Assert.Contains("HOM  000 000 000    0   0   0", lines);
        Assert.Contains(lines, line => line.EndsWith(" Bat ph               1  0  0  0  0  1", StringComparison.Ordinal));
        Assert.Contains("DP_HOM 1 (Six-Four-Three). LOB_AWA 0, HOM 0. 2B_Three. HR_Four (1st inning off", text, StringComparison.Ordinal);
        Assert.Contains("Umpires_Home, littw901. T_2:41. A_34,720. Weather_41 degrees.", lines);
    }

    [Fact]
    public void Two_men_of_one_name_get_their_initials()
    {
        var game = new BoxGame().Substitute(Side.Home, 6, "Rey Nine", Position.Shortstop).Half();
        var text = NewspaperBox.Of(game.Box);
        Assert.Contains(" R.Nine ss ", text, StringComparison.Ordinal);
        Assert.Contains("H.Nine rf ", text, StringComparison.Ordinal);
        Assert.Contains("Nine rf ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Thirds_of_an_inning_and_batters_faced_in_vain_are_told()
    {
        var game = new BoxGame().Plays("K").Substitute(Side.Home, 1, "Home Second", Position.Pitcher).Plays("W", "W.1-2")
            .Substitute(Side.Home, 1, "Home Third", Position.Pitcher).Plays("63.2-3;1-2", "8");
        var text = NewspaperBox.Of(game.Box);
        Assert.Contains("One                                1/3 ", text, StringComparison.Ordinal);
        Assert.Contains("Second                               0 ", text, StringComparison.Ordinal);
        Assert.Contains("Third                              2/3 ", text, StringComparison.Ordinal);
        Assert.Contains("Second pitched to 2 batters in the 1st.\nInherited runners-scored_Third 2-0.", text, StringComparison.Ordinal);
    }
}
