using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.OnAkka;

/// <summary>Follows games of other nodes: one actor for each game that anybody here follows, however many do.</summary>
internal sealed class Fans : IOutOfTown
{
    private readonly ConcurrentDictionary<GameId, Crowd> crowds = new();
    private IActorRef? opened;

    /// <summary>From now on games are followed through that region.</summary>
    public void Open(ActorSystem system, IActorRef games) =>
        opened = system.ActorOf(Props.Create(() => new FansActor(games)), "fans");

    public ITicker Follow(GameId game, IFan fan)
    {
        while (true)
        {
            var crowd = crowds.GetOrAdd(game, static (id, fans) => new(id, fans), this);
            if (crowd.Add(fan) is { } ticker) return ticker;
            crowds.TryRemove(new(game, crowd)); // The last one has just left it.
        }
    }

    /// <summary>Those here who follow one game.</summary>
    internal sealed class Crowd(GameId game, Fans fans)
    {
        private readonly Lock gate = new();
        private ImmutableArray<IFan> all = [];
        private bool isOver;

        public GameId Game => game;

        /// <summary>Its owner tells what happens.</summary>
        public volatile bool IsOn;

        public ImmutableArray<IFan> All
        {
            get { lock (gate) return all; }
        }

        public ITicker? Add(IFan fan)
        {
            lock (gate)
            {
                if (isOver) return null;
                all = all.Add(fan);
                if (all.Length == 1) fans.opened?.Tell(new FansActor.Begin(this));
            }

            return new Ticker(this, fan);
        }

        private void Remove(IFan fan)
        {
            lock (gate)
            {
                all = all.Remove(fan);
                if (all.Length > 0 || isOver) return;
                isOver = true;
            }

            fans.crowds.TryRemove(new(game, this));
            fans.opened?.Tell(new FansActor.End(this));
        }

        private sealed class Ticker(Crowd crowd, IFan fan) : ITicker
        {
            private int disposed;

            public bool IsOn => crowd.IsOn;

            public void Dispose()
            {
                if (Interlocked.Exchange(ref disposed, 1) == 0) crowd.Remove(fan);
            }
        }
    }
}

/// <summary>Begins and ends the following of single games.</summary>
internal sealed class FansActor(IActorRef games) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Begin(var crowd): Context.ActorOf(Props.Create(() => new FanActor(crowd, games)), Name(crowd)); break;
            case End(var crowd): Context.Stop(Context.Child(Name(crowd))); break;
        }
    }

    /// <summary>A crowd that comes after the last one went may begin before that one has ended.</summary>
    private static string Name(Fans.Crowd crowd) => FormattableString.Invariant(
        $"{crowd.Game}-{System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(crowd)}");

    public sealed record Begin(Fans.Crowd Crowd) : INoSerializationVerificationNeeded;

    public sealed record End(Fans.Crowd Crowd) : INoSerializationVerificationNeeded;
}

/// <summary>
/// Follows one game wherever it is played: asks it to tell, and asks its next incarnation when it left memory or moved. What was not told
/// in between, those who follow read in the journal.
/// </summary>
internal sealed class FanActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan soon = TimeSpan.FromMilliseconds(100), late = TimeSpan.FromSeconds(2);

    private readonly Fans.Crowd crowd;
    private readonly IActorRef games;
    private IActorRef? owner;
    private TimeSpan pause = soon;
    private int last;

    public FanActor(Fans.Crowd crowd, IActorRef games) => (this.crowd, this.games) = (crowd, games);

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Ask();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Following following: Begin(following.Seq); break;
            case Told(var group):
                last = group.Last;
                foreach (var fan in crowd.All) fan.Told(group);
                break;
            case Silent when Sender.Equals(owner): Lost(); break;
            case Terminated gone when gone.ActorRef.Equals(owner): Lost(); break;
            case Again when owner is null: Ask(); break;
        }
    }

    protected override void PostStop()
    {
        crowd.IsOn = false;
        owner?.Tell(new Unfollow(crowd.Game));
    }

    private void Begin(int seq)
    {
        if (owner is not null) Context.Unwatch(owner);
        owner = Context.Watch(Sender);
        (crowd.IsOn, pause) = (true, soon);
        if (seq != last) Missed();
        last = seq;
    }

    private void Lost()
    {
        Context.Unwatch(owner);
        (owner, crowd.IsOn) = (null, false);
        Missed();
        Timers.StartSingleTimer(nameof(Again), Again.Now, soon);
    }

    /// <summary>A request, or its answer, may be lost on the way.</summary>
    private void Ask()
    {
        games.Tell(new Follow(crowd.Game));
        Timers.StartSingleTimer(nameof(Again), Again.Now, pause += pause);
        if (pause > late) pause = late;
    }

    private void Missed()
    {
        foreach (var fan in crowd.All) fan.Missed();
    }

    private sealed record Again
    {
        public static readonly Again Now = new();
    }
}
