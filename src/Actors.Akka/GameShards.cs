using Akka.Actor;
using Akka.Cluster.Sharding;
using AkkaGame.Messages;

namespace AkkaGame.OnAkka;

/// <summary>
/// The games of all nodes, sharded by this house's own stable hash: a region where games are played (the role <see cref="Role"/>), a way to
/// it where they are not.
/// </summary>
internal static class GameShards
{
    public const string Role = "games";

    private const string Type = "game";

    /// <param name="games">How a game is made.</param>
    public static IActorRef Start(ActorSystem system, Func<GameId, Props> games)
    {
        var sharding = ClusterSharding.Get(system);
        if (!Akka.Cluster.Cluster.Get(system).SelfRoles.Contains(Role)) return sharding.StartProxy(Type, Role, ByGame.Instance);
        var settings = ClusterShardingSettings.Create(system).WithRole(Role);
        return sharding.Start(
            Type, id => games(new(Guid.Parse(id))), settings, ByGame.Instance, sharding.DefaultShardAllocationStrategy(settings),
            GoAway.Moving);
    }

    /// <summary>Where the shards are that anybody has asked for, by the nodes' addresses.</summary>
    public static async Task<IReadOnlyDictionary<Shard, Address>> Homes(IActorRef region, TimeSpan patience)
    {
        var told = await region.Ask<ClusterShardingStats>(new GetClusterShardingStats(patience), patience + patience);
        return told.Regions
            .SelectMany(static at => at.Value.Stats.Keys.Select(shard => (Shard: ByGame.Read(shard), at.Key)))
            .ToDictionary(static home => home.Shard, static home => home.Key);
    }

    private sealed class ByGame : IMessageExtractor
    {
        public static readonly ByGame Instance = new();

        private static readonly string[] names = [.. Shard.All.Select(static shard => shard.ToString())];

        public static Shard Read(string name) => new((byte)Array.IndexOf(names, name));

        public string? EntityId(object message) => message is IToGame to ? to.Game.ToString() : null;

        public object EntityMessage(object message) => message;

        public string? ShardId(object message) => message is IToGame to ? Name(to.Game) : null;

        public string ShardId(string entityId, object? messageHint = null) =>
            Name(messageHint is IToGame to ? to.Game : new(Guid.Parse(entityId)));

        private static string Name(GameId game) => names[Shard.Of(game).Number];
    }
}
