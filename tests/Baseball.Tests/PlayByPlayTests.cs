using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>What people are told. The men are called by their slots and play those positions: Six is the shortstop.</summary>
public class PlayByPlayTests
{
    [Theory]
    [InlineData("63/G", "One grounded out, shortstop to first base.")]
    [InlineData("8/F", "One flied out to center field.")]
    [InlineData("6/L", "One lined out to shortstop.")]
    [InlineData("4/P/IF", "One popped out on an infield fly to second base.")]
    [InlineData("2/P2F/FL", "One fouled out to catcher.")]
    [InlineData("K", "One struck out.")]
    [InlineData("K/C", "One was called out on strikes.")]
    [InlineData("K23", "One struck out, catcher to first base.")]
    [InlineData("K+WP.B-1", "One struck out but reached first; wild pitch by One.")]
    [InlineData("W", "One walked.")]
    [InlineData("IW", "One was intentionally walked.")]
    [InlineData("HP", "One was hit by a pitch.")]
    [InlineData("C/E2", "One was awarded first on interference by catcher Two.")]
    [InlineData("E6/G", "One reached first on an error by shortstop Six.")]
    [InlineData("E7/F.B-2", "One reached second on an error by left fielder Seven.")]
    [InlineData("S7", "One singled to left field.")]
    [InlineData("S5/BG", "One bunted for a single to third base.")]
    [InlineData("D9/L.BX3(96)", "One doubled to right field; One out at third, right field to shortstop.")]
    [InlineData("DGR/8", "One hit a ground-rule double.")]
    [InlineData("T8", "One tripled to center field.")]
    [InlineData("HR/78", "One hit a solo home run to left-center. AWA 1, HOM 0.")]
    [InlineData("HR9/IPHR", "One hit a solo home run inside the park to right field. AWA 1, HOM 0.")]
    [InlineData("FLE5", "Foul ball by One dropped for an error by third baseman Five.")]
    public void The_first_man_up(string text, string told) => Assert.Equal(told, new BoxGame().Plays(text).Told());

    [Theory]
    [InlineData("64(1)3/GDP", "Two grounded into a double play, shortstop to second base to first base; One out at second.")]
    [InlineData("64(1)/FO/G", "Two grounded into a force out, shortstop to second base; One out at second.")]
    [InlineData("8(B)83(1)/LDP", "Two lined into a double play, center field to first base; One doubled off first.")]
    [InlineData("13/SH/BG.1-2", "Two sacrificed, pitcher to first base; One to second.")]
    [InlineData("FC6.1-2", "Two reached first on a fielder's choice to shortstop; One to second.")]
    [InlineData("S8.1-H(E8)", "Two singled to center field; One scored on an error by center fielder Eight. AWA 1, HOM 0.")]
    [InlineData("HR/7.1-H", "Two hit a two-run home run to left field; One scored. AWA 2, HOM 0.")]
    [InlineData("SB2", "One stole second.")]
    [InlineData("CS2(26)", "One was caught stealing second, catcher to shortstop.")]
    [InlineData("CS2(2E6)", "One was caught stealing second but safe on an error by shortstop Six.")]
    [InlineData("PO1(13)", "One was picked off first, pitcher to first base.")]
    [InlineData("PO1(E1).1-2", "Pickoff throw to first on an error by pitcher One; One to second.")]
    [InlineData("POCS2(134)", "One was picked off trying for second, pitcher to first base to second base.")]
    [InlineData("WP.1-2", "Wild pitch by One; One to second.")]
    [InlineData("PB.1-2", "Passed ball by Two; One to second.")]
    [InlineData("BK.1-2", "Balk by One; One to second.")]
    [InlineData("DI.1-2", "Defensive indifference; One to second.")]
    [InlineData("OA.1-2", "Play on the bases; One to second.")]
    [InlineData("K+SB2", "Two struck out; One stole second.")]
    public void With_a_man_on_first(string text, string told) => Assert.Equal(told, new BoxGame().Plays("S7", text).Told());

    [Fact]
    public void Halves_changes_and_the_end_are_told()
    {
        var told = new BoxGame()
            .Substitute(Side.Away, 1, "Away Pinch", Position.PinchHitter)
            .Plays("S7")
            .Substitute(Side.Away, 1, "Away Runner", Position.PinchRunner)
            .Substitute(Side.Home, 1, "Home Reliever", Position.Pitcher)
            .Substitute(Side.Home, 7, "Home Left", Position.LeftField)
            .Plays("HR/8.1-H", "K", "K", "K")
            .Substitute(Side.Away, 1, "Away Reliever", Position.Pitcher)
            .Send(new EjectPlayer("homethree", "P", "littw901", "Balls and strikes"))
            .Until(9, Half.Bottom).Plays("K", "K", "K").ToldOfAll();
        Assert.Equal(
            [
                "AWA at HOM.", "", "Play ball.", "Top of the 1st, AWA at bat, One pitching.",
                "Pinch bats for One.", "Pinch singled to left field.",
                "Runner runs for Pinch at first.", "Reliever relieves One.", "Left replaces Seven, playing left field.",
                "Two hit a two-run home run to center field; Runner scored. AWA 2, HOM 0.",
            ],
            told.Take(10));
        Assert.Contains("End of the top of the 1st: 2 runs, 2 hits, no errors, 0 left on base; AWA 2, HOM 0.", told);
        Assert.Contains("Home Three was ejected by littw901 (Balls and strikes).", told);
        Assert.StartsWith("AWA wins, AWA 2, HOM 0. Winning pitcher ", told[^1], StringComparison.Ordinal);
    }

    public static TheoryData<GameEvent, string> OfPlayedGames => new()
    {
        { new SeatTaken(Side.Home, "Ada", 0, null, 1), "Ada manages HOM." },
        { new SeatTaken(Side.Away, null, 1, null, 1), "A computer manager has AWY." },
        { new SeatHandedOver(Side.Home, null, 1, HandOver.Deadline), "A computer manager takes over HOM." },
        { new SeatHandedOver(Side.Home, "Ada", 0, HandOver.Return), "Ada is back with HOM." },
        { new MoundVisited(Side.Home, 4), "HOM visits its pitcher, 4 visits left." },
        { new PlayerInjured(new("h3"), "two weeks"), "h3 is hurt (two weeks)." },
        { new GameCancelled("rain"), "The game is cancelled (rain)." },
    };

    [Theory]
    [MemberData(nameof(OfPlayedGames))]
    public void What_happens_in_a_played_game_only_is_told_too(GameEvent happened, string told) =>
        Assert.Equal(told, PlayByPlay.Sentence(Scenario.Start().Game, happened));

    [Fact]
    public void Events_that_fit_no_state_are_told_all_the_same()
    {
        var game = new BoxGame().Plays("S7", "64(1)3/GDP", "HR/7", "K")
            .Substitute(Side.Away, 1, "Away Sub", Position.Pitcher)
            .Plays("E6", "SB2", "CS3(25)", "K+WP.B-1", "FC6.1X2(64)", "9").Until(9, Half.Bottom);
        foreach (var happened in game.History)
        {
            var told = PlayByPlay.Sentence(Game.Empty, happened);
            Assert.False(happened is PlayMade && told.Length == 0, $"{happened} is not told.");
        }
    }
}
