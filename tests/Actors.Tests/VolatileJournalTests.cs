using AkkaGame.Actors;
using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

public class VolatileJournalTests : JournalSpec
{
    protected override IJournal Journal { get; } = new VolatileJournal();
}
