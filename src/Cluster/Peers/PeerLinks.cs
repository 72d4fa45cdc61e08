using System.Buffers;
using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>All ways from this node to others, one to each that is needed.</summary>
public sealed class PeerLinks : IPeers, IAsyncDisposable
{
    private static readonly TimeSpan often = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Guid, PeerLink> links = new();
    private readonly IWhereabouts whereabouts;
    private readonly PeerOptions options;
    private readonly PeerMeter meter;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private int ticking;
    private volatile bool isClosed;

    public PeerLinks(IWhereabouts whereabouts, PeerOptions options, PeerMeter meter, TimeProvider time)
    {
        (this.whereabouts, this.options, this.meter, this.time) = (whereabouts, options, meter, time);
        timer = time.CreateTimer(static all => ((PeerLinks)all!).Tick(), this, often, often);
    }

    public async ValueTask<PeerReply<Answer>> Ask(Home at, GameId game, Envelope envelope, CancellationToken stop = default)
    {
        var began = time.GetTimestamp();
        var reply = await Put(
            at, new CommandQuestion(Shard.Of(game), began), PeerKind.Ask, (game, envelope),
            static (into, asked) =>
            {
                into.Id(asked.game.Value);
                NodeCodec.Write(into, asked.envelope);
            },
            Refusals.Busy, stop);
        if (reply.Fate == PeerFate.Answered) meter.Hop(time.GetElapsedTime(began));
        return reply;
    }

    public ValueTask<PeerReply<Sight>> Look(Home at, GameId game, CancellationToken stop = default) => Put(
        at, new LookQuestion(Shard.Of(game), time.GetTimestamp()), PeerKind.Look, game, WriteGame, new Sight(null, Refusals.Busy), stop);

    public ValueTask<PeerReply<bool>> Evict(Home at, GameId game, CancellationToken stop = default) => Put(
        at, new EvictQuestion(Shard.Of(game), time.GetTimestamp()), PeerKind.Evict, game, WriteGame, false, stop);

    public async ValueTask<PeerReply<IDisposable>> Follow(Home at, GameId game, IPeerFan fan, CancellationToken stop = default)
    {
        var link = Of(at);
        var number = link.NewNumber();
        var question = new FollowQuestion(Shard.Of(game), time.GetTimestamp(), fan, Leave, meter);
        await link.Send(question, number, PeerKind.Follow, game, WriteGame);
        return await Reply(question, link, number, stop);

        void Leave()
        {
            link.Forget(number);
            link.Say(PeerKind.Unfollow, number);
        }
    }

    /// <summary>Whether that node lets this one in, as far as it can be reached.</summary>
    /// <returns>Why it never will, one sentence in its words; null where it does, or does not answer.</returns>
    public Task<string?> Refuses(Guid node, string address) => Of(new(node, address, 0, false)).Refuses();

    public async ValueTask DisposeAsync()
    {
        isClosed = true;
        await timer.DisposeAsync();
        foreach (var (_, link) in links) link.Close();
    }

    private PeerLink Of(Home at)
    {
        if (links.TryGetValue(at.Node, out var there) && there.Address == at.Address) return there;
        var made = new PeerLink(at.Node, at.Address, options, meter, time);
        var link = links.AddOrUpdate(at.Node, made, (_, before) => before.Address == at.Address ? before : made);
        if (isClosed) link.Close();
        return link;
    }

    private static void WriteGame(ArrayBufferWriter<byte> into, GameId game) => into.Id(game.Value);

    /// <param name="busy">The answer where as many are under way as may be.</param>
    private async ValueTask<PeerReply<T>> Put<T, TAsked>(
        Home at, Question<T> question, PeerKind kind, TAsked asked, Action<ArrayBufferWriter<byte>, TAsked> write, T busy,
        CancellationToken stop)
    {
        var link = Of(at);
        if (link.IsFull) return busy;
        var number = link.NewNumber();
        await link.Send(question, number, kind, asked, write);
        return await Reply(question, link, number, stop);
    }

    private async ValueTask<PeerReply<T>> Reply<T>(Question<T> question, PeerLink link, ulong number, CancellationToken stop)
    {
        try
        {
            var reply = await question.Reply.WaitAsync(stop);
            meter.Asked(reply.Fate);
            return reply;
        }
        catch (OperationCanceledException)
        {
            link.Forget(number);
            throw;
        }
    }

    private void Tick()
    {
        if (Interlocked.Exchange(ref ticking, 1) == 1) return;
        foreach (var (node, link) in links)
        {
            link.Tick(question => IsLate(question, node));
            // A link that nobody uses goes with its node; not at once, for it knows what the last try came to.
            if (link.IsForgotten(options.ForgetAfter)) links.TryRemove(new(node, link));
        }

        Volatile.Write(ref ticking, 0);
    }

    /// <summary>A node that still runs answers for what it has given away; one that is stopped, or cut off, does not.</summary>
    private bool IsLate(Question question, Guid node) =>
        time.GetElapsedTime(question.Asked) > options.LateAfterMove
        && whereabouts.Of(question.Shard) is { } home && home.Node != node;
}
