using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>Rules 9.17 and 9.19: who wins, who loses, who saves. The home side is hp and his relievers, the away side ap and his.</summary>
public class PitchersOfRecordTests
{
    [Fact]
    public void The_starters_who_go_all_the_way_win_and_lose() => Decides(Home(lead: 1).Halves(15), win: "hp", loss: "ap");

    [Fact]
    public void A_starter_who_leaves_after_five_innings_with_the_lead_wins() =>
        Decides(Home(lead: 1).Halves(8).Sub('h', 0, "hr", Position.Pitcher).Halves(7), win: "hp", loss: "ap", save: "hr");

    [Fact]
    public void A_starter_who_leaves_an_out_short_of_five_innings_does_not() =>
        Decides(
            Home(lead: 1).Halves(6).Plays("K", "K").Sub('h', 0, "hr", Position.Pitcher).Plays("K").Halves(8),
            win: "hr", loss: "ap");

    [Fact]
    public void For_a_starter_who_falls_short_the_reliever_with_most_outs_wins() =>
        Decides(
            Home(lead: 1).Halves(4).Sub('h', 0, "hr", Position.Pitcher).Halves(2).Sub('h', 0, "hs", Position.Pitcher).Halves(6)
                .Sub('h', 0, "ht", Position.Pitcher).Halves(3),
            win: "hs", loss: "ap", save: "ht");

    [Fact]
    public void A_starter_in_a_game_of_five_innings_needs_four() =>
        Decides(
            Home(lead: 1).Halves(6).Sub('h', 0, "hr", Position.Pitcher).Halves(1).Do(new CallGame("rain")),
            win: "hp", loss: "ap", save: "hr");

    [Fact]
    public void A_tie_wipes_the_slate_and_the_pitcher_of_record_when_the_lead_comes_back_wins()
    {
        var game = Home(lead: 1).Halves(14).Sub('h', 0, "hr", Position.Pitcher).Plays("HR/F7", "K", "K", "K", "HR/F8");
        Decides(game, win: "hr", loss: "ap");
        Assert.Equal(["hr"], game.Game.Ending!.Pitchers.BlownSaves.Select(entry => game.Game.Man(entry).Player.Value));
    }

    [Fact]
    public void The_pitcher_charged_with_the_run_that_took_the_lead_loses() =>
        Decides(
            Scenario.Start().Plays("W").Sub('h', 0, "hr", Position.Pitcher).Plays("D8.1-H", "K", "K", "K").Halves(17),
            win: "ap", loss: "hp");

    [Fact]
    public void Of_several_runs_the_one_that_breaks_the_tie_decides_who_loses() =>
        Decides(
            Scenario.Start().Plays("K", "K", "K", "HR/F7", "K", "K", "K", "W").Sub('h', 0, "hr", Position.Pitcher)
                .Plays("HR/F7.1-H", "K", "K", "K").Halves(15),
            win: "ap", loss: "hr");

    [Theory]
    [InlineData(3, "hr")]
    [InlineData(4, null)]
    public void A_lead_of_three_runs_and_an_inning_make_a_save(int lead, string? save) =>
        Decides(Home(lead).Halves(14).Sub('h', 0, "hr", Position.Pitcher).Halves(1), win: "hp", loss: "ap", save: save);

    [Theory]
    [InlineData(4, "hr")]
    [InlineData(5, null)]
    public void The_tying_run_on_deck_makes_a_save(int lead, string? save) =>
        Decides(
            Home(lead).Halves(14).Plays("S8", "S8.1-2", "K", "K").Sub('h', 0, "hr", Position.Pitcher).Plays("K"),
            win: "hp", loss: "ap", save: save);

    [Fact]
    public void Three_innings_make_a_save_whatever_the_lead() =>
        Decides(Home(lead: 9).Halves(10).Sub('h', 0, "hr", Position.Pitcher).Halves(5), win: "hp", loss: "ap", save: "hr");

    [Fact]
    public void Who_keeps_a_lead_for_another_to_save_has_a_hold()
    {
        var game = Home(lead: 2).Halves(12).Sub('h', 0, "hr", Position.Pitcher).Halves(2).Sub('h', 0, "hs", Position.Pitcher).Halves(1);
        Decides(game, win: "hp", loss: "ap", save: "hs");
        Assert.Equal(["hr"], game.Game.Ending!.Pitchers.Holds.Select(entry => game.Game.Man(entry).Player.Value));
    }

    [Fact]
    public void A_reliever_who_is_brief_and_ineffective_leaves_the_win_to_the_next()
    {
        // hr gets one man out, lets two runs in, and is pitcher of record when his side takes the lead.
        var game = Scenario.Start().Halves(14).Plays("K", "K").Sub('h', 0, "hr", Position.Pitcher).Plays("W", "HR/F7.1-H", "K")
            .Plays("W", "W.1-2", "HR/F7.2-H;1-H", "K", "K", "K").Sub('h', 0, "hs", Position.Pitcher).Halves(1);
        Decides(game, win: "hs", loss: "ap");
    }

    [Fact]
    public void Lines_count_outs_batters_and_runs_of_each_pitcher()
    {
        var game = Scenario.Start().Plays("K", "W").Sub('h', 0, "hr", Position.Pitcher).Plays("HR/F7.1-H", "K");
        var (starter, reliever) = (game.Game.HomeLineup.Pitchers[0], game.Game.HomeLineup.Pitchers[1]);
        Assert.Equal((1, 2, 1, 0), (starter.Outs, starter.Batters, starter.Runs, starter.Scored));
        Assert.Equal((1, 2, 1, 2, 2), (reliever.Outs, reliever.Batters, reliever.Runs, reliever.Scored, reliever.BattersThisHalf));
        Assert.Equal((true, false, (byte)1), (starter.Started, reliever.Started, reliever.EnteredBases));
    }

    /// <summary>A game in which the home side takes that lead in its first turn; the top of the second is next.</summary>
    private static Scenario Home(int lead) =>
        Scenario.Start().Halves(1).Plays([.. Enumerable.Repeat("HR/F7", lead)]).Plays("K", "K", "K");

    private static void Decides(Scenario game, string win, string loss, string? save = null)
    {
        Assert.True(game.Game.IsOver, $"{game.Game.Half} of inning {game.Game.Inning}");
        var pitchers = game.Game.Ending!.Pitchers;
        Assert.Equal((win, loss, save), (Name(pitchers.Win), Name(pitchers.Loss), Name(pitchers.Save)));

        string? Name(LineupEntry? entry) => entry is { } place ? game.Game.Man(place).Player.Value : null;
    }
}
