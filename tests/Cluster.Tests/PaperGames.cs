using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster.Tests;

/// <summary>The games of a node, as far as a keeper sees them.</summary>
internal sealed class PaperGames(ParkNode node, Park park) : IShardGames
{
    /// <summary>How long games take to finish.</summary>
    public TimeSpan Take { get; set; } = TimeSpan.FromMilliseconds(20);

    public HashSet<Shard> Closed { get; } = [];

    /// <summary>The most that were closed at once.</summary>
    public int Most { get; private set; }

    public async Task Close(Shard shard)
    {
        if (node.Keeper.EpochOf(shard) is null) park.Wrong.Add($"shard {shard} was closed where it was not held");
        Closed.Add(shard);
        Most = Math.Max(Most, Closed.Count);
        if (Take > TimeSpan.Zero) await Task.Delay(Take, park.Time);
    }

    public void Open(Shard shard)
    {
        if (!Closed.Remove(shard)) park.Wrong.Add($"shard {shard} was opened and had not been closed");
    }
}
