using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AkkaGame.Journal.Sqlite;

/// <summary>The journal, the snapshots and the list of games in one SQLite file, which one process holds at a time.</summary>
public sealed class SqliteJournal : IJournal, ISnapshots, IGames, IQuarantine, ICells, IFeed, ISecrets, IDisposable
{
    private readonly string path;
    private readonly FileLock held;
    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;
    private readonly StoredSecrets secrets;

    private SqliteJournal(string path, FileLock held, SqliteConnection connection, Upcasts upcasts, HouseKeyFile keys)
    {
        (this.path, this.held) = (path, held);
        writer = new(path, connection);
        readers = new(path, upcasts);
        secrets = new(new SecretRows(writer, readers), keys);
        Tokens = new SqliteTokens(writer, readers);
    }

    /// <summary>Opens the file or makes it; brings its schema up to this build's.</summary>
    /// <param name="check">How much is read first; a damaged file is refused.</param>
    /// <param name="upcasts">How events of older versions are read; those of this build where left out.</param>
    /// <param name="keys">Under which the secrets of games are stored; a file beside this one where left out.</param>
    /// <exception cref="JournalOpenException">In use, not ours, newer, damaged or not writable.</exception>
    public static SqliteJournal Open(
        string path, SqliteCheck check = SqliteCheck.Quick, Upcasts? upcasts = null, HouseKeyFile? keys = null)
    {
        path = Path.GetFullPath(path);
        if (Directory.Exists(path)) throw new JournalOpenException($"{path} is a folder: name a file with --db.");
        MakeFolder(path);
        var held = FileLock.Take(path);
        SqliteConnection? connection = null;
        try
        {
            var wasLeftOpen = SqliteIntegrity.WasLeftOpen(path);
            connection = SqliteFile.Writer(path);
            var schema = SqliteFile.Prepare(connection, path, check);
            return new(path, held, connection, upcasts ?? Upcasts.Known, keys ?? HouseKeyFile.Beside(path))
            {
                FoundSchema = schema,
                NeedsWholeCheck = check == SqliteCheck.Auto && wasLeftOpen && SqliteIntegrity.IsLarge(path),
            };
        }
        catch (Exception e)
        {
            connection?.Dispose();
            held.Dispose();
            if (e is SqliteException failure) throw Explained(path, failure);
            throw;
        }
    }

    /// <summary>Which tickets were used, and what was revoked.</summary>
    public ITokens Tokens { get; }

    /// <summary>The version of this build's schema.</summary>
    public static int NewestSchema => Sql.Migrations.Count;

    /// <summary>The version of the schema that the file had; 0 where it was new.</summary>
    public int FoundSchema { get; private init; }

    /// <summary>True where the last process on it did not stop cleanly, and it was too large to be read whole when it was opened.</summary>
    public bool NeedsWholeCheck { get; private init; }

