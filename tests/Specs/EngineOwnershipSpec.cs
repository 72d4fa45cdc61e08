using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Specs;

/// <summary>What an engine does when its shards come and go. For stores that a single process holds: they look at no epoch.</summary>
public abstract class EngineOwnershipSpec : EngineHarness
{
    protected ManualOwnership Ownership { get; } = new();

    protected override EnginePorts Ports(IAudience? audience = null) => base.Ports(audience) with { Ownership = Ownership };

    [Fact]
    public async Task A_game_of_another_nodes_shard_is_neither_read_nor_kept()
    {
        var engine = Start();
        var game = await Played(engine, 2);
        await engine.Evict(game);
        Ownership.Set(game, null);
        var read = 0;
        Journal.Reading = (_, journal) =>
        {
            read++;
            return journal;
        };

        Assert.Equal(Elsewhere, Short(await engine.Ask(game, Sample.Facts())));
        Assert.Equal(RefusalCode.Unavailable, (await engine.Look(game)).Refused?.Code);

        Assert.Equal(0, read);
        Assert.Null(((IEngineInspector)engine).Find(game));
    }

    [Fact]
    public async Task What_is_appended_carries_the_epoch_under_which_the_game_was_loaded()
    {
        var engine = Start();
        var game = await Played(engine, 1);
        Assert.Equal(1, Journal.Epoch);

        Ownership.Set(game, 7);
        await Gone(engine, game);
        await engine.Ask(game, Sample.Facts());

        Assert.Equal(7, Journal.Epoch);
        Assert.Equal(7, ((IEngineInspector)engine).Find(game)?.Epoch);
    }

    [Fact]
    public async Task Where_a_shard_goes_its_games_go_at_once_and_the_others_stay()
    {
        var engine = Start();
        var game = await Played(engine, 1);
        var other = await Played(engine, 1);
        while (Shard.Of(other) == Shard.Of(game)) other = await Played(engine, 1);

        Ownership.Set(game, null);

        await Gone(engine, game);
        Assert.NotNull(((IEngineInspector)engine).Find(other));
    }

    [Fact]
    public async Task A_game_whose_epoch_is_announced_again_stays()
    {
        var engine = Start();
        var game = await Played(engine, 1);
        var before = ((IEngineInspector)engine).Figures();

        Ownership.Set(game, 1);
        await engine.Ask(game, Sample.Facts());

        Assert.Equal((before.Activated, before.Left), (((IEngineInspector)engine).Figures().Activated, before.Left));
    }

    [Fact]
    public async Task Who_waits_while_the_shard_goes_hears_it_and_the_command_at_the_journal_gets_what_the_journal_says()
    {
        var engine = Start();
        var game = await Played(engine, 1);
        var head = await Store.Head(game);
        Envelope[] commands = [Sample.Facts(), Sample.Facts(), Sample.Facts()];
        Journal.Close();
        var inWork = engine.Ask(game, commands[0]).AsTask();
        await Journal.SomebodyWaits();
        var waiting = commands[1..].Select(c => engine.Ask(game, c).AsTask()).ToArray();

        Ownership.Set(game, null);

        Assert.All(await Task.WhenAll(waiting), a => Assert.Equal(Elsewhere, Short(a)));
        Ownership.Set(game, 2);
        // Its predecessor is still at the journal: it is never twice in memory.
        Assert.Equal(Elsewhere, Short(await engine.Ask(game, commands[1])));
        Assert.False(inWork.IsCompleted);
        Journal.Open();
        Assert.Equal(new Receipt(commands[0].Id, head + 1, First: head + 1), (await inWork).Receipt);
        await Gone(engine, game);
        var again = new List<Answer>();
        foreach (var command in commands) again.Add(await engine.Ask(game, command));
        Assert.Equal([(head + 1, true), (head + 2, false), (head + 3, false)], again.Select(a => (a.Receipt.Last, a.Receipt.Duplicate)));
    }

    [Fact]
    public async Task Where_the_epoch_changes_during_the_replay_the_game_is_read_again()
    {
        var engine = Start();
        var game = await Played(engine, 3);
        var head = await Store.Head(game);
        await engine.Evict(game);
        var facts = Sample.Facts();
        Journal.Reading = (_, read) =>
        {
            Ownership.SetUntold(game, 2);
            return read;
        };

        var during = await engine.Ask(game, facts);
        Journal.Reading = static (_, read) => read;
        var after = await engine.Ask(game, facts);

        Assert.Equal(Elsewhere, Short(during));
        Assert.Equal(new Receipt(facts.Id, head + 1, First: head + 1), after.Receipt);
        Assert.Equal(2, Journal.Epoch);
    }

    [Theory]
    [InlineData(AppendResult.Fenced)]
    [InlineData(AppendResult.Unknown)]
    public async Task Where_the_journal_does_not_take_the_epoch_it_is_doubted_and_the_game_read_again(AppendResult result)
    {
        var engine = Start();
        var game = await Played(engine, 2);
        var head = await Store.Head(game);
        var facts = Sample.Facts();
        Journal.Instead = _ => new AppendOutcome(result, "why");

        var answer = await engine.Ask(game, facts);

        Assert.Equal((RefusalCode.Unavailable, Retry.SameId), Short(answer));
        Assert.Equal([new OwnedShard(Shard.Of(game), 1)], Ownership.Doubted);
        Assert.Null(((IEngineInspector)engine).Find(game));
        Journal.Instead = static _ => null;
        Ownership.Set(game, 2);
        Assert.Equal(head + 1, (await engine.Ask(game, facts)).Receipt.Last);
        Assert.Single(Ownership.Doubted);
    }

