using System.Globalization;
using AkkaGame.Actors;
using AkkaGame.Cluster;
using AkkaGame.Host.Identity;
using AkkaGame.Host.Serving;
using AkkaGame.Messages;

namespace AkkaGame.Host.Operating;

/// <summary>The nodes and who owns which shard, as this one sees them, and what operators want of them: <c>/ops/v1/cluster</c>.</summary>
/// <remarks>
/// A wish is a row of the store that every node sees at its next look; the owner of a shard carries it out. So it does not matter which
/// node is told.
/// </remarks>
internal sealed class ClusterApi(House house)
{
    /// <summary>What stands for the node that is asked.</summary>
    public const string Me = "me";

    /// <summary>So much of an id names a node.</summary>
    private const int BeginningMin = 4;

    private static readonly Refusal alone = new(
        RefusalCode.NotFound, null, "no-cluster", "This server is not one of several: only those that share a PostgreSQL database are.");

    private static readonly Refusal noShard = Refusal.Illegal(
        "shard", "shard-number", string.Create(CultureInfo.InvariantCulture, $"A shard is a number from 0 to {Shard.Count - 1}."));

    private static readonly Refusal nowhere = new(
        RefusalCode.BadFrame, "to", "required", "Say which node is to get the shard: its id, the beginning of it, or its address.");

    private readonly ILogger log = house.Logs.CreateLogger("AkkaGame.Operators");

    public void Map(IEndpointRouteBuilder routes)
    {
        Answers.Get(routes, "/ops/v1/cluster", Cluster);
        Answers.Get(routes, "/ops/v1/nodes/{node}", Node);
        Answers.Post(routes, "/ops/v1/nodes/{node}/drain", Drain);
        Answers.Post(routes, "/ops/v1/shards/{shard}/move", Move);
    }

    private async ValueTask<Reply> Cluster(HttpRequest request) =>
        house.Cluster is { } cluster
            ? Reply.Json(Answer(await cluster.Sight(), cluster.PlacesOnDemand), HostJson.Default.ClusterAnswer)
            : alone;

    private async ValueTask<Reply> Node(HttpRequest request)
    {
        if (house.Cluster is not { } cluster) return alone;
        var sight = await cluster.Sight();
        if (Find(sight, Named(request), out var refused) is not { } node) return refused!;
        var shards = ShardItem.All(sight);
        return Reply.Json(
            new(NodeItem.Of(node, shards), [.. shards.Where(shard => shard.Owner == node.Id || shard.WantedBy == node.Id)]),
            HostJson.Default.NodeAnswer);
    }

    private async ValueTask<Reply> Drain(HttpRequest request)
    {
        var (asked, malformed) = await Question.Body(request, AskedJson.Default.DrainAsked);
        if (asked is null) return malformed!;
        if (OperatorName.Refuses(asked.By) is { } wrong) return wrong;
        if (house.Cluster is not { } cluster) return alone;
        if (asked.Undo && cluster.TakesNoneBack is { } never) return never;
        if (Find(await cluster.Sight(), Named(request), out var refused) is not { } node) return refused!;
        var isDone = await cluster.AskToDrain(node.Id, !asked.Undo, request.HttpContext.RequestAborted);
        if (!isDone) return Unknown(Named(request));
        Log.Wished(
            log, OperatorName.Of(request, asked.By), $"node {node.Id} {(asked.Undo ? "may have shards again" : "drains")}",
            TicketsApi.From(request));
        // As all will see it at their next look.
        var (sight, told) = (await cluster.Sight(), node with { Asked = !asked.Undo });
        var shards = ShardItem.All(sight with { Nodes = [.. sight.Nodes.Select(one => one.Id == told.Id ? told : one)] });
        return Reply.Json(NodeItem.Of(told, shards), HostJson.Default.NodeItem);
    }

    private async ValueTask<Reply> Move(HttpRequest request)
    {
        var (asked, malformed) = await Question.Body(request, AskedJson.Default.MoveAsked);
        if (asked is null) return malformed!;
        if (OperatorName.Refuses(asked.By) is { } wrong) return wrong;
        if (house.Cluster is not { } cluster) return alone;
        if (cluster.MovesNone is { } never) return never;
        var text = (string)request.RouteValues["shard"]!;
        if (!byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= Shard.Count) return noShard;
        var (shard, sight) = (new Shard(number), await cluster.Sight());
        if (asked.To is not { Length: > 0 } named) return nowhere;
        if (Find(sight, named, out var refused) is not { } to) return refused! with { Field = "to" };
        if (WhyNot(sight, shard, to) is { } no) return no;
        if (!await cluster.Want(shard, to.Id, request.HttpContext.RequestAborted)) return NotNow(shard, to);
        Log.Wished(log, OperatorName.Of(request, asked.By), $"shard {shard} goes to node {to.Id}", TicketsApi.From(request));
        var row = sight.Shards.First(row => row.Shard == shard);
        return Reply.Json(new(number, row.Epoch, row.Owner, to.Id), HostJson.Default.ShardItem);
    }

