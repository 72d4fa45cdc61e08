using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>What a computer manager of level 2 does where the book says something, and that its sentence is true.</summary>
public class BookTests
{
    private const byte Level = 2;

    private const int Windows = 2_000;

    private static readonly RunnerState man = new(new(Side.Away, 9, 0), new(Side.Home, 0, 0), PlayCode.Single, false, 0);

    [Fact]
    public void A_man_on_first_goes_most_often_with_two_out()
    {
        Assert.InRange(Share(At(3, 2, "1--"), static one => one.Steal.Second == Steal.Straight), 0.12, 0.22);
        Assert.Equal(0, Share(At(3, 0, "1--"), static one => one.Steal.Any));
        Assert.Equal(0, Share(At(3, 1, "1--"), static one => one.Steal.Any));
        Assert.Equal(
            "Two out, lead 0: the out costs least now, and one time in 6 he goes.", Why(At(3, 2, "1--"), static one => one.Steal.Any));
    }

    [Theory]
    [InlineData(3, -4)]
    [InlineData(3, -9)]
    [InlineData(3, 6)]
    [InlineData(9, -2)]
    public void Nobody_goes_where_his_run_is_nothing(byte inning, int lead) =>
        Assert.Equal(0, Share(At(inning, 2, "1--", lead), static one => one.Steal.Any));

    [Theory]
    [InlineData(8, 0)]
    [InlineData(7, -1)]
    public void Late_and_close_one_run_is_worth_an_out(byte inning, int lead) =>
        Assert.InRange(Share(At(inning, 0, "1--", lead), static one => one.Steal.Second == Steal.Straight), 0.14, 0.27);

    [Fact]
    public void An_out_is_given_away_for_a_man_on_second_where_one_run_decides()
    {
        var bunts = At(9, 0, "-2-", -1, slot: 8);
        Assert.Equal(1, Share(bunts, static one => one.Bunt == Bunt.Sacrifice));
        Assert.Equal(
            "Inning 9, lead -1, nobody out, a man on second: number 8 in the order moves him to third.",
            Why(bunts, static one => one.Bunt == Bunt.Sacrifice));
        foreach (var game in (Game[])[At(9, 0, "1--", -1, slot: 8), At(9, 0, "-2-", -2, slot: 8), At(3, 0, "-2-", 0, slot: 8),
                     At(9, 1, "-2-", -1, slot: 8), At(9, 0, "-2-", -1, slot: 4)])
            Assert.Equal(0, Share(game, static one => one.Bunt != Bunt.None));
    }

    [Fact]
    public void The_man_on_third_goes_on_contact_with_one_out_and_waits_with_none()
    {
        Assert.Equal(1, Share(At(3, 1, "--3"), static one => one.Contact == ContactPlay.Go));
        Assert.Equal(1, Share(At(3, 0, "--3"), static one => one.Contact == ContactPlay.SeeItThrough));
        Assert.Equal(1, Share(At(3, 2, "--3"), static one => one.Contact == ContactPlay.Normal));
    }

    [Theory]
    [InlineData(8, 1, "--3", 0, Infield.In)]
    [InlineData(8, 1, "--3", -1, Infield.In)]
    [InlineData(8, 1, "--3", 1, Infield.In)]
    [InlineData(8, 1, "--3", 2, Infield.CornersIn)]
    [InlineData(8, 1, "--3", -3, Infield.Normal)]
    [InlineData(3, 1, "--3", 0, Infield.Normal)]
    [InlineData(3, 1, "1-3", 0, Infield.DoublePlay)]
    [InlineData(8, 2, "--3", 0, Infield.Normal)]
    [InlineData(9, 1, "---", -1, Infield.GuardLines)]
    [InlineData(9, 1, "---", -2, Infield.Normal)]
    public void The_infield_stands_by_inning_score_and_bases(byte inning, byte outs, string bases, int battingLead, Infield infield)
    {
        var (decision, why) = ComputerManager.Defense(At(inning, outs, bases, battingLead), Guid.Empty, Level);

        Assert.Equal((PitchPlan.PitchTo, infield), (decision.Pitch, decision.Infield));
        if (infield == Infield.In)
            Assert.Equal($"Inning {inning}, lead {-battingLead}, a man on third and one out: the infield comes in.", why);
    }

