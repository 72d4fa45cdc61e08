using Akka;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.OnAkka;

/// <summary>
/// This process as a node of a cluster on Akka.NET, from before its engine is there until it has left. In this order: opened, joined,
/// disposed of.
/// </summary>
public sealed class AkkaNode : IAsyncDisposable
{
    private readonly Config config;
    private readonly Action<bool, string>? says;
    private readonly Heard heard;
    private readonly ShardWatch shards;
    private readonly OldestNode oldest = new();
    private readonly Fans fans = new();
    private readonly TaskCompletionSource<string?> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActorSystem? system;
    private IActorRef games = ActorRefs.Nobody;
    private AkkaEngine? engine;

    /// <param name="config">Of the actor system: all files of <see cref="Hocon"/>, and what is laid over them.</param>
    /// <param name="says">Hears what Akka has to say, and whether it is something wrong.</param>
    public AkkaNode(Config config, Action<bool, string>? says = null)
    {
        (this.config, this.says) = (config, says);
        heard = new(config.GetTimeSpan("akkagame.cluster.heard-within"));
        shards = new(isAlone: false) { IsHeard = heard.ByMost };
    }

    /// <summary>Which shards' games this node plays.</summary>
    public IOwnership Here => shards;

    /// <summary>Whether this node does what one does for all: its alarms, and the read model.</summary>
    public IOwnership Oldest => oldest;

    /// <summary>What happens in games that other nodes play.</summary>
    public IOutOfTown OutOfTown => fans;

    /// <summary>Done when the actor system has ended, with the reason; null where it was told to.</summary>
    public Task<string?> Ended => ended.Task;

    /// <summary>host:port, where its peers reach it.</summary>
    public string Address => At(Cluster.Get(system!).SelfAddress);

    /// <summary>All that are there as this node sees them, the oldest first.</summary>
    public IReadOnlyList<MemberSeen> Members
    {
        get
        {
            var cluster = Cluster.Get(system!);
            var state = cluster.State;
            var byAge = Comparer<Member>.Create(static (one, other) => one.IsOlderThan(other) ? -1 : one.Equals(other) ? 0 : 1);
            return [.. state.Members.Order(byAge).Select(Seen)];

            MemberSeen Seen(Member member) => new(
                At(member.Address), member.UniqueAddress.Uid, member.Status.ToString().ToLowerInvariant(),
                !state.Unreachable.Contains(member), member.UniqueAddress == cluster.SelfUniqueAddress);
        }
    }

    /// <summary>Starts the actor system, which holds its port from now on, and the engine; no game comes before it has joined.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    public AkkaEngine Open(EnginePorts ports, EngineOptions options)
    {
        var house = new Clubhouse(ports, options, shards);
        system = AkkaEngine.Start(house, config, says);
        games = GameShards.Start(system, AkkaEngine.GameProps(house));
        system.ActorOf(Props.Create(() => new MembershipActor(shards, oldest, heard)), MembershipActor.Name);
        fans.Open(system, games);
        engine = new(system, house, games, oldest, Leave) { SendsElsewhere = SendsToOldest };
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "refuse", () =>
        {
            engine.Refuse();
            return Task.FromResult(Done.Instance);
        });
        _ = system.WhenTerminated.ContinueWith(
            _ => ended.TrySetResult(shutdown.ShutdownReason is CoordinatedShutdown.ClusterDowningReason
                ? "The other nodes did not hear this one, and have gone on without it; start it again."
                : null),
            TaskScheduler.Default);
        return engine;
    }

    /// <summary>Becomes one of them; done when the others know it, and there may be games here.</summary>
    /// <exception cref="TimeoutException">None of the seeds let it in.</exception>
    public async Task Join(TimeSpan patience, CancellationToken stop)
    {
        var cluster = Cluster.Get(system!);
        var isUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(() => isUp.TrySetResult());
        // Where seeds are named it has begun to ask them with the system; alone it is its own cluster.
        if (cluster.Settings.SeedNodes.IsEmpty) cluster.Join(cluster.SelfAddress);
        await isUp.Task.WaitAsync(patience, stop);
        // Until it has seen that itself, it says nothing.
        for (var began = Environment.TickCount64; !heard.ByMost(); await Task.Delay(10, stop))
            if (Environment.TickCount64 - began > patience.TotalMilliseconds) throw new TimeoutException();
    }

    /// <summary>Where the shards are that anybody has asked for: the address of a node each.</summary>
    public async Task<IReadOnlyDictionary<Shard, string>> Homes()
    {
        var homes = await GameShards.Homes(games, TimeSpan.FromSeconds(1));
        return homes.ToDictionary(static home => home.Key, static home => At(home.Value));
    }

    /// <summary>That member is to hand its games over and go; its process ends.</summary>
    /// <returns>False where it is not there.</returns>
    public bool SendAway(string address)
    {
        var cluster = Cluster.Get(system!);
        if (cluster.State.Members.FirstOrDefault(member => At(member.Address) == address) is not { } member) return false;
        cluster.Leave(member.Address);
        return true;
    }

    /// <summary>Hands its games over, leaves, and ends the actor system.</summary>
    public ValueTask DisposeAsync() => engine?.DisposeAsync() ?? default;

    private static string At(Address address) => FormattableString.Invariant($"{address.Host}:{address.Port}");

    private Task<Done> Leave() => CoordinatedShutdown.Get(system!).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);

    private bool SendsToOldest(Due due)
    {
        if (oldest.IsMe || heard.Oldest is not { } there) return false;
        system!.ActorSelection(new RootActorPath(there) / "user" / AkkaEngine.GatewayName).Tell(due);
        return true;
    }
}

/// <summary>A node as another one sees it.</summary>
/// <param name="Address">host:port, where its peers reach it.</param>
/// <param name="Uid">Of this life of it.</param>
public sealed record MemberSeen(string Address, int Uid, string Status, bool IsReachable, bool IsMe);
