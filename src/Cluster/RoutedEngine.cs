using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>
/// The games of all nodes as one engine: asks this node's own where the game lives here, and its owner where it does not. Whoever asks need
/// not know which. Where the owner is not known, or turns out to be another one, the question waits a moment and tries again, always
/// with the command's own id, so that however often it arrives it counts once.
/// </summary>
/// <remarks>
/// It also answers what peers ask (<see cref="IPeerDesk"/>): only for games that live here, never by asking a third node. So a question
/// crosses one link at a time, and being wrong costs one more.
/// </remarks>
public sealed class RoutedEngine : IEngine, IShardGames, IPeerDesk, IDisposable
{
    private readonly ShardGate?[] gates = new ShardGate?[Shard.Count];
    private readonly ShardNews news = new();
    private readonly IEngine local;
    private readonly IShardGames? games;
    private readonly PressBox press;
    private readonly IWhereabouts whereabouts;
    private readonly IPeers peers;
    private readonly PeerMeter meter;
    private readonly TimeProvider time;
    private readonly RoutingOptions options;

    /// <param name="local">The games of this node.</param>
    /// <param name="games">The same, as their shards come and go; null where no shard is handed over while it is played.</param>
    /// <param name="press">What peers follow here.</param>
    public RoutedEngine(
        IEngine local, IShardGames? games, PressBox press, IWhereabouts whereabouts, IPeers peers, PeerMeter meter, TimeProvider time,
        RoutingOptions? options = null)
    {
        (this.local, this.games, this.press, this.whereabouts, this.peers, this.meter, this.time, this.options) =
            (local, games, press, whereabouts, peers, meter, time, options ?? new());
        whereabouts.Moved += news.Tell;
    }

    public ValueTask<Answer> Ask(GameId game, Envelope envelope, CancellationToken stop = default) => Route(
        game, new Way<Answer>(
            () => local.Ask(game, envelope, stop),
            at => peers.Ask(at, game, envelope, stop),
            static answer => IsElsewhere(answer.Refused),
            Refusals.Elsewhere),
        stop);

    public ValueTask<Sight> Look(GameId game, CancellationToken stop = default) => Route(
        game, new Way<Sight>(
            () => local.Look(game, stop),
            at => peers.Look(at, game, stop),
            static sight => IsElsewhere(sight.Refused),
            new(null, Refusals.Elsewhere)),
        stop);

    public ValueTask<bool> Evict(GameId game, CancellationToken stop = default) => Route(
        game, new Way<bool>(() => local.Evict(game, stop), at => peers.Evict(at, game, stop), static _ => false, false), stop);

    public async Task Close(Shard shard)
    {
        // Who waits already waits on: it is the same hand-over, tried again.
        Interlocked.CompareExchange(ref gates[shard.Number], new(options, time), null);
        if (games is not null) await games.Close(shard);
    }

    public void Open(Shard shard)
    {
        games?.Open(shard);
        Interlocked.Exchange(ref gates[shard.Number], null)?.Open();
    }

    ValueTask<PeerReply<Answer>> IPeerDesk.Ask(GameId game, Envelope envelope) => Serve(
        game, () => local.Ask(game, envelope), static answer => IsElsewhere(answer.Refused), Refusals.Elsewhere);

    ValueTask<PeerReply<Sight>> IPeerDesk.Look(GameId game) => Serve(
        game, () => local.Look(game), static sight => IsElsewhere(sight.Refused), new(null, Refusals.Elsewhere));

    ValueTask<PeerReply<bool>> IPeerDesk.Evict(GameId game) => Serve(game, () => local.Evict(game), static _ => false, false);

    PeerReply<IDisposable> IPeerDesk.Follow(GameId game, IPeerFan fan) => press.Follow(game, fan);

    public void Dispose()
    {
        whereabouts.Moved -= news.Tell;
        foreach (var shard in Shard.All) Interlocked.Exchange(ref gates[shard.Number], null)?.Open();
    }

