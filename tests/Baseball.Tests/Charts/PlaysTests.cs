using AkkaGame.Messages;
using AkkaGame.Retrosheet.Events;

namespace AkkaGame.Baseball.Tests.Charts;

/// <summary>What the charts' outcomes become on the scorer's sheet.</summary>
public class PlaysTests
{
    [Theory]
    [InlineData("", "K", "K")]
    [InlineData("W", "none W", "W.1-2")]
    [InlineData("W W W", "none HP", "HP.3-H;2-3;1-2")]
    [InlineData("D8", "none S/L 8 clean safe holds", "S8/L8.2-H")]
    [InlineData("D8", "none S/L 8 clean safe safe", "S8/L8.2-H;B-2(TH)")]
    [InlineData("D8", "none S/L 7 clean out", "S7/L7.2XH(72)")]
    [InlineData("W", "none S/L 9 clean safe", "S9/L9.1-3")]
    [InlineData("S8 S8.1-2", "none S/L 8 clean holds", "S8/L8.2-3;1-2")]
    [InlineData("", "S/L 7 stretched", "S7/L7.BX2(74)")]
    [InlineData("", "S/G 6 error", "S6/G6.B-2(E6/TH)")]
    [InlineData("W", "none D/L 7 clean out", "D7/L7.1XH(762)")]
    [InlineData("W", "none D/L GR", "DGR/L.1-3")]
    [InlineData("W", "none HR/F 78", "HR/F78.1-H")]
    [InlineData("W", "none T 9 L", "T9/L9.1-H")]
    [InlineData("", "G 6 out", "63/G6")]
    [InlineData("", "G 3 out", "3/G3")]
    [InlineData("", "G 5 boot", "E5/G5")]
    [InlineData("W", "none G 6 DP 1B", "64(1)3/G6/GDP")]
    [InlineData("W", "none G 4 force-2", "46(1)/G4/FO")]
    [InlineData("W W", "none G 5 DP 2B", "5(2)3/G5/GDP.1-2")]
    [InlineData("W W W", "none G 1 DP 3B", "12(3)3/G1/GDP.2-3;1-2")]
    [InlineData("W W W", "none G 3 force-H", "32(3)/G3/FO.2-3;1-2")]
    [InlineData("T8", "none G 4 out safe", "43/G4.3-H")]
    [InlineData("T8", "none G 4 out out", "FC4/G4.3XH(42)")]
    [InlineData("T8", "none F 8 out safe", "8/F8/SF.3-H")]
    [InlineData("T8", "none F 8 out out", "8/F8/FDP.3XH(82)")]
    [InlineData("W", "none L 3 DP 1", "3(B)3(1)/L3/LDP")]
    [InlineData("W W", "none P 4 out", "4/P4/IF")]
    [InlineData("T8", "WP 3-H", "WP.3-H")]
    [InlineData("W", "PO 1X", "PO1(13)")]
    public void An_outcome_is_written_as_a_scorer_would(string before, string outcomes, string text)
    {
        var scenario = Scenario.Start();
        if (before.Length > 0) foreach (var play in before.Split(' ')) scenario.Plays(Forced(scenario.Game, play));
        Assert.Equal(text, EventTextWriter.Write(Fallen.So(scenario.Game, Words(outcomes)).Play));
    }

    /// <summary>A walk with the men it forces.</summary>
    private static string Forced(Game game, string play) => (play, game.Bases.Code) switch
    {
        ("W", 1) => "W.1-2",
        ("W", 3) => "W.2-3;1-2",
        _ => play,
    };

    /// <summary>Outcomes are parted by blanks; some words of the charts hold one.</summary>
    private static string[] Words(string outcomes)
    {
        foreach (var word in new[] { "DP 1B", "DP 2B", "DP 3B", "DP 1", "WP 3-H", "PO 1X", "9 L" })
            outcomes = outcomes.Replace(word, word.Replace(' ', '_'), StringComparison.Ordinal);
        return [.. outcomes.Split(' ').Select(word => word.Replace('_', ' '))];
    }

