using AkkaGame.Actors;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

public class OwnershipTests : EngineOwnershipSpec
{
    protected override IJournal Store { get; } = new VolatileJournal();

    protected override IEngine Make(EnginePorts ports, EngineOptions options) => new InProcessEngine(ports, options);
}
