using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>
/// Who is to have which shard: as evenly as they can be divided among the nodes that are up, with as few moves as that takes. The same
/// table gives the same plan on every node.
/// </summary>
internal static class Balance
{
    /// <summary>Those who may get shards. Where all are asked to drain there is nobody else, and they keep what they have.</summary>
    public static HashSet<Guid> Receivers(LeaseTable table)
    {
        var up = table.Nodes.Where(static node => node is { State: NodeState.Up, Expired: false }).ToList();
        var willing = up.Where(static node => !node.Asked).Select(static node => node.Id).ToHashSet();
        return willing.Count > 0 ? willing : [.. up.Select(static node => node.Id)];
    }

    /// <summary>
    /// Shards that are to have another owner than they have: those of nobody who is to keep them, then what nodes have beyond their
    /// quota. A shard that is on its way already counts where it goes to.
    /// </summary>
    public static IReadOnlyList<ShardWish> Plan(LeaseTable table)
    {
        var receivers = Receivers(table);
        if (receivers.Count == 0) return [];
        var places = receivers.Select(static node => new Place(node)).ToDictionary(static place => place.Node);
        List<ShardSeen> homeless = [];
        foreach (var shard in table.Shards)
            if (Heading(shard, receivers) is { } at) places[at].Shards.Add(shard);
            else homeless.Add(shard);

        // Whoever has most keeps one more where they cannot all have the same: every other choice moves more.
        Place[] order = [.. places.Values.OrderByDescending(static place => place.Count).ThenBy(static place => place.Node)];
        for (var i = 0; i < order.Length; i++)
            order[i].Quota = (table.Shards.Count / order.Length) + (i < table.Shards.Count % order.Length ? 1 : 0);
        List<ShardSeen> moving = [.. homeless, .. order.SelectMany(static place => place.Excess())];
        return [.. moving.Select(shard => new ShardWish(new(shard.Shard, shard.Epoch), Neediest(order).Take()))];
    }

    /// <summary>What whoever plans is to write down now, so many at most being on their way at once.</summary>
    public static IReadOnlyList<ShardWish> Wishes(LeaseTable table, int atOnce)
    {
        var receivers = Receivers(table);
        // Whoever leaves finds out for himself where his shards go, and what nobody has is taken by who misses it.
        return
        [
            .. Plan(table).Where(wish => table.Shards[wish.Shard.Shard.Number].Owner is { } owner && receivers.Contains(owner))
                .Take(Math.Max(0, atOnce - table.Shards.Count(shard => IsOnItsWay(shard, receivers)))),
        ];
    }

    /// <summary>What that node is to give away now, and to whom: what is wanted, and where it leaves everything.</summary>
    /// <param name="leaves">It is to have none, whatever the table says of it.</param>
    public static IReadOnlyList<ShardWish> Errands(LeaseTable table, Guid node, bool leaves)
    {
        var receivers = Receivers(table);
        // Where all are asked to leave nobody does: they would hand the same shards round for ever.
        leaves |= table.Nodes.Any(it => it.Id == node && (it.Asked && !receivers.Contains(node) || it.State == NodeState.Draining));
        receivers.Remove(leaves ? node : default);
        var mine = table.Shards.Where(shard => shard.Owner == node).ToList();
        var wanted = mine.Where(shard => IsOnItsWay(shard, receivers)).ToList();
        List<ShardWish> errands = [.. wanted.Select(static shard => new ShardWish(new(shard.Shard, shard.Epoch), shard.WantedBy!.Value))];
        if (leaves && receivers.Count > 0)
            errands.AddRange(Plan(Without(table, node)).Where(wish => mine.Exists(shard => shard.Shard == wish.Shard.Shard)));
        return errands;
    }

    /// <summary>Shards that nobody living has, and who is to take each.</summary>
    public static IReadOnlyList<ShardWish> Heirs(LeaseTable table)
    {
        var living = table.Nodes.Select(static node => node.Id).ToHashSet();
        return
        [
            .. Plan(table).Where(wish => table.Shards[wish.Shard.Shard.Number].Owner is not { } owner || !living.Contains(owner)),
        ];
    }

    private static bool IsOnItsWay(ShardSeen shard, HashSet<Guid> receivers) =>
        shard.WantedBy is { } wanted && wanted != shard.Owner && receivers.Contains(wanted);

    /// <summary>Who has it once all wishes came true; null where that is nobody who may have shards.</summary>
    private static Guid? Heading(ShardSeen shard, HashSet<Guid> receivers) =>
        shard.Owner is null ? null
        : IsOnItsWay(shard, receivers) ? shard.WantedBy
        : receivers.Contains(shard.Owner.Value) ? shard.Owner : null;

    private static Place Neediest(Place[] places) =>
        places.OrderByDescending(static place => place.Quota - place.Count).ThenBy(static place => place.Node).First();

    /// <summary>The table as it will be when that node is gone.</summary>
    private static LeaseTable Without(LeaseTable table, Guid node) =>
        table with { Nodes = [.. table.Nodes.Where(it => it.Id != node)] };

    private sealed class Place(Guid node)
    {
        private int coming;

        public Guid Node => node;

        public List<ShardSeen> Shards { get; } = [];

        public int Quota { get; set; }

        public int Count => Shards.Count + coming;

        /// <summary>
        /// What it has beyond its quota. First what has moved least: so what an operator has just put here is not what goes back.
        /// </summary>
        public List<ShardSeen> Excess()
        {
            var excess = Shards.Where(shard => shard.Owner == node).OrderBy(static shard => shard.Epoch)
                .ThenBy(static shard => shard.Shard.Number).Take(Math.Max(0, Shards.Count - Quota)).ToList();
            Shards.RemoveAll(excess.Contains);
            return excess;
        }

        public Guid Take()
        {
            coming++;
            return node;
        }
    }
}