    [Fact]
    public void An_intentional_walk_needs_no_roll()
    {
        var done = Fallen.So(Scenario.Start().Plays("D8").Game, new() { Pitch = PitchPlan.IntentionalWalk }, null, []);
        Assert.Equal("IW", EventTextWriter.Write(done.Play));
        Assert.Empty(done.Chart);
    }

    [Fact]
    public void A_steal_keeps_the_batter_at_the_plate()
    {
        var game = Scenario.Start().Plays("W").Game;
        var sent = new OffensiveDecision { Steal = new(Second: Steal.Straight) };
        Assert.Equal("SB2", EventTextWriter.Write(Fallen.So(game, null, sent, "SB").Play));
        Assert.Equal("CS2(26)", EventTextWriter.Write(Fallen.So(game, null, sent, "CS").Play));
        Assert.Equal("SB2.1-3(E2/TH)", EventTextWriter.Write(Fallen.So(game, null, sent, "SB error").Play));
        Assert.Equal("POCS2(136)", EventTextWriter.Write(Fallen.So(game, null, sent, "POCS").Play));
    }

    [Fact]
    public void After_a_throw_to_first_that_finds_him_back_the_batter_has_his_turn()
    {
        var game = Scenario.Start().Plays("W").Game;
        var throws = new DefensiveDecision { Pickoff = Base.First };
        Assert.Equal("K", EventTextWriter.Write(Fallen.So(game, throws, null, "back", "K").Play));
        Assert.Equal("PO1(13)", EventTextWriter.Write(Fallen.So(game, throws, null, "out").Play));
        Assert.Equal("PO1(E1/TH).1-2", EventTextWriter.Write(Fallen.So(game, throws, null, "error").Play));
    }

    [Fact]
    public void Nobody_bunts_who_was_not_told_to_and_who_was_told_to_does()
    {
        var game = Scenario.Start().Plays("W").Game;
        var bunt = new OffensiveDecision { Bunt = Bunt.Sacrifice };
        Assert.Equal("13/BG1/SH.1-2", EventTextWriter.Write(Fallen.So(game, null, bunt, "none", "SH", "1").Play));
        Assert.Equal("16(1)/BG1/FO", EventTextWriter.Write(Fallen.So(game, null, bunt, "none", "lead", "1").Play));
        Assert.DoesNotContain(AverageCharts.All.OfType<CardChart>(), chart => chart.Shares.Any(share => share.Outcome == "SH"));
    }

    [Fact]
    public void A_missed_hit_and_run_leaves_the_runner_to_the_catcher()
    {
        var game = Scenario.Start().Plays("W").Game;
        var run = new OffensiveDecision { HitAndRun = true };
        Assert.Equal("K+CS2(26)/DP", EventTextWriter.Write(Fallen.So(game, null, run, "none", "K", "CS").Play));
        Assert.Equal("K+SB2", EventTextWriter.Write(Fallen.So(game, null, run, "none", "K", "SB").Play));
    }

    [Fact]
    public void With_nobody_near_a_runner_late_in_a_lost_game_he_has_the_base()
    {
        var scenario = Scenario.Start(RuleSet.Mlb2018 with { ScheduledInnings = 2, OfficialAfter = 1 });
        scenario.Plays("HR", "HR", "K", "K", "K").Halves(2).Plays("K", "W");
        var done = Fallen.So(
            scenario.Game, new() { Hold = new(First: Hold.Off) }, new() { Steal = new(Second: Steal.Straight) }, []);
        Assert.Equal("DI.1-2", EventTextWriter.Write(done.Play));
    }

