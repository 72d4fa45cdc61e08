using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

public class InProcessEngineTests : EngineFaultSpec
{
    private static readonly TimeSpan idle = TimeSpan.FromMinutes(4);

    protected override IJournal Store { get; } = new VolatileJournal();

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => new InProcessEngine(ports, options);

    private InProcessEngine StartIdling() => (InProcessEngine)Start(new() { IdleTime = idle, SnapshotEvery = 1000 });

    [Fact]
    public async Task A_game_nobody_writes_to_leaves_memory_and_keeps_a_snapshot()
    {
        var engine = StartIdling();
        var game = await Played(engine, 3);
        Time.Advance(idle * 0.99);
        Assert.Equal(1, engine.Live);

        Time.Advance(idle * 0.3);

        Assert.Equal(0, engine.Live);
        Assert.Equal(await Store.Head(game), (await Snapshots.Latest(game))?.Seq);
        Assert.Null((await engine.Ask(game, Sample.Facts())).Refused);
        Assert.Equal(1, engine.Live);
    }

    [Fact]
    public async Task A_game_that_somebody_looks_at_stays()
    {
        var engine = StartIdling();
        var game = await Played(engine, 3);

        for (var i = 0; i < 10; i++)
        {
            Time.Advance(idle / 2);
            await engine.Look(game);
        }

        Assert.Equal(1, engine.Live);
        Assert.Null(await Snapshots.Latest(game)); // Had it left in between, it would have kept one.
    }

    [Fact]
    public async Task A_game_whose_snapshot_hangs_at_the_store_keeps_no_other_in_memory()
    {
        var store = new HangingSnapshots(Snapshots);
        var engine = (InProcessEngine)Start(Ports() with { Snapshots = store }, new() { IdleTime = idle, SnapshotEvery = 1000 });
        store.Hangs = await Played(engine, 3);
        Time.Advance(idle * 1.3);

        await Played(engine, 3);
        Time.Advance(idle * 1.3);
        var stay = ((IEngineInspector)engine).Games().Select(static game => game.Game).ToArray();
        store.Released.SetResult();

        Assert.Equal([store.Hangs.Value], stay);
        await Gone(engine, store.Hangs.Value);
    }

    [Fact]
    public async Task An_engine_stops_whatever_became_of_reading_the_list_of_games_put_aside()
    {
        var engine = Make(Ports() with { Quarantine = new BrokenList() }, new());

        await Stop(engine);
    }

    [Fact]
    public async Task A_game_with_a_message_in_its_inbox_does_not_leave()
    {
        var engine = StartIdling();
        var game = await Played(engine, 3);
        var head = await Store.Head(game);
        Journal.Close();
        var inWork = engine.Ask(game, Sample.Facts()).AsTask();
        await Journal.SomebodyWaits();
        var evicted = engine.Evict(game).AsTask();
        var waiting = engine.Ask(game, Sample.Facts()).AsTask();

        Time.Advance(idle * 10);

        Assert.Equal(1, engine.Live);
        Journal.Open();
        Assert.False(await evicted); // The second command stood in the inbox when its turn came.
        Assert.Equal([head + 1, head + 2], (await Task.WhenAll(inWork, waiting)).Select(a => a.Receipt.Last));
    }

    [Fact]
    public async Task With_no_idle_time_games_stay()
    {
        var engine = (InProcessEngine)Start(new() { IdleTime = TimeSpan.Zero });
        await Played(engine, 1);

        Time.Advance(TimeSpan.FromDays(100));

        Assert.Equal(1, engine.Live);
    }

    [Fact]
    public async Task Asking_for_games_that_do_not_exist_fills_no_memory()
    {
        var engine = StartIdling();

        for (var i = 0; i < 100; i++)
        {
            await engine.Look(Sample.NewGame());
            await engine.Ask(Sample.NewGame(), Sample.Facts());
        }

        Assert.Equal(0, engine.Live);
    }

