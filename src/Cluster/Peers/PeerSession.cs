using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>
/// One peer that has come in: what it asks is asked of the desk, and answered as soon as that answers, in whatever order.
/// </summary>
/// <param name="me">The incarnation that it asked for.</param>
internal sealed class PeerSession(PeerWire wire, IPeerDesk desk, PeerMeter meter, int askedMost, Guid me) : IPeerEnd
{
    private static readonly Refusal unread = new(
        RefusalCode.UnknownType, "k", "unknown-command",
        "The node that plays this game does not know this command; it runs another version.");

    private readonly ConcurrentDictionary<ulong, Fan> followed = new();
    private readonly PeerMeter meter = meter;
    private readonly PeerWire wire = wire;
    private int asked;

    public PeerWire Wire => wire;

    public Guid Me => me;

    /// <summary>Nobody is there any more.</summary>
    public void Leave()
    {
        foreach (var (number, _) in followed) Unfollow(number);
    }

    void IPeerEnd.Take(PeerKind kind, ulong number, ref NodeReading payload)
    {
        switch (kind)
        {
            case PeerKind.Ask:
                var game = payload.Game();
                _ = Answer(number, game, NodeCodec.Envelope(ref payload));
                break;
            case PeerKind.Look: _ = Look(number, payload.Game()); break;
            case PeerKind.Evict: _ = Evict(number, payload.Game()); break;
            case PeerKind.Follow: Follow(number, payload.Game()); break;
            case PeerKind.Unfollow: Unfollow(number); break;
            default: throw new PeerProtocolException($"a question of kind {(byte)kind}");
        }
    }

    private async Task Answer(ulong number, GameId game, Envelope? envelope)
    {
        if (envelope is null) Say(PeerKind.Refused, number, unread, static (into, no) => NodeCodec.Write(into, no));
        else if (Interlocked.Increment(ref asked) > askedMost)
            Say(PeerKind.Refused, number, Refusals.Busy, static (into, no) => NodeCodec.Write(into, no));
        else
        {
            var reply = await Asked(() => desk.Ask(game, envelope), Refusals.Internal);
            if (reply.Fate != PeerFate.Answered) NotOwner(number, reply.Hint);
            else if (reply.Value.Refused is { } refused)
                Say(PeerKind.Refused, number, refused, static (into, no) => NodeCodec.Write(into, no));
            else Say(PeerKind.Receipt, number, reply.Value.Receipt, static (into, receipt) => NodeCodec.Write(into, receipt));
        }

        if (envelope is not null) Interlocked.Decrement(ref asked);
    }

    private async Task Look(ulong number, GameId game)
    {
        var reply = await Asked(() => desk.Look(game), new Sight(null, Refusals.Internal));
        if (reply.Fate != PeerFate.Answered) NotOwner(number, reply.Hint);
        else Say(PeerKind.Sight, number, reply.Value, static (into, sight) => NodeCodec.Write(into, sight));
    }

    private async Task Evict(ulong number, GameId game)
    {
        var reply = await Asked(() => desk.Evict(game), false);
        if (reply.Fate != PeerFate.Answered) NotOwner(number, reply.Hint);
        else Say(PeerKind.Evicted, number, reply.Value, static (into, gone) => into.Flag(gone));
    }

    private void Follow(ulong number, GameId game)
    {
        var fan = new Fan(this, number);
        if (!followed.TryAdd(number, fan)) throw new PeerProtocolException("a game followed twice under one number");
        var reply = desk.Follow(game, fan);
        if (reply.Fate != PeerFate.Answered)
        {
            followed.TryRemove(number, out _);
            NotOwner(number, reply.Hint);
            return;
        }

        fan.Sits(reply.Value!);
        wire.Out.Post(PeerKind.Following, number);
        if (wire.Over.IsCompleted) Unfollow(number); // Whoever left looked before it was there.
    }

    private void Unfollow(ulong number)
    {
        if (followed.TryRemove(number, out var fan)) fan.Leave();
    }

    /// <summary>A defect answers too: whoever asked must not wait for ever.</summary>
    private static async ValueTask<PeerReply<T>> Asked<T>(Func<ValueTask<PeerReply<T>>> ask, T failed)
    {
        try
        {
            return await ask();
        }
        catch (Exception)
        {
            return failed;
        }
    }

    private void NotOwner(ulong number, Home? hint) =>
        Say(PeerKind.NotOwner, number, hint, static (into, where) => PeerHint.Write(into, where));

    private void Say<T>(PeerKind kind, ulong number, T content, Action<System.Buffers.ArrayBufferWriter<byte>, T> write) =>
        wire.Out.Post(kind, number, content, write);

    /// <summary>The peer as one who follows a game here.</summary>
    private sealed class Fan(PeerSession session, ulong number) : IPeerFan
    {
        private IDisposable? seat;
        private bool hasLeft;

        public void Sits(IDisposable taken)
        {
            lock (this)
            {
                seat = taken;
                if (!hasLeft) return;
            }

            taken.Dispose();
        }

        public void Leave()
        {
            IDisposable? mine;
            lock (this) (hasLeft, mine) = (true, seat);
            mine?.Dispose();
        }

        public void Told(EventGroup group)
        {
            session.meter.Told();
            session.Say(PeerKind.Told, number, group, static (into, told) => NodeCodec.Write(into, told));
        }

        public void Missed() => session.wire.Out.Post(PeerKind.Missed, number);

        public void Ended()
        {
            session.followed.TryRemove(number, out _);
            session.wire.Out.Post(PeerKind.Ended, number);
        }
    }
}
