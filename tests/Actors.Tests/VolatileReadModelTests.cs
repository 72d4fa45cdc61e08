using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

public sealed class VolatileReadModelTests : ReadModelSpec
{
    private readonly VolatileJournal journal = new();

    protected override IJournal Journal => journal;

    protected override IReadModel Model { get; } = new VolatileReadModel();
}
