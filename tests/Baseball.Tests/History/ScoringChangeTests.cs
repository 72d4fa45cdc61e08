using AkkaGame.Messages;
using AkkaGame.Retrosheet.Events;

namespace AkkaGame.Baseball.Tests.History;

/// <summary>What the scorer may write otherwise, and what follows from it.</summary>
public class ScoringChangeTests
{
    private const string Rule = "rule 9.12(a)";

    [Fact]
    public void A_hit_becomes_an_error_and_the_run_it_brought_in_is_unearned()
    {
        var game = Scenario.Start().Plays("S8", "K", "K");
        // Nobody ruled whether the run was earned.
        var drives = game.Play("D7.1-H");
        var advances = drives.Play.Advances.Select(advance => advance with { Ruling = Ruling.None });
        game.Do(drives with { Play = drives.Play with { Advances = [.. advances] } }).Plays("K");
        var changed = Change(game, "S8", "E6").Events.OfType<ScoringChanged>().Single();

        Assert.Equal(PlayCode.ErrorMade, changed.Now.Code);
        Assert.Equal((1, 1), (game.Game.Away.Hits, game.Game.Home.Errors));
        Assert.Equal(EarnedStatus.Unearned, Assert.Single(changed.Settlements).Settlement.AsSpan()[0].Status);
        var box = Box(game);
        Assert.Equal((1, 1), (box.Away.Totals.Batting.Hits, box.Home.Totals.Fielding.Errors));
        Assert.Equal((1, 0), (box.Home.Totals.Pitching.Runs, box.Home.Totals.Pitching.EarnedRuns));
        Assert.Empty(BoxProof.Broken(box));
    }

    [Fact]
    public void A_stolen_base_becomes_a_wild_pitch_and_a_wild_pitch_a_passed_ball()
    {
        var game = Scenario.Start().Plays("S8", "SB2", "WP.2-3");

        Change(game, "SB2", "WP.1-2");
        Change(game, "WP.2-3", "PB.2-3");

        var box = Box(game);
        Assert.Equal(0, box.Away.Totals.Batting.StolenBases);
        Assert.Equal((1, 1), (box.Home.Totals.Pitching.WildPitches, box.Home.Totals.Fielding.PassedBalls));
        Assert.Equal(Base.Third, game.Game.Bases.Code == 4 ? Base.Third : Base.Batter);
    }

    [Fact]
    public void Runs_batted_in_and_credits_may_change()
    {
        var game = Scenario.Start().Plays("T8", "63/G.3-H");

        Change(game, "63/G.3-H", "43/G.3-H(NR)");

        Assert.Equal(0, Box(game).Away.Totals.Batting.RunsBattedIn);
        Assert.Equal("4", game.State.Game.IsOver ? "" : Play(game, 2).Credits.Assists.ToString());
    }

    [Fact]
    public void The_scorer_may_rule_a_run_earned_or_not()
    {
        var game = Scenario.Start().Plays("HR", "K", "K", "K");

        Change(game, "HR", "HR.B-H(UR)");
        Assert.Equal(0, Box(game).Home.Totals.Pitching.EarnedRuns);
        Change(game, "HR.B-H(UR)", "HR.B-H(TUR)");
        Assert.Equal((1, 0), (Box(game).Home.Totals.Pitching.EarnedRuns, Box(game).Home.Totals.TeamEarnedRuns));
        Change(game, "HR.B-H(TUR)", "HR");
        Assert.Equal(1, Box(game).Home.Totals.Pitching.EarnedRuns);
    }

