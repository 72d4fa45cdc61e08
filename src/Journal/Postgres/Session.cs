using AkkaGame.Messages;
using Npgsql;
using NpgsqlTypes;

namespace AkkaGame.Journal.Postgres;

/// <summary>One connection of a lane to PostgreSQL, with its prepared append.</summary>
internal sealed class Session : ILaneSession
{
    private readonly NpgsqlConnection connection;
    private readonly AppendStatement append;
    private bool waitWasCancelled;

    private Session(NpgsqlConnection connection, AppendColumns columns, Guid node)
    {
        this.connection = connection;
        Node = node;
        append = new(connection, columns);
        // Known by where it comes from: its words are in the server's language, and its code is that of any warning.
        connection.Notice += (_, told) => waitWasCancelled |= told.Notice.Routine == "SyncRepWaitForLSN";
    }

    public Guid Node { get; }

    // Kept, because a broken connection does not tell it any more.
    public int Id { get; private set; }

    public static async Task<Session> Open(
        string connectionString, Guid node, AppendColumns columns, PostgresWriterOptions options, CancellationToken stop)
    {
        var opened = new Session(new(Settings(connectionString, node, options)), columns, node);
        try
        {
            await opened.connection.OpenAsync(stop).ConfigureAwait(false);
            opened.Id = opened.connection.ProcessID;
            await using (var settings = new NpgsqlCommand(SessionSettings(options), opened.connection))
                await settings.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask Prepare(CancellationToken stop) => append.IsPrepared ? default : new(append.Prepare(stop));

    public Task<Landing> Append() => Confirmed(append.Run);

    public async Task SelfFence(IReadOnlyList<long> tokens, Guid owner)
    {
        await using var command = new NpgsqlCommand(PostgresSql.Statement("self-fence"), connection);
        command.Parameters.Add(Array<long>([.. tokens], NpgsqlDbType.Bigint));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = owner });
        await Confirmed(() => command.ExecuteNonQueryAsync()).ConfigureAwait(false);
    }

    public async Task<List<(int Head, bool Mine)>> Standing(IReadOnlyList<Entry> batch)
    {
        await using var command = new NpgsqlCommand(PostgresSql.Statement("standing"), connection);
        command.Parameters.Add(Array<Guid>([.. batch.Select(static entry => entry.Group.Game.Value)], NpgsqlDbType.Uuid));
        command.Parameters.Add(Array<int>([.. batch.Select(static entry => entry.Group.First)], NpgsqlDbType.Integer));
        var standing = new List<(int Head, bool Mine)>(batch.Count);
        await using (var reader = await command.ExecuteReaderAsync().ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
                standing.Add((reader.GetInt32(0), IsThere(reader, batch[standing.Count])));
        }

        if (standing.Exists(static group => group.Mine)) await AwaitStandby().ConfigureAwait(false);
        return standing;
    }

    public async Task<List<(Shard Shard, long End)>> Ends(IEnumerable<Shard> shards)
    {
        await using var command = new NpgsqlCommand(PostgresSql.Statement("shard-ends"), connection);
        command.Parameters.Add(Array<short>([.. shards.Select(static shard => (short)shard.Number)], NpgsqlDbType.Smallint));
        List<(Shard, long)> ends = [];
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false)) ends.Add((new((byte)reader.GetInt16(0)), reader.GetInt64(1)));
        return ends;
    }

    public async Task<List<string>> Blockers(IReadOnlyList<long> tokens)
    {
        await using var command = new NpgsqlCommand(PostgresSql.Statement("shard-blockers"), connection);
        command.Parameters.Add(Array<long>([.. tokens], NpgsqlDbType.Bigint));
        List<string> blockers = [];
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
            blockers.Add($"shard {reader.GetInt32(0)} by session {reader.GetInt32(1)} (user {Text(reader, 2)}, {Text(reader, 3)})");
        return blockers;
    }

    public async Task End(IReadOnlyList<int> sessions)
    {
        await using var command = new NpgsqlCommand(PostgresSql.Statement("end-session"), connection);
        command.Parameters.Add(Array<int>([.. sessions], NpgsqlDbType.Integer));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = PostgresSql.SessionName(Node) });
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        append.Dispose();
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Rows are seen once their commit stands here, which may be before a synchronous standby has it: a session that was ended while it
    /// waited for that waits no longer. The log is sent in order, so where a later commit has arrived they have.
    /// </summary>
    private async Task AwaitStandby()
    {
        await using var command = new NpgsqlCommand(PostgresSql.Statement("await-standby"), connection);
        await Confirmed(() => command.ExecuteNonQueryAsync()).ConfigureAwait(false);
    }

    /// <summary>A commit whose wait for a standby somebody cancelled is reported as done all the same, and a warning with it.</summary>
    private async Task<T> Confirmed<T>(Func<Task<T>> commit)
    {
        waitWasCancelled = false;
        var done = await commit().ConfigureAwait(false);
        return waitWasCancelled ? throw new IOException("The wait for a standby was cancelled: it may not have the commit.") : done;
    }

    private static bool IsThere(NpgsqlDataReader reader, Entry entry) =>
        !reader.IsDBNull(1) && reader.GetGuid(1) == entry.Group.Command.Value && reader.GetInt64(2) == entry.Epoch
        && reader.GetInt32(3) == entry.Group.Last && reader.GetInt64(4) == entry.Group.Check;

    private static string Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? "unknown" : reader.GetString(column);

    private static NpgsqlParameter<T[]> Array<T>(T[] values, NpgsqlDbType type) =>
        new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    private static string Settings(string connectionString, Guid node, PostgresWriterOptions options) =>
        new NpgsqlConnectionStringBuilder(PostgresSource.Read(connectionString).ConnectionString)
        {
            ApplicationName = PostgresSql.SessionName(node),
            Pooling = false,
            Enlist = false,
            Timeout = Seconds(options.ConnectTimeout),
            CommandTimeout = Seconds(options.CommandTimeout),
            CancellationTimeout = -1, // A connection that did not answer in time is given up, not waited for.
            TcpKeepAlive = true,
            TcpKeepAliveTime = Seconds(options.KeepAlive),
            TcpKeepAliveInterval = 1,
        }.ConnectionString;

    /// <summary>
    /// The generic plan from the start: the custom ones that would be tried first cost more than the statement. The fence's proof needs
    /// statements that look again at a row after waiting for it, which is what read committed means. Tables that were empty when a plan was
    /// made would be read through ever after; all that we ask for has its index.
    /// </summary>
    private static string SessionSettings(PostgresWriterOptions options) =>
        $"""
        set synchronous_commit = on;
        set default_transaction_isolation = 'read committed';
        set plan_cache_mode = force_generic_plan;
        set jit = off;
        set enable_seqscan = off;
        set statement_timeout = {(int)options.StatementTimeout.TotalMilliseconds};
        set lock_timeout = {(int)options.LockTimeout.TotalMilliseconds};
        """;

    private static int Seconds(TimeSpan span) => Math.Max(1, (int)Math.Ceiling(span.TotalSeconds));
}
