using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Journal.ReadModel;
using AkkaGame.Messages;
using Npgsql;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// The read model in the journal's database, on sessions of its own whose commits do not wait for the disk: what a crash takes of it is
/// taken in again, rows and checkpoint together.
/// </summary>
public sealed class PostgresReadModel : IReadModel, IRecordBook, IAsyncDisposable
{
    private const int SessionsMax = 4;

    private readonly NpgsqlDataSource sessions;

    /// <param name="options">Of a database that a <see cref="PostgresJournal"/> has opened, and so checked.</param>
    public PostgresReadModel(PostgresOptions options) => sessions = PostgresSource.Of(options.Connection).Sessions(
        "akkagame read model", SessionsMax, options.ConnectTimeout, options.ReadTimeout, "synchronous_commit=off");

    public async ValueTask<IReadOnlyDictionary<Feed, Checkpoint>> Checkpoints(CancellationToken stop = default) =>
        (await All("checkpoints", static row => (Feed: Feed.Of(new Shard(row.Byte())), At: Tables.Checkpoint(row)), stop))
        .ToDictionary(static one => one.Feed, static one => one.At);

    public async ValueTask<IReadOnlyDictionary<GameId, Reached>> Reached(
        IReadOnlyCollection<GameId> games, CancellationToken stop = default) =>
        (await All("reached", static row => (Game: new GameId(row.Guid()), At: new Reached(row.Int(), row.Int())), stop, Ids(games)))
        .ToDictionary(static one => one.Game, static one => one.At);

    public async ValueTask<bool> Store(
        Feed feed, Checkpoint? from, Checkpoint to, IReadOnlyList<ProjectedGame> games, CancellationToken stop = default)
    {
        try
        {
            await using var connection = await sessions.OpenConnectionAsync(stop);
            await using var transaction = await connection.BeginTransactionAsync(stop);
            if (!await Move(connection, feed, from, to, stop)) return false;
            if (games.Count > 0)
            {
                await using var rows = StoredGames.Batch(connection, feed, to.Build, games);
                await rows.ExecuteNonQueryAsync(stop);
            }

            await transaction.CommitAsync(stop);
            return true;
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e) || e is ObjectDisposedException)
        {
            throw Unavailable(e);
        }
    }

    public async ValueTask Rebuild(CancellationToken stop = default) => await Change("rebuild", stop);

    public async ValueTask<int> Sweep(Feed feed, CancellationToken stop = default) =>
        (await All("sweep", static row => row.Int(), stop, feed.Number))[0];

    public async ValueTask<long> ListedTo(CancellationToken stop = default) => (await All("listed-to", static row => row.Long(), stop))[0];

    public async ValueTask ListTo(long number, CancellationToken stop = default) => await Change("list-to", stop, number);

    public ValueTask<IReadOnlyList<UnreadableGame>> Unreadable(int max, CancellationToken stop = default) =>
        All("unreadable", static row => new UnreadableGame(new(row.Guid()), row.Int(), row.Text()), stop, max);

    public ValueTask<IReadOnlyList<ListedGame>> Games(
        GamesAsked asked, long after, long upTo, int max, CancellationToken stop = default) => All(
        "games", static row => new ListedGame(row.Long(), Tables.Game(row)), stop, after, upTo, Storable(asked.Team?.ToLowerInvariant()),
        asked.From, asked.To, asked.Status?.ToString(), Storable(asked.League),
        asked.Words.Select(static word => Storable(word.ToLowerInvariant())!).ToArray(), max);

    public async ValueTask<GameRows?> Rows(GameId game, CancellationToken stop = default)
    {
        var id = game.Value;
        return await All("rows-game", Tables.Game, stop, id) is not [var row] ? null : new(
            row, await All("rows-lineups", Tables.Lineup, stop, id), await All("rows-plays", Tables.Play, stop, id),
            await All("rows-batting", Tables.Batting, stop, id), await All("rows-pitching", Tables.Pitching, stop, id));
    }

    public ValueTask<IReadOnlyList<GameResult>> Results(string league, int season, CancellationToken stop = default) =>
        All("results", Tables.Result, stop, Storable(league), season);

    public async ValueTask<IReadOnlyList<SeasonLine>> Seasons(PlayerId player, string? league, CancellationToken stop = default) =>
        Tables.Seasons(
            await All("seasons-batting", static row => row, stop, player.Value, Storable(league)),
            await All("seasons-pitching", static row => row, stop, player.Value, Storable(league)));

    public ValueTask<IReadOnlyList<PlayerGame>> GameLog(
        PlayerId player, string? league, int? season, int skip, int max, CancellationToken stop = default) =>
        All("game-log", Tables.PlayerGame, stop, player.Value, Storable(league), season, max, skip);

    public ValueTask DisposeAsync() => sessions.DisposeAsync();

    private static async ValueTask<bool> Move(
        NpgsqlConnection connection, Feed feed, Checkpoint? from, Checkpoint to, CancellationToken stop)
    {
        object[] values = [feed.Number, to.Build, to.Position, to.Command, to.Version, to.Until];
        await using var command = new NpgsqlCommand(Statement(from is null ? "begin-checkpoint" : "move-checkpoint"), connection);
        Give(command, from is null ? values : [.. values, from.Build, from.Position, from.Command, from.Version, from.Until]);
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    private async ValueTask<int> Change(string statement, CancellationToken stop, params object?[] values)
    {
        try
        {
            await using var command = sessions.CreateCommand(Statement(statement));
            Give(command, values);
            return await command.ExecuteNonQueryAsync(stop);
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e) || e is ObjectDisposedException)
        {
            throw Unavailable(e);
        }
    }

    private async ValueTask<IReadOnlyList<T>> All<T>(string statement, Func<Cells, T> row, CancellationToken stop, params object?[] values)
    {
        try
        {
            await using var command = sessions.CreateCommand(Statement(statement));
            Give(command, values);
            await using var rows = await command.ExecuteReaderAsync(stop);
            var found = new List<T>();
            while (await rows.ReadAsync(stop)) found.Add(row(CellsOf(rows)));
            return found;
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e) || e is ObjectDisposedException)
        {
            throw Unavailable(e);
        }
    }

    private static Cells CellsOf(NpgsqlDataReader row)
    {
        var values = new object?[row.FieldCount];
        for (var i = 0; i < values.Length; i++) values[i] = row.IsDBNull(i) ? null : row.GetValue(i);
        return new(values);
    }

    private static void Give(NpgsqlCommand command, object?[] values)
    {
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
    }

    private static Guid[] Ids(IReadOnlyCollection<GameId> games) => [.. games.Select(static game => game.Value)];

    private static string? Storable(string? text) => text is null ? null : RowsJson.Storable(text);

    private static string Statement(string name) => PostgresSql.Statement($"ReadModel/{name}");

    private static JournalUnavailableException Unavailable(Exception e) =>
        new($"PostgreSQL did not answer for the read model ({e.Message}).", e);
}
