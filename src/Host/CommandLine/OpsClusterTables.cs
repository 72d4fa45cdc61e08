using System.Globalization;
using AkkaGame.Host.Operating;

namespace AkkaGame.Host.CommandLine;

/// <summary>The nodes and their shards, as tables.</summary>
internal static class OpsClusterTables
{
    public static void Nodes(ClusterAnswer cluster)
    {
        var table = Tables.Of("node", "address", "state", "shards", "coming", "going", "");
        foreach (var node in cluster.Nodes)
            Tables.Row(
                table, node.Id.ToString(), node.Address, node.Asked ? $"{node.State}, to drain" : node.State, Whole(node.Shards),
                Whole(node.Coming), Whole(node.Going), node.Id == cluster.Me ? "answers" : "");
        Tables.Write(table);
        var free = cluster.Shards.Count(shard => cluster.Nodes.All(node => node.Id != shard.Owner));
        if (free > 0) Console.Out.WriteLine($"{Whole(free)} shards are nobody's.");
        if (cluster.UnderWay > 0) Console.Out.WriteLine($"{Whole(cluster.UnderWay)} are being handed over now by the node that answers.");
        if (!cluster.MaySpeak)
            Console.Out.WriteLine($"This may be old: its node has not heard from the database for {Seconds(cluster.SinceRenewal)}.");
    }

    public static void Shards(ClusterAnswer cluster)
    {
        var table = Tables.Of("shard", "epoch", "owner", "goes to");
        foreach (var shard in cluster.Shards)
            Tables.Row(table, Whole(shard.Shard), Whole(shard.Epoch), Name(shard.Owner, cluster.Nodes), Going(shard, cluster.Nodes));
        Tables.Write(table);
    }

    public static void Node(NodeAnswer answer)
    {
        var (node, table) = (answer.Node, Tables.OfFacts());
        Tables.Row(table, "node", node.Id.ToString());
        Tables.Row(table, "address", node.Address);
        Tables.Row(table, "state", node.Asked ? $"{node.State}, to drain" : node.State);
        Tables.Row(table, "shards", Of(answer.Shards.Where(shard => shard.Owner == node.Id)));
        Tables.Row(table, "coming", Of(answer.Shards.Where(shard => shard.Owner != node.Id)));
        Tables.Row(table, "going", Of(answer.Shards.Where(shard => shard.Owner == node.Id && shard.WantedBy is not null)));
        Tables.Write(table);
    }

    public static void Drained(NodeItem node) => Console.Out.WriteLine(
        !node.Asked ? $"{node.Id} may have shards again"
        : node.Shards == 0 ? $"{node.Id} has no shards, and gets none"
        : node.Going == 0 ? $"{node.Id} keeps its {Whole(node.Shards)} shards until another node is up that may have them"
        : $"{node.Id} hands its {Whole(node.Shards)} shards over: akkagame ops cluster --watch shows how far it is");

    public static void Moved(ShardItem shard) => Console.Out.WriteLine($"shard {shard.Shard} goes from {shard.Owner} to {shard.WantedBy}");

    private static string Going(ShardItem shard, IReadOnlyList<NodeItem> nodes) =>
        shard.WantedBy is null ? "" : Name(shard.WantedBy, nodes);

    private static string Name(Guid? node, IReadOnlyList<NodeItem> nodes) => node is null ? "nobody"
        : nodes.FirstOrDefault(one => one.Id == node) is { } living ? $"{living.Address} {living.Id}" : $"{node} (dead)";

    private static string Of(IEnumerable<ShardItem> shards) =>
        string.Join(' ', shards.Select(static shard => Whole(shard.Shard))) is { Length: > 0 } some ? some : "none";

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";
}
