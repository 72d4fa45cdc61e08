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
    public async Task Leaving_and_coming_back_lose_no_command()
    {
        var engine = StartIdling();
        var games = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Played(engine, 1)));
        using var stop = new CancellationTokenSource();
        var evicting = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) foreach (var game in games) await engine.Evict(game);
        });

        var answers = await Task.WhenAll(games.Select(game => Task.Run(async () =>
        {
            var all = new List<Answer>();
            for (var i = 0; i < 500; i++) all.Add(await engine.Ask(game, Sample.Facts()));
            return all;
        })));
        await stop.CancelAsync();
        await evicting;

        // Twice in memory would show as a command refused because its game was overtaken.
        Assert.All(answers.SelectMany(a => a), a => Assert.Null(a.Refused));
        foreach (var game in games) Assert.Equal(501, (await Store.Read(game, 0)).Groups.Count);
    }
}
