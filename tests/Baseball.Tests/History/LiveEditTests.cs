using AkkaGame.Baseball.Tests.RandomGames;
using AkkaGame.Messages;
using AkkaGame.Tests;
using FsCheck;
using FsCheck.Fluent;

namespace AkkaGame.Baseball.Tests.History;

/// <summary>Edits of played games: their windows, dice and keys; and what holds however often a game is edited.</summary>
public class LiveEditTests
{
    private static readonly RuleSet rules =
        LiveScenario.Unhurried with { TakeBacks = 20, ScheduledInnings = 2, OfficialAfter = 1, AutoRunner = new(3, Base.Second) };

    private static readonly Author scorer = new("scorer", Role.Scorer);

    private static readonly Gen<(int Seed, byte[] Bytes)> seeds =
        from seed in Gen.Choose(1, 1_000_000) from some in Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf(600) select (seed, some);

    [Fact]
    public void A_correction_takes_a_plays_decisions_with_it_and_the_game_goes_on_under_a_new_key()
    {
        var game = LiveScenario.Start(rules).Pitch().Pitch().Pitch();
        var (key, rolls, play) = (game.Live.Dice.Key, game.Live.Dice.Rolls, Play(game, 2));

        game.Do(LiveScenario.Commissioner, new CorrectHistory(play.Seq, [], "the wrong man batted"));

        var corrected = game.Only<HistoryCorrected>();
        Assert.IsType<DecisionsRevealed>(game.Events.ElementAt(corrected.From - 1));
        Assert.Equal((1, null), ((int)game.Game.Plays, game.Game.Live!.UnderWay));
        Assert.Equal((key + 1, rolls), (game.Live.Dice.Key, game.Live.Dice.Rolls));
        Assert.Equal(WindowKind.Pitch, game.Window!.Kind);
        game.Pitch();
        Assert.Equal((2, rolls + 1), (game.Only<PlayMade>().Number, game.Last.Events.OfType<DiceRolled>().First().Number));
    }

    [Fact]
    public void A_kept_play_keeps_its_decision_its_dice_and_its_charts()
    {
        var game = LiveScenario.Start(rules).Pitch();
        var old = Play(game, 1);

        game.Do(LiveScenario.Commissioner, new CorrectHistory(old.Seq, [old.Seq], "as it was"));

        var said = game.Only<PlayMade>();
        Assert.Equal((old.Event.Decision, old.Event.Rolls, old.Event.Chart), (said.Decision, said.Rolls, said.Chart));
        Assert.Equal(old.Seq, said.Replays);
        Assert.Equal(old.Event.Moves, said.Moves);
    }

    [Fact]
    public void A_kept_substitution_stands_and_the_turn_at_bat_is_played_anew()
    {
        var game = LiveScenario.Start(rules);
        game.Do(Side.Away, LiveScenario.Batch(Side.Away, game.Game.AwayUp, "ab1", Position.PinchHitter));
        var change = game.State.Ledger.Seq;
        game.Pitch();

        game.Do(LiveScenario.Commissioner, new CorrectHistory(change, [change], "he did not bat yet"));

        Assert.Equal((0, "ab1"), ((int)game.Game.Plays, game.Game.Batter!.Value.Player.Value));
        Assert.Equal(change, game.Only<SubstitutionMade>().Replays);
        game.Pitch();
        Assert.Equal(1, game.Only<PlayMade>().Number);
    }

    [Fact]
    public void A_mound_visit_that_holds_is_counted_again()
    {
        var game = LiveScenario.Start(rules).Pitch();
        game.Do(Side.Away, new PassTurn()).Do(Side.Home, new VisitMound());
        var visit = game.State.Ledger.Seq;

        game.Do(LiveScenario.Commissioner, new CorrectHistory(Play(game, 1).Seq, [Play(game, 1).Seq, visit], "as it was"));

        Assert.Equal(1, game.Game.Live!.Visits(Side.Home));
        Assert.Equal(rules.MoundVisits - 1, game.Only<MoundVisited>().Left);
    }