    [Fact]
    public async Task A_node_that_may_have_been_succeeded_neither_shows_nor_refuses_from_memory()
    {
        var engine = Start();
        var game = await Played(engine, 1);
        var before = Sample.Facts();
        await engine.Ask(game, before);
        Ownership.MaySpeak = false;

        var shown = await engine.Look(game);
        var refused = await engine.Ask(game, Sample.Facts() with { Play = 17 });
        var reused = await engine.Ask(game, Sample.Facts(1, before.Id));
        var repeated = await engine.Ask(game, before);
        var accepted = await engine.Ask(game, Sample.Facts());
        var aside = await ((IEngineInspector)engine).Quarantine(game, "why", "ops");

        Assert.Equal(Elsewhere, Short(shown.Refused!));
        Assert.Equal([Elsewhere, Elsewhere], [Short(refused), Short(reused)]);
        Assert.True(repeated.Receipt.Duplicate);
        Assert.Equal(await Store.Head(game), accepted.Receipt.Last);
        Assert.Equal(Elsewhere, Short(aside.Refused!));
        Assert.Empty(((IEngineInspector)engine).Aside());
        Ownership.MaySpeak = true;
        Assert.Equal(RefusalCode.StaleDecision, (await engine.Ask(game, Sample.Facts() with { Play = 17 })).Refused?.Code);
    }

    [Fact]
    public async Task A_node_that_was_succeeded_and_joined_again_does_not_speak_of_what_it_held_before()
    {
        var engine = Start();
        var game = await Played(engine, 1);

        Ownership.SetUntold(game, null);

        Assert.Equal(Elsewhere, Short((await engine.Look(game)).Refused!));
        Assert.Equal(Elsewhere, Short(await engine.Ask(game, Sample.Facts() with { Play = 17 })));
    }

    [Fact]
    public async Task What_another_node_put_aside_is_known_when_the_shard_comes_back()
    {
        var engine = Start();
        var game = await Played(engine, 1);
        Ownership.Set(game, null);
        await Gone(engine, game);
        await ((IQuarantine)Store).PutAside(new(game, 1, "a dispute", "ops", 5));

        Ownership.SetUntold(game, 3); // The first message may be faster than the news.
        var answer = await engine.Ask(game, Sample.Facts());

        Assert.Equal(RefusalCode.Quarantined, answer.Refused?.Code);
    }

    [Fact]
    public async Task A_timer_rings_where_its_shard_is_and_at_the_moment_that_counts_there()
    {
        var (engine, elsewhere) = (Start(), Start(base.Ports(), new()));
        var game = await Begun(engine);
        Envelope Says(GameCommand command) => new(Sample.NewCommand(), Sample.Scorer, 0, command);
        DelayGame Delay(int minutes) => new("rain", (Time.GetUtcNow() + TimeSpan.FromMinutes(minutes)).ToUnixTimeMilliseconds());
        await engine.Ask(game, Says(Delay(10)));

        Ownership.Set(game, null);
        await Gone(engine, game);
        foreach (var command in (GameCommand[])[new ResumeGame(), Delay(30)])
            Assert.Null((await elsewhere.Ask(game, Says(command))).Refused);
        await Stop(elsewhere);
        var (head, asked) = (await Store.Head(game), Journal.Asked);
        Time.Advance(TimeSpan.FromMinutes(20));
        Assert.Null(((IEngineInspector)engine).Find(game));

        Ownership.Set(game, 2);
        Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal((GameStatus.Delayed, asked), ((await StateOf(engine, game)).Game.Status, Journal.Asked));
        await engine.Evict(game);
        Time.Advance(TimeSpan.FromMinutes(1));
        await Until(game, head + 1);
        Assert.Equal(GameStatus.InProgress, (await StateOf(engine, game)).Game.Status);
        Assert.Equal(2, Journal.Epoch);
    }

    [Fact]
    public async Task Shards_that_come_and_go_lose_no_command_and_double_none()
    {
        var engine = Start(new() { SnapshotEvery = 7 });
        var games = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Played(engine, 1)));
        using var stop = new CancellationTokenSource();
        var moving = Task.Run(async () =>
        {
            for (var epoch = 2L; !stop.IsCancellationRequested; epoch++)
            {
                var game = games[epoch % games.Length];
                Ownership.Set(game, null);
                await Task.Yield();
                Ownership.Set(game, epoch);
                await Task.Delay(2); // A game needs a moment at home to get anything done.
            }
        });

        await Task.WhenAll(games.Select(game => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                var facts = Sample.Facts();
                Answer answer;
                do answer = await engine.Ask(game, facts);
                while (answer.Refused is { Code: RefusalCode.Unavailable, Retry: Retry.SameId });
                Assert.Null(answer.Refused);
            }
        })));
        await stop.CancelAsync();
        await moving;

        foreach (var game in games)
        {
            var groups = (await Store.Read(game, 0)).Groups;
            Assert.Equal(101, groups.Count);
            Assert.Equal(101, groups.Select(g => g.Command).Distinct().Count());
        }
    }

    private static (RefusalCode?, Retry?) Elsewhere => (RefusalCode.Unavailable, Retry.SameId);

    private static (RefusalCode?, Retry?) Short(Refusal refused)
    {
        Assert.Equal("not-owned", refused.Rule);
        return (refused.Code, refused.Retry);
    }
}
