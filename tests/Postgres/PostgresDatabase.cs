using Npgsql;

namespace AkkaGame.Postgres;

/// <summary>A database of its own for a test, and connection strings for those who may do something there.</summary>
/// <param name="Admin">The superuser: may do what a server must survive.</param>
/// <param name="Owner">Owns the database and its schema: migrates. No superuser, but may create roles.</param>
/// <param name="App">The server at work, in <c>akkagame_app</c>. Empty rights where the database was not migrated.</param>
/// <param name="Read">Who looks on, in <c>akkagame_read</c>.</param>
public sealed record PostgresDatabase(string Name, string Admin, string Owner, string App, string Read)
{
    /// <summary>Runs a statement as the superuser.</summary>
    /// <returns>Rows it changed.</returns>
    public Task<int> Execute(string sql) => PostgresServer.Execute(Admin, sql);

    /// <summary>Makes a node the owner of all shards, whoever had them before.</summary>
    /// <returns>The epoch of every one of them from now on.</returns>
    public async Task<long> GiveAllShardsTo(Guid node)
    {
        await Execute(
            $"""
            insert into akkagame.node (node_id, addr, host, boot, port, lease_until)
            values ('{node}', 'localhost:0', 'localhost', 'test', 0, 'infinity') on conflict do nothing;
            update akkagame.shard
            set owner = '{node}', epoch = (select max(epoch) + 1 from akkagame.shard), changed_at = clock_timestamp();
            """);
        return await Scalar<long>("select max(epoch) from akkagame.shard");
    }

    /// <summary>The first column of the first row, asked as the superuser.</summary>
    public async Task<T?> Scalar<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Admin);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }
}
