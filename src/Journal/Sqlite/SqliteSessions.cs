using AkkaGame.Actors;
using AkkaGame.Messages;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AkkaGame.Journal.Sqlite;

/// <summary>
/// The connections in an SQLite file of their own beside the journal's, which is made with the first of them: no game's commit waits for
/// them, and nothing is synced for them. Whoever asks waits for whoever writes, some milliseconds.
/// </summary>
public sealed class SqliteSessions : ISessions, IDisposable
{
    /// <summary>Raised with every change of <c>schema.sql</c>: a file of another one is made anew.</summary>
    private const int Schema = 1;

    /// <summary>Marks a file as connections: "BALS".</summary>
    private const int ApplicationId = 0x4241_4C53;

    private readonly Lock at = new();
    private readonly string path;
    private Opened? opened;
    private bool closed;

    /// <param name="journal">The journal's file, whose lock this process holds; <c>games.db</c> gets <c>games.sessions.db</c>.</param>
    public SqliteSessions(string journal) => path = PathOf(journal);

    public static string PathOf(string journal) => Path.ChangeExtension(Path.GetFullPath(journal), ".sessions.db");

    public async ValueTask<bool> Keep(IReadOnlyCollection<SessionRecord> records)
    {
        if (records.Count == 0) return true;
        try
        {
            // Thousands at once take some hundredths of a second, which are not the caller's.
            await Task.Run(() => Do(open => open.Keep(records)));
            return true;
        }
        catch (JournalUnavailableException)
        {
            return false;
        }
    }

    public ValueTask<IReadOnlyList<SessionRecord>> Find(GameId? game, int limit, CancellationToken stop = default) =>
        new(Exists ? Do(open => open.Find(game, limit)) : []);

    public async ValueTask<int> Forget(long before, CancellationToken stop = default) =>
        Exists ? await Task.Run(() => Do(open => open.Forget(before)), stop) : 0;

    public void Dispose()
    {
        lock (at)
        {
            closed = true;
            opened?.Dispose();
            opened = null;
        }
    }

    /// <summary>Who only asks makes no file.</summary>
    private bool Exists => File.Exists(path);

    private T Do<T>(Func<Opened, T> work)
    {
        lock (at)
        {
            if (closed) throw new JournalUnavailableException("The sessions' file is closed.");
            try
            {
                return work(opened ??= new(path));
            }
            catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
            {
                throw new JournalUnavailableException($"The sessions' file {path} cannot be used now ({e.Message}).", e);
            }
        }
    }

    private sealed class Opened : IDisposable
    {
        private readonly SqliteConnection connection;
        private readonly Statement keep, find, findOfGame, forget;

        public Opened(string path)
        {
            SideFile.Prepare(path, ApplicationId, Schema, "Sessions/schema.sql", "game_session");
            connection = SqliteFile.Open(path, static opened =>
                SqliteFile.Run(opened, "pragma synchronous = off; pragma cache_size = -4096; pragma busy_timeout = 2000;"));
            try
            {
                (keep, forget) = (new(connection, "Sessions/keep"), new(connection, "Sessions/forget"));
                (find, findOfGame) = (new(connection, "Sessions/find"), new(connection, "Sessions/find-of-game"));
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }

        public bool Keep(IReadOnlyCollection<SessionRecord> records)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var one in records)
            {
                keep.Bind(Key(one.Connection)).Bind(Key(one.Session)).Bind(Key(one.Game.Value)).Bind(one.Who).Bind((long)one.Role)
                    .Bind((long?)one.Side).Bind(one.From).Bind(one.Client).Bind(one.Connected).Bind(one.Seen).Bind(one.Acked)
                    .Bind(one.Sent).Bind(one.Closed).Bind((long?)one.Code).Run();
            }

            transaction.Commit();
            return true;
        }

        public List<SessionRecord> Find(GameId? game, int limit)
        {
            var found = new List<SessionRecord>();
            using var rows = (game is { } one ? findOfGame.Bind(Key(one.Value)) : find).Bind(limit).Rows();
            while (rows.Next())
            {
                found.Add(new(
                    rows.Guid(0), rows.Guid(1), new(rows.Guid(2)), rows.Text(3)!, (Role)rows.Number(4),
                    rows.IsNull(5) ? null : (Side)rows.Number(5), rows.Text(6)!, rows.Text(7), rows.Number(8), rows.Number(9),
                    (int)rows.Number(10), (int)rows.Number(11), rows.IsNull(12) ? null : rows.Number(12),
                    rows.IsNull(13) ? null : (int)rows.Number(13)));
            }

            return found;
        }

        public int Forget(long before)
        {
            forget.Bind(before).Run();
            return raw.sqlite3_changes(connection.Handle);
        }

        public void Dispose()
        {
            foreach (var statement in (ReadOnlySpan<Statement>)[keep, find, findOfGame, forget]) statement.Dispose();
            connection.Dispose();
        }

        private static byte[] Key(Guid id) => id.ToByteArray(bigEndian: true);
    }
}
