using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>
/// Follows games at their owners on other nodes: one wire for each game, however many here want to hear of it, from one owner to the next.
/// </summary>
public sealed class OutOfTown : IOutOfTown, IAsyncDisposable
{
    private static readonly TimeSpan often = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<GameId, FollowedGame> followed = new();
    private readonly IWhereabouts whereabouts;
    private readonly IPeers peers;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private int ticking;

    public OutOfTown(IWhereabouts whereabouts, IPeers peers, TimeProvider time)
    {
        (this.whereabouts, this.peers, this.time) = (whereabouts, peers, time);
        whereabouts.Moved += Heed;
        timer = time.CreateTimer(static all => ((OutOfTown)all!).Tick(), this, often, often);
    }

    /// <summary>Games that are followed, or may be again in a moment.</summary>
    public int Count => followed.Count;

    public ITicker Follow(GameId game, IFan fan)
    {
        while (true)
        {
            var one = followed.GetOrAdd(game, static (id, all) => new(id, all.whereabouts, all.peers, all.time), this);
            if (one.Add(fan) is { } ticker) return ticker;
            followed.TryRemove(new(game, one)); // It has just been let go.
        }
    }

    public async ValueTask DisposeAsync()
    {
        whereabouts.Moved -= Heed;
        await timer.DisposeAsync();
        foreach (var (_, game) in followed) game.Close();
    }

    private void Heed(Shard shard)
    {
        foreach (var (_, game) in followed) if (game.Shard == shard) game.Steer();
    }

    private void Tick()
    {
        if (Interlocked.Exchange(ref ticking, 1) == 1) return;
        foreach (var (id, game) in followed)
        {
            game.Steer();
            if (game.TryForget()) followed.TryRemove(new(id, game));
        }

        Volatile.Write(ref ticking, 0);
    }
}
