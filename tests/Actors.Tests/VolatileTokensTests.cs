using AkkaGame.Specs;

namespace AkkaGame.Actors.Tests;

public class VolatileTokensTests : TokensSpec
{
    protected override ITokens Tokens { get; } = new VolatileTokens();
}
