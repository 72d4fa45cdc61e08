using AkkaGame.Actors;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// An append whose outcome is unknown. To look whether its rows are there proves nothing while it may still be running. So it is
/// sent again as it was, which waits for the first attempt and then meets its rows or takes its place; should that not give an answer in
/// time, the epoch of its shards is raised, after which it can never commit, and then looking does prove something.
/// </summary>
internal sealed class Resolution(
    LaneConnection connection, AppendColumns columns, JournalMeters meters, PostgresWriterOptions options, CancellationToken stop)
{
    /// <summary>Does not throw. Each of the batch is answered, or comes back.</summary>
    /// <returns>Groups that certainly were not written and may go again.</returns>
    public async Task<List<Entry>> FindOut(List<Entry> batch, Exception cause)
    {
        options.Noticed($"The outcome of an append of {batch.Count} groups is unknown ({Failure.Sentence(cause)}).");
        try
        {
            await connection.Leave();
            if (await Resend(batch) is { } rest) return rest;
            await Fence(batch, cause);
        }
        catch (Exception e) // Even a defect of ours must not pass for an append that certainly failed.
        {
            GiveUp(batch, e, fenced: false);
        }

        return [];
    }

    /// <returns>Null where resending did not tell.</returns>
    private async Task<List<Entry>?> Resend(List<Entry> batch)
    {
        var backoff = new Backoff(options);
        var began = options.Time.GetTimestamp();
        while (options.Time.GetElapsedTime(began) < options.ResendFor && await backoff.Wait(stop))
        {
            meters.Retried("unknown");
            try
            {
                var session = await connection.Get(stop);
                await session.Prepare(stop);
                switch (await Again(session))
                {
                    case Word.Durable:
                        foreach (var entry in batch) entry.TrySetResult(AppendOutcome.Appended);
                        meters.Resolved("resent");
                        return [];
                    case Word.Decided:
                        var rest = await Compare(session, batch);
                        meters.Resolved(rest.Count == 0 ? "found" : "not-written");
                        return rest;
                    case Word.NeverWas:
                        meters.Resolved("refused");
                        return batch;
                    case Word.OnlyAFenceTells:
                        return null;
                }
            }
            catch (Exception)
            {
                await connection.Leave();
            }
        }

        return null;
    }

    private async Task<Word> Again(ILaneSession session)
    {
        try
        {
            var landing = await session.Append();
            // A group that does not follow now might do so when the first attempt arrives late.
            if (landing.Held is null) return landing.Inserted > 0 ? Word.Durable : Word.OnlyAFenceTells;
            // Whoever raised an epoch waited for the first attempt, or it finds that epoch gone, with all of its batch.
            return columns.Tokens.All(landing.Standing!.Contains) ? Word.None : Word.Decided;
        }
        catch (Exception e) when (Failure.Of(e) is not Fate.Unknown)
        {
            return Failure.Of(e) switch
            {
                Fate.Taken => Word.Decided,     // By rows of the first attempt, or by others that keep it out for good.
                Fate.Malformed => Word.NeverWas, // For the same reason.
                _ => Word.None,                  // That tells of this attempt only.
            };
        }
    }

    /// <summary>The first attempt is over: its rows are there, all of them, or never will be.</summary>
    private static async Task<List<Entry>> Compare(ILaneSession session, List<Entry> batch)
    {
        var standing = await session.Standing(batch);
        List<Entry> rest = [];
        foreach (var (entry, (_, mine)) in batch.Zip(standing))
        {
            if (mine) entry.TrySetResult(AppendOutcome.Appended);
            else rest.Add(entry);
        }

        return rest;
    }

    private async Task Fence(List<Entry> batch, Exception cause)
    {
        var backoff = new Backoff(options);
        var began = options.Time.GetTimestamp();
        var fenced = false;
        do
        {
            try
            {
                var session = await connection.Get(stop);
                if (!fenced) await session.SelfFence(columns.Tokens, columns.Owner);
                fenced = true;
                foreach (var entry in await Compare(session, batch))
                    entry.TrySetResult(AppendOutcome.Fenced(entry.Group, entry.Epoch));
                meters.Resolved("fenced");
                options.Noticed($"Fenced {columns.Tokens.Count} shards to find out about an append ({Failure.Sentence(cause)}).");
                return;
            }
            catch (Exception)
            {
                await connection.Leave();
            }
        }
        while (options.Time.GetElapsedTime(began) < options.FenceFor && await backoff.Wait(stop));

        GiveUp(batch, cause, fenced);
    }

    private void GiveUp(List<Entry> batch, Exception cause, bool fenced)
    {
        if (!fenced) connection.Doubt(columns.Tokens, columns.Owner);
        meters.Resolved("unknown");
        var unknown = AppendOutcome.Unknown($"The journal's store does not answer ({Failure.Sentence(cause)}).");
        foreach (var entry in batch) entry.TrySetResult(unknown);
    }

    /// <summary>What the identical append says about the first attempt.</summary>
    private enum Word { None, Durable, Decided, NeverWas, OnlyAFenceTells }
}