    [Fact]
    public async Task Leaving_and_coming_back_at_every_moment_lose_no_command_and_double_none()
    {
        var journal = new Crowded(Store, Snapshots);
        var ports = Ports() with { Journal = journal, Snapshots = journal, Time = TimeProvider.System };
        var engine = Start(ports, new() { IdleTime = TimeSpan.FromMilliseconds(4), SnapshotEvery = 5 });
        var games = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Played(engine, 1)));
        using var stop = new CancellationTokenSource();
        var evicting = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) foreach (var game in games) await engine.Evict(game);
        });

        var answers = await Task.WhenAll(games.Select((game, n) => Task.Run(async () =>
        {
            var (all, pause) = (new List<Answer>(), new Random(n));
            // How often they leave beside so many commands is the machine's affair: go on until it was often enough.
            for (var i = 0; i < 300 || (Left() <= 100 && i < 30_000); i++)
            {
                var facts = Sample.Facts();
                all.Add(await engine.Ask(game, facts));
                if (i % 3 == 0) Assert.True((await engine.Ask(game, facts)).Receipt.Duplicate);
                if (i % 10 == 0) await Task.Delay(pause.Next(8)); // About as long as it takes to be idle.
            }

            return all;
        })));
        await stop.CancelAsync();
        await evicting;

        Assert.All(answers.SelectMany(a => a), a => Assert.False(a.Receipt.Duplicate));
        foreach (var (game, all) in games.Zip(answers)) Assert.Equal(1 + all.Count, (await Store.Read(game, 0)).Groups.Count);
        Assert.True(Left() > 100);
        Assert.Equal(0, journal.Crowds);

        long Left() => ((IEngineInspector)engine).Figures().Left;
    }

    /// <summary>Takes its time, and counts calls for a game that come while another one of the same game is not over.</summary>
    private sealed class Crowded(IJournal journal, ISnapshots snapshots) : IJournal, ISnapshots
    {
        private readonly ConcurrentDictionary<GameId, bool> inside = new();
        private int crowds;

        public int Crowds => crowds;

        public ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0) =>
            Alone(group.Game, () => journal.Append(group, card, epoch));

        public ValueTask<JournalRead> Read(GameId game, int after, int upTo = int.MaxValue, CancellationToken stop = default) =>
            Alone(game, () => journal.Read(game, after, upTo, stop));

        public ValueTask<int> Head(GameId game, CancellationToken stop = default) => journal.Head(game, stop);

        public ValueTask<bool> Save(Snapshot snapshot) => Alone(snapshot.Game, () => snapshots.Save(snapshot));

        public ValueTask<Snapshot?> Latest(GameId game, long below = long.MaxValue, CancellationToken stop = default) =>
            Alone(game, () => snapshots.Latest(game, below, stop));

        private async ValueTask<T> Alone<T>(GameId game, Func<ValueTask<T>> call)
        {
            if (!inside.TryAdd(game, true)) Interlocked.Increment(ref crowds);
            await Task.Yield();
            var result = await call();
            await Task.Yield();
            inside.TryRemove(game, out _);
            return result;
        }
    }

    /// <summary>Snapshots of one game are kept only when the test lets them.</summary>
    private sealed class HangingSnapshots(ISnapshots inner) : ISnapshots
    {
        public GameId? Hangs { get; set; }

        public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<bool> Save(Snapshot snapshot)
        {
            if (snapshot.Game == Hangs) await Released.Task;
            return await inner.Save(snapshot);
        }

        public ValueTask<Snapshot?> Latest(GameId game, long below = long.MaxValue, CancellationToken stop = default) =>
            inner.Latest(game, below, stop);
    }

    /// <summary>A list that fails as no store says it would.</summary>
    private sealed class BrokenList : IQuarantine
    {
        public ValueTask<bool> PutAside(AsideGame game) => new(false);

        public ValueTask<bool> TakeBack(GameId game) => new(false);

        public ValueTask<IReadOnlyList<AsideGame>> Aside(CancellationToken stop = default) =>
            throw new InvalidOperationException("A defect.");
    }
}