    [Fact]
    public void Where_the_man_on_third_ends_the_game_first_is_filled()
    {
        var (decision, why) = ComputerManager.Defense(At(9, 1, "--3", 0, half: Half.Bottom), Guid.Empty, Level);

        Assert.Equal(PitchPlan.IntentionalWalk, decision.Pitch);
        Assert.Equal("Inning 9, a tie, one out: the man on third ends the game, so first is filled for a force.", why);
        Assert.Equal(PitchPlan.PitchTo, ComputerManager.Defense(At(9, 1, "--3", 0), Guid.Empty, Level).Decision.Pitch);
        Assert.Equal(PitchPlan.PitchTo, ComputerManager.Defense(At(9, 2, "--3", 0, half: Half.Bottom), Guid.Empty, Level).Decision.Pitch);
    }

    [Fact]
    public void With_the_bases_full_and_the_game_at_stake_everybody_comes_in()
    {
        var decision = ComputerManager.Defense(At(9, 1, "123", 0, half: Half.Bottom), Guid.Empty, Level).Decision;

        Assert.Equal((Infield.In, Outfield.In), (decision.Infield, decision.Outfield));
    }

    [Fact]
    public void A_man_on_first_is_left_alone_where_his_run_is_nothing()
    {
        Assert.Equal(Hold.Off, ComputerManager.Defense(At(8, 1, "1--", -6), Guid.Empty, Level).Decision.Hold.First);
        Assert.Equal(Hold.Normal, ComputerManager.Defense(At(8, 1, "1--", -5), Guid.Empty, Level).Decision.Hold.First);
    }

    [Theory]
    [InlineData(1, -4, Base.Home, Advancing.Hold)]
    [InlineData(2, -1, Base.Home, Advancing.Send)]
    [InlineData(0, -1, Base.Home, Advancing.Hold)]
    [InlineData(0, 1, Base.Third, Advancing.Hold)]
    [InlineData(1, 0, Base.Third, Advancing.AsTheChartHasIt)]
    public void A_runner_is_sent_where_his_out_costs_least(byte outs, int lead, Base to, Advancing expected) => Assert.Equal(
        expected,
        ComputerManager.Advance(At(5, outs, "12-", lead), new(to - 1, to, "extra-base"), Guid.Empty, Level).Decision.Runner);

    private static double Share(Game game, Func<OffensiveDecision, bool> which) =>
        Enumerable.Range(0, Windows).Count(i => which(ComputerManager.Offense(game, Id(i), Level).Decision)) / (double)Windows;

    private static string Why(Game game, Func<OffensiveDecision, bool> which) =>
        Enumerable.Range(0, Windows).Select(i => ComputerManager.Offense(game, Id(i), Level)).First(one => which(one.Decision)).Why;

    private static Guid Id(int window) => Window.IdOf(new(new Guid(window, 1, 2, new byte[8])), window);

    /// <param name="bases">As a scorer draws them.</param>
    /// <param name="lead">Of the side at bat.</param>
    private static Game At(byte inning, byte outs, string bases, int lead = 0, byte slot = 4, Half half = Half.Top)
    {
        var game = Scenario.Start().Game;
        var (batting, fielding) = ((byte)(10 + Math.Max(lead, 0)), (byte)(10 + Math.Max(-lead, 0)));
        var isAway = (half == Half.Top) == (game.Batting == Side.Away);
        return game with
        {
            Inning = inning,
            Half = half,
            Outs = outs,
            AwayUp = slot,
            HomeUp = slot,
            Bases = new(bases[0] == '1' ? man : null, bases[1] == '2' ? man : null, bases[2] == '3' ? man : null),
            Away = game.Away with { Runs = isAway ? batting : fielding },
            Home = game.Home with { Runs = isAway ? fielding : batting },
            Live = LivePlay.Empty,
        };
    }
}