    /// <summary>
    /// The version of a file's schema, which is neither locked nor changed: 0 where there is no such file, or nothing in it.
    /// </summary>
    /// <exception cref="JournalOpenException">Not ours, newer, or not readable.</exception>
    public static int SchemaOf(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path)) return 0;
        try
        {
            using var connection = SqliteFile.Reader(path);
            SqliteFile.RefuseForeign(connection, path);
            return SqliteFile.Version(connection);
        }
        catch (SqliteException e)
        {
            throw Explained(path, e);
        }
    }

    /// <summary>Reads the whole file, while it is used.</summary>
    /// <returns>What is wrong with it; null where nothing was found.</returns>
    /// <exception cref="JournalUnavailableException">The file could not be read to its end.</exception>
    public async Task<string?> CheckWhole(CancellationToken stop)
    {
        try
        {
            return await Task.Run(() => SqliteIntegrity.Whole(path, stop), CancellationToken.None);
        }
        catch (SqliteException e)
        {
            throw new JournalUnavailableException($"{path} cannot be read to its end ({e.Message}).", e);
        }
    }

    /// <summary>Who holds the file now; null where nobody does, or he left no note of himself.</summary>
    public static FileHolder? HolderOf(string path) => FileLock.HolderOf(Path.GetFullPath(path));

    /// <summary>Tells whoever finds the file held where this process answers operators, until it is closed.</summary>
    public void Announce(Uri operators) => held.Announce(operators);

    public ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0)
    {
        if (group.Events.Count == 0) throw new ArgumentException("A group holds at least one event.", nameof(group));
        return writer.Enqueue(new Pending.Append(group, card));
    }

    public ValueTask<JournalRead> Read(GameId game, int after, int upTo = int.MaxValue, CancellationToken stop = default) =>
        new(readers.Read(connected => connected.Groups(game, after, upTo)));

    public ValueTask<int> Head(GameId game, CancellationToken stop = default) => new(readers.Read(connected => connected.Head(game)));

    public async ValueTask<bool> Save(Snapshot snapshot) =>
        (await writer.Enqueue(new Pending.Keep(snapshot))).Result == AppendResult.Appended;

    public ValueTask<Snapshot?> Latest(GameId game, long below = long.MaxValue, CancellationToken stop = default) =>
        new(readers.Read(connected => connected.Snapshot(game, below)));

    public ValueTask<IReadOnlyList<GameListing>> List(long after, int max, CancellationToken stop = default) =>
        new(readers.Read(connected => connected.List(after, max)));

    public ValueTask<GameListing?> Find(GameId game, CancellationToken stop = default) =>
        new(readers.Read(connected => connected.Find(game)));

    public ValueTask<GameListing?> Find(string retrosheet, CancellationToken stop = default) =>
        new(readers.Read(connected => connected.Find(retrosheet)));

    public ValueTask<IReadOnlyList<Alarm>> Alarms(Shard? of = null, CancellationToken stop = default) =>
        new(readers.Read(connected => connected.Alarms(of)));

    public async ValueTask<bool> PutAside(AsideGame game) =>
        (await writer.Enqueue(new Pending.PutAside(game))).Result == AppendResult.Appended;

    public async ValueTask<bool> TakeBack(GameId game) =>
        (await writer.Enqueue(new Pending.TakeBack(game))).Result == AppendResult.Appended;

    public ValueTask<IReadOnlyList<AsideGame>> Aside(CancellationToken stop = default) =>
        new(readers.Read(static connected => connected.Aside()));

    public async ValueTask<bool> Keep(IReadOnlyList<CellMemory> said) =>
        said.Count == 0 || (await writer.Enqueue(new Pending.Learn(said))).Result == AppendResult.Appended;

    public ValueTask<IReadOnlyList<CellMemory>> Recall(EquatableArray<CellKey> places, CancellationToken stop = default) =>
        new(readers.Read(connected => connected.Cells(places)));

    public IReadOnlyList<Feed> Feeds { get; } = [Feed.All];

    public Feed FeedOf(GameId game) => Feed.All;

    public ValueTask<IReadOnlyDictionary<Feed, long>> Heads(IReadOnlyList<Feed> feeds, CancellationToken stop = default) =>
        new(readers.Read(connected => (IReadOnlyDictionary<Feed, long>)feeds.ToDictionary(static feed => feed, _ => connected.FeedHead())));

    public ValueTask<IReadOnlyList<FeedEntry>> Read(Feed feed, long after, int max, CancellationToken stop = default) =>
        new(readers.Read(connected => connected.Feed(after, max)));

    /// <summary>Why the games that were begun here cannot go on; null where their key is there, or there are none.</summary>
    /// <exception cref="JournalUnavailableException">The file cannot be read.</exception>
    public string? MissingKey => readers.Read(static connected => connected.AnySecret()) ? secrets.Trouble : null;

    public ValueTask<SecretFound> FindOrKeep(GameId game, GameSecret fresh) => secrets.FindOrKeep(game, fresh);

    ValueTask<SecretFound> ISecrets.Find(GameId game, CancellationToken stop) => secrets.Find(game, stop);

    /// <summary>Writes what waits, closes the file and lets go of it.</summary>
    public void Dispose()
    {
        readers.Dispose();
        writer.Dispose();
        held.Dispose();
    }

    private sealed class SecretRows(SqliteWriter writer, SqliteReaders readers) : ISecretRows
    {
        public ValueTask<HouseKeys.Box?> Find(GameId game, CancellationToken stop) =>
            new(readers.Read(connected => connected.Secret(game)));

        public async ValueTask Add(GameId game, HouseKeys.Box box)
        {
            var outcome = await writer.Enqueue(new Pending.AddSecret(game, box));
            if (outcome.Result != AppendResult.Appended) throw new JournalUnavailableException(outcome.Why!);
        }

        public ValueTask<bool> Any() => new(readers.Read(static connected => connected.AnySecret()));
    }

    private static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalOpenException($"The folder of {path} cannot be made ({e.Message}): name another file with --db.", e);
        }
    }

    private static JournalOpenException Explained(string path, SqliteException failure)
    {
        var (fault, remedy) = failure.SqliteErrorCode switch
        {
            raw.SQLITE_NOTADB => ("is not an SQLite database", ""),
            raw.SQLITE_CORRUPT => ($"is damaged ({failure.Message})", "restore a backup, or "),
            raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM =>
                ("cannot be written", "give this user the right to write there, or "),
            raw.SQLITE_FULL => ("cannot be written, the disk is full", "make room, or "),
            raw.SQLITE_BUSY => ("is held by another program", "close that, or "),
            _ => ($"cannot be opened ({failure.Message})", ""),
        };
        return new($"{path} {fault}: {remedy}name another file with --db.", failure);
    }
}
