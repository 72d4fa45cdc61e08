using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Messages;
using Microsoft.Data.Sqlite;
using static Microsoft.Data.Sqlite.SqliteType;

namespace AkkaGame.Journal.Sqlite;

/// <summary>Reading, on connections of its own: a reader never waits for the writer, nor the writer for him.</summary>
internal sealed class SqliteReaders(string path) : IDisposable
{
    /// <summary>Connections kept for the next read; more may be open for a moment.</summary>
    private const int Kept = 4;

    private readonly ConcurrentBag<Connected> free = [];
    private volatile bool closed;

    /// <exception cref="JournalUnavailableException">The file did not answer.</exception>
    public T Read<T>(Func<Connected, T> query)
    {
        if (closed) throw new JournalUnavailableException("The journal is closed.");
        Connected? connected = null;
        try
        {
            if (!free.TryTake(out connected)) connected = new(SqliteFile.Reader(path));
            var answer = query(connected);
            if (free.Count < Kept && !closed)
            {
                free.Add(connected);
                connected = null;
            }

            return answer;
        }
        catch (SqliteException e)
        {
            throw new JournalUnavailableException($"The journal's file cannot be read now ({e.Message}).", e);
        }
        finally
        {
            connected?.Dispose();
        }
    }

    public void Dispose()
    {
        closed = true;
        while (free.TryTake(out var connected)) connected.Dispose();
    }

    /// <summary>A connection with its prepared statements.</summary>
    internal sealed class Connected(SqliteConnection connection) : IDisposable
    {
        private readonly Statement head = new(connection, "head", ("$game", Blob));
        private readonly Statement groups = new(connection, "read-groups", ("$game", Blob), ("$after", Integer), ("$upto", Integer));
        private readonly Statement snapshot = new(connection, "latest-snapshot", ("$game", Blob), ("$below", Integer));
        private readonly Statement list = new(connection, "list-games", ("$after", Integer), ("$max", Integer));
        private readonly Statement find = new(connection, "find-game", ("$game", Blob));
        private readonly Statement findRetrosheet = new(connection, "find-retrosheet", ("$retrosheet", Text));

        public int Head(GameId game) => (int)(long)head.With(Key(game)).Scalar()!;

        public JournalRead Groups(GameId game, int after, int upTo)
        {
            var read = new List<EventGroup>();
            var events = new List<GameEvent>();
            UnreadableEvent? unreadable = null;
            using (var rows = groups.With(Key(game), after, upTo).Rows())
            {
                while (unreadable is null && rows.Read())
                {
                    var (seq, last) = (rows.GetInt32(0), rows.GetInt32(1));
                    var (happened, why) = new StoredEvent(rows.GetInt16(11), rows.GetInt16(12), rows.GetFieldValue<byte[]>(13)).Read();
                    if (happened is null)
                    {
                        unreadable = new(seq, why!);
                        break;
                    }

                    events.Add(happened);
                    if (seq != last) continue;
                    read.Add(Group(game, rows, seq - events.Count + 1, events));
                    events.Clear();
                }
            }

            return new(read, Head(game), unreadable);
        }

        public Snapshot? Snapshot(GameId game, long below)
        {
            using var rows = snapshot.With(Key(game), below).Rows();
            return rows.Read()
                ? new(game, rows.GetInt32(0), rows.GetInt16(1), rows.GetFieldValue<byte[]>(2), rows.GetFieldValue<byte[]>(3))
                : null;
        }

        public IReadOnlyList<GameListing> List(long after, int max) => Listings(list.With(after, max));

        public GameListing? Find(GameId game) => Listings(find.With(Key(game))).FirstOrDefault();

        public GameListing? Find(string retrosheet) => Listings(findRetrosheet.With(retrosheet)).FirstOrDefault();

        public void Dispose()
        {
            foreach (var statement in (ReadOnlySpan<Statement>)[head, groups, snapshot, list, find, findRetrosheet]) statement.Dispose();
            connection.Dispose();
        }

        private static byte[] Key(GameId game) => game.Value.ToByteArray(bigEndian: true);

        private static EventGroup Group(GameId game, SqliteDataReader rows, int first, List<GameEvent> events) => new(
            game, first, new CommandId(new Guid(rows.GetFieldValue<byte[]>(2), bigEndian: true)), (uint)rows.GetInt64(3), rows.GetInt64(4),
            new Author(Intern.Of(rows.GetString(5)), (Role)rows.GetByte(6), rows.IsDBNull(7) ? null : (Side)rows.GetByte(7)),
            (Cause)rows.GetByte(8), rows.GetInt16(9), new EquatableArray<GameEvent>([.. events]), rows.IsDBNull(10) ? null : rows.GetString(10));

        private static List<GameListing> Listings(Statement statement)
        {
            var found = new List<GameListing>();
            using var rows = statement.Rows();
            while (rows.Read())
            {
                found.Add(new(
                    rows.GetInt64(0), new(new Guid(rows.GetFieldValue<byte[]>(1), bigEndian: true)), rows.GetInt32(2), rows.GetInt64(3),
                    rows.IsDBNull(4) ? null : rows.GetString(4), rows.IsDBNull(5) ? default : rows.GetFieldValue<byte[]>(5)));
            }

            return found;
        }
    }
}
