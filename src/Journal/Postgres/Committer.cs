using System.Diagnostics;
using AkkaGame.Actors;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// Brings a batch to its end: every group of it is answered, or waits for a locked shard. Each pass sends one statement and takes
/// out of the batch what it decides; the rest goes again at once.
/// </summary>
internal sealed class Committer(
    LaneConnection connection, AppendColumns columns, BlockedShards blocked, Outage outage, JournalMeters meters,
    PostgresWriterOptions options, CancellationToken stop)
{
    private readonly ShardPositions positions = new();
    private readonly Resolution resolution = new(connection, columns, meters, options, stop);

    public async Task Commit(List<Entry> batch)
    {
        while (batch.Count > 0)
        {
            try
            {
                var session = await connection.Get(stop);
                await session.Prepare(stop);
                await Learn(session, batch);
                columns.Fill(batch, session.Node, positions);
                batch = await Send(session, batch);
            }
            catch (Exception e) // Resolution keeps what is unknown to itself: nothing of this batch was written.
            {
                await connection.Drop();
                if (await outage.Bear(e, stop)) continue;
                Tell(batch, Unavailable(e));
                return;
            }
        }
    }

    /// <summary>Fences what is in doubt, should the store be there.</summary>
    public async Task Settle()
    {
        try
        {
            await connection.Get(stop);
        }
        catch (Exception)
        {
            await connection.Drop();
        }
    }

    /// <summary>Who holds the row of a shard, in words.</summary>
    public async Task<string> Blockers(long token)
    {
        try
        {
            var session = await connection.Get(stop);
            if (await session.Blockers([token]) is [_, ..] some) return string.Join(", ", some);
        }
        catch (Exception)
        {
            await connection.Drop();
        }

        return $"shard {token & 0xFFF} by somebody unknown";
    }

    private async Task Learn(ILaneSession session, List<Entry> batch)
    {
        var unknown = positions.Unknown(batch);
        if (unknown.Count == 0) return;
        var ends = await session.Ends(unknown.Select(static entry => entry.Shard));
        foreach (var (shard, end) in ends) positions.Learn(shard, unknown.Find(entry => entry.Shard == shard)!.Epoch, end);
    }

    /// <returns>What has to go again.</returns>
    private async Task<List<Entry>> Send(ILaneSession session, List<Entry> batch)
    {
        var started = options.Time.GetTimestamp();
        Landing landing;
        try
        {
            landing = await session.Append();
        }
        catch (Exception e)
        {
            return await After(e, session, batch);
        }

        if (landing is { Held: null, Inserted: 0 })
        {
            var rest = await WithoutWrong(session, batch);
            outage.Over(); // Not before: a store that takes nothing and gives no reason must not be tried for ever.
            return rest;
        }

        outage.Over();
        if (landing.Held is not null) return WithoutLost(landing, batch);
        positions.Keep();
        meters.Committed(columns.Events, batch.Count, options.Time.GetElapsedTime(started));
        Tell(batch, AppendOutcome.Appended);
        return [];
    }

    private async Task<List<Entry>> After(Exception failure, ILaneSession session, List<Entry> batch)
    {
        switch (Failure.Of(failure))
        {
            case Fate.Taken:
                meters.Retried(Failure.Word(failure));
                return await WithoutWrong(session, batch);
            case Fate.Malformed when batch.Count > 1: // One bad entry must not sink its neighbours.
                meters.Retried(Failure.Word(failure));
                await Commit(batch[..(batch.Count / 2)]);
                return batch[(batch.Count / 2)..];
            case Fate.Malformed or Fate.Refused:
                Tell(batch, Unavailable(failure));
                return [];
            case Fate.Later:
                throw failure;
            case Fate.Unknown:
                positions.Forget(batch);
                return await resolution.FindOut(batch, failure);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Some shards could not be locked: they are another's by now, or locked by somebody else.</summary>
    private List<Entry> WithoutLost(Landing landing, List<Entry> batch)
    {
        List<Entry> rest = [];
        foreach (var entry in batch)
        {
            if (landing.Held!.Contains(entry.Token)) rest.Add(entry);
            else if (landing.Standing!.Contains(entry.Token)) blocked.Add(entry);
            else entry.TrySetResult(AppendOutcome.Fenced(entry.Group, entry.Epoch));
        }

        meters.Retried("not-held");
        return rest;
    }

    /// <summary>Some group does not follow what is there: which, and are they there already?</summary>
    private async Task<List<Entry>> WithoutWrong(ILaneSession session, List<Entry> batch)
    {
        positions.Forget(batch);
        var standing = await session.Standing(batch);
        List<Entry> rest = [];
        foreach (var (entry, (head, mine)) in batch.Zip(standing))
        {
            if (mine) entry.TrySetResult(AppendOutcome.Appended);
            else if (head == entry.Group.First - 1) rest.Add(entry);
            else entry.TrySetResult(AppendOutcome.WrongSequence(entry.Group, head));
        }

        return rest.Count < batch.Count ? rest : throw new InvalidOperationException("The journal did not take groups that follow.");
    }

    private static AppendOutcome Unavailable(Exception failure) =>
        AppendOutcome.Unavailable($"The journal cannot be written now ({Failure.Sentence(failure)}).");

    private static void Tell(List<Entry> batch, AppendOutcome outcome)
    {
        foreach (var entry in batch) entry.TrySetResult(outcome);
    }
}
