using System.Text.Json;
using AkkaGame.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace AkkaGame.Baseball.Tests.RandomGames;

/// <summary>
/// What holds in every game whatever happens in it, over made-up games of all kinds. What a game must come to is counted from its events
/// alone, and so without the code that keeps the state.
/// </summary>
public class RandomGameTests
{
    private const int Games = 200;

    private static readonly Gen<byte[]> bytes =
        from length in Gen.Choose(0, 1500) from some in Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf(length) select some;

    [Fact]
    public void A_half_inning_balances() => ForEach(game =>
    {
        var half = new Half();
        foreach (var happened in game.Events)
        {
            if (happened is RunnerPlaced) half.Up++;
            if (happened is PlayMade play) half.Add(play);
            if (happened is not HalfClosed closed) continue;
            Assert.Equal(half.Up, half.Runs + closed.LeftOnBase + half.Outs);
            Assert.Equal((half.Runs, half.Hits, half.Errors), (closed.Runs, closed.Hits, closed.Errors));
            Assert.Equal(half.Runs, closed.Settlement.Count);
            half = new();
        }
    });

    [Fact]
    public void The_score_is_the_sum_of_the_runs() => ForEach(game =>
    {
        var runs = new Dictionary<Side, int> { [Side.Away] = 0, [Side.Home] = 0 };
        foreach (var play in game.Events.OfType<PlayMade>()) runs[play.Batter.Side] += play.Moves.Count(move => move.Scores);
        foreach (var side in runs.Keys)
        {
            var totals = game.State.Game.Totals(side);
            Assert.Equal(runs[side], totals.Runs);
            Assert.Equal(runs[side], totals.RunsByInning.Sum(inning => inning));
        }
    });

    [Fact]
    public void A_base_holds_one_runner_and_a_runner_one_base() => ForEach(game =>
    {
        foreach (var step in game.Steps)
        {
            var now = step.After.Game;
            Assert.InRange(now.Outs, 0, now.IsOver ? 3 : 2);
            var runners = new[] { now.Bases.First, now.Bases.Second, now.Bases.Third }.OfType<RunnerState>().ToList();
            Assert.Equal(runners.Count, runners.Select(runner => runner.Entry).Distinct().Count());
            if (!now.IsOver) Assert.All(runners, runner => Assert.True(runner.Entry.Side == now.Batting && now.Man(runner.Entry).IsIn));
        }

        foreach (var play in game.Events.OfType<PlayMade>().Where(play => !play.Ended.HasFlag(Ended.Half)))
        {
            var ends = play.Moves.Where(move => !move.IsOut && move.To != Base.Home).Select(move => move.To).ToList();
            Assert.Equal(ends.Count, ends.Distinct().Count());
        }
    });

    [Fact]
    public void Nobody_returns() => ForEach(game =>
    {
        var gone = new HashSet<PlayerId>();
        var before = new HashSet<PlayerId>();
        foreach (var step in game.Steps)
        {
            var now = new[] { Side.Away, Side.Home }
                .SelectMany(side => step.After.Game.Lineup(side).Men.Where(man => man.IsIn).Select(man => man.Player)).ToHashSet();
            Assert.Empty(now.Intersect(gone));
            gone.UnionWith(before.Except(now));
            before = now;
        }

        if (!game.State.Game.IsOver && Manager.Return(game.State.Game) is { } again)
            Assert.Equal("re-entry", Decide(game.State, again).Refused?.Rule);
    });

    [Fact]
    public void Plays_are_numbered_and_name_who_was_there() => ForEach(game =>
    {
        var number = 0;
        foreach (var step in game.Steps)
        {
            var before = step.Before.Game;
            foreach (var happened in step.Group.Events)
            {
                if (happened is PlayMade play)
                {
                    Assert.Equal(++number, play.Number);
                    Assert.Equal((before.Inning, before.Half, before.Outs, before.Bases.Code),
                        (play.Inning, play.Half, play.OutsBefore, play.BasesBefore));
                    Assert.Equal((before.Batter?.Entry, before.Pitcher?.Entry), (play.Batter, play.Pitcher));
                    Assert.Equal(play.Outs, play.Moves.Count(move => move.IsOut));
                    Assert.Equal(play.Ended.HasFlag(Ended.Half), before.Outs + play.Outs == 3);
                }

                before = GameRules.Evolve(before, happened);
            }

            Assert.Equal(before, step.After.Game);
        }

        Assert.Equal(number, game.State.Game.Plays);
    });