    [Fact]
    public void A_scoring_change_leaves_window_seals_and_timers_alone()
    {
        var game = LiveScenario.Start(LiveScenario.Clocked, seed: 4)
            .Play(so => so.Events.Any(happened => happened is PlayMade { Code: PlayCode.Single }));
        game.Seal(game.Game.Batting);
        var (window, seals, timers, live) = (game.Window, game.Live.Seals, game.Game.Timers, game.Game.Live);
        var single = EffectiveHistory.Of(game.Groups).Last(placed => placed.Event is PlayMade { Code: PlayCode.Single });

        game.Do(scorer, new ChangeScoring(single.Seq, Scored((PlayMade)single.Event, PlayCode.ErrorMade), "rule 9.12"));

        Assert.Equal((window, seals, timers, live), (game.Window, game.Live.Seals, game.Game.Timers, game.Game.Live));
        Assert.Equal(((PlayMade)single.Event).Rolls, game.Only<ScoringChanged>().Now.Rolls);
        game.Play(so => so.Game.Inning == 2);
    }

    [Fact]
    public void A_finished_game_is_reopened_and_played_to_another_end()
    {
        var game = LiveScenario.Start(rules, seed: 11).Play();
        game.Do(scorer, new CertifyScore());
        Assert.True(game.Live.Certified);
        Assert.Empty(game.Game.Timers);

        game.Do(LiveScenario.Commissioner, new CorrectHistory(Play(game, game.Game.Plays).Seq, [], "the last out was none"));

        Assert.False(game.Live.Certified);
        Assert.Equal(GameStatus.InProgress, game.Game.Status);
        Assert.NotNull(game.Window);
        game.Play();
        Assert.Single(EffectiveHistory.Events(game.Groups).OfType<GameEnded>());
        game.Do(scorer, new CertifyScore());
    }

    [Fact]
    public void A_kept_end_of_a_half_places_the_runner_and_renews_the_key_once()
    {
        var game = LiveScenario.Start(rules with { AutoRunner = new(1, Base.Second) }).Play(so => so.Game.Half == Half.Bottom);
        var last = Play(game, game.Game.Plays);

        game.Do(LiveScenario.Commissioner, new CorrectHistory(last.Seq, [last.Seq], "as it was"));

        Assert.Equal(Half.Bottom, game.Game.Half);
        Assert.NotNull(game.Game.Bases.Second);
        Assert.Single(game.Last.Events.OfType<RunnerPlaced>());
        Assert.Single(game.Last.Events.OfType<KeyMixed>());
        game.Play();
    }

