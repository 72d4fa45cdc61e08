using AkkaGame.Actors;
using AkkaGame.Messages;
using Npgsql;
using NpgsqlTypes;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// The connections of all nodes in the journal's database: a statement for any number of them, on sessions of its own whose commits do not
/// wait for the disk.
/// </summary>
public sealed class PostgresSessions : ISessions, IAsyncDisposable
{
    /// <summary>One writes, one is asked.</summary>
    private const int SessionsMax = 2;

    private static readonly string
        keep = PostgresSql.Statement("keep-sessions"), find = PostgresSql.Statement("find-sessions"),
        findOfGame = PostgresSql.Statement("find-sessions-of-game"), forget = PostgresSql.Statement("forget-sessions");

    private readonly NpgsqlDataSource sessions;

    /// <param name="options">Of a database that a <see cref="PostgresJournal"/> has opened, and so checked.</param>
    public PostgresSessions(PostgresOptions options) => sessions = PostgresSource.Of(options.Connection).Sessions(
        "akkagame connections", SessionsMax, options.ConnectTimeout, options.ReadTimeout, "synchronous_commit=off");

    public async ValueTask<bool> Keep(IReadOnlyCollection<SessionRecord> records)
    {
        if (records.Count == 0) return true;
        // The server takes no row twice in a statement. In the order of the ids, so that two nodes never wait for each other.
        SessionRecord[] rows =
        [
            .. records.GroupBy(static one => one.Connection).Select(static same => same.Aggregate(static (old, next) => next.After(old)))
                .OrderBy(static one => one.Connection),
        ];
        try
        {
            await using var command = sessions.CreateCommand(keep);
            command.Parameters.AddRange((NpgsqlParameter[])
            [
                Column(NpgsqlDbType.Uuid, static one => one.Connection), Column(NpgsqlDbType.Uuid, static one => one.Session),
                Column(NpgsqlDbType.Uuid, static one => one.Game.Value), Column(NpgsqlDbType.Text, static one => Storable(one.Who)),
                Column(NpgsqlDbType.Smallint, static one => (short)one.Role), Column(NpgsqlDbType.Smallint, static one => (short?)one.Side),
                Column(NpgsqlDbType.Text, static one => Storable(one.From)), Column(NpgsqlDbType.Text, static one => Storable(one.Client)),
                Column(NpgsqlDbType.Bigint, static one => one.Connected), Column(NpgsqlDbType.Bigint, static one => one.Seen),
                Column(NpgsqlDbType.Integer, static one => one.Acked), Column(NpgsqlDbType.Integer, static one => one.Sent),
                Column(NpgsqlDbType.Bigint, static one => one.Closed), Column(NpgsqlDbType.Integer, static one => one.Code),
            ]);
            await command.ExecuteNonQueryAsync();
            return true;
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e) || e is ObjectDisposedException)
        {
            return false;
        }

        NpgsqlParameter Column<T>(NpgsqlDbType type, Func<SessionRecord, T> value) =>
            new() { Value = Array.ConvertAll(rows, one => value(one)), NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    public ValueTask<IReadOnlyList<SessionRecord>> Find(GameId? game, int limit, CancellationToken stop = default) => Ask(
        async command =>
        {
            if (game is { } one) command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = one.Value });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = limit });
            var found = new List<SessionRecord>();
            await using var rows = await command.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop)) found.Add(Record(rows));
            return (IReadOnlyList<SessionRecord>)found;
        },
        game is null ? find : findOfGame);

    public ValueTask<int> Forget(long before, CancellationToken stop = default) => Ask(
        async command =>
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = before });
            return await command.ExecuteNonQueryAsync(stop);
        },
        forget);

    public ValueTask DisposeAsync() => sessions.DisposeAsync();

    private async ValueTask<T> Ask<T>(Func<NpgsqlCommand, Task<T>> ask, string statement)
    {
        try
        {
            await using var command = sessions.CreateCommand(statement);
            return await ask(command);
        }
        catch (Exception e) when (PostgresRefusal.IsFromOutside(e) || e is ObjectDisposedException)
        {
            throw new JournalUnavailableException($"PostgreSQL did not answer about connections ({e.Message}).", e);
        }
    }

    private static SessionRecord Record(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), new(row.GetGuid(2)), row.GetString(3), (Role)row.GetInt16(4),
        row.IsDBNull(5) ? null : (Side)row.GetInt16(5), row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7), row.GetInt64(8),
        row.GetInt64(9), row.GetInt32(10), row.GetInt32(11), row.IsDBNull(12) ? null : row.GetInt64(12),
        row.IsDBNull(13) ? null : row.GetInt32(13));

    private static string? Storable(string? text) => text is null ? null : RowsJson.Storable(text);
}
