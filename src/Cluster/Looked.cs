using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>What a look at the tables has shown.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Me">This incarnation.</param>
internal sealed record Looked(LeaseTable Table, long At, Guid Me)
{
    public IReadOnlyDictionary<Shard, Home> Homes { get; private init; } = (
        from shard in Table.Shards
        join node in Table.Nodes on shard.Owner equals node.Id
        select (shard.Shard, new Home(node.Id, node.Address, shard.Epoch, node.Id == Me))).ToDictionary();

    /// <summary>The same, and one shard that has moved since.</summary>
    public Looked With(Shard shard, Home home) => this with { Homes = new Dictionary<Shard, Home>(Homes) { [shard] = home } };

    /// <summary>What was known before it was sent, where that is newer: a shard was given away while the look was under way.</summary>
    public Looked After(Looked? before)
    {
        var newest = this;
        foreach (var row in Table.Shards)
            if (before?.Homes.TryGetValue(row.Shard, out var home) is true && home.Epoch > row.Epoch) newest = newest.With(row.Shard, home);
        return newest;
    }
}
