using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>What every engine does with a command, on whatever journal.</summary>
public abstract class EngineSpec : EngineHarness
{
    [Fact]
    public async Task A_receipt_names_the_last_event_and_the_journal_has_it()
    {
        var (engine, game) = (Start(), Sample.NewGame());
        var (create, facts) = (Sample.Creation(), Sample.Facts(3) with { Why = "umpires came late" });

        var first = await engine.Ask(game, create);
        Time.Advance(TimeSpan.FromSeconds(5));
        var second = await engine.Ask(game, facts);

        Assert.Equal(new Receipt(facts.Id, first.Receipt.Last + 3, First: first.Receipt.Last + 1), second.Receipt);
        var stored = (await Store.Read(game, 0)).Groups;
        Assert.Equal([create.Id, facts.Id], stored.Select(g => g.Command));
        Assert.Equal(
            (Sample.Scorer, Cause.Command, GameRules.Version, Time.GetUtcNow().ToUnixTimeMilliseconds(), "umpires came late"),
            (stored[1].By, stored[1].Cause, stored[1].Rules, stored[1].At, stored[1].Why));
        Assert.Equal(second.Receipt.Last, (await StateOf(engine, game)).Ledger.Seq);
    }

    [Fact]
    public async Task A_command_sent_again_gets_its_receipt_again_for_the_life_of_the_game()
    {
        var engine = Start(new() { SnapshotEvery = 4 });
        var game = await Played(engine, 1);
        var facts = Sample.Facts(2);
        var receipt = (await engine.Ask(game, facts)).Receipt;
        for (var i = 0; i < 10; i++) await engine.Ask(game, Sample.Facts());
        var head = await Store.Head(game);

        var again = await engine.Ask(game, facts);
        await engine.Evict(game);
        var afterEviction = await engine.Ask(game, facts);
        await Stop(engine);
        var afterRestart = await Start().Ask(game, facts);

        Assert.All((Answer[])[again, afterEviction, afterRestart], a => Assert.Equal(receipt with { Duplicate = true }, a.Receipt));
        Assert.Equal(head, await Store.Head(game));
    }

    [Fact]
    public async Task An_id_does_not_serve_for_two_commands()
    {
        var engine = Start();
        var game = await Played(engine, 1);
        var facts = Sample.Facts();
        await engine.Ask(game, facts);

        var other = await engine.Ask(game, Sample.Facts(1, facts.Id));
        await engine.Evict(game);
        var later = await engine.Ask(game, Sample.Facts(1, facts.Id));

        Assert.All((Answer[])[other, later], a => Assert.Equal((RefusalCode.IdReused, "id"), (a.Refused?.Code, a.Refused?.Field)));
    }

    [Fact]
    public async Task The_same_id_may_stand_in_two_games()
    {
        var engine = Start();
        var (one, other) = (await Played(engine, 1), await Played(engine, 1));
        var facts = Sample.Facts();

        Assert.False((await engine.Ask(one, facts)).Receipt.Duplicate);
        Assert.False((await engine.Ask(other, facts)).Receipt.Duplicate);
    }

    [Fact]
    public async Task A_refused_command_leaves_no_trace_and_may_be_sent_again()
    {
        var engine = Start();
        var game = await Played(engine, 1);
        var before = await StateOf(engine, game);
        var facts = Sample.Facts();

        var refused = await engine.Ask(game, facts with { Play = 17 });

        Assert.Equal(RefusalCode.StaleDecision, refused.Refused?.Code);
        Assert.Equal(before, await StateOf(engine, game));
        Assert.Equal(before.Ledger.Seq, await Store.Head(game));
        Assert.False((await engine.Ask(game, facts)).Receipt.Duplicate);
    }

