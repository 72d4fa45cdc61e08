using Akka.Configuration;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using AkkaGame.Specs;

namespace AkkaGame.OnAkka.Tests;

/// <summary>Several nodes with real connections between them, over one store.</summary>
public sealed class ClusterTests : IAsyncDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private readonly VolatileJournal store = new();
    private readonly List<TestNode> nodes = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
    }

    [Fact]
    public async Task A_game_is_played_at_one_node_whomever_it_is_asked_of()
    {
        await Start(3);
        var games = Enumerable.Range(0, 30).Select(static _ => Sample.NewGame()).ToArray();

        await Task.WhenAll(games.Select((game, i) => Begin(nodes[i % 3], game)));
        await Task.WhenAll(games.Select((game, i) => Add(nodes[(i + 1) % 3], game)));

        foreach (var game in games)
        {
            var seen = await Task.WhenAll(nodes.Select(node => node.Engine.Look(game).AsTask()));
            Assert.Single(seen.Select(static sight => Convert.ToHexString(StateHash.Of(sight.State!))).Distinct());
            Assert.Single(nodes, node => node.Engine.Find(game) is not null);
        }

        Assert.All(nodes, static node => Assert.NotEqual(0, node.Engine.Live));
        Assert.Single(nodes, static node => node.Node.Oldest.EpochOf(default) is not null);
    }

    /// <summary>Messages are in flight all the while; whoever is told to ask again does so with the same id.</summary>
    [Fact]
    public async Task What_is_on_its_way_while_shards_move_is_done_once()
    {
        await Start(3);
        var games = Enumerable.Range(0, 20).Select(static _ => Sample.NewGame()).ToArray();
        await Task.WhenAll(games.Select(game => Begin(nodes[0], game)));
        var before = await Task.WhenAll(games.Select(game => store.Head(game).AsTask()));

        using var stop = new CancellationTokenSource();
        var accepted = games.Select(game => Write(nodes[0], game, stop.Token)).ToArray();
        await nodes[2].DisposeAsync();
        var fourth = await Join();
        await Task.Delay(3000);
        stop.Cancel();

        for (var i = 0; i < games.Length; i++)
        {
            var count = await accepted[i];
            var read = await store.Read(games[i], 0);
            Assert.Equal(before[i] + count, read.Head);
            Assert.Null(read.Unreadable);
        }

        Assert.Null(nodes[2].Engine.Find(games[0]));
        Assert.All(games, game => Assert.Single(nodes, node => node.Engine.Find(game) is not null));
        Assert.Equal(3, fourth.Node.Members.Count(static member => member.Status == "up"));
    }

    [Fact]
    public async Task Who_follows_a_game_hears_it_from_one_owner_to_the_next()
    {
        await Start(2);
        var game = await OneAt(nodes[1]);
        var fan = new ListeningFan();
        using var ticker = nodes[0].Node.OutOfTown.Follow(game, fan);
        await Until(() => ticker.IsOn);

        var first = await Add(nodes[0], game);
        await Until(() => fan.Groups.Any(group => group.Last == first));
        await nodes[1].DisposeAsync();
        var second = await Add(nodes[0], game);

        // What its last owner did not tell is missed, and whoever follows knows it.
        await Until(() => fan.Missing > 0 && (fan.Groups.Any(group => group.Last == second) || fan.Missing > 1));
        await Until(() => ticker.IsOn);
        var third = await Add(nodes[0], game);
        await Until(() => fan.Groups.Any(group => group.Last == third));
    }

    /// <summary>The coordinator of all shards lives on the oldest node, and what it knew goes with it.</summary>
    [Fact]
    public async Task When_the_oldest_node_goes_the_next_one_does_what_it_did()
    {
        await Start(3);
        var game = Sample.NewGame();
        await Begin(nodes[0], game);
        var oldest = Assert.Single(nodes, static node => node.Node.Oldest.EpochOf(default) is not null);
        Assert.Same(nodes[0], oldest);

        await oldest.DisposeAsync();

        await Until(() => nodes[1].Node.Oldest.EpochOf(default) is not null);
        Assert.Null(oldest.Node.Oldest.EpochOf(default));
        await Add(nodes[2], game);
    }

    /// <summary>As after a loss of all that the nodes kept in memory about who has which shard.</summary>
    [Fact]
    public async Task A_cluster_that_knows_nothing_any_more_plays_on_from_the_journal()
    {
        await Start(2);
        var game = Sample.NewGame();
        await Begin(nodes[0], game);
        foreach (var node in nodes) await node.DisposeAsync();
        nodes.Clear();

        await Start(2);

        await Add(nodes[1], game);
    }

    /// <summary>Nobody has told them of each other: each believes that the game is its own, and only the store's order tells.</summary>
    [Fact]
    public async Task Of_two_clusters_on_one_store_only_one_writes_at_a_time_and_the_other_finds_out()
    {
        var (one, other) = (await Join(), await Join(isLone: true));
        var game = Sample.NewGame();
        await Begin(one, game);
        await Add(other, game);

        var refused = await one.Engine.Ask(game, Sample.Facts());
        Assert.Equal((RefusalCode.Unavailable, Retry.SameId), (refused.Refused!.Code, refused.Refused.Retry));

        var last = await Add(one, game);
        Assert.Equal(last, await store.Head(game));
        Assert.Equal(last, (await store.Read(game, 0)).Groups.Sum(static group => group.Events.Count));
    }

    /// <summary>The others may play its games by now, and would not know of what it wrote.</summary>
    [Fact]
    public async Task A_node_that_the_others_do_not_hear_writes_nothing()
    {
        await Start(2);
        var game = await OneAt(nodes[1]);
        var head = await store.Head(game);
        var here = (ShardWatch)nodes[1].Node.Here;
        var heard = here.IsHeard;

        here.IsHeard = static () => false;
        var command = Sample.Facts();
        var refused = await nodes[1].Engine.Ask(game, command);
        Assert.Equal((RefusalCode.Unavailable, Retry.SameId), (refused.Refused!.Code, refused.Refused.Retry));
        Assert.Equal(head, await store.Head(game));

        here.IsHeard = heard;
        Assert.Equal(head + 1, await Send(nodes[1], game, command));
    }

    private static async Task Until(Func<bool> isSo)
    {
        using var late = new CancellationTokenSource(patience);
        while (!isSo()) await Task.Delay(20, late.Token);
    }

    private static Task<int> Begin(TestNode at, GameId game) => Send(at, game, Sample.Creation());

    private static Task<int> Add(TestNode at, GameId game) => Send(at, game, Sample.Facts());

    /// <summary>As every client does it: with the same id for as long as it is told to.</summary>
    private static async Task<int> Send(TestNode at, GameId game, Envelope command)
    {
        using var late = new CancellationTokenSource(patience);
        while (true)
        {
            var answer = await at.Engine.Ask(game, command, late.Token);
            if (answer.Refused is null) return answer.Receipt.Last;
            Assert.Equal((Retry.SameId, answer.Refused), (answer.Refused.Retry, answer.Refused));
            await Task.Delay(20, late.Token);
        }
    }

    /// <returns>How many commands were acknowledged, each with one event.</returns>
    private static async Task<int> Write(TestNode at, GameId game, CancellationToken stop)
    {
        for (var count = 0; ; count++)
        {
            if (stop.IsCancellationRequested) return count;
            await Add(at, game);
        }
    }

    private async Task Start(int count)
    {
        for (var i = 0; i < count; i++) await Join();
    }

    private async Task<GameId> OneAt(TestNode node)
    {
        while (true)
        {
            var game = Sample.NewGame();
            await Begin(nodes[0], game);
            if (node.Engine.Find(game) is not null) return game;
        }
    }

    /// <param name="isLone">Nobody tells it of the others.</param>
    private async Task<TestNode> Join(bool isLone = false)
    {
        var node = await TestNode.Start(store, isLone ? null : nodes.FirstOrDefault(static one => !one.HasLeft)?.Address);
        nodes.Add(node);
        return node;
    }

    private sealed class ListeningFan : IFan
    {
        private readonly List<EventGroup> groups = [];
        private int missing;

        public IReadOnlyList<EventGroup> Groups
        {
            get { lock (groups) return [.. groups]; }
        }

        public int Missing => Volatile.Read(ref missing);

        public void Told(EventGroup group)
        {
            lock (groups) groups.Add(group);
        }

        public void Missed() => Interlocked.Increment(ref missing);
    }
}

