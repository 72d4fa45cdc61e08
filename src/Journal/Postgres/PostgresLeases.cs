using System.Net.Sockets;
using AkkaGame.Actors;
using AkkaGame.Messages;
using Npgsql;
using NpgsqlTypes;

namespace AkkaGame.Journal.Postgres;

/// <summary>
/// The tables of nodes and shards in a PostgreSQL database. Its sessions are named after the node that joined last, so that whoever
/// succeeds that one can end them. No answer is tried for twice: whoever asks looks again.
/// </summary>
public sealed class PostgresLeases : ILeases, IAsyncDisposable
{
    private const int TerminateWithin = 10;

    private readonly string connectionString;
    private LeaseSessions sessions;

    /// <param name="connectionString">Of the role <c>akkagame_app</c>; names and timeouts are set here.</param>
    /// <exception cref="JournalOpenException">It is no connection string, or lacks what cannot be guessed.</exception>
    public PostgresLeases(string connectionString)
    {
        PostgresSource.Of(connectionString); // Says what is wrong without quoting it.
        this.connectionString = connectionString;
        sessions = new(connectionString, "akkagame");
    }

    public async ValueTask Join(NodeIdentity node, TimeSpan lease, CancellationToken stop = default)
    {
        var before = Interlocked.Exchange(ref sessions, new(connectionString, PostgresSql.SessionName(node.Id)));
        await before.DisposeAsync().ConfigureAwait(false);
        await Ask(
            "join-node", Skip, stop, Value(node.Id), Value(node.Address), Value(node.Host), Value(node.Boot), Value(node.Port),
            Value((int)lease.TotalMilliseconds)).ConfigureAwait(false);
    }

    public async ValueTask<bool> Renew(Guid node, CancellationToken stop = default) =>
        (await Run(sessions.Renewals, "renew-node", static row => row.GetInt64(0), null, stop, Value(node)).ConfigureAwait(false))
            .Count > 0;

    public async ValueTask<LeaseTable> Observe(CancellationToken stop = default)
    {
        var shards = await Ask("observe-shards", ShardRow, stop).ConfigureAwait(false);
        return new(await Ask("observe-nodes", NodeRow, stop).ConfigureAwait(false), shards);
    }

    public async ValueTask<bool> DeclareDead(Guid node, long beat, CancellationToken stop = default) =>
        (await Ask("declare-dead", Id, stop, Value(node), Value(beat)).ConfigureAwait(false)).Count > 0;

    public async ValueTask<IReadOnlyList<Guid>> Succeed(NodeIdentity node, CancellationToken stop = default) =>
        await Ask("succeed-nodes", Id, stop, Value(node.Host), Value(node.Boot), Value(node.Port), Value(node.Id)).ConfigureAwait(false);

    public async ValueTask<int> Terminate(Guid dead, CancellationToken stop = default) =>
        (await Run(
            sessions.Questions, "end-sessions-of-node", static row => row.GetInt32(0), TerminateWithin, stop,
            Value(PostgresSql.SessionName(dead)), Value(dead)).ConfigureAwait(false))[0];

    public async ValueTask<IReadOnlyList<OwnedShard>> Acquire(IReadOnlyList<Shard> shards, Guid node, CancellationToken stop = default)
    {
        var numbers = new NpgsqlParameter<int[]>
        {
            TypedValue = [.. shards.Select(static shard => (int)shard.Number)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer,
        };
        return await Ask(
            "acquire-shards", static row => new OwnedShard(new((byte)row.GetInt32(0)), row.GetInt64(1)), stop, numbers, Value(node))
            .ConfigureAwait(false);
    }

    public async ValueTask<bool> Release(OwnedShard shard, Guid node, CancellationToken stop = default) =>
        (await Ask("release-shard", static row => row.GetInt32(0), stop, Value((shard.Epoch << 12) | shard.Shard.Number), Value(node))
            .ConfigureAwait(false)).Count > 0;

    public async ValueTask Leave(Guid node, bool left, CancellationToken stop = default) =>
        await Ask("leave-node", Skip, stop, Value(node), Value(left ? "dead" : "draining")).ConfigureAwait(false);

    public ValueTask DisposeAsync() => sessions.DisposeAsync();

    private ValueTask<List<T>> Ask<T>(
        string statement, Func<NpgsqlDataReader, T> read, CancellationToken stop, params NpgsqlParameter[] values) =>
        Run(sessions.Questions, statement, read, null, stop, values);

    /// <param name="within">Seconds; null for those of the sessions.</param>
    private static async ValueTask<List<T>> Run<T>(
        NpgsqlDataSource source, string statement, Func<NpgsqlDataReader, T> read, int? within, CancellationToken stop,
        params NpgsqlParameter[] values)
    {
        try
        {
            var command = source.CreateCommand(PostgresSql.Statement(statement));
            await using var closing = command.ConfigureAwait(false);
            command.Parameters.AddRange(values);
            if (within is { } seconds) command.CommandTimeout = seconds;
            List<T> rows = [];
            var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using var ending = reader.ConfigureAwait(false);
            while (await reader.ReadAsync(stop).ConfigureAwait(false)) rows.Add(read(reader));
            return rows;
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException or IOException or ObjectDisposedException)
        {
            throw new JournalUnavailableException($"PostgreSQL did not answer {statement}: {e.Message}", e);
        }
    }

    private static bool Skip(NpgsqlDataReader row) => true;

    private static Guid Id(NpgsqlDataReader row) => row.GetGuid(0);

    private static ShardSeen ShardRow(NpgsqlDataReader row) =>
        new(new((byte)row.GetInt32(0)), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetGuid(2));

    private static NodeSeen NodeRow(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2) == "draining" ? NodeState.Draining : NodeState.Up,
        row.GetInt64(3), row.GetBoolean(4));

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
