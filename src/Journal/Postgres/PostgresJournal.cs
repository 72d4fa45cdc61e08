using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Messages;
using Npgsql;
using NpgsqlTypes;

namespace AkkaGame.Journal.Postgres;

/// <summary>The journal, the snapshots and the list of games in a PostgreSQL database, which many nodes may share.</summary>
public sealed class PostgresJournal : IJournal, ISnapshots, IGames, IQuarantine, ICells, IFeed, ISecrets, IAsyncDisposable
{
    private static readonly string putAside = PostgresSql.Statement("put-aside"), takeBack = PostgresSql.Statement("take-back"),
        keepCell = PostgresSql.Statement("keep-cell");

    private readonly NpgsqlDataSource reading, keeping;
    private readonly PostgresWriter writer;
    private readonly PostgresReaders readers;
    private readonly PostgresSnapshots snapshots;
    private readonly StoredSecrets secrets;

    private PostgresJournal(PostgresOptions options, NpgsqlDataSource reading, NpgsqlDataSource keeping)
    {
        (this.reading, this.keeping) = (reading, keeping);
        writer = new(options.Connection, options.Node, options.Writer);
        readers = new(reading, options.Readers, options.ReadPatience);
        snapshots = new(keeping);
        secrets = new(new SecretRows(reading, readers), options.Keys);
        Tokens = new PostgresTokens(reading, readers);
    }

    /// <summary>Which tickets were used, and what was revoked.</summary>
    public ITokens Tokens { get; }

    /// <summary>Connects, and sees to it that the database is this build's and lets us work.</summary>
    /// <exception cref="JournalOpenException">It is not, or does not; one line that says what to do.</exception>
    public static async Task<PostgresJournal> Open(PostgresOptions options, CancellationToken stop = default)
    {
        var source = PostgresSource.Of(options.Connection);
        var reading = source.Sessions(
            "akkagame reads", options.Readers + 1, options.ConnectTimeout, options.ReadTimeout, "synchronous_commit=on");
        var keeping = source.Sessions(
            "akkagame keeps snapshots", 1, options.ConnectTimeout, options.ReadTimeout, "synchronous_commit=off");
        try
        {
            await Check(options, source, reading, stop);
            return new(options, reading, keeping);
        }
        catch
        {
            await reading.DisposeAsync();
            await keeping.DisposeAsync();
            throw;
        }
    }

    public ValueTask<AppendOutcome> Append(EventGroup group, GameCard? card = null, long epoch = 0) =>
        writer.Append(group, card, epoch);

    public ValueTask<JournalRead> Read(GameId game, int after, int upTo = int.MaxValue, CancellationToken stop = default) =>
        readers.Groups(game, after, upTo, stop);

    public ValueTask<int> Head(GameId game, CancellationToken stop = default) => readers.Head(game, stop);

    public ValueTask<bool> Save(Snapshot snapshot) => snapshots.Save(snapshot);

    public ValueTask<Snapshot?> Latest(GameId game, long below = long.MaxValue, CancellationToken stop = default) =>
        readers.Snapshot(game, below, stop);

    public ValueTask<IReadOnlyList<GameListing>> List(long after, int max, CancellationToken stop = default) =>
        readers.List(after, max, stop);

    public ValueTask<GameListing?> Find(GameId game, CancellationToken stop = default) => readers.Find(game, stop);

    public ValueTask<GameListing?> Find(string retrosheet, CancellationToken stop = default) => readers.Find(retrosheet, stop);

    public ValueTask<IReadOnlyList<Alarm>> Alarms(Shard? of = null, CancellationToken stop = default) => readers.Alarms(of, stop);

    public ValueTask<bool> PutAside(AsideGame game) => Change(
        putAside, new() { Value = game.Game.Value }, new() { Value = game.Seq }, new() { Value = game.Why },
        new() { Value = game.By ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = game.Since });

