using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

public sealed class InProcessCardsTests : EngineCardsSpec
{
    protected override IJournal Store { get; } = new VolatileJournal();

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => new InProcessEngine(ports, options);
}
