using System.Diagnostics;

namespace AkkaGame.Host.Engines;

/// <summary>This build is without the Akka.NET engine: it was made where its packages need not be.</summary>
internal static class AkkaEngines
{
    public static bool AreHere => false;

    public static IEngineHome Home(Settings settings, ILoggerFactory logs) =>
        throw new UnreachableException("The settings have refused it.");
}
