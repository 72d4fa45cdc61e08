using FsCheck;

namespace AkkaGame.Tests;

/// <summary>
/// How the property tests draw: the same examples in every run, so that a red test is the work of the change at hand. AKKAGAME_SEED
/// names another number to draw from, which is how to search further; a failure prints what it found.
/// </summary>
internal static class Draws
{
    private const ulong Usual = 20181028;

    // Odd, as the generator asks; any odd number serves.
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    public static Config Times(int tests)
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("AKKAGAME_SEED"), out var named) ? named : Usual;
        return Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(new Replay(new Rnd(seed, Gamma), null));
    }
}
