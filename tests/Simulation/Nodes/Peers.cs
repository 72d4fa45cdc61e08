using AkkaGame.Actors;
using AkkaGame.Cluster;
using AkkaGame.Messages;
using AkkaGame.Simulation.Machinery;

namespace AkkaGame.Simulation.Nodes;

/// <summary>
/// The ways of one node to the others: a stream to each that it needs, in order in both directions, which breaks when the other end is gone
/// or was silent for long. What was under way then is answered as broken.
/// </summary>
internal sealed class Peers : IPeers
{
    private static readonly TimeSpan often = TimeSpan.FromMilliseconds(100);

    private readonly World world;
    private readonly Net net;
    private readonly Node mine;
    private readonly Func<Guid, Node?> find;
    private readonly PeerOptions times;
    private readonly Dictionary<Guid, PeerStream> streams = [];

    /// <param name="find">The node that goes by that incarnation now.</param>
    public Peers(World world, Net net, Node mine, Func<Guid, Node?> find)
    {
        (this.world, this.net, this.mine, this.find) = (world, net, mine, find);
        times = new() { Me = () => mine.Keeper!.Node.Id, Token = () => "", Refuses = (_, _) => default };
        world.After(often, mine.Process, Tick);
    }

    public ValueTask<PeerReply<Answer>> Ask(Home at, GameId game, Envelope envelope, CancellationToken stop = default) =>
        Question(at, game, desk => desk.Ask(game, envelope));

    public ValueTask<PeerReply<Sight>> Look(Home at, GameId game, CancellationToken stop = default) =>
        Question(at, game, desk => desk.Look(game));

    public ValueTask<PeerReply<bool>> Evict(Home at, GameId game, CancellationToken stop = default) =>
        Question(at, game, desk => desk.Evict(game));

    public async ValueTask<PeerReply<IDisposable>> Follow(Home at, GameId game, IPeerFan fan, CancellationToken stop = default)
    {
        if (To(at) is not { } stream) return await Broken<IDisposable>();
        var wire = new Wire(stream, fan);
        var reply = await Question<IDisposable>(at, game, desk => new(desk.Follow(game, wire)));
        if (reply is not { Fate: PeerFate.Answered, Value: { } seat }) return reply;
        return new(PeerFate.Answered, new Leaving(() => stream.There(seat.Dispose)));
    }

    private async ValueTask<PeerReply<T>> Question<T>(Home at, GameId game, Func<IPeerDesk, ValueTask<PeerReply<T>>> ask)
    {
        if (To(at) is not { } stream) return await Broken<T>();
        var reply = new TaskCompletionSource<PeerReply<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = stream.Open(Shard.Of(game), () => reply.TrySetResult(PeerReply.Broken<T>()));
        stream.There(() => _ = Answer());
        var said = await reply.Task;
        stream.Close(asked);
        return said;

        async Task Answer()
        {
            if (stream.Other.Desk is not { } desk) return;
            var answer = await ask(desk);
            stream.Back(() => reply.TrySetResult(answer));
        }
    }

    private async ValueTask<PeerReply<T>> Broken<T>()
    {
        await Task.Delay(net.Delay(), mine.Time);
        return PeerReply.Broken<T>();
    }

    /// <summary>The stream to that incarnation; null where none comes about.</summary>
    private PeerStream? To(Home at)
    {
        if (streams.TryGetValue(at.Node, out var there) && !there.IsBroken) return there;
        if (find(at.Node) is not { Desk: not null } other || net.IsCut(mine.Process, other.Process) || other.Process.IsPaused) return null;
        return streams[at.Node] = new(world, net, mine, other, at.Node);
    }

    private void Tick()
    {
        foreach (var stream in streams.Values) stream.Look(times, mine.Keeper!);
        foreach (var broken in streams.Values.Where(static one => one.IsBroken).ToList()) streams.Remove(broken.To);
        world.After(often, mine.Process, Tick);
    }

    /// <summary>Who follows, as the other end has him.</summary>
    private sealed class Wire : IPeerFan
    {
        private readonly PeerStream stream;
        private readonly IPeerFan fan;
        private bool hasEnded;

        public Wire(PeerStream stream, IPeerFan fan)
        {
            (this.stream, this.fan) = (stream, fan);
            stream.Breaking += End;
        }

        public void Told(EventGroup group) => stream.Back(() => fan.Told(group));

        public void Missed() => stream.Back(fan.Missed);

        public void Ended() => stream.Back(End);

        private void End()
        {
            if (hasEnded) return;
            hasEnded = true;
            fan.Ended();
        }
    }

    private sealed class Leaving(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
