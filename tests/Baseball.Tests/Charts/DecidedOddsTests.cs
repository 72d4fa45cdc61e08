using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.Charts;

/// <summary>What decisions do to the odds, as the charts of their plays show it.</summary>
public class DecidedOddsTests
{
    [Fact]
    public void With_the_infield_in_more_grounders_get_through()
    {
        var game = Scenario.Start().Plays("T8").Game;
        Assert.True(Likelier(game, new() { Infield = Infield.In }, null, 1, "S/G"));
        Assert.True(Likelier(game, new() { Infield = Infield.Back }, null, 1, "G"));
    }

    [Fact]
    public void Whoever_is_not_held_leaves_fewer_holes_and_steals_more_easily()
    {
        var game = Scenario.Start().Plays("W").Game;
        var off = new DefensiveDecision { Hold = new(First: Hold.Off) };
        Assert.True(Likelier(game, off, null, 1, "G"));
        Assert.True(Likelier(game, off, new() { Steal = new(Second: Steal.Straight) }, 0, "SB"));
    }

    [Fact]
    public void A_pitchout_catches_more_runners()
    {
        var game = Scenario.Start().Plays("W").Game;
        Assert.True(Likelier(game, new() { Pitchout = true }, new() { Steal = new(Second: Steal.Straight) }, 0, "CS"));
    }

    [Fact]
    public void Double_play_depth_turns_more_and_a_hit_and_run_hardly_any()
    {
        var game = Scenario.Start().Plays("W").Game;
        Assert.True(Likelier(game, new() { Infield = Infield.DoublePlay }, null, 3, "DP 1B", "none", "G", "6"));
        Assert.True(Likelier(game, null, new() { HitAndRun = true }, 3, "out", "none", "G", "6"));
        Assert.False(Likelier(game, null, new() { HitAndRun = true }, 3, "DP 1B", "none", "G", "6"));
    }

    [Theory]
    [InlineData(Approach.Contact, "S/L")]
    [InlineData(Approach.Power, "HR/F")]
    [InlineData(Approach.Patient, "W")]
    [InlineData(Approach.Take, "W")]
    public void A_batter_gets_more_of_what_he_is_after(Approach approach, string outcome) =>
        Assert.True(Likelier(Scenario.Start().Game, null, new() { Approach = approach }, 0, outcome));

    [Fact]
    public void Pitched_around_he_walks() =>
        Assert.True(Likelier(Scenario.Start().Game, new() { Pitch = PitchPlan.PitchAround }, null, 0, "W"));

    [Fact]
    public void A_charge_gets_the_man_in_front()
    {
        var game = Scenario.Start().Plays("W").Game;
        var bunt = new OffensiveDecision { Bunt = Bunt.Sacrifice };
        Assert.True(Likelier(game, new() { Infield = Infield.BuntCharge }, bunt, 1, "lead"));
    }

    [Fact]
    public void Bold_runners_stop_less_and_cautious_ones_more()
    {
        var game = Scenario.Start().Plays("D8").Game;
        Assert.False(Likelier(game, null, new() { Boldness = Boldness.Bold }, 4, "holds", "none", "S/L", "8", "clean"));
        Assert.True(Likelier(game, null, new() { Boldness = Boldness.Cautious }, 4, "holds", "none", "S/L", "8", "clean"));
        Assert.True(Likelier(game, new() { Outfield = Outfield.In }, null, 4, "out", "none", "S/L", "8", "clean"));
    }

    /// <summary>Whether the decisions make the outcome of that roll likelier than it is where nothing is decided but who is sent.</summary>
    private static bool Likelier(
        Game game, DefensiveDecision? defense, OffensiveDecision? offense, int roll, string outcome, params string[] before)
    {
        var plain = offense is { Steal.Any: true } or { Bunt: not Bunt.None } ? offense : OffensiveDecision.Normal;
        var undecided = Cells(game, new(Guid.Empty, DefensiveDecision.Normal, plain), roll, outcome, before);
        return Cells(game, new(Guid.Empty, defense ?? DefensiveDecision.Normal, offense ?? plain), roll, outcome, before) > undecided;
    }

    private static int Cells(Game game, PlayUnderWay play, int roll, string outcome, string[] before)
    {
        foreach (var word in before.Length > 0 ? before : roll > 0 ? ["none"] : Array.Empty<string>()) play = Fallen.Next(game, play, word);
        Assert.Equal(roll, play.Rolls.Count);
        var purpose = Assert.IsType<ResolutionStep.Roll>(Resolver.Next(game, play)).Purpose;
        var cells = 0;
        for (var cell = 0; cell < 4_320; cell++)
        {
            var dice = new Dice((byte)(cell / 720 + 1), (byte)(cell / 120 % 6 + 1), (byte)(cell / 20 % 6 + 1), (byte)(cell % 20 + 1));
            var rolled = play with { Rolls = play.Rolls.Add(new(roll + 1, 1, purpose, dice, Guid.Empty)) };
            if (Resolver.Hits(game, rolled)[roll].Outcome == outcome) cells++;
        }

        return cells;
    }
}
