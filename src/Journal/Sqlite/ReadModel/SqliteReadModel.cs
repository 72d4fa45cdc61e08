using AkkaGame.Actors;
using AkkaGame.Baseball;
using AkkaGame.Journal.ReadModel;
using AkkaGame.Messages;
using Microsoft.Data.Sqlite;

namespace AkkaGame.Journal.Sqlite;

/// <summary>
/// The read model in an SQLite file of its own beside the journal's: it takes no lock that a commit waits for, and is not synced with a
/// commit, because what a power cut takes is built again. A file of another version, or a broken one, is thrown away.
/// </summary>
public sealed class SqliteReadModel : IReadModel, IRecordBook, IDisposable
{
    private readonly Lock writing = new();
    private readonly ReadModelFile file;
    private readonly ReadModelConnection writer;
    private volatile bool closed;

    private SqliteReadModel(ReadModelFile file)
    {
        this.file = file;
        writer = file.Writer();
    }

    /// <param name="journal">The journal's file, whose lock this process holds; <c>games.db</c> gets <c>games.read.db</c>.</param>
    /// <exception cref="JournalOpenException">It cannot be written.</exception>
    public static SqliteReadModel Open(string journal)
    {
        var path = PathOf(journal);
        try
        {
            return new(ReadModelFile.Prepare(path));
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new JournalOpenException(
                $"{path} cannot be written ({e.Message}): make room, or give this user the right to write there.", e);
        }
    }

    public static string PathOf(string journal) => Path.ChangeExtension(Path.GetFullPath(journal), ".read.db");

    public ValueTask<IReadOnlyDictionary<Feed, Checkpoint>> Checkpoints(CancellationToken stop = default) => Ask(static db =>
    {
        var found = new Dictionary<Feed, Checkpoint>();
        foreach (var row in db.Rows("checkpoints")) found.Add(FeedOf(row.Short()), Tables.Checkpoint(row));
        return (IReadOnlyDictionary<Feed, Checkpoint>)found;
    });

    public ValueTask<IReadOnlyDictionary<GameId, Reached>> Reached(IReadOnlyCollection<GameId> games, CancellationToken stop = default) =>
        Ask(db => (IReadOnlyDictionary<GameId, Reached>)db.Rows("reached", Json(games.Select(static game => game.Value.ToString("N"))))
            .ToDictionary(static row => new GameId(row.Guid()), static row => new Reached(row.Int(), row.Int())));

    public ValueTask<bool> Store(
        Feed feed, Checkpoint? from, Checkpoint to, IReadOnlyList<ProjectedGame> games, CancellationToken stop = default) => Change(db =>
    {
        var stands = db.Rows("checkpoint", feed.Number).Select(Tables.Checkpoint).FirstOrDefault();
        if (stands != from) return false;
        db.Run("store-checkpoint", feed.Number, to.Build, to.Position, to.Command, to.Version, to.Until);
        foreach (var game in games) Store(db, feed, to.Build, game);
        return true;
    });

    public async ValueTask Rebuild(CancellationToken stop = default) => await Change(static db => db.Run("rebuild"));

    public ValueTask<int> Sweep(Feed feed, CancellationToken stop = default) => Change(db =>
    {
        var old = db.Rows("old-games", feed.Number).Select(static row => row.Guid()).ToArray();
        foreach (var game in old)
        {
            Drop(db, game);
            db.Run("drop-games", game);
            db.Run("drop-reached", game);
        }

        return old.Length;
    });

    public ValueTask<long> ListedTo(CancellationToken stop = default) => Ask(static db => db.Rows("listed-to").Single().Long());

    public async ValueTask ListTo(long number, CancellationToken stop = default) => await Change(db => db.Run("list-to", number));

    public ValueTask<IReadOnlyList<UnreadableGame>> Unreadable(int max, CancellationToken stop = default) =>
        All("unreadable", static row => new UnreadableGame(new(row.Guid()), row.Int(), row.Text()), max);

