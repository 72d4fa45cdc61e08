using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;

namespace AkkaGame.OnAkka;

/// <summary>
/// Knows who else is there: which node is the oldest, whether most of them have answered this one lately, and which shards have ended here.
/// </summary>
/// <remarks>
/// A node that was cut off, or stood still, has its games begun elsewhere once the others gave it up. They need longer for that than it
/// needs to see that they do not answer any more; from then on it says nothing from memory. So what it shows is never what others
/// have already gone beyond.
/// </remarks>
internal sealed class MembershipActor : UntypedActor, IWithTimers
{
    public const string Name = "membership";

    private readonly Cluster cluster = Cluster.Get(Context.System);
    private readonly ShardWatch shards;
    private readonly OldestNode oldest;
    private readonly Heard heard;

    public MembershipActor(ShardWatch shards, OldestNode oldest, Heard heard) =>
        (this.shards, this.oldest, this.heard) = (shards, oldest, heard);

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        var self = Self;
        shards.Came = shard => self.Tell(new Came(shard));
        cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Timers.StartPeriodicTimer(nameof(Knock), Knock.Now, TimeSpan.Zero, heard.Often);
    }

    protected override void PostStop()
    {
        cluster.Unsubscribe(Self);
        heard.Others([], null);
        oldest.IsMe = false;
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Came(var shard): Context.Watch(shard); break;
            case Terminated gone: shards.Leave(gone.ActorRef); break;
            case ClusterEvent.IMemberEvent: Look(); break;
            case Knock:
                Look(); // What is said of a member may come before it stands in the state.
                foreach (var member in heard.Members.Where(member => member != cluster.SelfUniqueAddress))
                {
                    Context.ActorSelection(new RootActorPath(member.Address) / "user" / Name)
                        .Tell(new AreYouThere(cluster.SelfUniqueAddress.Uid, Environment.TickCount64));
                }

                break;
            case AreYouThere(var uid, var asked):
                if (Counts(new(Sender.Path.Address, uid))) Sender.Tell(new IAmThere(asked));
                break;
            case IAmThere(var asked): heard.Answered(Sender.Path.Address, asked); break;
        }
    }

    /// <summary>
    /// Whoever is out of reach, or was given up and does not know it yet, gets no answer: others may play his games in a moment.
    /// </summary>
    private bool Counts(UniqueAddress who)
    {
        var state = cluster.State;
        return state.Members.Any(member =>
            member.UniqueAddress == who && member.Status is MemberStatus.Up or MemberStatus.Leaving && !state.Unreachable.Contains(member));
    }

    private void Look()
    {
        var there = cluster.State.Members
            .Where(static member => member.Status is MemberStatus.Up or MemberStatus.Leaving).ToImmutableArray();
        var isIn = there.Any(member => member.UniqueAddress == cluster.SelfUniqueAddress);
        heard.Others([.. there.Select(static member => member.UniqueAddress)], isIn ? cluster.SelfUniqueAddress : null);
        var first = there.Where(static member => member.HasRole(GameShards.Role)).Aggregate(
            default(Member), static (eldest, one) => eldest is null || one.IsOlderThan(eldest) ? one : eldest);
        heard.Oldest = first?.Address;
        oldest.IsMe = first?.UniqueAddress == cluster.SelfUniqueAddress;
    }

    private sealed record Came(IActorRef Shard) : INoSerializationVerificationNeeded;

    private sealed record Knock
    {
        public static readonly Knock Now = new();
    }
}

/// <summary>Who is there, and when each of them was last known to have been reached.</summary>
/// <param name="within">Who has answered nothing that was asked so lately is not counted on.</param>
internal sealed class Heard(TimeSpan within)
{
    private volatile State state = new([], null, ImmutableDictionary<Address, long>.Empty);

    /// <summary>How often each is asked.</summary>
    public TimeSpan Often => within / 5;

    public ImmutableArray<UniqueAddress> Members => state.Members;

    /// <summary>Null where nobody is there.</summary>
    public Address? Oldest { get; set; }

    /// <summary>
    /// True where most of those that are there, this one among them, hear each other. Of two halves it is the one with the lowest address,
    /// as for the split-brain resolver.
    /// </summary>
    public bool ByMost()
    {
        var now = state;
        if (now.Me is null) return false;
        var since = Environment.TickCount64 - (long)within.TotalMilliseconds;
        var (count, hasLowest) = (0, false);
        foreach (var member in now.Members)
        {
            if (member != now.Me && now.Asked.GetValueOrDefault(member.Address) < since) continue;
            count++;
            hasLowest |= member == now.Members[0];
        }

        return 2 * count > now.Members.Length || (2 * count == now.Members.Length && hasLowest);
    }

    /// <param name="me">Null where this node is not among them.</param>
    public void Others(ImmutableArray<UniqueAddress> members, UniqueAddress? me) => state = new(
        members.Sort(static (one, other) => Member.AddressOrdering.Compare(one.Address, other.Address)), me,
        // Who has just come was heard of in this moment.
        members.ToImmutableDictionary(
            static member => member.Address,
            member => state.Asked.TryGetValue(member.Address, out var asked) ? asked : Environment.TickCount64));

    /// <param name="asked">When the question was sent that it has answered, as a tick count.</param>
    public void Answered(Address who, long asked)
    {
        if (state is var now && now.Asked.TryGetValue(who, out var before) && asked > before)
            state = now with { Asked = now.Asked.SetItem(who, asked) };
    }

    private sealed record State(ImmutableArray<UniqueAddress> Members, UniqueAddress? Me, ImmutableDictionary<Address, long> Asked);
}
