using AkkaGame.Baseball;
using AkkaGame.Messages;

namespace AkkaGame.Actors;

/// <summary>A read model that forgets with its process: for tests, and as the plainest account of what the others do.</summary>
public sealed class VolatileReadModel : IReadModel, IRecordBook
{
    private readonly Lock gate = new();
    private readonly Dictionary<Feed, Checkpoint> checkpoints = [];
    private readonly Dictionary<GameId, Kept> games = [];
    private long listedTo;

    public ValueTask<IReadOnlyDictionary<Feed, Checkpoint>> Checkpoints(CancellationToken stop = default)
    {
        lock (gate) return new(new Dictionary<Feed, Checkpoint>(checkpoints));
    }

    public ValueTask<IReadOnlyDictionary<GameId, Reached>> Reached(IReadOnlyCollection<GameId> games, CancellationToken stop = default)
    {
        lock (gate)
            return new(games.Where(this.games.ContainsKey).ToDictionary(
                static game => game, game => new Reached(this.games[game].Seen, this.games[game].Build)));
    }

    public ValueTask<bool> Store(
        Feed feed, Checkpoint? from, Checkpoint to, IReadOnlyList<ProjectedGame> games, CancellationToken stop = default)
    {
        lock (gate)
        {
            if (checkpoints.GetValueOrDefault(feed) != from) return new(false);
            checkpoints[feed] = to;
            foreach (var game in games)
            {
                var rows = game.IsWhole ? game.Rows : Joined(this.games[game.Game].Rows!, game.Rows!);
                this.games[game.Game] = new(feed, game.Number, to.Build, game.Seen, rows, game.Unreadable);
            }
        }

        return new(true);
    }

    public ValueTask Rebuild(CancellationToken stop = default)
    {
        lock (gate)
        {
            foreach (var (feed, at) in checkpoints.ToArray())
                checkpoints[feed] = new(at.Build + 1, 0, Guid.Empty, at.Version, Math.Max(at.Position, at.Until));
        }

        return default;
    }

    public ValueTask<int> Sweep(Feed feed, CancellationToken stop = default)
    {
        lock (gate)
        {
            var build = checkpoints.TryGetValue(feed, out var at) ? at.Build : 0;
            GameId[] old = [.. games.Where(game => game.Value.Feed == feed && game.Value.Build < build).Select(static game => game.Key)];
            foreach (var game in old) games.Remove(game);
            return new(old.Length);
        }
    }

    public ValueTask<long> ListedTo(CancellationToken stop = default)
    {
        lock (gate) return new(listedTo);
    }

    public ValueTask ListTo(long number, CancellationToken stop = default)
    {
        lock (gate) listedTo = number;
        return default;
    }

    public ValueTask<IReadOnlyList<UnreadableGame>> Unreadable(int max, CancellationToken stop = default) => Ask<UnreadableGame>(all =>
        all.Where(static game => game.Value.Unreadable is not null).OrderBy(static game => game.Key.ToString(), StringComparer.Ordinal)
        .Take(max).Select(static game => new UnreadableGame(game.Key, game.Value.Rows?.Game.Seq ?? 0, game.Value.Unreadable!)));

    public ValueTask<IReadOnlyList<ListedGame>> Games(
        GamesAsked asked, long after, long upTo, int max, CancellationToken stop = default) => Ask<ListedGame>(all => all
        .Select(static game => game.Value).Where(game => game.Number > after && game.Number <= upTo)
        .Where(game => game.Rows is { } rows && asked.Matches(rows.Game))
        .OrderBy(static game => game.Number).Take(max).Select(static game => new ListedGame(game.Number, game.Rows!.Game)));

    public ValueTask<GameRows?> Rows(GameId game, CancellationToken stop = default)
    {
        lock (gate) return new(games.GetValueOrDefault(game)?.Rows);
    }

    public ValueTask<IReadOnlyList<GameResult>> Results(string league, int season, CancellationToken stop = default) =>
        Ask<GameResult>(all => Rows(all).Where(rows => rows.Game.League == league && rows.Game.Date.Year == season)
            .OrderBy(static rows => rows.Game.Date).ThenBy(static rows => rows.Game.Number)
            .ThenBy(static rows => rows.Game.Game.ToString(), StringComparer.Ordinal)
            .Select(static rows => GameResult.Of(rows.Game)).OfType<GameResult>());

