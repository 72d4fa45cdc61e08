using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster;

/// <summary>
/// Gives shards of this node to others, a few at a time: their games finish and leave, the shard is nobody's to speak for, the store gives
/// it away, and then whoever waited goes on to where it is.
/// </summary>
/// <param name="hold">The keeper's word that a shard is held under that epoch, or not.</param>
/// <param name="went">Tells where a shard is now.</param>
/// <param name="look">Asks for a look at the tables.</param>
internal sealed class Handovers(
    ILeases leases, LeaseTimes times, TimeProvider time, KeeperMeter meter, Trouble trouble, Action<Tenure, Shard, long?> hold,
    Action<Shard, Guid, long> went, Action look)
{
    public const int AtOnce = 4;

    private readonly Dictionary<Shard, Task> moving = [];
    private readonly Dictionary<Shard, long> failed = [];

    /// <summary>Those of this node; null until there are any, and then nothing is given away.</summary>
    public IShardGames? Games { get; set; }

    public int UnderWay => moving.Count;

    /// <summary>Begins what is to be done, as far as there is room for it.</summary>
    public void Begin(Tenure mine, IReadOnlyList<ShardWish> errands, CancellationToken stop)
    {
        if (Games is not { } games || !mine.MaySpeak) return;
        foreach (var errand in errands)
        {
            if (moving.Count >= AtOnce) return;
            var (shard, epoch) = errand.Shard;
            if (!moving.ContainsKey(shard) && !HasJustFailed(shard) && mine.EpochOf(shard) == epoch)
                moving[shard] = Move(games, mine, errand, stop);
        }
    }

    /// <summary>Its games are written to in between: one that cannot be handed over now is not closed all the time.</summary>
    private bool HasJustFailed(Shard shard) => failed.TryGetValue(shard, out var at) && time.GetElapsedTime(at) < times.Lease;

    /// <summary>Done when nothing is under way any more.</summary>
    public async Task End()
    {
        while (moving.Count > 0) await Task.WhenAll(moving.Values);
    }

    private async Task Move(IShardGames games, Tenure mine, ShardWish errand, CancellationToken stop)
    {
        await Task.Yield(); // So that it is among those under way before it ends.
        var (owned, began, isGiven) = (errand.Shard, time.GetTimestamp(), false);
        try
        {
            await games.Close(owned.Shard).WaitAsync(times.Lease, time, stop);
            // Much may have happened while the games finished. Speaking for it would be over too late if the answer came late.
            if (!mine.MaySpeak || mine.EpochOf(owned.Shard) != owned.Epoch) return;
            hold(mine, owned.Shard, null);
            mine.Part(owned);
            isGiven = await Give(mine, errand, stop);
            if (isGiven) meter.HandedOver(time.GetElapsedTime(began));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            meter.HandOverFailed();
            trouble.Failed(e);
        }
        catch (OperationCanceledException)
        {
            // This node stops: it gives back by the tables whatever it has then.
        }
        finally
        {
            if (isGiven) failed.Remove(owned.Shard);
            else failed[owned.Shard] = time.GetTimestamp();
            moving.Remove(owned.Shard);
            games.Open(owned.Shard);
            look();
        }
    }

    /// <summary>True where it came about. It is nobody's to speak for until that is known.</summary>
    private async Task<bool> Give(Tenure mine, ShardWish errand, CancellationToken stop)
    {
        var owned = errand.Shard;
        try
        {
            if (await leases.HandOver(owned, mine.Node.Id, errand.To, stop) is { } next)
            {
                went(owned.Shard, errand.To, next);
                trouble.Passed();
                return true;
            }

            // Nothing was changed, and nothing is on its way: the tables tell whose it is.
            mine.Stay(owned.Shard);
            meter.HandOverFailed();
            return false;
        }
        catch (JournalUnavailableException e)
        {
            meter.HandOverFailed();
            trouble.Failed(e);
            await Settle(mine, owned, stop);
            return false;
        }
    }

    /// <summary>
    /// A hand-over that was not answered may still come, and that the tables name us proves nothing. Under the next epoch it cannot.
    /// </summary>
    private async Task Settle(Tenure mine, OwnedShard owned, CancellationToken stop)
    {
        while (!mine.IsOver && !stop.IsCancellationRequested)
            try
            {
                if (await leases.Raise(owned, mine.Node.Id, stop) is { } next) hold(mine, owned.Shard, next);
                return;
            }
            catch (JournalUnavailableException e)
            {
                trouble.Failed(e);
                await Task.Delay(times.Renew / 4, time, stop);
            }
    }
}
