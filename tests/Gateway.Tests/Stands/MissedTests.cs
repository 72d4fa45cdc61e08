using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Messages.Wire;
using AkkaGame.Specs;

namespace AkkaGame.Gateway.Tests.Stands;

/// <summary>What the engine did not tell is read in the journal: no gap, nothing twice.</summary>
public class MissedTests
{
    [Fact]
    public async Task A_group_whose_answer_was_lost_is_read_from_the_journal()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var (fan, watcher) = (await park.Enter(game), await park.Enter(game, Role.Spectator, view: true));
        park.Journal.LoseAnswer = AppendOutcome.Unknown("The wire was cut.");
        var asked = Sample.Facts();
        Assert.Equal(RefusalCode.Unavailable, (await park.Engine.Ask(game, asked)).Refused!.Code);
        park.Journal.LoseAnswer = null;
        await park.Until(() => fan.Take().Seq == 2 && watcher.Take().Seq == 2);
        var again = await park.Engine.Ask(game, asked);
        Assert.True(again.Receipt.Duplicate);
        Assert.Equal(await park.Hash(game), await fan.Place.Reached(again.Receipt.Last));
        await park.Note(game);
        await park.Until(() => fan.Take().Seq == 3 && watcher.Take().Seq == 3);
    }

    [Fact]
    public async Task A_jump_is_filled_from_the_journal()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var (fan, viewing, watcher) =
            (await park.Enter(game), await park.Enter(game, view: true), await park.Enter(game, Role.Spectator, view: true));
        var state = await park.State(game);
        for (var i = 0; i < 20; i++)
        {
            var group = Sample.Group(game, state.Ledger.Seq + 1, 1 + i % 3) with { Rules = state.Rules };
            await park.Store.Append(group);
            state = GameRules.Evolve(state, group);
            // Every fifth is told.
            if (i % 5 == 4) park.Grandstand.Publish(state, group);
        }

        foreach (var one in new[] { fan, viewing, watcher }) await park.Until(() => one.Take().Seq == state.Ledger.Seq);
        Assert.Equal(Park.HashOf(state), Assert.Single(new[] { fan.Hash, viewing.Hash, watcher.Hash }.Distinct()));
        Assert.NotNull(viewing.View);
        Assert.NotNull(watcher.View);
    }

    [Fact]
    public async Task Who_waits_for_a_seq_that_nobody_told_has_the_journal_read()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var fan = await park.Enter(game);
        var state = await park.State(game);
        var group = Sample.Group(game, 2, 2) with { Rules = state.Rules };
        await park.Store.Append(group);
        Assert.Equal(Park.HashOf(GameRules.Evolve(state, group)), await fan.Place.Reached(3));
        Assert.Equal(3, fan.Take().Seq);
        Assert.Null(await fan.Place.Reached(2)); // Inside a group no view exists.
    }

    [Fact]
    public async Task Who_waits_for_what_the_journal_does_not_tell_is_told_so()
    {
        await using var park = new Park();
        var game = await park.NewGame();
        var fan = await park.Enter(game);
        park.Journal.Unreachable = game;
        var reached = fan.Place.Reached(2).AsTask();
        await park.Until(() => reached.IsCompleted, TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => reached);
    }

    [Fact]
    public async Task A_game_of_another_node_is_followed_in_the_journal()
    {
        await using var elsewhere = new Park();
        var game = await elsewhere.NewGame(facts: 3);
        await using var park = new Park(store: elsewhere.Store);
        park.Ownership.Set(game, null);
        var (fan, watcher) = (await park.Enter(game), await park.Enter(game, Role.Spectator));
        Assert.Equal((4, 4), (fan.Seq, watcher.Seq));
        for (var i = 0; i < 3; i++)
        {
            var seq = await elsewhere.Note(game, 2);
            await park.Until(() => fan.Take().Seq == seq && watcher.Take().Seq == seq, TimeSpan.FromMilliseconds(50));
            Assert.Equal(await elsewhere.Hash(game), fan.Hash);
        }
    }

    [Fact]
    public async Task What_the_last_owner_wrote_is_told_by_the_next_one()
    {
        await using var elsewhere = new Park();
        var game = await elsewhere.NewGame();
        await using var park = new Park(store: elsewhere.Store);
        park.Ownership.Set(game, null);
        var fan = await park.Enter(game);
        park.Time.Advance(TimeSpan.FromMilliseconds(250));
        var last = await elsewhere.Note(game);
        await park.Engine.Evict(game); // Whoever does not own it has it in memory no more.
        park.Ownership.Set(game, 7);
        await park.Until(() => fan.Take().Seq == last, TimeSpan.FromMilliseconds(50));
        Assert.Equal(last + 1, await park.Note(game));
        Assert.Equal(last + 1, fan.Take().Seq);
    }

    [Fact]
    public async Task A_journal_that_went_back_is_shown_as_it_is()
    {
        var store = new VolatileJournal();
        await using var park = new Park(store: store);
        var game = await park.NewGame(facts: 3);
        var (fan, watcher) = (await park.Enter(game), await park.Enter(game, Role.Spectator));
        // A backup of the second event is restored, and the game goes on otherwise.
        var state = await park.State(game);
        var groups = (await store.Read(game, 0)).Groups;
        var restored = groups.Take(2).Aggregate(GameState.New(game), GameRules.Evolve);
        var other = Sample.Group(game, 3) with { Rules = state.Rules };
        park.Grandstand.Publish(GameRules.Evolve(restored, other), other);
        await park.Until(() => fan.Take().Seq == 3 && watcher.Take().Seq == 3);
        Assert.Equal((2, 2), (fan.Of(ServerFrame.Snap).Count, watcher.Of(ServerFrame.Snap).Count));
        Assert.Equal(Park.HashOf(GameRules.Evolve(restored, other)), fan.Hash);
        var next = Sample.Group(game, 4) with { Rules = state.Rules };
        park.Grandstand.Publish(GameRules.Evolve(GameRules.Evolve(restored, other), next), next);
        await park.Until(() => fan.Take().Seq == 4 && watcher.Take().Seq == 4);
    }
}
