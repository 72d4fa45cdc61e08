using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>
/// From where peers are told what happens in games that live here. A group is on its way to them before the receipt of the command that
/// made it; a game that no peer follows costs a look into a dictionary.
/// </summary>
public sealed class PressBox : IAudience, IDisposable
{
    private readonly ConcurrentDictionary<GameId, Seat[]> seats = new();
    private readonly IWhereabouts whereabouts;
    private readonly IAudience next;

    /// <param name="next">Who is told besides.</param>
    public PressBox(IWhereabouts whereabouts, IAudience next)
    {
        (this.whereabouts, this.next) = (whereabouts, next);
        whereabouts.Moved += Heed;
    }

    public void Publish(GameState state, EventGroup group)
    {
        if (seats.TryGetValue(group.Game, out var taken))
            foreach (var seat in taken) seat.Fan.Told(group);
        next.Publish(state, group);
    }

    public void Lost(GameId game)
    {
        if (seats.TryGetValue(game, out var taken))
            foreach (var seat in taken) seat.Fan.Missed();
        next.Lost(game);
    }

    /// <summary>From now on that fan is told of everything that is published; what was before, the journal has.</summary>
    public PeerReply<IDisposable> Follow(GameId game, IPeerFan fan)
    {
        var seat = new Seat(this, game, fan);
        seats.AddOrUpdate(game, static (_, one) => [one], static (_, others, one) => [.. others, one], seat);
        // Looked at when the seat is taken: whoever moves the game after this finds him there.
        if (whereabouts.Of(Shard.Of(game)) is { IsHere: true }) return new(PeerFate.Answered, seat);
        seat.Dispose();
        return PeerReply.NotOwner<IDisposable>(whereabouts.Of(Shard.Of(game)));
    }

    public void Dispose() => whereabouts.Moved -= Heed;

    private void Heed(Shard shard)
    {
        if (whereabouts.Of(shard) is { IsHere: true }) return;
        foreach (var (game, _) in seats)
        {
            if (Shard.Of(game) != shard || !seats.TryRemove(game, out var taken)) continue;
            foreach (var seat in taken) seat.Fan.Ended();
        }
    }

    private void Leave(Seat gone)
    {
        while (seats.TryGetValue(gone.Game, out var taken))
        {
            Seat[] left = [.. taken.Where(seat => seat != gone)];
            if (left.Length == taken.Length) return;
            if (left.Length == 0 ? seats.TryRemove(new(gone.Game, taken)) : seats.TryUpdate(gone.Game, left, taken)) return;
        }
    }

    private sealed class Seat(PressBox box, GameId game, IPeerFan fan) : IDisposable
    {
        public GameId Game => game;

        public IPeerFan Fan => fan;

        public void Dispose() => box.Leave(this);
    }
}
