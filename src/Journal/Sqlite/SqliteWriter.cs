using AkkaGame.Actors;
using Microsoft.Data.Sqlite;
using static Microsoft.Data.Sqlite.SqliteType;

namespace AkkaGame.Journal.Sqlite;

/// <summary>
/// The one writer. While one transaction is at the disk the next batch fills: under load batches grow by themselves, and a lone group
/// waits for nobody, so there is no timer to tune. It owns a thread, because a wait for the disk would take one from the games.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int EntriesMax = 1024;
    private const int BytesMax = 4 << 20;

    private readonly string path;
    private readonly object gate = new();
    private readonly Queue<Pending> filling = new();
    private readonly Thread thread;
    private bool stopping;
    private Connected? connected;

    public SqliteWriter(string path, SqliteConnection connection)
    {
        this.path = path;
        connected = new(connection);
        thread = new Thread(Work) { Name = "sqlite-journal", IsBackground = true };
        thread.Start();
    }

    public ValueTask<AppendOutcome> Enqueue(Pending pending)
    {
        lock (gate)
        {
            if (stopping) return new(AppendOutcome.Unavailable("The journal is closed."));
            filling.Enqueue(pending);
            if (filling.Count == 1) Monitor.Pulse(gate);
        }

        return new(pending.Task);
    }

    /// <summary>Writes what waits, then ends.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            stopping = true;
            Monitor.Pulse(gate);
        }

        thread.Join();
    }

    private void Work()
    {
        var batch = new List<Pending>(EntriesMax);
        while (Take(batch))
        {
            Write(batch);
            batch.Clear();
        }

        connected?.Dispose();
    }

    /// <summary>Waits for something to write. False where there is nothing left and the journal closes.</summary>
    private bool Take(List<Pending> batch)
    {
        lock (gate)
        {
            while (filling.Count == 0)
            {
                if (stopping) return false;
                Monitor.Wait(gate);
            }

            var size = 0;
            while (batch.Count < EntriesMax && size < BytesMax && filling.TryDequeue(out var next))
            {
                batch.Add(next);
                size += next.Size;
            }

            return true;
        }
    }

    private void Write(List<Pending> batch)
    {
        try
        {
            connected ??= new(SqliteFile.Writer(path));
            connected.Commit(batch);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT && batch.Count > 1)
        {
            // One bad entry must not sink its neighbours.
            foreach (var one in batch) Write([one]);
            return;
        }
        catch (Exception e) // Whatever it was, this thread must outlive it.
        {
            FindOut(batch, e);
        }

        foreach (var pending in batch) pending.Tell();
    }

    /// <summary>
    /// A commit failed, perhaps after its last byte was written. A fresh connection reads the log as a restart would: what stands there is
    /// durable, and what does not stand there now never will.
    /// </summary>
    private void FindOut(List<Pending> batch, Exception failure)
    {
        var unavailable = AppendOutcome.Unavailable($"The journal's file cannot be written now ({failure.Message}).");
        connected?.Dispose();
        connected = null;
        try
        {
            connected = new(SqliteFile.Writer(path));
            foreach (var pending in batch) pending.Outcome = connected.Holds(pending) ? AppendOutcome.Appended : unavailable;
        }
        catch (Exception)
        {
            foreach (var pending in batch) pending.Outcome = unavailable;
        }
    }

    /// <summary>A connection with its prepared statements.</summary>
    private sealed class Connected(SqliteConnection connection) : IDisposable
    {
        private readonly Statement head = new(connection, "head", ("$game", Blob));
        private readonly Statement insertEvent = new(
            connection, "insert-event", ("$game", Blob), ("$seq", Integer), ("$last", Integer), ("$command", Blob), ("$content", Integer),
            ("$at", Integer), ("$who", Text), ("$role", Integer), ("$side", Integer), ("$cause", Integer), ("$rules", Integer),
            ("$why", Text), ("$type", Integer), ("$ver", Integer), ("$body", Blob));
        private readonly Statement insertGame = new(
            connection, "insert-game", ("$game", Blob), ("$created", Integer), ("$retrosheet", Text), ("$summary", Blob));
        private readonly Statement updateGame = new(connection, "update-game", ("$game", Blob), ("$retrosheet", Text), ("$summary", Blob));
        private readonly Statement saveSnapshot = new(
            connection, "save-snapshot", ("$game", Blob), ("$seq", Integer), ("$schema", Integer), ("$sha256", Blob), ("$body", Blob));
        private readonly Statement dropSnapshots = new(connection, "drop-snapshots", ("$game", Blob));
        private readonly Statement commandAt = new(connection, "command-at", ("$game", Blob), ("$seq", Integer));

        /// <exception cref="SqliteException">Nothing is written, or nobody knows: see the caller.</exception>
        public void Commit(List<Pending> batch)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var statement in (ReadOnlySpan<Statement>)[head, insertEvent, insertGame, updateGame, saveSnapshot, dropSnapshots])
                statement.Transaction = transaction;
            foreach (var pending in batch)
            {
                pending.Outcome = pending switch
                {
                    Pending.Append append => Insert(append),
                    Pending.Keep keep => Insert(keep),
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
            }

            transaction.Commit();
        }

        /// <summary>True where the very group stands in the journal.</summary>
        public bool Holds(Pending pending) =>
            pending is Pending.Append append
            && commandAt.With(append.Game, append.Group.First).Scalar() is byte[] command && command.AsSpan().SequenceEqual(append.Command);

        public void Dispose()
        {
            foreach (var statement in (ReadOnlySpan<Statement>)[head, insertEvent, insertGame, updateGame, saveSnapshot, dropSnapshots, commandAt])
                statement.Dispose();
            connection.Dispose();
        }

        private AppendOutcome Insert(Pending.Append append)
        {
            var group = append.Group;
            var stands = (int)(long)head.With(append.Game).Scalar()!;
            if (stands != group.First - 1) return AppendOutcome.WrongSequence(group, stands);
            for (var i = 0; i < append.Events.Length; i++)
            {
                var stored = append.Events[i];
                insertEvent.With(
                    append.Game, group.First + i, group.Last, append.Command, (long)group.Check, group.At, group.By.Who, (int)group.By.Role,
                    (int?)group.By.Side, (int)group.Cause, (int)group.Rules, group.Why, (int)stored.Type, (int)stored.Version, stored.Body).Run();
            }

            if (group.First == 1) insertGame.With(append.Game, group.At, append.Card?.Retrosheet, append.Card?.Summary).Run();
            else if (append.Card is { } card) updateGame.With(append.Game, card.Retrosheet, card.Summary).Run();
            return AppendOutcome.Appended;
        }

        private AppendOutcome Insert(Pending.Keep keep)
        {
            var snapshot = keep.Snapshot;
            saveSnapshot.With(keep.Game, snapshot.Seq, (int)snapshot.Schema, snapshot.Sha256, snapshot.Body).Run();
            dropSnapshots.With(keep.Game).Run();
            return AppendOutcome.Appended;
        }
    }
}