    /// <summary>As this node saw it last; the store has the last word.</summary>
    private static Refusal? WhyNot(ClusterSight sight, Shard shard, NodeSeen to) =>
        Owner(sight, shard) is not { } owner
            ? Refusal.Illegal("shard", "not-owned", "No living node owns that shard now; whoever takes it first gets it.")
        : owner == to.Id ? Refusal.Illegal("to", "owns-it", "That node owns the shard already.")
        : to.State != NodeState.Up || to.Expired
            ? Refusal.Illegal("to", "node-not-up", $"That node is {NodeItem.Word(to)}: it gets no shards.")
        : to.Asked ? Refusal.Illegal("to", "node-drains", "That node is to drain: take that back first, ops drain NODE --undo.")
        : null;

    /// <summary>Null where its row names nobody, or somebody who is dead.</summary>
    private static Guid? Owner(ClusterSight sight, Shard shard) =>
        sight.Shards.FirstOrDefault(row => row.Shard == shard).Owner is { } owner && sight.Nodes.Any(node => node.Id == owner)
            ? owner
            : null;

    private static Refusal NotNow(Shard shard, NodeSeen to) => new(
        RefusalCode.Illegal, "shard", "not-now", $"Shard {shard}, or node {to.Id}, has changed in this moment: look again.");

    /// <summary>By its id, the beginning of it, its address, or as the one that is asked.</summary>
    private static NodeSeen? Find(ClusterSight sight, string named, out Refusal? refused)
    {
        refused = null;
        var found = sight.Nodes.Where(node => named == Me ? node.Id == sight.Node.Id : node.Address == named || BeginsSo(node.Id)).ToList();
        if (found.Count == 1) return found[0];
        refused = found.Count == 0 ? Unknown(named) : new(
            RefusalCode.BadFrame, "node", "ambiguous",
            $"Several nodes are meant by {named}: {string.Join(", ", found.Select(static node => node.Id))}.");
        return null;

        bool BeginsSo(Guid id) => named.Length >= BeginningMin && id.ToString().StartsWith(named, StringComparison.OrdinalIgnoreCase);
    }

    private static Refusal Unknown(string named) => new(
        RefusalCode.NotFound, "node", "unknown-node",
        $"No living node is meant by {named}: name its id, {BeginningMin} or more digits from its beginning, or its address.");

    private static string Named(HttpRequest request) => (string)request.RouteValues["node"]!;

    private static ClusterAnswer Answer(ClusterSight sight, bool onDemand)
    {
        var shards = ShardItem.All(sight);
        return new(
            sight.Node.Id, sight.MaySpeak, Seconds(sight.SinceRenewal), sight.Age is { } age ? Seconds(age) : null, sight.UnderWay,
            [.. sight.Nodes.Select(node => NodeItem.Of(node, shards))], shards, onDemand);
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}

/// <summary>The cluster as one of its nodes sees it.</summary>
/// <param name="Me">The node that answers.</param>
/// <param name="MaySpeak">False where it has not heard from the store for so long that its games may be others'.</param>
/// <param name="SinceRenewal">Seconds since the last renewal that succeeded was sent.</param>
/// <param name="Age">Seconds since the tables were read; null where they could not be read yet.</param>
/// <param name="UnderWay">Shards that the node which answers is handing over in this very moment.</param>
/// <param name="OnDemand">A shard gets its node with the first question for a game of it.</param>
internal sealed record ClusterAnswer(
    Guid Me, bool MaySpeak, double SinceRenewal, double? Age, int UnderWay, IReadOnlyList<NodeItem> Nodes,
    IReadOnlyList<ShardItem> Shards, bool OnDemand);

/// <param name="State"><c>joining</c>, <c>up</c>, <c>draining</c>; <c>expired</c> where its lease has run out.</param>
/// <param name="Asked">An operator wants it to hand everything over.</param>
/// <param name="Coming">Shards of others that it is to get.</param>
/// <param name="Going">Of its own, those that others are to get; none where nobody is there to take them.</param>
internal sealed record NodeItem(Guid Id, string Address, string State, bool Asked, int Shards, int Coming, int Going)
{
    public static NodeItem Of(NodeSeen node, IReadOnlyList<ShardItem> shards) => new(
        node.Id, node.Address, Word(node), node.Asked, shards.Count(shard => shard.Owner == node.Id),
        shards.Count(shard => shard.WantedBy == node.Id), shards.Count(shard => shard.Owner == node.Id && shard.WantedBy is not null));

    public static string Word(NodeSeen node) => node.Expired ? "expired" : node.State.ToString().ToLowerInvariant();
}

/// <param name="Owner">Null where nobody owns it.</param>
/// <param name="WantedBy">Who is to get it; null where it stays.</param>
internal sealed record ShardItem(int Shard, long Epoch, Guid? Owner, Guid? WantedBy)
{
    public static IReadOnlyList<ShardItem> All(ClusterSight sight)
    {
        var going = sight.Errands.ToDictionary(static errand => errand.Shard.Shard, static errand => errand.To);
        return
        [
            .. sight.Shards.Select(row => new ShardItem(
                row.Shard.Number, row.Epoch, row.Owner, going.TryGetValue(row.Shard, out var to) ? to : null)),
        ];
    }
}

/// <param name="Shards">Those it owns or is to get.</param>
internal sealed record NodeAnswer(NodeItem Node, IReadOnlyList<ShardItem> Shards);

/// <summary>Hand everything over and stay up without shards; or no more.</summary>
internal sealed record DrainAsked(bool Undo = false, string? By = null);

/// <summary>This shard is to go there.</summary>
/// <param name="To">A node, however it may be named.</param>
internal sealed record MoveAsked(string? To = null, string? By = null);