    [Theory]
    [InlineData("T8", "none D/L 7 clean", "S7/L7.3-H")]
    [InlineData("D8", "none T 9 L", "D9/L9.2-H")]
    [InlineData("W", "none HR/F 78", "HR/F78.1-H")]
    [InlineData("T8", "none F 8 out safe", "8/F8/SF.3-H")]
    [InlineData("T8 W", "none G 5 throw", "E5/G5/TH.3-H;1-2")]
    public void The_game_ends_with_the_winning_run(string before, string outcomes, string text)
    {
        var scenario = Scenario.Start().Halves(17).Plays(before.Split(' '));
        var done = Fallen.So(scenario.Game, Words(outcomes));
        Assert.Equal(text, EventTextWriter.Write(done.Play));
        scenario.Do(new RecordPlay(9, Half.Bottom, scenario.Game.Batter!.Value.Player, Count.Unknown, null, done.Play));
        Assert.Equal(HowEnded.WalkOff, scenario.Game.Ending!.How);
    }

    [Fact]
    public void A_manager_who_wants_to_be_asked_is_asked_and_his_word_counts()
    {
        var game = Scenario.Start().Plays("D8").Game;
        var play = new PlayUnderWay(Guid.Empty, DefensiveDecision.Normal, new() { Boldness = Boldness.AskMe });
        foreach (var outcome in new[] { "none", "S/L", "8", "clean" }) play = Fallen.Next(game, play, outcome);
        var ask = Assert.IsType<ResolutionStep.Ask>(Resolver.Next(game, play));
        Assert.Equal(new(Base.Second, Base.Home, "extra-base"), ask.Contest);

        var held = play with { Calls = [new(ask.Contest, new(Advancing.Hold), new())] };
        Assert.Equal("S8/L8.2-3", EventTextWriter.Write(Assert.IsType<ResolutionStep.Done>(Resolver.Next(game, held)).Play));

        // Nobody throws home, so nobody goes on the throw.
        var conceded = play with { Calls = [new(ask.Contest, new(Advancing.Send), new(Throwing.Concede))] };
        Assert.Equal("S8/L8.2-H", EventTextWriter.Write(Assert.IsType<ResolutionStep.Done>(Resolver.Next(game, conceded)).Play));

        var sent = play with { Calls = [new(ask.Contest, new(Advancing.Send), new())] };
        Assert.Equal(RollPurpose.Runner, Assert.IsType<ResolutionStep.Roll>(Resolver.Next(game, sent)).Purpose);
        Assert.Throws<InvalidOperationException>(() => Fallen.Next(game, sent, "holds"));
    }

    [Fact]
    public void The_same_dice_give_the_same_step_however_often_it_is_asked()
    {
        var game = Scenario.Start().Plays("W").Game;
        var play = new PlayUnderWay(Guid.Empty, DefensiveDecision.Normal, OffensiveDecision.Normal);
        foreach (var outcome in new[] { "none", "S/L", "9", "clean", "safe" })
        {
            Assert.Equal(Resolver.Next(game, play), Resolver.Next(game, play));
            play = Fallen.Next(game, play, outcome);
        }

        var first = Assert.IsType<ResolutionStep.Done>(Resolver.Next(game, play));
        var second = Assert.IsType<ResolutionStep.Done>(Resolver.Next(game, play));
        Assert.Equal(first.Play, second.Play);
        Assert.Equal(first.Chart, second.Chart);
        Assert.Equal(5, first.Chart.Count);
    }

    [Fact]
    public void A_rare_outcome_is_the_last_roll_of_its_play()
    {
        var game = Scenario.Start().Plays("W", "W.1-2").Game;
        var done = Fallen.So(game, "none", "rare", "3X");
        Assert.Equal("5(2)4(1)3/G/GTP", EventTextWriter.Write(done.Play));
        var interference = Fallen.So(game, "none", "rare", "C");
        Assert.Equal("C/E2.2-3;1-2", EventTextWriter.Write(interference.Play));
        Assert.Equal(3, interference.Chart.Count);
    }
}
