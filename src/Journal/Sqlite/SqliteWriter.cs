using System.Diagnostics;
using AkkaGame.Actors;
using Microsoft.Data.Sqlite;
using SQLitePCL;

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
    private readonly JournalMeters meters;
    private readonly Thread thread;
    private bool stopping;
    private Connected? connected;

    public SqliteWriter(string path, SqliteConnection connection)
    {
        this.path = path;
        connected = new(connection);
        meters = new(path);
        meters.Waiting(0, () => filling.Count);
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
        meters.Dispose();
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
            var began = Stopwatch.GetTimestamp();
            connected.Commit(batch);
            Count(batch, Stopwatch.GetElapsedTime(began));
        }
        catch (Exception e) when (batch.Count > 1 && connected is { NothingWritten: true } && !IsOfTheStore(e))
        {
            // One bad entry must not sink its neighbours.
            foreach (var one in batch) Write([one]);
            return;
        }
        catch (Exception e) // Whatever it was, this thread must outlive it.
        {
            FindOut(batch, e);
        }

        foreach (var pending in batch)
        {
            if (pending is Pending.Append) meters.Ended(pending.Outcome.Result);
            pending.Tell();
        }
    }

    /// <summary>Counts what was appended; snapshots and the like that went with it are not.</summary>
    private void Count(List<Pending> batch, TimeSpan took)
    {
        int events = 0, groups = 0;
        foreach (var pending in batch)
            if (pending is Pending.Append { Outcome.Result: AppendResult.Appended } append)
                (events, groups) = (events + append.Events.Length, groups + 1);
        if (groups > 0) meters.Committed(events, groups, took);
    }

    /// <summary>True where the file, the disk or the machine failed: every entry alone would meet the same.</summary>
    private static bool IsOfTheStore(Exception failure) => failure is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM
            or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL or raw.SQLITE_NOMEM or raw.SQLITE_NOTADB
            or raw.SQLITE_INTERRUPT or raw.SQLITE_AUTH,
    };

    /// <summary>
    /// A commit failed, perhaps after its last byte was written. A fresh connection reads the log as a restart of the process would: what
    /// stands there counts, and what does not stand there now never will. Where the sync itself failed, this does not prove that the disk
    /// has it.
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
    private sealed class Connected : IDisposable
    {
        private readonly SqliteConnection connection;
        private readonly List<Statement> prepared = [];
        private readonly Statement begin, commit, rollback, head, commandAt;
        private readonly Statement insertEvent, insertGame, updateGame, saveSnapshot, dropSnapshots, putAside, takeBack, addSecret,
            keepCell, useTicket, forgetTickets, revoke;

        public Connected(SqliteConnection connection)
        {
            this.connection = connection;
            try
            {
                (begin, commit, rollback) = (Prepare("begin"), Prepare("commit"), Prepare("rollback"));
                (head, insertEvent, commandAt) = (Prepare("head"), Prepare("insert-event"), Prepare("command-at"));
                (insertGame, updateGame) = (Prepare("insert-game"), Prepare("update-game"));
                (saveSnapshot, dropSnapshots) = (Prepare("save-snapshot"), Prepare("drop-snapshots"));
                (putAside, takeBack, addSecret) = (Prepare("put-aside"), Prepare("take-back"), Prepare("add-secret"));
                keepCell = Prepare("keep-cell");
                (useTicket, forgetTickets, revoke) = (Prepare("use-ticket"), Prepare("forget-tickets"), Prepare("revoke"));
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        /// <summary>The last batch failed before its commit began, and its transaction is gone.</summary>
        public bool NothingWritten { get; private set; }

        /// <exception cref="SqliteException">Nothing is written, or nobody knows: see <see cref="NothingWritten"/>.</exception>
        public void Commit(List<Pending> batch)
        {
            NothingWritten = false;
            var committing = false;
            begin.Run();
            try
            {
                foreach (var pending in batch)
                {
                    pending.Outcome = pending switch
                    {
                        Pending.Append append => Insert(append),
                        Pending.Keep keep => Insert(keep),
                        Pending.PutAside put => Insert(put),
                        Pending.TakeBack back => Delete(back),
                        Pending.AddSecret add => Insert(add),
                        Pending.Learn learn => Insert(learn),
                        Pending.UseTicket use => Insert(use),
                        Pending.ForgetTickets forget => Delete(forget),
                        Pending.Revoke revoked => Insert(revoked),
                        _ => throw new UnreachableException(),
                    };
                }

                committing = true;
                commit.Run();
            }
            catch
            {
                if (raw.sqlite3_get_autocommit(connection.Handle) == 0) rollback.Run();
                NothingWritten = !committing;
                throw;
            }
        }

        /// <summary>True where the very group stands in the journal.</summary>
        public bool Holds(Pending pending)
        {
            if (pending is not Pending.Append append) return false;
            using var rows = commandAt.Bind(append.Game).Bind(append.Group.First).Rows();
            return rows.Next() && rows.Blob(0).SequenceEqual(append.Command);
        }

        public void Dispose()
        {
            foreach (var statement in prepared) statement.Dispose();
            connection.Dispose();
        }

        private Statement Prepare(string name)
        {
            var statement = new Statement(connection, name);
            prepared.Add(statement);
            return statement;
        }

        private AppendOutcome Insert(Pending.Append append)
        {
            var group = append.Group;
            var stands = (int)head.Bind(append.Game).Number();
            if (stands != group.First - 1) return AppendOutcome.WrongSequence(group, stands);
            for (var i = 0; i < append.Events.Length; i++)
            {
                insertEvent
                    .Bind(append.Game).Bind(group.First + i).Bind(group.Last).Bind(append.Command).Bind(group.Check).Bind(group.At)
                    .Bind(group.By.Who).Bind((long)group.By.Role).Bind((long?)group.By.Side).Bind((long)group.Cause).Bind(group.Rules)
                    .Bind(group.Why).Bind(append.Events[i].Type).Bind(append.Events[i].Version).Bind(append.Events[i].Body).Run();
            }

            if (group.First == 1)
                insertGame
                    .Bind(append.Game).Bind(group.At).Bind(append.Card?.Retrosheet).Bind(append.Card?.Summary).Bind(append.Card?.Due).Run();
            else if (append.Card is { } card)
                updateGame.Bind(card.Retrosheet).Bind(card.Summary).Bind(card.Due).Bind(append.Game).Run();
            return AppendOutcome.Appended;
        }

        private AppendOutcome Insert(Pending.PutAside put)
        {
            var aside = put.Aside;
            putAside.Bind(put.Game).Bind(aside.Seq).Bind(aside.Why).Bind(aside.By).Bind(aside.Since).Run();
            return AppendOutcome.Appended;
        }

        private AppendOutcome Delete(Pending.TakeBack back)
        {
            takeBack.Bind(back.Game).Run();
            return raw.sqlite3_changes(connection.Handle) == 1
                ? AppendOutcome.Appended
                : AppendOutcome.Unavailable("The game is not in quarantine.");
        }

        private AppendOutcome Insert(Pending.AddSecret add)
        {
            // $game stands in the text twice and is one parameter.
            addSecret.Bind(add.Game).Bind(add.Box.Key).Bind(add.Box.Bytes).Run();
            return AppendOutcome.Appended;
        }

        private AppendOutcome Insert(Pending.Learn learn)
        {
            foreach (var (key, says, game, roll, at, ruled) in learn.Said)
            {
                keepCell
                    .Bind(key.League).Bind(key.Edition).Bind(key.Card.Value).Bind((long)key.Against).Bind(key.D6).Bind(key.Sum)
                    .Bind(key.D20).Bind(key.Situation).Bind(key.Decisions).Bind(key.Purpose).Bind(says)
                    .Bind(game.Value.ToByteArray(bigEndian: true)).Bind(roll).Bind(at).Bind(ruled ? 1 : 0).Run();
            }

            return AppendOutcome.Appended;
        }

        private AppendOutcome Insert(Pending.UseTicket use)
        {
            useTicket.Bind(use.Ticket).Bind(use.Until).Run();
            use.IsFirst = raw.sqlite3_changes(connection.Handle) == 1;
            return AppendOutcome.Appended;
        }

        private AppendOutcome Delete(Pending.ForgetTickets forget)
        {
            forgetTickets.Bind(forget.Before).Run();
            return AppendOutcome.Appended;
        }

        private AppendOutcome Insert(Pending.Revoke revoked)
        {
            var (kind, name, at, by, why) = revoked.Revocation;
            revoke.Bind((long)kind).Bind(name).Bind(at).Bind(by).Bind(why).Run();
            return AppendOutcome.Appended;
        }

        private AppendOutcome Insert(Pending.Keep keep)
        {
            var snapshot = keep.Snapshot;
            saveSnapshot.Bind(keep.Game).Bind(snapshot.Seq).Bind(snapshot.Schema).Bind(snapshot.Sha256).Bind(snapshot.Body).Run();
            dropSnapshots.Bind(keep.Game).Run();
            return AppendOutcome.Appended;
        }
    }
}