    private async ValueTask<T> Route<T>(GameId game, Way<T> way, CancellationToken stop)
    {
        var shard = Shard.Of(game);
        // The common way: it is here, and stays here.
        if (Volatile.Read(ref gates[shard.Number]) is null && whereabouts.Of(shard) is { IsHere: true })
        {
            var here = await way.Here();
            if (!way.IsElsewhere(here)) return here;
        }

        if (meter.Waits() > options.LookingMost)
        {
            meter.WaitsNoMore();
            meter.Refused("too-many");
            return way.Elsewhere;
        }

        try
        {
            return await Search(shard, way, stop);
        }
        finally
        {
            meter.WaitsNoMore();
        }
    }

    /// <summary>Tries until an owner has answered, or nobody did for too long.</summary>
    private async ValueTask<T> Search<T>(Shard shard, Way<T> way, CancellationToken stop)
    {
        var left = options.Patience;
        var pause = options.Pause;
        Home? hint = null;
        while (true)
        {
            var moved = news.Of(shard);
            if (Volatile.Read(ref gates[shard.Number]) is { } gate && !await Held(gate)) return way.Elsewhere;
            var home = Newer(whereabouts.Of(shard), hint);
            hint = null;
            if (home is { IsHere: true })
            {
                var here = await way.Here();
                if (!way.IsElsewhere(here)) return here;
            }
            else if (home is { } there)
            {
                var reply = await way.There(there);
                if (reply.Fate == PeerFate.Answered) return reply.Value!;
                // Who has just given it away knows better than our last look; nobody knows better than himself what is not his.
                if (reply is { Fate: PeerFate.NotOwner, Hint: { } told } && told.Epoch > there.Epoch) hint = told;
            }

            if (hint is { IsHere: false }) continue;
            var waited = await Wait(moved, pause < left ? pause : left, stop);
            left -= waited;
            if (pause < options.Patience / 4) pause *= 2;
            if (left > TimeSpan.Zero) continue;
            meter.Refused("no-owner");
            return way.Elsewhere;
        }
    }

    /// <returns>How long it took, at least a little: whatever happens, the patience comes to an end.</returns>
    private async ValueTask<TimeSpan> Wait(Task moved, TimeSpan atMost, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        await Patience.Within(moved, atMost, time, stop); // Nothing new: it is tried all the same.
        var took = time.GetElapsedTime(began);
        return took > TimeSpan.FromMilliseconds(1) ? took : TimeSpan.FromMilliseconds(1);
    }

    private async ValueTask<bool> Held(ShardGate gate)
    {
        meter.Held();
        if (await gate.Pass()) return true;
        meter.Refused("held-too-long");
        return false;
    }

    private async ValueTask<PeerReply<T>> Serve<T>(GameId game, Func<ValueTask<T>> here, Func<T, bool> isElsewhere, T elsewhere)
    {
        var shard = Shard.Of(game);
        if (Volatile.Read(ref gates[shard.Number]) is { } gate && !await Held(gate)) return elsewhere;
        if (whereabouts.Of(shard) is not { IsHere: true } home) return PeerReply.NotOwner<T>(whereabouts.Of(shard));
        var answer = await here();
        // It went while the question waited for its turn; or it is just being taken up under another epoch, and nobody knows better.
        return isElsewhere(answer) ? PeerReply.NotOwner<T>(whereabouts.Of(shard) is { IsHere: false } now ? now : null) : answer;
    }

    private static Home? Newer(Home? known, Home? hint) =>
        hint is { } told && (known is not { } ours || told.Epoch > ours.Epoch) ? told : known;

    /// <summary>Nothing was done, and somebody else may do it: now, or as soon as he has the game.</summary>
    private static bool IsElsewhere(Refusal? refused) => refused is { Code: RefusalCode.Unavailable }
        && (refused.Rule == Refusals.Elsewhere.Rule || refused.Rule == Refusals.Stopping.Rule);

    /// <summary>One question, as it is asked here and there.</summary>
    private readonly record struct Way<T>(
        Func<ValueTask<T>> Here, Func<Home, ValueTask<PeerReply<T>>> There, Func<T, bool> IsElsewhere, T Elsewhere);
}