    [Fact]
    public void However_often_a_game_is_edited_its_state_is_what_counts_comes_to_and_its_box_is_proved()
    {
        var (edits, refusals) = (0, new HashSet<string>());
        Prop.ForAll(seeds.ToArbitrary(), one =>
        {
            var game = LiveScenario.Start(rules, awayLevel: (byte)(one.Seed % 5 == 0 ? 1 : 0), tips: one.Seed % 2 == 0, seed: one.Seed);
            var choose = new Choices(one.Bytes);
            var left = 12;
            while (!game.Game.IsOver || left > 0 && !choose.Exhausted)
            {
                if (left > 0 && choose.Chance(1, game.Game.IsOver ? 2 : 12))
                {
                    left--;
                    if (Edit(game, choose) is { } refused) refusals.Add($"{refused.Code} {refused.Field?.Split('[')[0]} {refused.Rule}");
                    else
                    {
                        edits++;
                        Assert.Equal(Counted(EffectiveHistory.Fold(game.Groups)), Counted(game.Game));
                    }
                }

                if (!game.Game.IsOver) game.Step();
                else if (choose.Exhausted) break;
            }

            Proved(game);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
        Assert.True(edits > 100, $"{edits} edits; refused: {string.Join(", ", refusals)}");
        Assert.DoesNotContain(refusals, refused => refused.StartsWith(nameof(RefusalCode.Internal), StringComparison.Ordinal));
    }

    private static void Proved(LiveScenario game)
    {
        var box = BoxScore.Of(game.State.Id, EffectiveHistory.Events(game.Groups));
        Assert.Empty(BoxProof.Broken(box));
        Assert.Equal(game.Game.Score, box.Played);
        Assert.Equal(
            Enumerable.Range(1, game.Game.Plays), EffectiveHistory.Events(game.Groups).OfType<PlayMade>().Select(play => play.Number));
        Assert.Equal(Enumerable.Range(1, game.Live.Dice.Rolls), game.Events.OfType<DiceRolled>().Select(roll => roll.Number));
        Assert.Null(DiceAudit.Of(game.State.Id, game.Groups).Wrong);
        var state = GameState.New(game.State.Id);
        foreach (var group in game.Groups)
        {
            Assert.Null(PlayAudit.Wrong(state, group));
            state = GameRules.Evolve(state, group);
        }

        Assert.Equal(game.State, state);
        Assert.Equal(game.State, StateJson.Read(StateJson.Write(game.State)));
    }

    private static Refusal? Edit(LiveScenario game, Choices choose)
    {
        var placed = EffectiveHistory.Of(game.Groups);
        var facts = placed.Where(one => WireNames.Of(one.Event).Voidable).ToList();
        var at = Math.Max(0, facts.Count - 1 - choose.Below(30));
        Refusal? refused;
        switch (choose.Below(4))
        {
            case 0 when game.Live.TakeBack is { } asked:
                game.Try(LiveScenario.Manager(asked.By.Other()), new AnswerTakeBack(choose.Chance(5, 6)), out refused);
                return refused;
            case 0 or 1:
                var side = choose.Of([Side.Away, Side.Home]);
                if (!game.Try(LiveScenario.Manager(side), new AskTakeBack(EditKind.Decision), out refused)) return refused;
                if (game.Live.TakeBack is not null) game.Do(side.Other(), new AnswerTakeBack(true));
                return null;
            case 2:
                var play = placed.LastOrDefault(one => one.Event is PlayMade && one.Seq <= facts[at].Seq);
                if (play.Event is not PlayMade made) return null;
                game.Try(scorer, new ChangeScoring(play.Seq, Scored(made, Other(made.Code)), "second thoughts"), out refused);
                return refused;
            default:
                var keep = facts.Skip(at).Where(one => one.Event is PlayMade or SubstitutionMade && choose.Chance(9, 10));
                var correction = new CorrectHistory(facts[at].Seq, [.. keep.Select(one => one.Seq)], "so it was");
                game.Try(LiveScenario.Commissioner, correction, out refused);
                return refused;
        }
    }

    private static PlayCode Other(PlayCode code) => code switch
    {
        PlayCode.Single => PlayCode.ErrorMade,
        PlayCode.ErrorMade => PlayCode.Single,
        PlayCode.WildPitch => PlayCode.PassedBall,
        PlayCode.PassedBall => PlayCode.WildPitch,
        var same => same,
    };

    /// <summary>The play as it was written, but for its code, and who had or muffed the ball.</summary>
    private static ScoredPlay Scored(PlayMade made, PlayCode code)
    {
        var play = EditedGame.Scored(made);
        var part = play.Parts[0] with { Code = code };
        if (code != made.Code && code is PlayCode.Single or PlayCode.ErrorMade)
            part = part with { Handlings = [new(Fielding.TryParse(code == PlayCode.Single ? "6" : "E6", out var by) ? by : default)] };
        return play with { Parts = play.Parts.With(0, part) };
    }

    /// <summary>The game without what is asked just now.</summary>
    private static Game Counted(Game game) => game with { Live = game.Live! with { Window = null }, Timers = default };

    private static (int Seq, PlayMade Event) Play(LiveScenario game, int number)
    {
        var placed = EffectiveHistory.Of(game.Groups).Single(one => one.Event is PlayMade play && play.Number == number);
        return (placed.Seq, (PlayMade)placed.Event);
    }
}
