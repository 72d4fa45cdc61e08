using AkkaGame.Faults.Checking;
using AkkaGame.Postgres;
using Npgsql;

namespace AkkaGame.Faults.Playing;

/// <summary>
/// Has the database itself write down who owned a shard and since when, in the transaction that changes it, and reads that and the journal
/// in the order in which they were committed.
/// </summary>
public static class Reigns
{
    private const string Committed = "(extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint";

    public static Task<int> Record(PostgresDatabase database) => database.Execute(
        """
        create schema faults;
        create table faults.reign (shard int, epoch bigint, owner uuid);
        create function faults.reigns() returns trigger language plpgsql security definer as $$
        begin
          insert into faults.reign values (new.shard_id, new.epoch, new.owner);
          return new;
        end $$;
        create trigger reigns after update on akkagame.shard
          for each row when (old.epoch is distinct from new.epoch) execute function faults.reigns();
        """);

    public static async Task<IReadOnlyList<Reign>> Read(PostgresDatabase database) => await Read(
        database, $"select shard, epoch, owner, {Committed} from faults.reign order by shard, epoch",
        static row => new Reign(row.GetInt32(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.GetInt64(3)));

    public static async Task<IReadOnlyList<Row>> Journal(PostgresDatabase database) => await Read(
        database, $"select game, seq, last, epoch, command, shard, shard_pos, {Committed} from akkagame.event order by game, seq",
        static row => new Row(
            row.GetGuid(0), row.GetInt32(1), row.GetInt32(2), row.GetInt64(3), row.GetGuid(4), row.GetInt16(5), row.GetInt64(6),
            row.GetInt64(7)));

    /// <summary>How many shards the nodes own that are not dead, by their address.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> Owned(PostgresDatabase database) => (await Read(
        database,
        "select addr, count(*)::int from akkagame.shard join akkagame.node on node_id = owner where state <> 'dead' group by addr",
        static row => (row.GetString(0), row.GetInt32(1)))).ToDictionary();

    private static async Task<List<T>> Read<T>(PostgresDatabase database, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(database.Admin);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await rows.ReadAsync()) found.Add(read(rows));
        return found;
    }
}