    [Fact]
    public async Task A_game_that_was_never_created_is_not_found()
    {
        var engine = Start();

        Assert.Equal(RefusalCode.NotFound, (await engine.Ask(Sample.NewGame(), Sample.Facts())).Refused?.Code);
        Assert.Equal(RefusalCode.NotFound, (await engine.Look(Sample.NewGame())).Refused?.Code);
        Assert.True(await engine.Evict(Sample.NewGame()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task A_game_comes_back_as_it_was(int snapshotEvery)
    {
        var options = new EngineOptions { SnapshotEvery = snapshotEvery };
        var engine = Start(options);
        var game = await Played(engine, 10);
        var before = StateHash.Of(await StateOf(engine, game));

        Assert.True(await engine.Evict(game));
        var evicted = await StateOf(engine, game);
        await Stop(engine);
        var restarted = await StateOf(Start(options), game);

        Assert.Equal(before, StateHash.Of(evicted));
        Assert.Equal(evicted, restarted);
        var replayed = await Recovery.Of(game, Store, new VolatileJournal());
        Assert.Equal((evicted, evicted.Ledger.Seq), (replayed.Game.State, replayed.Replayed));
    }

    [Fact]
    public async Task One_command_of_a_game_is_in_flight_at_a_time()
    {
        var engine = Start();
        var game = await Played(engine, 1);
        var head = await Store.Head(game);
        var asked = Journal.Asked;
        Journal.Close();

        var answers = Enumerable.Range(0, 10).Select(_ => engine.Ask(game, Sample.Facts()).AsTask()).ToArray();

        await Journal.SomebodyWaits();
        Assert.Equal(1, Journal.Asked - asked);
        Assert.All(answers, a => Assert.False(a.IsCompleted));
        Journal.Open();
        var receipts = await Task.WhenAll(answers);
        Assert.Equal(Enumerable.Range(head + 1, 10), receipts.Select(a => a.Receipt.Last));
    }

    [Fact]
    public async Task Nobody_sees_what_is_not_durable()
    {
        var heard = new Listener();
        var engine = Start(audience: heard);
        var game = await Played(engine, 1);
        var head = await Store.Head(game);
        Journal.Close();

        var command = engine.Ask(game, Sample.Facts()).AsTask();
        var look = engine.Look(game).AsTask();
        await Journal.SomebodyWaits();

        Assert.Equal([head], heard.Seqs);
        Assert.False(command.IsCompleted || look.IsCompleted);
        Journal.Open();
        await command;
        Assert.Equal(head + 1, (await look).State?.Ledger.Seq);
    }

    [Fact]
    public async Task The_audience_hears_every_group_once_in_order_and_before_the_receipt()
    {
        var heard = new Listener();
        var engine = Start(audience: heard);
        var game = Sample.NewGame();

        foreach (var command in (Envelope[])[Sample.Creation(), Sample.Facts(2), Sample.Facts()])
        {
            var receipt = (await engine.Ask(game, command)).Receipt;
            await engine.Ask(game, command);
            Assert.Equal(receipt.Last, heard.Seqs[^1]);
        }

        Assert.Equal((await Store.Read(game, 0)).Groups.Select(g => g.Last), heard.Seqs);
    }

    [Fact]
    public async Task A_listener_that_fails_takes_nothing_back()
    {
        var faults = new List<Exception>();
        var engine = Start(new() { Faulted = (_, e) => faults.Add(e) }, new Listener { Fails = true });

        var game = await Played(engine, 3);

        Assert.Equal(await Store.Head(game), (await StateOf(engine, game)).Ledger.Seq);
        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public async Task Past_the_bound_of_the_inbox_a_game_is_busy()
    {
        var engine = Start(new() { InboxMax = 4 });
        var game = await Played(engine, 1);
        Journal.Close();

        var inWork = engine.Ask(game, Sample.Facts()).AsTask();
        await Journal.SomebodyWaits();
        var waiting = Enumerable.Range(0, 4).Select(_ => engine.Ask(game, Sample.Facts()).AsTask()).ToArray();
        var refused = await engine.Ask(game, Sample.Facts());

        Assert.Equal((RefusalCode.Busy, Retry.After), (refused.Refused?.Code, refused.Refused?.Retry));
        Journal.Open();
        Assert.All(await Task.WhenAll([inWork, .. waiting]), a => Assert.Null(a.Refused));
    }

    [Fact]
    public virtual async Task A_game_that_waits_for_its_journal_holds_up_no_other()
    {
        var engine = Start();
        var (held, free) = (await Played(engine, 1), await Played(engine, 1));
        Journal.Close(held);
        var waiting = engine.Ask(held, Sample.Facts()).AsTask();
        await Journal.SomebodyWaits();

        for (var i = 0; i < 10; i++) Assert.Null((await engine.Ask(free, Sample.Facts())).Refused);

        Assert.False(waiting.IsCompleted);
        Journal.Open();
        Assert.Null((await waiting).Refused);
    }

    [Fact]
    public async Task A_caller_who_stops_waiting_does_not_stop_the_command()
    {
        var engine = Start();
        var game = await Played(engine, 1);
        var facts = Sample.Facts();
        Journal.Close();
        using var patience = new CancellationTokenSource();

        var asked = engine.Ask(game, facts, patience.Token).AsTask();
        await Journal.SomebodyWaits();
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Journal.Open();

        Assert.True((await engine.Ask(game, facts)).Receipt.Duplicate);
    }

    [Fact]
    public async Task A_stopped_engine_takes_nothing_and_has_kept_its_games()
    {
        var engine = Start();
        var game = await Played(engine, 3);
        await Stop(engine);

        Assert.Equal((RefusalCode.Unavailable, Retry.SameId), Short(await engine.Ask(game, Sample.Facts())));
        Assert.Equal(await Store.Head(game), (await Snapshots.Latest(game))?.Seq);
    }

    [Fact]
    public async Task Many_games_at_once_with_everything_sent_twice()
    {
        var engine = Start(new() { SnapshotEvery = 7, InboxMax = 1000 });
        var games = Enumerable.Range(0, 60).Select(_ => Sample.NewGame()).ToArray();

        await Task.WhenAll(games.Select(game => Task.Run(async () =>
        {
            await engine.Ask(game, Sample.Creation());
            for (var i = 0; i < 20; i++)
            {
                var facts = Sample.Facts();
                var twice = await Task.WhenAll(engine.Ask(game, facts).AsTask(), engine.Ask(game, facts).AsTask());
                Assert.Equal([false, true], twice.Select(a => a.Receipt.Duplicate));
                if (i % 5 == 0) await engine.Evict(game);
            }
        })));

        foreach (var game in games)
        {
            var read = await Store.Read(game, 0);
            Assert.Equal(21, read.Groups.Count);
            Assert.Equal(Enumerable.Range(1, read.Head), read.Groups.SelectMany(g => Enumerable.Range(g.First, g.Events.Count)));
        }
    }

    private sealed class Listener : IAudience
    {
        public List<int> Seqs { get; } = [];

        public bool Fails { get; init; }

        public void Publish(GameState state, EventGroup group)
        {
            if (Fails) throw new InvalidOperationException("This listener is broken.");
            Assert.Equal(state.Ledger.Seq, group.Last);
            lock (Seqs) Seqs.Add(group.Last);
        }

        public void Lost(GameId game) { }
    }
}