    /// <summary>
    /// What one command yields is one group, and only the ledger knows the seams: event by event the game comes out the same.
    /// </summary>
    [Fact]
    public void Replaying_the_events_from_JSON_gives_the_same_state() => ForEach(game =>
    {
        var replayed = GameState.New(game.State.Id);
        foreach (var step in game.Steps)
        {
            var read = step.Group with { Events = [.. step.Group.Events.Select(Copy)] };
            Assert.Equal(step.Group, read);
            replayed = GameRules.Evolve(replayed, read);
            Assert.Equal(step.After, replayed);
        }

        static GameEvent Copy(GameEvent happened)
        {
            var json = WireNames.Of(happened).Json;
            return (GameEvent)JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(happened, json), json)!;
        }
    });

    [Fact]
    public void A_state_comes_back_from_JSON_as_it_went_and_goes_on_alike() => ForEach(game =>
    {
        // Every state would be much; the ends of halves are not enough. So each seventh, and the last.
        foreach (var step in game.Steps.Where((_, at) => at % 7 == 3).Append(game.Steps[^1]))
        {
            var read = StateJson.Read(StateJson.Write(step.Before));
            Assert.Equal(step.Before, read);
            Assert.Equal(step.After, GameRules.Evolve(read, step.Group));
        }
    });

    [Fact]
    public void A_command_that_saw_less_is_stale_and_a_finished_game_takes_no_play() => ForEach(game =>
    {
        if (game.State.Ledger.Seen > 0)
        {
            var late = new Envelope(new(Guid.Empty), Author.System, game.State.Ledger.Seen - 1, new DelayGame("late"));
            Assert.Equal(RefusalCode.StaleDecision, GameRules.Decide(game.State, late, new(0)).Refused?.Code);
        }

        if (!game.State.Game.IsOver) return;
        var play = game.Steps.Select(step => step.Command).OfType<RecordPlay>().LastOrDefault();
        if (play is not null) Assert.Equal(RefusalCode.GameOver, Decide(game.State, play).Refused?.Code);
    });

    [Fact]
    public void The_box_of_a_finished_game_is_proved() => ForEach(game =>
    {
        if (game.State.Game.IsOver) Assert.Empty(BoxProof.Broken(BoxScore.Of(game.State.Id, game.Events)));
    });

    /// <summary>
    /// A scorer who writes nonsense is refused by a field, or what he wrote leaves a sound game: never an exception, never a man too
    /// many.
    /// </summary>
    [Fact]
    public void A_wild_play_is_refused_or_leaves_a_sound_game()
    {
        var wild = from before in bytes from play in Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf(40) select (before, play);
        var (accepted, refused) = (0, 0);
        Prop.ForAll(wild.ToArbitrary(), one =>
        {
            var state = MadeUpGame.From(one.before).State;
            var verdict = Decide(state, WildPlay(state.Game, new Choices(one.play)));
            if (verdict.Refused is { } refusal)
            {
                refused++;
                Assert.False(string.IsNullOrEmpty(refusal.Message));
                // An invariant that had to step in is a rule with a hole.
                Assert.NotEqual(RefusalCode.Internal, refusal.Code);
                Assert.True(refusal.Code != RefusalCode.Illegal || refusal is { Field: not null, Rule: not null });
                return;
            }

            accepted++;
            var game = verdict.Events.AsSpan().ToArray().Aggregate(state.Game, GameRules.Evolve);
            var runners = new[] { game.Bases.First, game.Bases.Second, game.Bases.Third }.OfType<RunnerState>().ToList();
            Assert.InRange(game.Outs, 0, 3);
            Assert.Equal(runners.Count, runners.Select(runner => runner.Entry).Distinct().Count());
            if (game.Outs < 3)
                Assert.Equal(game.Tally.Turns + game.Tally.Placed, game.Tally.Runs + runners.Count + game.Outs);
        }).Check(Draws.Times(2_000));
        Assert.True(accepted > 0 && refused > 0, $"{accepted} accepted, {refused} refused: the wild plays are too tame or too wild.");
    }

    /// <summary>Without this the properties above could hold because nothing happens in these games.</summary>
    [Fact]
    public void The_made_up_games_see_everything()
    {
        var seen = new HashSet<object>();
        ForEach(game =>
        {
            foreach (var happened in game.Events)
            {
                seen.Add(happened.GetType());
                if (happened is PlayMade play) seen.Add(play.Code);
                if (happened is SubstitutionMade change) { seen.Add(change.Kind); if (change.DhLost) seen.Add("DH lost"); }
                if (happened is GameEnded ended) seen.Add(ended.How);
            }
        });
        object[] expected =
        [
            typeof(PlayMade), typeof(SubstitutionMade), typeof(BatterAdjusted), typeof(HandSet), typeof(RunnerPlaced), typeof(HalfClosed),
            typeof(GameDelayed), typeof(GameSuspended), typeof(GameResumed), typeof(GameEnded), "DH lost",
            PlayCode.Out, PlayCode.Strikeout, PlayCode.Walk, PlayCode.ErrorMade, PlayCode.FieldersChoice, PlayCode.HomeRun,
            PlayCode.StolenBase, PlayCode.CaughtStealing, PlayCode.PickedOff, PlayCode.WildPitch,
            SubstitutionKind.Fielder, SubstitutionKind.Pitcher, SubstitutionKind.PinchHitter, SubstitutionKind.PinchRunner,
            SubstitutionKind.PositionChange, HowEnded.Regulation, HowEnded.WalkOff, HowEnded.Mercy,
        ];
        Assert.Empty(expected.Except(seen));
    }

    private static void ForEach(Action<MadeUpGame> holds) =>
        Prop.ForAll(Arb.From(bytes, Shorter), some => holds(MadeUpGame.From(some))).Check(Draws.Times(Games));

    /// <summary>A game that fails is tried again with fewer choices: the shortest one is reported.</summary>
    private static IEnumerable<byte[]> Shorter(byte[] some) =>
        new[] { some.Length / 2, some.Length - 20, some.Length - 1 }.Where(length => length >= 0 && length < some.Length).Distinct()
            .Select(length => some[..length]);

    private static Verdict Decide(GameState state, GameCommand command) =>
        GameRules.Decide(state, new(new(Guid.Empty), Author.System, state.Ledger.Seen, command), new(0));

    private static RecordPlay WildPlay(Game game, Choices choose)
    {
        var advances = new List<Advance>();
        for (var n = choose.Below(5); n > 0; n--)
            advances.Add(new((Base)choose.Below(6), (Base)choose.Below(6), (Fate)choose.Below(3), choose.Chance(1, 2)));
        if (choose.Chance(3, 4) && advances.All(advance => advance.From != Base.Batter))
            advances.Add(new(Base.Batter, (Base)choose.Below(5), (Fate)choose.Below(3)));
        var parts = new List<PlayPart>();
        for (var n = choose.Chance(9, 10) ? 1
            : choose.Below(4); n > 0; n--) parts.Add(new((PlayCode)choose.Below(25), (Base)choose.Below(6)));
        var batter = choose.Chance(19, 20) ? game.Batter?.Player : new PlayerId("stranger");
        return new(
            (byte)(game.Inning + (choose.Chance(1, 40) ? 1 : 0)), choose.Chance(1, 40) ? game.Half.Other() : game.Half, batter ?? default,
            new((byte)choose.Below(5), (byte)choose.Below(4)), null, new([.. parts], [.. advances]));
    }

    /// <summary>A half-inning as a reader of the events adds it up.</summary>
    private sealed class Half
    {
        public int Up, Runs, Outs, Hits, Errors;

        public void Add(PlayMade play)
        {
            if (play.Ended.HasFlag(Ended.PlateAppearance)) Up++;
            Runs += play.Moves.Count(move => move.Scores);
            Outs += play.Moves.Count(move => move.IsOut);
            if (play.Code.IsHit()) Hits++;
            Errors += play.Credits.Errors.Length;
        }
    }
}
