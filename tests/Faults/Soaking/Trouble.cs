using AkkaGame.Faults.Playing;

namespace AkkaGame.Faults.Soaking;

/// <summary>Something that befalls a league of nodes, and after which everybody is to go on by himself.</summary>
/// <param name="Name">As the fault matrix counts it, and in words.</param>
/// <param name="Befall">
/// Does it and undoes it. Gives the moment from which games may take no write for the promised time only, in ticks of the history's clock.
/// </param>
/// <param name="Promised">How long a game may take no write (P13).</param>
/// <param name="MovesNothing">No shard may change its owner, nor its epoch.</param>
public sealed record Trouble(
    string Name, Func<NodeLeague, Random, Task<long>> Befall, TimeSpan Promised, bool MovesNothing = false);
