using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using AkkaGame.Actors;
using AkkaGame.Messages;
using Envelope = AkkaGame.Messages.Envelope;

namespace AkkaGame.OnAkka;

/// <summary>The games of an actor system, for those who know nothing of actors: HTTP, sockets, operators.</summary>
public sealed class AkkaEngine : IEngine, IEngineInspector, IAsyncDisposable
{
    /// <summary>What this node's actor system is called: one name in all nodes of a cluster.</summary>
    public const string SystemName = "akkagame";

    internal const string GatewayName = "gateway";

    private const string AskAgain = "akkagame.cluster.ask-again-after";

    private readonly Clubhouse house;
    private readonly IActorRef gateway;
    private readonly AlarmClock clock;
    private readonly Func<Task> letGo;
    private readonly Task readingAhead;
    private volatile bool stopped;
    private int disposed;

    internal AkkaEngine(ActorSystem system, Clubhouse house, IActorRef games, IOwnership alarms, Func<Task> letGo)
    {
        (System, this.house, this.letGo) = (system, house, letGo);
        readingAhead = house.Aside.ReadAhead();
        var config = system.Settings.Config;
        var patience = config.GetTimeSpan("akkagame.ask-timeout");
        TimeSpan? again = config.HasPath(AskAgain) ? config.GetTimeSpan(AskAgain) : null;
        gateway = system.ActorOf(Props.Create(() => new GatewayActor(games, house, patience, again)), GatewayName);
        clock = new(house.Ports with { Ownership = alarms }, Ring, e => house.Fault(default, e));
        house.Clock = Hear;
    }

    /// <summary>For whoever looks into it; it ends with this engine.</summary>
    public ActorSystem System { get; }

    /// <summary>Games in memory on this node.</summary>
    public int Live => house.Live;

    /// <summary>The engine of a node that is alone: no cluster, no port, nobody to wait for.</summary>
    /// <param name="config">Of the actor system, with the journal's (<see cref="Hocon"/>).</param>
    /// <param name="says">Hears what Akka has to say, and whether it is something wrong.</param>
    public static AkkaEngine Alone(EnginePorts ports, EngineOptions options, Config config, Action<bool, string>? says = null)
    {
        var house = new Clubhouse(ports, options, new(isAlone: true));
        var system = Start(house, config.WithFallback(ConfigurationFactory.ParseString("akka.actor.provider = local")), says);
        var games = system.ActorOf(Props.Create(() => new LocalShard(GameProps(house))), "games");
        return new(system, house, games, SoleOwner.Instance, async () =>
        {
            await games.Ask<LocalShard.Closed>(LocalShard.Close.Now);
            await system.Terminate();
        });
    }

    public async ValueTask<Answer> Ask(GameId game, Envelope envelope, CancellationToken stop = default) =>
        await Post(Asked.Command(game, envelope)).WaitAsync(stop);

    public async ValueTask<Actors.Sight> Look(GameId game, CancellationToken stop = default) =>
        await Post(Asked.Look(game)).WaitAsync(stop);

    public async ValueTask<bool> Evict(GameId game, CancellationToken stop = default) =>
        await Post(Asked.Leave(game)).WaitAsync(stop);

    public EngineFigures Figures() => house.Meter.Figures(house.Survey());

    IEnumerable<LiveGame> IEngineInspector.Games() => house.Seen;

    public LiveGame? Find(GameId game) => house.Find(game);

    IReadOnlyCollection<AsideGame> IEngineInspector.Aside() => house.Aside.All;

    public async ValueTask<Sight> Quarantine(GameId game, string why, string by, CancellationToken stop = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return house.Aside.IsKept
            ? await Post(Asked.Look(game, new GameMessage.PutAside(why, by))).WaitAsync(stop)
            : new(null, Refusals.ListUnavailable);
    }

    public async ValueTask<Sight> Release(GameId game, CancellationToken stop = default) =>
        await Post(Asked.Look(game, new GameMessage.Release())).WaitAsync(stop);

    /// <summary>Where another node keeps the clock for all: it is told, and true returned.</summary>
    internal Func<Due, bool> SendsElsewhere { get; init; } = static _ => false;

    /// <summary>From now on nobody is answered but with a refusal: there is no actor any more who could.</summary>
    internal void Refuse() => stopped = true;

    /// <summary>Takes nothing new, lets every game finish what it has; then the games are elsewhere, or kept.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1) return;
        stopped = true;
        await clock.DisposeAsync();
        await letGo();
        await readingAhead;
        house.Dispose();
    }

    internal static ActorSystem Start(Clubhouse house, Config config, Action<bool, string>? says) => ActorSystem.Create(
        SystemName,
        BootstrapSetup.Create().WithConfig(config).And(new ClubhouseSetup(house)).And(new ServerLogSetup(says ?? ((_, _) => { }))));

    internal static Func<GameId, Props> GameProps(Clubhouse house) => game => Props.Create(() => new GameActor(game, house));

    private Task<T> Post<T>(Asked<T> question)
    {
        if (stopped) question.Take(new Reply.Answered(0, Refusals.Stopping));
        else gateway.Tell(question);
        return question.Answered;
    }

    private Task<bool> Ring(GameId game) => Post(Asked.Ring(game));

    private void Hear(Due due)
    {
        if (SendsElsewhere(due)) return;
        if (due.IsWord) clock.Set(due.Game, due.At);
        else if (due.At is { } at) clock.Find(due.Game, at);
    }
}
