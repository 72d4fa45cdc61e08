using AkkaGame.Cluster;
using AkkaGame.Messages;
using AkkaGame.Simulation.Machinery;

namespace AkkaGame.Simulation.Nodes;

/// <summary>A connection from one node to another. What is said on it comes in its order, or, once it is broken, not at all.</summary>
internal sealed class PeerStream(World world, Net net, Node mine, Node other, Guid to)
{
    private readonly Queue<Action> there = [], back = [];
    private readonly Dictionary<long, (Shard Shard, long Asked, Action Break)> open = [];
    private long arrivesThere, arrivesBack, numbers;
    private long? silentSince;

    public Guid To => to;

    public Node Other => other;

    public bool IsBroken { get; private set; }

    /// <summary>It breaks.</summary>
    public event Action? Breaking;

    /// <summary>To be done at the other end.</summary>
    public void There(Action what) => Say(there, ref arrivesThere, other.Process, what);

    /// <summary>To be done at this end.</summary>
    public void Back(Action what) => Say(back, ref arrivesBack, mine.Process, what);

    /// <summary>Something was asked, and is to be broken with the stream.</summary>
    public long Open(Shard shard, Action breaks)
    {
        open.Add(++numbers, (shard, world.Now, breaks));
        return numbers;
    }

    public void Close(long asked) => open.Remove(asked);

    /// <summary>Looks after itself, at this end.</summary>
    public void Look(PeerOptions times, IWhereabouts whereabouts)
    {
        if (IsBroken) return;
        silentSince = other.Process.IsPaused || net.IsCut(mine.Process, other.Process) ? silentSince ?? world.Now : null;
        if (other.IsGone || other.Keeper!.Node.Id != to || world.Now - silentSince > times.Silence.Ticks) Break();
        foreach (var (_, asked, breaks) in open.Values.Where(one => IsLate(one.Shard, one.Asked)).ToList()) breaks();

        // A node that still runs answers for what it has given away; one that is stopped, or cut off, does not.
        bool IsLate(Shard shard, long asked) =>
            world.Now - asked > times.LateAfterMove.Ticks && whereabouts.Of(shard) is { } home && home.Node != to;
    }

    private void Break()
    {
        IsBroken = true;
        foreach (var (_, _, breaks) in open.Values.ToList()) breaks();
        Breaking?.Invoke();
    }

    private void Say(Queue<Action> way, ref long arrives, Process to, Action what)
    {
        if (IsBroken) return;
        way.Enqueue(what);
        arrives = Math.Max(arrives, (world.Now + net.Delay().Ticks)) + 1;
        world.At(arrives, to, () => Arrive(way, to));
    }

    /// <summary>Whatever is next: who comes late does not overtake. Where the net is cut it waits, as packets are sent again.</summary>
    private void Arrive(Queue<Action> way, Process to)
    {
        if (IsBroken) return;
        if (net.IsCut(mine.Process, other.Process)) world.After(TimeSpan.FromMilliseconds(50), to, () => Arrive(way, to));
        else way.Dequeue()();
    }
}
