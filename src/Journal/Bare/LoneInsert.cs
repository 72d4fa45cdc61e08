using AkkaGame.Journal.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AkkaGame.Journal.Bare;

/// <summary>The least that a durable event can cost: one prepared INSERT of one row, committed by itself.</summary>
internal sealed class LoneInsert(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly NpgsqlCommand command = new(PostgresSql.Statement("insert-event"), connection);

    public async Task Open(CancellationToken stop)
    {
        await connection.OpenAsync(stop);
        await using (var durable = new NpgsqlCommand("set synchronous_commit = on", connection)) await durable.ExecuteNonQueryAsync(stop);
        NpgsqlDbType[] types =
        [
            NpgsqlDbType.Uuid, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Smallint, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint,
            NpgsqlDbType.Uuid, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Smallint, NpgsqlDbType.Smallint,
            NpgsqlDbType.Smallint, NpgsqlDbType.Smallint, NpgsqlDbType.Text, NpgsqlDbType.Smallint, NpgsqlDbType.Smallint,
            NpgsqlDbType.Bytea,
        ];
        foreach (var type in types) command.Parameters.Add(new() { NpgsqlDbType = type });
        await command.PrepareAsync(stop);
    }

    public Task Run(Entry entry, int i, long position)
    {
        var (group, stored) = (entry.Group, entry.Events[i]);
        object?[] values =
        [
            group.Game.Value, group.First + i, group.Last, (short)entry.Shard.Number, entry.Epoch, position, group.Command.Value,
            (long)group.Check, group.At, group.By.Who, (short)group.By.Role, (short?)group.By.Side, (short)group.Cause, group.Rules,
            group.Why, stored.Type, stored.Version, stored.Body,
        ];
        for (var place = 0; place < values.Length; place++) command.Parameters[place].Value = values[place] ?? DBNull.Value;
        return command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await command.DisposeAsync();
        await connection.DisposeAsync();
    }
}
