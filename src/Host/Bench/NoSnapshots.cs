using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Host.Bench;

/// <summary>
/// Forgets what it is told: games that leave an engine keep a snapshot, which a measurement may not want to find or to weigh.
/// </summary>
internal sealed class NoSnapshots : ISnapshots
{
    public static readonly NoSnapshots Instance = new();

    public ValueTask<bool> Save(Snapshot snapshot) => new(true);

    public ValueTask<Snapshot?> Latest(GameId game, long below = long.MaxValue, CancellationToken stop = default) => default;
}
