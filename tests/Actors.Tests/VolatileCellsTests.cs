using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

public class VolatileCellsTests : CellsSpec
{
    protected override ICells Cells { get; } = new VolatileJournal();
}
