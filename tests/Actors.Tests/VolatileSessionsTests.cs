using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

public class VolatileSessionsTests : SessionsSpec
{
    protected override ISessions Sessions { get; } = new VolatileSessions();
}