    public ValueTask<IReadOnlyList<SeasonLine>> Seasons(PlayerId player, string? league, CancellationToken stop = default) =>
        Ask<SeasonLine>(all =>
            from one in Of(all, player, league, null)
            where !one.Game.IsVoid
            group one by (one.Game.League, one.Game.Date.Year, one.Game.Kind) into season
            orderby season.Key.Year, season.Key.League, season.Key.Kind
            select Season(season.Key.League, season.Key.Year, season.Key.Kind, [.. season]));

    public ValueTask<IReadOnlyList<PlayerGame>> GameLog(
        PlayerId player, string? league, int? season, int skip, int max, CancellationToken stop = default) => Ask<PlayerGame>(all =>
        Of(all, player, league, season)
            .OrderByDescending(static one => one.Game.Date).ThenByDescending(static one => one.Game.Number)
            .ThenBy(static one => one.Game.Game.ToString(), StringComparer.Ordinal).ThenBy(static one => one.Batting.Side)
            .Skip(skip).Take(max));

    private ValueTask<IReadOnlyList<T>> Ask<T>(Func<IEnumerable<KeyValuePair<GameId, Kept>>, IEnumerable<T>> question)
    {
        lock (gate) return new([.. question(games)]);
    }

    private static IEnumerable<GameRows> Rows(IEnumerable<KeyValuePair<GameId, Kept>> all) =>
        all.Select(static game => game.Value.Rows).OfType<GameRows>();

    private static IEnumerable<PlayerGame> Of(
        IEnumerable<KeyValuePair<GameId, Kept>> all, PlayerId player, string? league, int? season) =>
        from rows in Rows(all)
        where (league is null || rows.Game.League == league) && (season is null || rows.Game.Date.Year == season)
        from batting in rows.Batting
        where batting.Player == player
        select new PlayerGame(
            rows.Game, batting, rows.Pitching.FirstOrDefault(row => row.Player == player && row.Side == batting.Side));

    private static SeasonLine Season(string league, int year, string kind, PlayerGame[] games)
    {
        PitchingRow[] pitched = [.. games.Select(static one => one.Pitching).OfType<PitchingRow>()];
        var name = games.OrderBy(static one => one.Game.Date).Last().Batting.Name;
        return new(
            league, year, kind, name, games.Select(static one => one.Game.Game).Distinct().Count(),
            games.Count(static one => one.Batting.Started),
            games.Aggregate(default(BattingLine), static (sum, one) => sum + one.Batting.Line),
            pitched.Length == 0 ? null : new(
                pitched.Select(static row => row.Game).Distinct().Count(), pitched.Count(static row => row.Started),
                pitched.Count(static row => row is { Started: true, Finished: true }), Credits(PitchingDecision.Win),
                Credits(PitchingDecision.Loss), Credits(PitchingDecision.Save), Credits(PitchingDecision.Hold),
                Credits(PitchingDecision.BlownSave), pitched.Aggregate(default(PitchingLine), static (sum, row) => sum + row.Line)));

        int Credits(PitchingDecision decision) => pitched.Count(row => row.Decision.HasFlag(decision));
    }

    private static GameRows Joined(GameRows before, GameRows changed) => new(
        changed.Game,
        Joined(before.Lineups, changed.Lineups, static row => (row.Entry, row.From)),
        Joined(before.Plays, changed.Plays, static row => row.Seq),
        Joined(before.Batting, changed.Batting, static row => (row.Side, row.Player)),
        Joined(before.Pitching, changed.Pitching, static row => (row.Side, row.Player)));

    private static IReadOnlyList<T> Joined<T, TKey>(IReadOnlyList<T> before, IReadOnlyList<T> changed, Func<T, TKey> key) =>
        [.. before.ExceptBy(changed.Select(key), key), .. changed];

    private sealed record Kept(Feed Feed, long Number, int Build, int Seen, GameRows? Rows, string? Unreadable);
}
