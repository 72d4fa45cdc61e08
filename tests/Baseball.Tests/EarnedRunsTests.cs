using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests;

/// <summary>
/// Rule 9.16, half by half, in the scorer's notation. Marks such as (UR) are left off, so that only what is computed counts.
/// </summary>
public class EarnedRunsTests
{
    private const EarnedStatus Earned = EarnedStatus.Earned, Unearned = EarnedStatus.Unearned, TeamUnearned = EarnedStatus.TeamUnearned;

    [Fact]
    public void A_run_on_hits_and_walks_is_earned() => Settles(["W", "S8.1-3", "8/SF.3-H", "K", "K"], Earned);

    [Fact]
    public void A_man_who_reached_on_an_error_scores_unearned() => Settles(["E6", "HR/F7.1-H", "K", "K", "K"], Unearned, Earned);

    [Fact]
    public void After_three_outs_that_should_have_been_made_nothing_is_earned() =>
        Settles(["K", "K", "E6", "HR/F7.1-H", "HR/F7", "K"], Unearned, Unearned, Unearned);

    [Fact]
    public void A_home_run_with_two_out_and_an_error_before_them_is_unearned() =>
        Settles(["E4", "K", "K", "HR/F8.1-H", "K"], Unearned, Unearned);

    [Fact]
    public void A_base_taken_on_a_passed_ball_is_taken_back() => Settles(["W", "PB.1-2", "S8.2-H", "K", "K", "K"], Unearned);

    [Fact]
    public void A_base_taken_on_a_wild_pitch_is_not() => Settles(["W", "WP.1-2", "S8.2-H", "K", "K", "K"], Earned);

    [Fact]
    public void A_home_run_brings_home_whoever_was_moved_up_by_a_misplay() =>
        Settles(["W", "PB.1-2", "HR/F7.2-H", "K", "K", "K"], Earned, Earned);

    [Fact]
    public void A_run_given_by_an_error_is_earned_once_a_later_hit_would_have_brought_it_home() =>
        Settles(["D8", "K", "S8.2-3", "WP.3-H(E2);1-2", "K", "K"], Earned);

    [Fact]
    public void A_run_given_by_an_error_is_unearned_where_nothing_later_would_have_brought_it_home() =>
        Settles(["S8", "K", "S9.1-H(E9);B-2", "K", "K"], Unearned);

    [Fact]
    public void A_man_on_second_scores_on_a_single() => Settles(["S8", "WP.1-2", "PB.2-3", "S8.3-H", "K", "K", "K"], Earned);

    [Fact]
    public void A_man_held_at_first_does_not_score_on_a_sacrifice_fly() =>
        Settles(["S8.B-3(E8)", "8/SF.3-H", "K", "K"], Unearned);

    [Fact]
    public void A_dropped_third_strike_on_a_passed_ball_is_an_out() => Settles(["K+PB.B-1", "HR/F7.1-H", "K", "K", "K"], Unearned, Earned);

    [Fact]
    public void A_third_strike_that_was_a_wild_pitch_is_none() => Settles(["K+WP.B-1", "HR/F7.1-H", "K", "K", "K"], Earned, Earned);

    [Fact]
    public void A_turn_at_bat_prolonged_by_a_muffed_foul_is_an_out() => Settles(["K", "K", "FLE3", "HR/F7", "K"], Unearned);

    [Fact]
    public void A_man_awarded_first_for_interference_scores_unearned_but_is_no_out() =>
        Settles(["K", "K", "C/E2.B-1", "HR/F7.1-H", "K"], Unearned, Earned);

    [Fact]
    public void Who_reaches_while_one_is_forced_who_should_have_been_out_is_out_in_his_stead() =>
        Settles(["K", "E6", "64(1)/FO", "HR/F7.1-H", "K"], Unearned, Unearned);

    [Fact]
    public void An_error_that_spoils_a_fielders_choice_is_an_out() =>
        Settles(["S8", "FC6.1-3(E6)", "HR/F7.3-H;1-H", "K", "K", "K"], Unearned, Earned, Earned);

    [Fact]
    public void A_runner_safe_by_an_error_is_out() => Settles(["S8", "CS2(2E4)", "HR/F7.2-H", "K", "K", "K"], Unearned, Earned);

    [Fact]
    public void A_walk_moves_only_whom_it_would_have_forced() =>
        Settles(["D8", "E5", "W.2-3;1-2", "8/SF.3-H", "K", "K"], Unearned);

    [Fact]
    public void A_sacrifice_advances_the_runner_though_an_error_spoils_the_out() =>
        Settles(["D8", "E1/SH.2-3", "8/SF.3-H", "K", "K"], Earned);

    [Fact]
    public void A_reliever_has_no_benefit_of_outs_missed_before_he_came()
    {
        var game = Scenario.Start().Plays("K", "K", "E6").Sub('h', 0, "hr", Position.Pitcher).Plays("HR/F7.1-H", "K");
        AssertSettled(game, Unearned, TeamUnearned);
    }

    [Fact]
    public void A_pitcher_keeps_the_benefit_of_outs_missed_behind_his_reliever()
    {
        var game = Scenario.Start().Plays("K", "K", "S8").Sub('h', 0, "hr", Position.Pitcher).Plays("E6.1-2", "HR/F7.2-H;1-H", "K");
        AssertSettled(game, Unearned, Unearned, Unearned);
    }

    [Fact]
    public void A_runner_placed_by_rule_scores_unearned_and_the_others_earned()
    {
        var game = Scenario.Start(RuleSet.Mlb2020).Halves(18);
        game.Do(game.Play("HR/F7.2-H") with { Placed = new(new("a9"), Base.Second) }).Plays("K", "K", "K");
        AssertSettled(game, Unearned, Earned);
    }

    [Fact]
    public void The_scorers_word_counts_and_stands_beside_what_was_computed()
    {
        var run = Assert.Single(Settlement(Scenario.Start().Plays("S8", "D8.1-H(UR)", "K", "K", "K")));
        Assert.Equal((Earned, Unearned, Unearned), (run.Computed, run.Ruled, run.Status));
    }

    [Fact]
    public void A_run_names_its_play_its_runner_and_the_pitcher_charged()
    {
        var game = Scenario.Start().Plays("S8").Sub('h', 0, "hr", Position.Pitcher).Plays("HR/F7.1-H", "K", "K", "K");
        var settled = Settlement(game);
        Assert.Equal([(2, "a1", "hp"), (2, "a2", "hr")], settled.Select(run => (run.Play, Name(run.Runner), Name(run.Charged))));

        string Name(LineupEntry entry) => game.Game.Man(entry).Player.Value;
    }

    private static void Settles(string[] plays, params EarnedStatus[] expected) => AssertSettled(Scenario.Start().Plays(plays), expected);

    private static void AssertSettled(Scenario game, params EarnedStatus[] expected) =>
        Assert.Equal(
            expected,
            Settlement(game).OrderBy(run => run.Play).ThenByDescending(run => Order(game, run)).Select(run => run.Computed));

    // The foremost man scores first.
    private static Base Order(Scenario game, SettledRun run) =>
        game.Events.OfType<PlayMade>().Single(play => play.Number == run.Play).Moves.Single(move => move.Runner == run.Runner).From;

    private static EquatableArray<SettledRun> Settlement(Scenario game) => game.Events.OfType<HalfClosed>().Last().Settlement;
}
