using AkkaGame.Messages;

namespace AkkaGame.Baseball.Tests.History;

/// <summary>What the commissioner may take back, and what of it may hold.</summary>
public class CorrectionTests
{
    private static readonly RuleSet oneInning = RuleSet.Mlb2018 with { ScheduledInnings = 1, OfficialAfter = 1 };

    [Fact]
    public void The_game_goes_on_from_where_it_stood_before_the_first_event_that_did_not_happen_so()
    {
        var game = Scenario.Start().Plays("S8");
        var before = game.Game;
        game.Plays("HR.1-H", "K", "K", "K", "S7");

        Correct(game, From(game, 2));

        Assert.Equal(before, game.Game);
        Assert.Equal(game.State.Ledger.Seq, game.State.Ledger.Seen);
        Assert.Equal([1], Effective(game).OfType<PlayMade>().Select(play => play.Number));
        game.Plays("64(1)3/GDP");
        Assert.Equal((2, 2), (game.LastPlay.Number, game.Game.Outs));
    }

    [Fact]
    public void What_still_holds_is_said_again_with_its_new_number_outs_and_bases()
    {
        var game = Scenario.Start().Plays("S8").Sub('h', 4, "hx", Position.FirstBase).Plays("CS2(26)", "K");
        var plays = Seqs(game, 2, 3);

        Correct(game, Seq<SubstitutionMade>(game), plays);

        var said = game.Events.TakeLast(2).Cast<PlayMade>().ToArray();
        Assert.Equal(plays, said.Select(play => play.Replays));
        Assert.Equal([(2, 0, 1), (3, 1, 0)], said.Select(play => (play.Number, (int)play.OutsBefore, (int)play.BasesBefore)));
        Assert.Equal("h4", game.Game.Lineup(Side.Home).Holder(4)!.Value.Player.Value);

        // Without the man caught stealing there is one out less, and a man on base.
        Correct(game, game.State.Ledger.Seq - 1, game.State.Ledger.Seq);
        Assert.Equal((2, 0, 1), (game.LastPlay.Number, (int)game.LastPlay.OutsBefore, (int)game.LastPlay.BasesBefore));
    }

    [Fact]
    public void A_half_that_the_kept_plays_end_is_closed_and_the_next_is_opened()
    {
        var game = Scenario.Start().Sub('h', 4, "hx", Position.FirstBase).Plays("K", "K", "K", "S8");

        Correct(game, Seq<SubstitutionMade>(game), Seqs(game, 1, 2, 3, 4));

        Assert.Equal(
            ["history-corrected", "play-made", "play-made", "play-made", "half-closed", "half-opened", "play-made"],
            game.Groups[^1].Events.Select(happened => WireNames.Of(happened).Name));
        Assert.Equal((Half.Bottom, "h1"), (game.Game.Half, game.On(Base.First)));
        Assert.Empty(BoxProof.Broken(BoxScore.Of(game.State.Id, Effective(game))));
    }

    [Fact]
    public void A_kept_play_reads_as_the_scorer_has_it_by_now()
    {
        var game = Scenario.Start().Sub('h', 4, "hx", Position.FirstBase).Plays("S8");
        var play = From(game, 1);
        game.Do(new ChangeScoring(play, Scenario.Read("E6"), "rule 9.12"));

        Correct(game, Seq<SubstitutionMade>(game), play);

        Assert.Equal(PlayCode.ErrorMade, game.LastPlay.Code);
        Assert.Equal(1, game.Game.Home.Errors);
    }

    [Fact]
    public void A_substitution_an_ejection_a_delay_and_its_end_may_hold()
    {
        var game = Scenario.Start().Plays("S8");
        var from = game.State.Ledger.Seq;
        game.Sub('a', 1, "ax", Position.PinchRunner)
            .Do(new EjectPlayer("a1", "P", "ump", "words")).Do(new DelayGame("rain")).Do(new ResumeGame()).Plays("K");
        var keep = Enumerable.Range(from, game.State.Ledger.Seq - from + 1).ToArray();
        game.Sub('h', 0, "hq", Position.Pitcher);

        Correct(game, from, keep);

        Assert.Equal(("ax", "hp"), (game.On(Base.First), game.Game.Pitcher!.Value.Player.Value));
        Assert.Equal((GameStatus.InProgress, (byte)1), (game.Game.Status, game.Game.Outs));
        Assert.Single(Effective(game).OfType<PlayerEjected>());
        var head = game.State.Ledger.Seq;
        Assert.Equal(("keep[1]", "suspended"), Said(Refused(game, head - 2, head - 2, head)));
    }