    [Theory]
    [InlineData("S8.1-3", "S8.1-2", "play.advances[0].to", "moves-a-man")]
    [InlineData("S8.1-3", "S8.1-H", "play.advances[0].to", "moves-a-man")]
    [InlineData("S8.1-3", "D8.1-3", "play.advances[1].to", "moves-a-man")]
    [InlineData("S8.1-3", "64(1)/FO/G", "play.advances[0].to", "moves-a-man")]
    [InlineData("S8.1-3", "SB2", "play.advances[0].to", "moves-a-man")]
    [InlineData("64(1)/FO/G", "S8.1-2", "play.advances[0].to", "moves-a-man")]
    [InlineData("S8.1-3", "S8.1-3", "play", "no-change")]
    [InlineData("64(1)/FO/G", "6E4(1)/FO/G", "play.advances", "moves-a-man")]
    [InlineData("K", "K.1-1(56)", "play.parts", "put-outs")]
    [InlineData("S8.1-3", "S8.2-3", "play.advances[0].from", "empty-base")]
    public void Nobody_ends_elsewhere_because_of_the_scorer(string was, string becomes, string field, string rule)
    {
        var game = Scenario.Start().Plays("S8", was);

        var refused = game.Refused(new ChangeScoring(game.State.Ledger.Seq, Scenario.Read(becomes), Rule));

        Assert.Equal((RefusalCode.Illegal, rule), (refused.Code, refused.Rule));
        Assert.StartsWith(field.Split('[')[0], refused.Field, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_play_that_counts_is_changed_and_only_by_an_official_and_in_words()
    {
        var game = Scenario.Start().Plays("S8");
        var play = game.State.Ledger.Seq;

        Assert.Equal(("of", "no-play"), Said(game.Refused(new ChangeScoring(1, Scenario.Read("E6"), Rule))));
        Assert.Equal(("of", "no-play"), Said(game.Refused(new ChangeScoring(99, Scenario.Read("E6"), Rule))));
        Assert.Equal(("rule", "empty"), Said(game.Refused(new ChangeScoring(play, Scenario.Read("E6"), " "))));
        Assert.Equal(("play", "missing"), Said(game.Refused(new ChangeScoring(play, null!, Rule))));
        var spectator = game.Refused(new ChangeScoring(play, Scenario.Read("E6"), Rule), Role.Spectator);
        Assert.Equal((RefusalCode.Forbidden, "by"), (spectator.Code, spectator.Field));
        game.Do(new CorrectHistory(play, [], "it was foul"), Role.Commissioner);
        Assert.Equal(("of", "no-play"), Said(game.Refused(new ChangeScoring(play, Scenario.Read("E6"), Rule))));
    }

    [Fact]
    public void The_situation_stays_as_it_is()
    {
        var game = Scenario.Start().Plays("S8", "W.1-2", "K");
        var before = game.Game;

        Change(game, "S8", "E6");

        var now = game.Game;
        Assert.Equal((before.Outs, before.AwayUp, before.Score, before.Plays, before.Timers),
            (now.Outs, now.AwayUp, now.Score, now.Plays, now.Timers));
        Assert.Equal((before.Bases.First, before.Bases.Second!.Value.Entry), (now.Bases.First, now.Bases.Second!.Value.Entry));
        Assert.Equal((PlayCode.Single, PlayCode.ErrorMade), (before.Bases.Second.Value.Reached, now.Bases.Second.Value.Reached));
        Assert.Equal(game.State.Ledger.Seq, game.State.Ledger.Seen);
    }

    [Fact]
    public void Who_answers_for_a_runner_may_change_in_the_plays_that_follow()
    {
        // A fielder's choice leaves the first pitcher's charge on base; an error does not pass it on.
        var game = Scenario.Start().Plays("S8").Sub('h', 0, "hq", Position.Pitcher).Plays("FC6.1X2(64)", "HR.1-H");
        var scored = game.LastPlay.MoveFrom(Base.First)!;
        Assert.Equal("hp", game.Game.Man(scored.Charged).Player.Value);

        var changed = Change(game, "FC6.1X2(64)", "E4.1X2(64)").Events.OfType<ScoringChanged>().Single();

        var later = Assert.Single(changed.Later);
        Assert.Equal("hq", game.Game.Man(later.Now.MoveFrom(Base.First)!.Charged).Player.Value);
        Assert.Equal([("hp", 0), ("hq", 2)], Box(game).Home.Pitching.Select(man => (man.Player.Value, (int)man.Pitching.Runs)));
    }

    [Fact]
    public void The_pitchers_of_record_follow_where_the_game_is_over()
    {
        var game = Scenario.Start(RuleSet.Mlb2018 with { ScheduledInnings = 1, OfficialAfter = 1 })
            .Halves(1).Plays("S8").Sub('a', 0, "aq", Position.Pitcher).Plays("FC6.1X2(64)", "HR.1-H");
        Assert.Equal(HowEnded.WalkOff, game.Game.Ending!.How);
        Assert.Equal("ap", game.Game.Man(game.Game.Ending.Pitchers.Loss!.Value).Player.Value);

        Change(game, "FC6.1X2(64)", "E4.1X2(64)");

        Assert.Equal("aq", game.Game.Man(game.Game.Ending!.Pitchers.Loss!.Value).Player.Value);
        Assert.Contains(Box(game).Away.Pitching, man => man.Player.Value == "aq" && man.Decision.HasFlag(PitchingDecision.Loss));
    }

    [Fact]
    public void A_certified_score_is_changed_no_more_until_the_game_is_reopened()
    {
        var game = Scenario.Start(RuleSet.Mlb2018 with { ScheduledInnings = 1, OfficialAfter = 1, CorrectionWindowHours = 1 });
        Assert.Equal(("command", "not-over"), Said(game.Refused(new CertifyScore())));
        game.Halves(1).Plays("HR");
        Assert.Equal(RefusalCode.Forbidden, game.Refused(new CertifyScore(), Role.Manager).Code);

        game.Do(new CertifyScore());

        Assert.Equal(Hash(Box(game)), game.Events.OfType<ScoreCertified>().Single().Hash);
        Assert.Equal(("command", "certified"), Said(game.Refused(new CertifyScore())));
        Assert.Equal(("command", "certified"), Said(game.Refused(new ChangeScoring(Seq(game, 4), Scenario.Read("HR.B-H(UR)"), Rule))));
        game.Do(new CorrectHistory(Seq(game, 4), [], "foul"), Role.Commissioner).Plays("HR").Do(new CertifyScore());
        Assert.Equal(2, game.Events.OfType<ScoreCertified>().Count());
    }

    [Fact]
    public void Plays_read_otherwise_and_keep_their_seq()
    {
        var game = Scenario.Start().Plays("S8", "K");
        var before = GameRows.Of(game.State.Id, game.Groups)!;

        Change(game, "S8", "E6");

        var rows = GameRows.Of(game.State.Id, game.Groups)!;
        Assert.Equal(before.Plays.Select(play => play.Seq), rows.Plays.Select(play => play.Seq));
        Assert.Equal(PlayCode.ErrorMade, rows.Plays[0].Code);
        Assert.NotEqual(before.Plays[0].Text, rows.Plays[0].Text);
        var changed = rows.Since(before)!;
        Assert.Equal(rows.Plays[0], Assert.Single(changed.Plays));
        Assert.Equal(PlayCode.Single, GameRules.Evolve(GameState.New(game.State.Id), game.Groups[0]) is { } state
            ? game.Groups.Skip(1).Take(3).Aggregate(state, GameRules.Evolve).Game.Bases.First!.Value.Reached : default);
    }

    /// <summary>Changes the one play that was written so.</summary>
    private static Scenario Change(Scenario game, string was, string becomes)
    {
        var of = EffectiveHistory.Of(game.Groups).Last(
            placed => placed.Event is PlayMade play && EventTextWriter.Write(EventTextWriter.Scored(play)) == was);
        return game.Do(new ChangeScoring(of.Seq, Scenario.Read(becomes), Rule));
    }

    private static int Seq(Scenario game, int play) =>
        EffectiveHistory.Of(game.Groups).Single(placed => placed.Event is PlayMade made && made.Number == play).Seq;

    private static PlayMade Play(Scenario game, int number) =>
        EffectiveHistory.Events(game.Groups).OfType<PlayMade>().Single(play => play.Number == number);

    private static BoxScore Box(Scenario game) => BoxScore.Of(game.State.Id, EffectiveHistory.Events(game.Groups));

    private static string Hash(BoxScore box) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(box, BoxJson.Default.BoxScore)));

    private static (string?, string?) Said(Refusal refused) => (refused.Field, refused.Rule);
}
