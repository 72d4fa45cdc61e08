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

    /// <summary>Writes down what cluster this database belongs to, where nobody has done so. To be asked before joining.</summary>
    /// <returns>What stands there. Of the same name and shards it may speak another protocol only while nodes live that do.</returns>
    /// <exception cref="JournalUnavailableException">The database did not answer.</exception>
    public async ValueTask<ClusterCharter> Found(ClusterCharter mine, CancellationToken stop = default) =>
        (await Ask(
            "found-cluster", static row => new ClusterCharter(row.GetString(0), row.GetInt32(1), row.GetInt32(2)), stop,
            Value(mine.Name), Value(mine.Shards), Value(mine.Protocol)).ConfigureAwait(false))[0];

    public async ValueTask Join(NodeIdentity node, TimeSpan lease, bool enters = true, CancellationToken stop = default)
    {
        var before = Interlocked.Exchange(ref sessions, new(connectionString, PostgresSql.SessionName(node.Id)));
        await before.DisposeAsync().ConfigureAwait(false);
        await Ask(
            "join-node", Skip, stop, Value(node.Id), Value(node.Address), Value(node.Host), Value(node.Boot), Value(node.Port),
            Value((int)lease.TotalMilliseconds), Value(enters)).ConfigureAwait(false);
    }

    public async ValueTask Enter(Guid node, CancellationToken stop = default) =>
        await Ask("enter-node", Skip, stop, Value(node)).ConfigureAwait(false);

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
        var numbers = Values<int>([.. shards.Select(static shard => (int)shard.Number)], NpgsqlDbType.Integer);
        return await Ask(
            "acquire-shards", static row => new OwnedShard(new((byte)row.GetInt32(0)), row.GetInt64(1)), stop, numbers, Value(node))
            .ConfigureAwait(false);
    }

    public async ValueTask<bool> Release(OwnedShard shard, Guid node, CancellationToken stop = default) =>
        (await Ask("release-shard", Skip, stop, Token(shard), Value(node)).ConfigureAwait(false)).Count > 0;

    public async ValueTask<long?> HandOver(OwnedShard shard, Guid from, Guid to, CancellationToken stop = default) =>
        First(await Ask("hand-over-shard", Epoch, stop, Token(shard), Value(from), Value(to)).ConfigureAwait(false));

    public async ValueTask<long?> Raise(OwnedShard shard, Guid node, CancellationToken stop = default) =>
        First(await Ask("raise-epoch", Epoch, stop, Token(shard), Value(node)).ConfigureAwait(false));

    public async ValueTask<int> Plan(IReadOnlyList<ShardWish> wishes, CancellationToken stop = default) =>
        (await Ask(
            "plan-shards", Skip, stop,
            Values([.. wishes.Select(static wish => Of(wish.Shard))], NpgsqlDbType.Bigint),
            Values([.. wishes.Select(static wish => wish.To)], NpgsqlDbType.Uuid)).ConfigureAwait(false)).Count;

    public async ValueTask<bool> Want(Shard shard, Guid node, CancellationToken stop = default) =>
        (await Ask("want-shard", Skip, stop, Value((int)shard.Number), Value(node)).ConfigureAwait(false)).Count > 0;

    public async ValueTask<bool> AskToDrain(Guid node, bool drain, CancellationToken stop = default) =>
        (await Ask("ask-node", Skip, stop, Value(node), Value(drain)).ConfigureAwait(false)).Count > 0;

    public async ValueTask<bool> DeclareGone(Guid node, long beat, CancellationToken stop = default) =>
        (await Ask("declare-gone", Id, stop, Value(node), Value(beat)).ConfigureAwait(false)).Count > 0;

    public Task Listen(Guid node, Action told, CancellationToken stop) =>
        new ShardNotices(LeaseSessions.Named(connectionString, PostgresSql.SessionName(node))).Listen(told, stop);

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
        new(new((byte)row.GetInt32(0)), row.GetInt64(1), Guid(row, 2), Guid(row, 3));

    private static NodeSeen NodeRow(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), Enum.Parse<NodeState>(row.GetString(2), ignoreCase: true), row.GetInt64(3),
        row.GetBoolean(4), row.GetBoolean(5), row.GetBoolean(6));

    private static Guid? Guid(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    private static long Epoch(NpgsqlDataReader row) => row.GetInt64(0);

    private static long? First(List<long> epochs) => epochs is [var epoch] ? epoch : null;

    private static long Of(OwnedShard shard) => PostgresSql.Token(shard.Shard, shard.Epoch);

    private static NpgsqlParameter<long> Token(OwnedShard shard) => Value(Of(shard));

    private static NpgsqlParameter<T[]> Values<T>(T[] values, NpgsqlDbType type) =>
        new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}

/// <summary>What all nodes of a database agree on.</summary>
/// <param name="Shards">How many parts its games are in; they were told apart by it from the first one on.</param>
/// <param name="Protocol">The version of what nodes say to one another.</param>
public sealed record ClusterCharter(string Name, int Shards, int Protocol);