    public ValueTask<IReadOnlyList<ListedGame>> Games(
        GamesAsked asked, long after, long upTo, int max, CancellationToken stop = default) => All(
        "games", static row => new ListedGame(row.Long(), Tables.Game(row)), after, upTo, asked.Team?.ToLowerInvariant(), asked.From,
        asked.To, asked.Status?.ToString(), asked.League, Json(asked.Words.Select(static word => word.ToLowerInvariant())), max);

    public ValueTask<GameRows?> Rows(GameId game, CancellationToken stop = default) => Ask(db =>
    {
        object?[] id = [game.Value];
        return db.Rows("rows-game", id).Select(Tables.Game).FirstOrDefault() is not { } row ? null : new GameRows(
            row, [.. db.Rows("rows-lineups", id).Select(Tables.Lineup)], [.. db.Rows("rows-plays", id).Select(Tables.Play)],
            [.. db.Rows("rows-batting", id).Select(Tables.Batting)], [.. db.Rows("rows-pitching", id).Select(Tables.Pitching)]);
    });

    public ValueTask<IReadOnlyList<GameResult>> Results(string league, int season, CancellationToken stop = default) =>
        All("results", Tables.Result, league, season);

    public ValueTask<IReadOnlyList<SeasonLine>> Seasons(PlayerId player, string? league, CancellationToken stop = default) => Ask(db =>
        Tables.Seasons(db.Rows("seasons-batting", player.Value, league), db.Rows("seasons-pitching", player.Value, league)));

    public ValueTask<IReadOnlyList<PlayerGame>> GameLog(
        PlayerId player, string? league, int? season, int skip, int max, CancellationToken stop = default) =>
        All("game-log", Tables.PlayerGame, player.Value, league, season, max, skip);

    public void Dispose()
    {
        lock (writing)
        {
            if (closed) return;
            closed = true;
            writer.Dispose();
            file.Dispose();
        }
    }

    private static void Store(ReadModelConnection db, Feed feed, int build, ProjectedGame game)
    {
        db.Run("store-reached", game.Game.Value, feed.Number, build, game.Seen, game.Rows?.Game.Seq ?? 0, game.Unreadable);
        if (game.IsWhole) Drop(db, game.Game.Value);
        if (game.Rows is not { } rows)
        {
            db.Run("drop-games", game.Game.Value);
            return;
        }

        db.Run("store-games", Tables.Values(game.Number, rows.Game));
        foreach (var row in rows.Lineups) db.Run("store-lineups", Tables.Values(row));
        foreach (var row in rows.Plays) db.Run("store-plays", Tables.Values(row));
        foreach (var row in rows.Batting) db.Run("store-batting", Tables.Values(row));
        foreach (var row in rows.Pitching) db.Run("store-pitching", Tables.Values(row));
    }

    private static void Drop(ReadModelConnection db, Guid game)
    {
        foreach (var table in (ReadOnlySpan<string>)["lineups", "plays", "batting", "pitching"]) db.Run($"drop-{table}", game);
    }

    /// <summary>One feed holds all games, as in the journal beside it.</summary>
    private static Feed FeedOf(short number) => new(number, null);

    private static string Json(IEnumerable<string> words) => System.Text.Json.JsonSerializer.Serialize(words.ToArray());

    private ValueTask<IReadOnlyList<T>> All<T>(string statement, Func<Cells, T> row, params object?[] values) =>
        Ask(db => (IReadOnlyList<T>)[.. db.Rows(statement, values).Select(row)]);

    private ValueTask<T> Ask<T>(Func<ReadModelConnection, T> question)
    {
        if (closed) throw new JournalUnavailableException("The read model is closed.");
        return new(Guarded(() => file.Read(question)));
    }

    private ValueTask<T> Change<T>(Func<ReadModelConnection, T> change)
    {
        lock (writing)
        {
            if (closed) throw new JournalUnavailableException("The read model is closed.");
            return new(Guarded(() => writer.Transaction(change, writes: true)));
        }
    }

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw new JournalUnavailableException($"The read model's file cannot be used now ({e.Message}).", e);
        }
    }
}