    [Fact]
    public void What_is_kept_must_be_legal_in_its_new_place()
    {
        var game = Scenario.Start().Plays("S8", "SB2", "SB3", "K", "K", "K", "S7");

        Assert.Equal(("keep[0]", "batting-order"), Said(Refused(game, From(game, 1), Seqs(game, 4))));
        Assert.Equal(("keep[0]", "empty-base"), Said(Refused(game, From(game, 2), Seqs(game, 3))));
        Assert.Equal(("keep[0]", "wrong-half"), Said(Refused(game, From(game, 5), Seqs(game, 7))));
        Assert.Equal(("keep[1]", "wrong-half"), Said(Refused(game, From(game, 4), Seqs(game, 4, 7))));
    }

    [Fact]
    public void A_substitution_is_kept_only_where_it_may_be_made_and_a_batch_only_whole()
    {
        var game = Scenario.Start().Plays("S8").Sub('a', 1, "ax", Position.PinchRunner).Plays("K").Do(new Substitute(
        [
            Scenario.Announce('h', 2, "h2", Position.LeftField), Scenario.Announce('h', 3, "h3", Position.Shortstop),
        ]));
        var (runner, head) = (Seq<SubstitutionMade>(game), game.State.Ledger.Seq);

        Assert.Equal(("keep[0]", "not-on-base"), Said(Refused(game, From(game, 1), runner)));
        Assert.Equal(("keep[1]", "batch"), Said(Refused(game, From(game, 2), From(game, 2), head)));
        Assert.Equal(("keep[0]", "batch"), Said(Refused(game, From(game, 2), head - 1)));
        Correct(game, From(game, 2), From(game, 2), head - 1, head);
        Assert.Equal("h2", game.Game.Lineup(Side.Home).At(Position.LeftField)!.Value.Player.Value);
    }

    [Fact]
    public void What_cannot_be_kept_is_named()
    {
        var game = Scenario.Start().Plays("S8", "K", "K", "K");
        var (first, last) = (From(game, 1), game.State.Ledger.Seq);

        Assert.Equal(("keep[0]", "no-fact"), Said(Refused(game, From(game, 2), [first])));
        Assert.Equal(("keep[0]", "no-fact"), Said(Refused(game, first, [99])));
        Assert.Equal(("keep[1]", "order"), Said(Refused(game, first, [From(game, 2), first])));
        Assert.Equal(("keep[1]", "order"), Said(Refused(game, first, [first, first])));
        Assert.Equal(("keep[0]", "not-kept"), Said(Refused(game, first, [last])));
        Assert.Equal(("keep", "too-many"), Said(Refused(game, first, [.. Enumerable.Range(first, 101)])));
    }

    [Fact]
    public void A_correction_begins_at_a_fact_that_follows_from_no_other()
    {
        var game = Scenario.Start().Plays("K", "K", "K").Do(new Substitute(
        [
            Scenario.Announce('a', 2, "a2", Position.LeftField), Scenario.Announce('a', 3, "a3", Position.Shortstop),
        ]));
        var (subs, half) = (Seq<SubstitutionMade>(game), Seq<HalfClosed>(game));

        Assert.Equal(("from", "follows"), Said(Refused(game, half)));
        Assert.Equal(("from", "follows"), Said(Refused(game, half + 1)));
        Assert.Equal(("from", "follows"), Said(Refused(game, subs + 1)));
        Assert.Equal(("from", "no-fact"), Said(Refused(game, 1)));
        Assert.Equal(("from", "no-fact"), Said(Refused(game, 99)));
        Assert.Equal(("from", "before-the-game"), Said(Refused(game, Seq<LineupsExchanged>(game))));
        Assert.Equal(("from", "before-the-game"), Said(Refused(game, Seq<HalfOpened>(game))));
        Correct(game, subs);
        Assert.Equal(("from", "no-fact"), Said(Refused(game, subs)));
    }

