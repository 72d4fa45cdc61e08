using System.CommandLine;
using AkkaGame.Host.Operating;
using AkkaGame.Messages;

namespace AkkaGame.Host.CommandLine;

/// <summary><c>akkagame ops cluster</c> and what goes with it: the nodes, who has what, and moving it.</summary>
internal static class OpsClusterVerbs
{
    public static IEnumerable<Command> Create() =>
    [
        Look("cluster", "The nodes that share the database: where they are, what they have, what is on its way.", OpsClusterTables.Nodes),
        Look("shards", "Which node owns which shard of the games, under which epoch, and who is to get it.", OpsClusterTables.Shards),
        Node(), Drain(), Move(),
    ];

    private static Command Look(string name, string says, Action<ClusterAnswer> table)
    {
        var watch = Watch();
        return OpsVerb.Verb(
            new(name, says) { watch },
            async asked => Shown.Of(await asked.Server.Cluster(asked.Stop), HostJson.Default.ClusterAnswer, table), watch);
    }

    private static Command Node()
    {
        var (node, watch) = (Named(), Watch());
        node.Arity = ArgumentArity.ZeroOrOne;
        return OpsVerb.Verb(
            new("node", "One node with its shards; without a name the one that is asked.") { node, watch },
            async asked => Shown.Of(
                await asked.Server.Node(asked.Value(node) ?? ClusterApi.Me, asked.Stop), HostJson.Default.NodeAnswer,
                OpsClusterTables.Node), watch);
    }

    private static Command Drain()
    {
        var node = Named();
        var undo = new Option<bool>("--undo") { Description = "It may have shards again." };
        return OpsVerb.Verb(
            new("drain", "A node hands all its shards over and stays up without any, until that is taken back.") { node, undo },
            async asked => Shown.Of(
                await asked.Server.Drain(asked.Value(node)!, new(asked.Value(undo), Environment.UserName), asked.Stop),
                HostJson.Default.NodeItem, OpsClusterTables.Drained));
    }

    private static Command Move()
    {
        var shard = new Argument<int>("SHARD") { Description = $"A shard, 0 to {Shard.Count - 1}." };
        var node = Named();
        return OpsVerb.Verb(
            new("move", "A shard goes to another node; as many come back as even numbers take, but not this one.") { shard, node },
            async asked => Shown.Of(
                await asked.Server.Move(asked.Value(shard), new(asked.Value(node), Environment.UserName), asked.Stop),
                HostJson.Default.ShardItem, OpsClusterTables.Moved));
    }

    private static Argument<string> Named() =>
        new("NODE") { Description = "A node: its id, the beginning of it, or its address." };

    private static Option<bool> Watch() => new("--watch") { Description = "Again every second, until Ctrl+C." };
}