/// <summary>A node in this process, whose peers reach it on a free port of this machine.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private static readonly Config files = PortJournal.Config
        .WithFallback(Hocon.Read("akka.conf")).WithFallback(Hocon.Read("cluster.conf")).WithFallback(Hocon.Read("sharding.conf"));

    private TestNode(AkkaNode node, AkkaEngine engine) => (Node, Engine) = (node, engine);

    public AkkaNode Node { get; }

    public AkkaEngine Engine { get; }

    public bool HasLeft { get; private set; }

    public string Address => Node.Address;

    /// <param name="seed">A node that is there; null where this one begins a cluster.</param>
    public static async Task<TestNode> Start(VolatileJournal store, string? seed)
    {
        var seeds = seed is null ? "" : $"\"akka.tcp://{AkkaEngine.SystemName}@{seed}\"";
        var node = new AkkaNode(Hocon.Lay(files, [("the test", $$"""
            akka.remote.dot-netty.tcp { hostname = "127.0.0.1", public-hostname = "127.0.0.1", port = 0, public-port = 0 }
            akka.cluster.seed-nodes = [{{seeds}}]
            """)]));
        var engine = node.Open(
            new(store, store, EmptyStands.Instance, TimeProvider.System) { Ownership = node.Here, Games = store, Quarantine = store },
            new());
        await node.Join(TimeSpan.FromSeconds(30), CancellationToken.None);
        return new(node, engine);
    }

    public async ValueTask DisposeAsync()
    {
        HasLeft = true;
        await Node.DisposeAsync();
    }
}
