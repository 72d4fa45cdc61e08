using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

/// <summary>The games of one shard that is handed over, while those of others go on.</summary>
public sealed class ShardGamesTests : EngineHarness
{
    protected override IJournal Store { get; } = new VolatileJournal();

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => new InProcessEngine(ports, options);

    [Fact]
    public async Task What_came_before_is_finished_and_what_comes_after_is_refused_as_for_another_node()
    {
        var engine = (InProcessEngine)Start(new() { IdleTime = TimeSpan.Zero });
        var game = await Played(engine, 3);
        var other = await PlayedElsewhere(engine, Shard.Of(game));
        var head = await Store.Head(game);
        Journal.Close();
        var before = engine.Ask(game, Sample.Facts()).AsTask();
        await Journal.SomebodyWaits();
        var waiting = engine.Ask(game, Sample.Facts()).AsTask();

        var closed = engine.Close(Shard.Of(game));
        var after = await engine.Ask(game, Sample.Facts());

        Assert.Equal(Refusals.Elsewhere.Rule, after.Refused?.Rule);
        Assert.False(closed.IsCompleted);
        Journal.Open();
        await closed;
        Assert.Equal([head + 1, head + 2], (await Task.WhenAll(before, waiting)).Select(static answer => answer.Receipt.Last));
        Assert.Equal(Refusals.Elsewhere.Rule, (await engine.Look(game)).Refused?.Rule);
        await Gone(engine, game);
        Assert.Null((await engine.Ask(other, Sample.Facts())).Refused);

        engine.Open(Shard.Of(game));
        Assert.Equal(head + 3, (await engine.Ask(game, Sample.Facts())).Receipt.Last);
    }

    [Fact]
    public async Task Who_gave_up_waiting_has_the_games_stay()
    {
        var engine = (InProcessEngine)Start(new() { IdleTime = TimeSpan.Zero });
        var game = await Played(engine, 3);
        Journal.Close();
        var inWork = engine.Ask(game, Sample.Facts()).AsTask();
        await Journal.SomebodyWaits();
        var closed = engine.Close(Shard.Of(game));
        engine.Open(Shard.Of(game));
        var next = engine.Ask(game, Sample.Facts()).AsTask();

        Journal.Open();
        await Task.WhenAll(inWork, next, closed);

        // It goes on under whatever it is asked, and nobody sends it away a second time.
        for (var i = 0; i < 100; i++) Assert.Null((await engine.Ask(game, Sample.Facts())).Refused);
        Assert.NotNull(engine.Find(game));
    }

    private async Task<GameId> PlayedElsewhere(IEngine engine, Shard not)
    {
        while (true)
            if (await Played(engine, 1) is var game && Shard.Of(game) != not) return game;
    }
}
