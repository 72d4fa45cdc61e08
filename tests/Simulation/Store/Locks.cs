using AkkaGame.Simulation.Machinery;
using Npgsql;

namespace AkkaGame.Simulation.Store;

/// <summary>The lock of one row: shared by many, or held by one alone. Who waits is let in in the order in which he came.</summary>
internal sealed class RowLock(Process server, TimeSpan patience)
{
    private readonly List<Transaction> sharing = [];
    private readonly List<Waiter> waiting = [];
    private Transaction? alone;

    /// <summary>Takes it where nobody's lock stands against it.</summary>
    public bool Try(Transaction by, bool shared)
    {
        if (alone is not null && alone != by) return false;
        if (!shared && sharing.Exists(other => other != by)) return false;
        if (shared) sharing.Add(by);
        else alone = by;
        by.Holds(this);
        return true;
    }

    /// <summary>Waits for it.</summary>
    /// <exception cref="PostgresException">It took longer than a statement may wait for a lock, or the session was ended.</exception>
    public async Task Take(Transaction by, bool shared)
    {
        if (waiting.Count == 0 && Try(by, shared)) return;
        var waiter = new Waiter(by, shared);
        waiting.Add(waiter);
        by.Ended += waiter.Give;
        server.World.After(patience, server, () => waiter.GiveUp(Refusals.LockTimeout()));
        await waiter.Come.Task;
        by.Backend.ThrowIfEnded();
    }

    public void Release(Transaction by)
    {
        sharing.RemoveAll(other => other == by);
        if (alone == by) alone = null;
        waiting.RemoveAll(static one => one.Come.Task.IsCompleted);
        while (waiting is [var first, ..] && !first.By.IsOver && Try(first.By, first.Shared))
        {
            waiting.RemoveAt(0);
            first.Come.TrySetResult();
        }
    }

    private sealed class Waiter(Transaction by, bool shared)
    {
        public Transaction By => by;

        public bool Shared => shared;

        public TaskCompletionSource Come { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Give() => GiveUp(Refusals.Terminated());

        public void GiveUp(Exception why) => Come.TrySetException(why);
    }
}

/// <summary>What the server says instead of an answer.</summary>
internal static class Refusals
{
    public static PostgresException LockTimeout() =>
        new("canceling statement due to lock timeout", "ERROR", "ERROR", PostgresErrorCodes.LockNotAvailable);

    public static PostgresException Terminated() =>
        new("terminating connection due to administrator command", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown);

    public static PostgresException Crashed() =>
        new("terminating connection because of crash of another server process", "FATAL", "FATAL", PostgresErrorCodes.CrashShutdown);

    public static PostgresException Taken() =>
        new("duplicate key value violates unique constraint", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation);

    public static PostgresException DiskFull() =>
        new("could not extend file: No space left on device", "ERROR", "ERROR", PostgresErrorCodes.DiskFull);
}
