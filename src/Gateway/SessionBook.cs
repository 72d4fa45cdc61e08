using AkkaGame.Actors;

namespace AkkaGame.Gateway;

/// <summary>
/// Writes connections down for operators: what is to be written gathers while the last batch is at the store, a newer record of a
/// connection over an older one. A store that takes nothing is tried again; nobody waits for it.
/// </summary>
internal sealed class SessionBook(ISessions sessions)
{
    /// <summary>Connections that wait to be written; beyond that only those that closed are kept.</summary>
    private const int WaitingMax = 50_000;

    private readonly Lock gate = new();
    private Dictionary<Guid, SessionRecord> waiting = [];
    private Task writing = Task.CompletedTask;

    public void Note(SessionRecord record)
    {
        lock (gate)
        {
            if (waiting.Count >= WaitingMax && record.Closed is null) return;
            waiting[record.Connection] = waiting.TryGetValue(record.Connection, out var before) ? record.After(before) : record;
        }
    }

    /// <summary>Writes what has gathered, unless something is being written already. The task is done when that is.</summary>
    public Task Write()
    {
        lock (gate)
        {
            if (!writing.IsCompleted || waiting.Count == 0) return writing;
            var batch = waiting;
            waiting = [];
            return writing = Write(batch);
        }
    }

    /// <summary>Everything that was noted is written, or the store has refused it.</summary>
    public async Task Flush()
    {
        await Write();
        await Write();
    }

    private async Task Write(Dictionary<Guid, SessionRecord> batch)
    {
        await Task.Yield(); // The store may take its time before it waits.
        if (await IsKept(batch.Values)) return;
        lock (gate)
        {
            foreach (var (connection, record) in batch)
                if (waiting.Count < WaitingMax || record.Closed is not null)
                    waiting[connection] = waiting.TryGetValue(connection, out var newer) ? newer.After(record) : record;
        }
    }

    private async Task<bool> IsKept(IReadOnlyCollection<SessionRecord> records)
    {
        try
        {
            return await sessions.Keep(records);
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
    }
}
