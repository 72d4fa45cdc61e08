using AkkaGame.Cluster;
using AkkaGame.Host.Stores;

namespace AkkaGame.Host.Engines;

/// <summary>The engines that there are; a build may be without the second one.</summary>
internal enum EngineKind : byte
{
    /// <summary>Our own: one process over a file, or several over a PostgreSQL database under shard leases.</summary>
    Native,
    /// <summary>Akka.NET's Cluster Sharding and Persistence.</summary>
    Akka,
}

/// <summary>Makes whichever was chosen.</summary>
internal static class EngineHomes
{
    /// <param name="plays">False for who only reads: whatever engine wrote what he reads, he needs none.</param>
    /// <param name="meeting">How nodes of our own engine know one another.</param>
    public static IEngineHome Of(Settings settings, IStore store, bool plays, ILoggerFactory logs, Func<Tenant, PeerOptions> meeting) =>
        plays && settings.Engine == EngineKind.Akka ? AkkaEngines.Home(settings, logs) : new NativeHome(store, meeting);
}
