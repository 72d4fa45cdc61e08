using System.Collections.Concurrent;
using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Journal.Sqlite;

/// <summary>Reading, on connections of its own: a reader never waits for the writer, nor the writer for him.</summary>
/// <param name="upcasts">How events of older versions are read.</param>
internal sealed class SqliteReaders(string path, Upcasts upcasts) : IDisposable
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
            if (!free.TryTake(out connected)) connected = new(SqliteFile.Reader(path), upcasts);
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
    internal sealed class Connected : IDisposable
    {
        private readonly SqliteConnection connection;
        private readonly Upcasts upcasts;
        private readonly List<Statement> prepared = [];
        private readonly Statement head, groups, snapshot, list, find, findRetrosheet, alarms, aside, feed, feedHead,
            secret, anySecret, recallCell, revoked;

        public Connected(SqliteConnection connection, Upcasts upcasts)
        {
            (this.connection, this.upcasts) = (connection, upcasts);
            try
            {
                (head, groups, snapshot) = (Prepare("head"), Prepare("read-groups"), Prepare("latest-snapshot"));
                (list, find, findRetrosheet) = (Prepare("list-games"), Prepare("find-game"), Prepare("find-retrosheet"));
                (alarms, aside) = (Prepare("alarms"), Prepare("aside"));
                (feed, feedHead) = (Prepare("feed"), Prepare("feed-head"));
                (secret, anySecret) = (Prepare("find-secret"), Prepare("any-secret"));
                recallCell = Prepare("recall-cell");
                revoked = Prepare("revoked");
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public int Head(GameId game) => (int)head.Bind(Key(game)).Number();

        public JournalRead Groups(GameId game, int after, int upTo)
        {
            var read = new List<EventGroup>();
            var events = new List<GameEvent>();
            UnreadableEvent? unreadable = null;
            // While this row is held, what follows is read from the same view: nothing can be appended between the head and the groups.
            using var heads = head.Bind(Key(game)).Rows();
            var stands = heads.Next() ? (int)heads.Number(0) : 0;
            using (var rows = groups.Bind(Key(game)).Bind(after).Bind(upTo).Rows())
            {
                while (unreadable is null && rows.Next())
                {
                    var (seq, last) = ((int)rows.Number(0), (int)rows.Number(1));
                    var (happened, why) = StoredEvent.Read((short)rows.Number(11), (short)rows.Number(12), rows.Blob(13), upcasts);
                    if (happened is null)
                    {
                        unreadable = new(seq, why!);
                        break;
                    }

                    events.Add(happened);
                    if (seq != last) continue;
                    read.Add(Group(game, rows, new([.. events])));
                    events.Clear();
                }
            }

            return new(read, stands, unreadable);
        }

        public Snapshot? Snapshot(GameId game, long below)
        {
            using var rows = snapshot.Bind(Key(game)).Bind(below).Rows();
            return rows.Next()
                ? new(game, (int)rows.Number(0), (short)rows.Number(1), rows.Blob(2).ToArray(), rows.Blob(3).ToArray())
                : null;
        }

        public IReadOnlyList<GameListing> List(long after, int max) => Listings(list.Bind(after).Bind(max));

        public GameListing? Find(GameId game) => Listings(find.Bind(Key(game))).FirstOrDefault();

        public GameListing? Find(string retrosheet) => Listings(findRetrosheet.Bind(retrosheet)).FirstOrDefault();

        public IReadOnlyList<Alarm> Alarms(Shard? of)
        {
            var found = new List<Alarm>();
            using var rows = alarms.Rows();
            while (rows.Next())
            {
                var game = new GameId(rows.Guid(0));
                if (of is null || Shard.Of(game) == of) found.Add(new(game, rows.Number(1)));
            }

            return found;
        }

        public IReadOnlyList<AsideGame> Aside()
        {
            var found = new List<AsideGame>();
            using var rows = aside.Rows();
            while (rows.Next())
                found.Add(new(new(rows.Guid(0)), (int)rows.Number(1), rows.Text(2)!, rows.Text(3), rows.Number(4)));
            return found;
        }

        public IReadOnlyList<Revocation> Revoked(long since)
        {
            var found = new List<Revocation>();
            using var rows = revoked.Bind(since).Rows();
            while (rows.Next())
                found.Add(new((Revoked)rows.Number(0), rows.Text(1)!, rows.Number(2), rows.Text(3)!, rows.Text(4)));
            return found;
        }

        public IReadOnlyList<CellMemory> Cells(EquatableArray<CellKey> places)
        {
            var found = new List<CellMemory>();
            foreach (var place in places)
            {
                using var rows = recallCell
                    .Bind(place.League).Bind(place.Edition).Bind(place.Card.Value).Bind((long)place.Against).Bind(place.D6).Bind(place.Sum)
                    .Bind(place.Situation).Bind(place.Decisions).Bind(place.Purpose).Bind(place.D20).Rows();
                while (rows.Next())
                {
                    found.Add(new(
                        place with { D20 = (byte)rows.Number(0) }, rows.Text(1)!, new(rows.Guid(2)), (int)rows.Number(3), rows.Number(4),
                        rows.Number(5) != 0));
                }
            }

            return found;
        }

        public long FeedHead() => feedHead.Number();

        public IReadOnlyList<FeedEntry> Feed(long after, int max)
        {
            var found = new List<FeedEntry>();
            using var rows = feed.Bind(after).Bind(max).Rows();
            while (rows.Next())
                found.Add(new(rows.Number(0), new(rows.Guid(1)), (int)rows.Number(2), new(rows.Guid(3)), rows.Number(4)));
            return found;
        }

        public HouseKeys.Box? Secret(GameId game)
        {
            using var rows = secret.Bind(Key(game)).Rows();
            return rows.Next() ? new((int)rows.Number(0), rows.Blob(1).ToArray()) : null;
        }

        public bool AnySecret() => anySecret.Number() == 1;

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

        private static byte[] Key(GameId game) => game.Value.ToByteArray(bigEndian: true);

        /// <summary>The group whose last row is at hand.</summary>
        private static EventGroup Group(GameId game, Statement.RowReader rows, EquatableArray<GameEvent> events) => new(
            game, (int)rows.Number(0) - events.Count + 1, new CommandId(rows.Guid(2)), (uint)rows.Number(3), rows.Number(4),
            new Author(Intern.Of(rows.Text(5)!), (Role)rows.Number(6), rows.IsNull(7) ? null : (Side)rows.Number(7)),
            (Cause)rows.Number(8), (short)rows.Number(9), events, rows.Text(10));

        private static List<GameListing> Listings(Statement statement)
        {
            var found = new List<GameListing>();
            using var rows = statement.Rows();
            while (rows.Next())
            {
                found.Add(new(
                    rows.Number(0), new(rows.Guid(1)), (int)rows.Number(2), rows.Number(3), rows.Text(4), rows.Blob(5).ToArray()));
            }

            return found;
        }
    }
}