    public ValueTask<bool> TakeBack(GameId game) => Change(takeBack, new NpgsqlParameter { Value = game.Value });

    public ValueTask<IReadOnlyList<AsideGame>> Aside(CancellationToken stop = default) => readers.Aside(stop);

    public async ValueTask<bool> Keep(IReadOnlyList<CellMemory> said)
    {
        try
        {
            await using var batch = reading.CreateBatch();
            foreach (var one in said) batch.BatchCommands.Add(CellValues.Of(keepCell, one));
            if (said.Count > 0) await batch.ExecuteNonQueryAsync();
            return true;
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e) || e is ObjectDisposedException)
        {
            return false;
        }
    }

    public ValueTask<IReadOnlyList<CellMemory>> Recall(EquatableArray<CellKey> places, CancellationToken stop = default) =>
        readers.Cells(places, stop);

    public IReadOnlyList<Feed> Feeds { get; } = [.. Shard.All.Select(Feed.Of)];

    public Feed FeedOf(GameId game) => Feed.Of(Shard.Of(game));

    public ValueTask<IReadOnlyDictionary<Feed, long>> Heads(IReadOnlyList<Feed> feeds, CancellationToken stop = default) =>
        readers.FeedHeads(feeds, stop);

    public ValueTask<IReadOnlyList<FeedEntry>> Read(Feed feed, long after, int max, CancellationToken stop = default) =>
        readers.Feed(feed, after, max, stop);

    public ValueTask<SecretFound> FindOrKeep(GameId game, GameSecret fresh) => secrets.FindOrKeep(game, fresh);

    ValueTask<SecretFound> ISecrets.Find(GameId game, CancellationToken stop) => secrets.Find(game, stop);

    /// <summary>Writes what waits, and ends the sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await snapshots.DisposeAsync();
        readers.Dispose();
        await reading.DisposeAsync();
        await keeping.DisposeAsync();
    }

    private static async Task Check(PostgresOptions options, PostgresSource source, NpgsqlDataSource sessions, CancellationToken stop)
    {
        await using var connection = await PostgresSchema.Connect(sessions, source, stop);
        try
        {
            if (options is { Migrate: true, OnlyReads: false } && !await PostgresSchema.IsUpToDate(connection, stop))
                await PostgresMigrator.Migrate(options.Connection, stop);
            await PostgresSchema.Check(connection, source, options.OnlyReads, stop);
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e))
        {
            throw PostgresRefusal.Of(e, source);
        }
    }

    /// <returns>False where no row was changed, or the database did not take it.</returns>
    private async ValueTask<bool> Change(string statement, params NpgsqlParameter[] values)
    {
        try
        {
            await using var command = reading.CreateCommand(statement);
            command.Parameters.AddRange(values);
            return await command.ExecuteNonQueryAsync() > 0;
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e) || e is ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>On the sessions that wait for the disk.</summary>
    private sealed class SecretRows(NpgsqlDataSource sessions, PostgresReaders readers) : ISecretRows
    {
        private static readonly string add = PostgresSql.Statement("add-secret");

        public ValueTask<HouseKeys.Box?> Find(GameId game, CancellationToken stop) => readers.Secret(game, stop);

        public async ValueTask Add(GameId game, HouseKeys.Box box)
        {
            try
            {
                await using var command = sessions.CreateCommand(add);
                command.Parameters.Add(new() { Value = game.Value });
                command.Parameters.Add(new() { Value = box.Key });
                command.Parameters.Add(new() { Value = box.Bytes });
                await command.ExecuteNonQueryAsync();
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // Another node was faster; its row is read next.
            }
            catch (Exception e) when (PostgresRefusal.IsFromOutside(e) || e is ObjectDisposedException)
            {
                throw new JournalUnavailableException($"PostgreSQL did not take a game's secret ({e.Message}).", e);
            }
        }

        public ValueTask<bool> Any() => readers.AnySecret();
    }
}
