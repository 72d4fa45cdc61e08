using AkkaGame.Actors;
using AkkaGame.Journal.ReadModel;
using Npgsql;
using NpgsqlTypes;

namespace AkkaGame.Journal.Postgres;

/// <summary>Games as statements: a handful for any number of games, sent at once.</summary>
internal static class StoredGames
{
    public static NpgsqlBatch Batch(NpgsqlConnection connection, Feed feed, int build, IReadOnlyList<ProjectedGame> games)
    {
        var batch = new NpgsqlBatch(connection);
        Guid[] all = [.. games.Select(static game => game.Game.Value)];
        Guid[] whole = [.. games.Where(static game => game.IsWhole).Select(static game => game.Game.Value)];
        Add(
            "store-reached", all, games.Select(_ => feed.Number).ToArray(), games.Select(_ => build).ToArray(),
            games.Select(static game => game.Seen).ToArray(), games.Select(static game => game.Rows?.Game.Seq ?? 0).ToArray(),
            games.Select(static game => game.Unreadable is { } why ? RowsJson.Storable(why) : null).ToArray());
        Add("drop-games", all);
        ProjectedGame[] kept = [.. games.Where(static game => game.Rows is not null)];
        Insert("games", RowsJson.GamesColumns, kept.Select(static game => Tables.Values(game.Number, game.Rows!.Game)));
        Table("lineups", RowsJson.LineupsColumns, kept.SelectMany(static game => game.Rows!.Lineups).Select(Tables.Values));
        Table("plays", RowsJson.PlaysColumns, kept.SelectMany(static game => game.Rows!.Plays).Select(Tables.Values));
        Table("batting", RowsJson.BattingColumns, kept.SelectMany(static game => game.Rows!.Batting).Select(Tables.Values));
        Table("pitching", RowsJson.PitchingColumns, kept.SelectMany(static game => game.Rows!.Pitching).Select(Tables.Values));
        return batch;

        void Table(string table, string[] columns, IEnumerable<object?[]> rows)
        {
            if (whole.Length > 0) Add($"drop-{table}", whole);
            object?[][] given = [.. rows];
            if (given.Length == 0) return;
            if (whole.Length < games.Count) AddJson($"replace-{table}", RowsJson.Of(columns, given));
            Insert(table, columns, given);
        }

        void Insert(string table, string[] columns, IEnumerable<object?[]> rows) => AddJson($"insert-{table}", RowsJson.Of(columns, rows));

        void Add(string statement, params object[] values)
        {
            var command = new NpgsqlBatchCommand(PostgresSql.Statement($"ReadModel/{statement}"));
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(command);
        }

        void AddJson(string statement, string json) => batch.BatchCommands.Add(new(PostgresSql.Statement($"ReadModel/{statement}"))
        {
            Parameters = { new() { Value = json, NpgsqlDbType = NpgsqlDbType.Json } },
        });
    }
}
