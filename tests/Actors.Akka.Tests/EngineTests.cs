using Akka.Configuration;
using AkkaGame.Actors;
using AkkaGame.Specs;

namespace AkkaGame.OnAkka.Tests;

/// <summary>The engine on Akka.NET does what every engine does, whatever happens to what it stands on.</summary>
public sealed class EngineTests : EngineFaultSpec
{
    protected override IJournal Store { get; } = new VolatileJournal();

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => Engines.Alone(ports, options);

    /// <summary>
    /// Not so here: a journal of Akka.Persistence gives its answers in the order of the questions, so one that hangs delays those after
    /// it. They are late, and none is lost.
    /// </summary>
    [Fact]
    public override async Task A_game_that_waits_for_its_journal_holds_up_no_other()
    {
        var engine = Start();
        var (held, free) = (await Played(engine, 1), await Played(engine, 1));
        var head = await Store.Head(free);
        Journal.Close(held);
        var waiting = engine.Ask(held, Sample.Facts()).AsTask();
        await Journal.SomebodyWaits();

        var late = engine.Ask(free, Sample.Facts()).AsTask();
        while (await Store.Head(free) == head) await Task.Delay(1);
        Journal.Open();

        Assert.All(await Task.WhenAll(waiting, late), static answer => Assert.Null(answer.Refused));
    }
}

/// <summary>Played games, whose secrets stand in no state.</summary>
public sealed class PlayedTests : EnginePlayedSpec
{
    protected override IJournal Store { get; } = new VolatileJournal();

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => Engines.Alone(ports, options);
}

/// <summary>What the leagues' cards say.</summary>
public sealed class CardsTests : EngineCardsSpec
{
    protected override IJournal Store { get; } = new VolatileJournal();

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => Engines.Alone(ports, options);
}

internal static class Engines
{
    private static readonly Config config = PortJournal.Config.WithFallback(Hocon.Read("akka.conf"));

    public static AkkaEngine Alone(EnginePorts ports, EngineOptions options) => AkkaEngine.Alone(ports, options, config);
}
