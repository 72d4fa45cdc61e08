using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using Npgsql;

namespace AkkaGame.Journal.Postgres;

/// <summary>Reading. Every question is one statement, so its answer is of one moment.</summary>
/// <param name="atOnce">Questions under way; the others wait here, and not for the pool.</param>
/// <param name="patience">How long one waits here: behind questions that meet a host which does not answer, the queue hardly moves.</param>
internal sealed class PostgresReaders(NpgsqlDataSource sessions, int atOnce, TimeSpan patience) : IDisposable
{
    private static readonly string
        groups = PostgresSql.Statement("read-groups"), head = PostgresSql.Statement("head"),
        snapshot = PostgresSql.Statement("latest-snapshot"), list = PostgresSql.Statement("list-games"),
        find = PostgresSql.Statement("find-game"), findRetrosheet = PostgresSql.Statement("find-retrosheet"),
        alarms = PostgresSql.Statement("alarms"), alarmsOfShard = PostgresSql.Statement("alarms-of-shard"),
        aside = PostgresSql.Statement("aside"), feed = PostgresSql.Statement("feed"), feedHeads = PostgresSql.Statement("feed-heads"),
        secret = PostgresSql.Statement("find-secret"), anySecret = PostgresSql.Statement("any-secret"),
        recallCell = PostgresSql.Statement("recall-cell"), revoked = PostgresSql.Statement("revoked");

    private readonly SemaphoreSlim free = new(atOnce);

    public ValueTask<JournalRead> Groups(GameId game, int after, int upTo, CancellationToken stop) =>
        Ask(groups, rows => ReadGroups(game, rows, stop), stop, Value(game.Value), Value(after), Value(upTo));

    public ValueTask<int> Head(GameId game, CancellationToken stop) =>
        Ask(head, async rows => await rows.ReadAsync(stop) ? rows.GetInt32(0) : 0, stop, Value(game.Value));

    public ValueTask<Snapshot?> Snapshot(GameId game, long below, CancellationToken stop) => Ask(
        snapshot, rows => One(rows, row => new Snapshot(game, row.GetInt32(0), row.GetInt16(1), Bytes(row, 2), Bytes(row, 3)), stop),
        stop, Value(game.Value), Value(below));

    public ValueTask<IReadOnlyList<GameListing>> List(long after, int max, CancellationToken stop) =>
        Ask(list, rows => All(rows, Listing, stop), stop, Value(after), Value((long)max));

    public ValueTask<GameListing?> Find(GameId game, CancellationToken stop) =>
        Ask(find, rows => One(rows, Listing, stop), stop, Value(game.Value));

    public ValueTask<GameListing?> Find(string retrosheet, CancellationToken stop) =>
        Ask(findRetrosheet, rows => One(rows, Listing, stop), stop, Value(retrosheet));

    public ValueTask<IReadOnlyList<Alarm>> Alarms(Shard? of, CancellationToken stop)
    {
        static Alarm Due(NpgsqlDataReader row) => new(new(row.GetGuid(0)), row.GetInt64(1));
        return of is { } shard
            ? Ask(alarmsOfShard, rows => All(rows, Due, stop), stop, Value((short)shard.Number))
            : Ask(alarms, rows => All(rows, Due, stop), stop);
    }

    public ValueTask<IReadOnlyList<AsideGame>> Aside(CancellationToken stop) => Ask(aside, rows => All(rows, static row =>
        new AsideGame(new(row.GetGuid(0)), row.GetInt32(1), row.GetString(2), Text(row, 3), row.GetInt64(4)), stop), stop);

    public async ValueTask<IReadOnlyDictionary<Feed, long>> FeedHeads(IReadOnlyList<Feed> feeds, CancellationToken stop)
    {
        static (Feed, long) Head(NpgsqlDataReader row) => (Actors.Feed.Of(new((byte)row.GetInt16(0))), row.GetInt64(1));
        var heads = await Ask(
            feedHeads, rows => All(rows, Head, stop), stop, Value(feeds.Select(static one => one.Number).ToArray()));
        return heads.ToDictionary();
    }

    public ValueTask<IReadOnlyList<FeedEntry>> Feed(Feed of, long after, int max, CancellationToken stop) => Ask(
        feed, rows => All(rows, static row =>
            new FeedEntry(row.GetInt64(0), new(row.GetGuid(1)), row.GetInt32(2), new(row.GetGuid(3)), row.GetInt64(4)), stop),
        stop, Value(of.Number), Value(after), Value(max));

