using System.Collections.Concurrent;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Scripts;

namespace AkkaGame.WholeGames;

/// <summary>Whole games by random scripts on the bare rules, which look after every group whether what must hold does.</summary>
public class RulesTests
{
    private const int Clock = 60_000;

    private static readonly ConcurrentBag<string> faults = [];
    private static readonly Lazy<ConcurrentBag<(int Seed, RulesFront Front, Played Played)>> games = new(PlayAll);

    private static int First => int.TryParse(Environment.GetEnvironmentVariable("AKKAGAME_WHOLE_GAMES_FROM"), out var first) ? first : 0;

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("AKKAGAME_WHOLE_GAMES"), out var count) ? count : 150;

    [Fact]
    public void Every_game_ends_and_keeps_what_always_holds()
    {
        Assert.NotEmpty(games.Value);
        Assert.True(faults.IsEmpty, $"{faults.Count} of {Count} games:\n{string.Join('\n', faults.Take(20))}");
    }


    /// <summary>The fold of the effective history, the dice, the proof of the box, and the event file, which says the same.</summary>
    [Fact]
    public void Every_game_is_exported_and_read_back_to_the_same_box()
    {
        var different = new List<string>();
        foreach (var (seed, front, _) in games.Value)
            if (PlayedOut.Fault(front.Game, front.Groups, front.State) is { } finding) different.Add($"Seed {seed}: {finding}");
        Assert.True(different.Count == 0, $"{different.Count} games:\n{string.Join('\n', different.Take(10))}");
    }

    [Fact]
    public void Whoever_recomputes_a_game_finds_its_dice_its_seals_and_its_plays_as_they_were()
    {
        var wrong = new List<string>();
        foreach (var (seed, front, _) in games.Value)
        {
            var dice = DiceAudit.Of(front.Game, front.Groups);
            if (dice.Wrong is { } found) wrong.Add($"Seed {seed}: {found}");
            if (front.State.Game.IsOver && dice.Unproved > 0) wrong.Add($"Seed {seed}: {dice.Unproved} rolls are never proved.");
            if (dice.Unshown > 0) wrong.Add($"Seed {seed}: {dice.Unshown} reveals have no commit.");
            var state = GameState.New(front.Game);
            foreach (var group in front.Groups)
            {
                if (state.Game.Fixture?.Cards is not null) state = state with { Game = state.Game.With(ScriptLeague.Cards) };
                if (PlayAudit.Wrong(state, group) is { } again) wrong.Add($"Seed {seed}: {again}");
                state = GameRules.Evolve(state, group);
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} faults:\n{string.Join('\n', wrong.Take(20))}");
    }

    /// <summary>Without this the tests above could hold because nothing happens in these games.</summary>
    [Fact]
    public void The_games_see_everything()
    {
        var seen = new HashSet<Type>();
        foreach (var (_, front, _) in games.Value)
            foreach (var group in front.Groups) foreach (var happened in group.Events) seen.Add(happened.GetType());
        Assert.Contains(games.Value, one => one.Front.State.Game is { Fixture.Cards: not null, IsOver: true, Plays: > 50 });
        // What only a scored game, a lost secret or another front knows.
        Type[] elsewhere =
        [
            typeof(BatterAdjusted), typeof(HandSet), typeof(DiceRestarted), typeof(PlayerInjured), typeof(PlayReviewed),
            typeof(OfficialTotalsNoted),
        ];
        Assert.Equal([], WireNames.Events.Select(name => name.Type).Except(seen).Except(elsewhere).Select(type => type.Name).Order());
    }

    private static ConcurrentBag<(int, RulesFront, Played)> PlayAll()
    {
        var played = new ConcurrentBag<(int, RulesFront, Played)>();
        Parallel.For(First, First + Count, seed =>
        {
            var front = new RulesFront(seed);
            try
            {
                // Nothing here waits for anybody: the script runs through on this thread.
                var rules = ScriptRules.For(seed, Clock);
                var result = new GameScript(seed, front, rules, ScriptLeague.For(seed, rules)).Play().GetAwaiter().GetResult();
                played.Add((seed, front, result));
            }
            catch (Exception e)
            {
                faults.Add($"Seed {seed}, after event {front.State.Ledger.Seq}: {e}");
            }
        });
        return played;
    }
}