    [Fact]
    public void Only_the_commissioner_corrects_and_says_why()
    {
        var game = Scenario.Start().Plays("S8");
        var correction = new CorrectHistory(From(game, 1), [], "foul");

        foreach (var role in new[] { Role.Manager, Role.Spectator, Role.Scorer })
            Assert.Equal((RefusalCode.Forbidden, "by"), (game.Refused(correction, role).Code, game.Refused(correction, role).Field));
        Assert.Equal(("ruling", "empty"), Said(game.Refused(correction with { Ruling = "" }, Role.Commissioner)));
    }

    [Fact]
    public void A_finished_game_is_reopened_within_the_window_and_no_later()
    {
        var game = Scenario.Start(oneInning with { CorrectionWindowHours = 2 }).Halves(1).Plays("HR");
        Assert.True(game.Game.IsOver);

        game.Now += 2 * 60 * 60 * 1000 + 1;
        Assert.Equal(("command", "correction-window"), Said(Refused(game, From(game, 4))));
        game.Now--;
        Correct(game, From(game, 4));

        Assert.Equal((GameStatus.InProgress, null), (game.Game.Status, game.Game.Ending));
        game.Plays("K");
        Assert.Equal(1, game.Game.Outs);
    }

    [Fact]
    public void A_called_game_is_taken_up_again_or_called_once_more()
    {
        var game = Scenario.Start(oneInning with { ScheduledInnings = 3 }).Halves(2).Plays("HR", "K").Do(new CallGame("rain"));
        var ended = game.State.Ledger.Seq;
        Assert.Equal(HowEnded.Called, game.Game.Ending!.How);
        Assert.Equal(("from", "follows"), Said(Refused(game, ended)));

        Correct(game, From(game, 8), ended);
        Assert.Equal((HowEnded.Called, "rain"), (game.Game.Ending!.How, game.Game.Ending.Reason));
        Assert.Equal(ended, game.Events[^1].Replays);
        Assert.Equal(0, game.Game.Outs);
        Assert.Empty(BoxProof.Broken(BoxScore.Of(game.State.Id, Effective(game))));

        Correct(game, game.State.Ledger.Seq - 1);
        Assert.Equal(GameStatus.InProgress, game.Game.Status);
    }

    [Fact]
    public void Rows_that_have_gone_are_noticed_though_there_are_as_many_as_before()
    {
        var game = Scenario.Start().Plays("S8", "K");
        var before = GameRows.Of(game.State.Id, game.Groups)!;
        Correct(game, From(game, 2));
        var after = GameRows.Of(game.State.Id, game.Plays("W.1-2").Groups)!;

        Assert.Equal(before.Plays.Count, after.Plays.Count);
        Assert.Null(after.Since(before));
        Assert.Equal([1, 2], after.Plays.Select(play => play.Number));
    }

    [Fact]
    public void The_row_fold_of_a_live_game_begins_anew_only_at_an_edit()
    {
        var game = Scenario.Start().Plays("S8", "K");
        var fold = RowFold.Of(game.State.Id, game.Groups);
        Correct(game, From(game, 2));

        Assert.Throws<ArgumentException>(() => fold.Add(game.Groups[^1]));
        fold = RowFold.Of(game.State.Id, game.Groups);
        game.Plays("W.1-2", "HR.1-H;2-H");
        foreach (var group in game.Groups.TakeLast(2)) fold.Add(group);
        Assert.Equal(fold.Rows()!.Plays, GameRows.Of(game.State.Id, game.Groups)!.Plays);
        Assert.Equal(fold.Rows()!.Game, GameRows.Of(game.State.Id, game.Groups)!.Game);
    }

    private static void Correct(Scenario game, int from, params int[] keep) =>
        game.Do(new CorrectHistory(from, [.. keep], "so it was"), Role.Commissioner);

    private static Refusal Refused(Scenario game, int from, params int[] keep) =>
        game.Refused(new CorrectHistory(from, [.. keep], "so it was"), Role.Commissioner);

    private static List<GameEvent> Effective(Scenario game) => [.. EffectiveHistory.Events(game.Groups)];

    /// <summary>The seq of the play of that number.</summary>
    private static int From(Scenario game, int number) =>
        EffectiveHistory.Of(game.Groups).Single(placed => placed.Event is PlayMade play && play.Number == number).Seq;

    private static int[] Seqs(Scenario game, params int[] numbers) => [.. numbers.Select(number => From(game, number))];

    private static int Seq<T>(Scenario game) => EffectiveHistory.Of(game.Groups).First(placed => placed.Event is T).Seq;

    private static (string?, string?) Said(Refusal refused) => (refused.Field, refused.Rule);
}