    public ValueTask<HouseKeys.Box?> Secret(GameId game, CancellationToken stop) => Ask<HouseKeys.Box?>(
        secret, async rows => await rows.ReadAsync(stop) ? new(rows.GetInt32(0), Bytes(rows, 1)) : null, stop, Value(game.Value));

    public ValueTask<bool> AnySecret() =>
        Ask(anySecret, static async rows => await rows.ReadAsync() && rows.GetBoolean(0), default);

    public ValueTask<IReadOnlyList<Revocation>> Revoked(long since, CancellationToken stop) => Ask(
        revoked, rows => All(rows, static row => new Revocation(
            (Revoked)row.GetInt16(0), row.GetString(1), row.GetInt64(2), row.GetString(3), Text(row, 4)), stop), stop, Value(since));

    public async ValueTask<IReadOnlyList<CellMemory>> Cells(EquatableArray<CellKey> places, CancellationToken stop)
    {
        var found = new List<CellMemory>();
        for (var i = 0; i < places.Count; i++)
        {
            var place = places[i];
            found.AddRange(await Ask(recallCell, rows => All(rows, row => CellValues.Read(place, row), stop), stop, CellValues.Of(place)));
        }

        return found;
    }

    public void Dispose() => free.Dispose();

    /// <summary>
    /// Asks, and once more where the first try found a connection that had died: after a restart of the server the pool holds some.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The database did not answer.</exception>
    private async ValueTask<T> Ask<T>(
        string statement, Func<NpgsqlDataReader, ValueTask<T>> read, CancellationToken stop, params NpgsqlParameter[] values)
    {
        try
        {
            if (!await free.WaitAsync(patience, stop))
                throw new JournalUnavailableException($"PostgreSQL has not come to this question in {patience.TotalSeconds} s.");
            try
            {
                await using var command = sessions.CreateCommand(statement);
                command.Parameters.AddRange(values);
                for (var again = true; ; again = false)
                {
                    try
                    {
                        await using var rows = await command.ExecuteReaderAsync(stop);
                        return await read(rows);
                    }
                    catch (NpgsqlException e) when (again && e.IsTransient)
                    {
                    }
                }
            }
            finally
            {
                free.Release();
            }
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e) || e is ObjectDisposedException)
        {
            throw new JournalUnavailableException($"PostgreSQL did not answer ({e.Message}).", e);
        }
    }

    private static async ValueTask<JournalRead> ReadGroups(GameId game, NpgsqlDataReader rows, CancellationToken stop)
    {
        var read = new List<EventGroup>();
        var events = new List<GameEvent>();
        var stands = 0;
        while (await rows.ReadAsync(stop))
        {
            stands = rows.GetInt32(0);
            if (await rows.IsDBNullAsync(1, stop)) break;
            var (happened, why) = StoredEvent.Read(rows.GetInt16(12), rows.GetInt16(13), Bytes(rows, 14));
            if (happened is null) return new(read, stands, new(rows.GetInt32(1), why!));
            events.Add(happened);
            if (rows.GetInt32(1) != rows.GetInt32(2)) continue;
            read.Add(Group(game, rows, new([.. events])));
            events.Clear();
        }

        return new(read, stands);
    }

    /// <summary>The group whose last row is at hand.</summary>
    private static EventGroup Group(GameId game, NpgsqlDataReader row, EquatableArray<GameEvent> events) => new(
        game, row.GetInt32(1) - events.Count + 1, new CommandId(row.GetGuid(3)), (uint)row.GetInt64(4), row.GetInt64(5),
        new Author(Intern.Of(row.GetString(6)), (Role)row.GetInt16(7), row.IsDBNull(8) ? null : (Side)row.GetInt16(8)),
        (Cause)row.GetInt16(9), row.GetInt16(10), events, Text(row, 11));

    private static GameListing Listing(NpgsqlDataReader row) => new(
        row.GetInt64(0), new(row.GetGuid(1)), row.GetInt32(2), row.GetInt64(3), Text(row, 4), row.IsDBNull(5) ? [] : Bytes(row, 5));

    private static async ValueTask<IReadOnlyList<T>> All<T>(NpgsqlDataReader rows, Func<NpgsqlDataReader, T> row, CancellationToken stop)
    {
        var found = new List<T>();
        while (await rows.ReadAsync(stop)) found.Add(row(rows));
        return found;
    }

    private static async ValueTask<T?> One<T>(NpgsqlDataReader rows, Func<NpgsqlDataReader, T> row, CancellationToken stop)
        where T : class => await rows.ReadAsync(stop) ? row(rows) : null;

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static byte[] Bytes(NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
