using System.Globalization;
using AkkaGame.Journal.Postgres;
using Npgsql;

namespace AkkaGame.Journal.Bare;

/// <summary>The table of events of a scratch database as it might be: long, or cut into parts by shards.</summary>
public static class CutEvents
{
    private const int EventsOfAGame = 300, BodyBytes = 100;

    private static readonly TimeSpan patience = TimeSpan.FromMinutes(10);

    /// <summary>Cuts the table, which must be empty, into so many parts of neighbouring shards. Its statements stay as they are.</summary>
    /// <param name="parts">A divisor of the number of shards.</param>
    public static async Task Cut(ScratchDatabase database, int parts, CancellationToken stop)
    {
        var width = Messages.Shard.Count / parts;
        // A key of a cut table holds what it is cut by; a game's shard never changes, so its numbers are single all the same.
        await Run(
            database,
            string.Create(CultureInfo.InvariantCulture, $"""
                alter table akkagame.event rename to whole;
                create table akkagame.event (like akkagame.whole including defaults including constraints) partition by range (shard);
                drop table akkagame.whole;
                alter table akkagame.event add constraint event_of_game primary key (game, seq, shard);
                alter table akkagame.event add constraint event_of_shard unique (shard, shard_pos);
                do $$ begin for part in 0..{parts - 1} loop
                  execute format('create table akkagame.event_%s partition of akkagame.event for values from (%s) to (%s)',
                    part, part * {width}, (part + 1) * {width});
                end loop; end $$;
                """),
            stop);
    }

    /// <summary>So many events of games that are over, as if they had been played before those that are played now.</summary>
    public static Task Fill(ScratchDatabase database, int events, CancellationToken stop) => Run(
        database,
        string.Create(CultureInfo.InvariantCulture, $"""
            insert into akkagame.event
              (game, seq, last, shard, epoch, shard_pos, command, content, at, who, role, side, cause, rules, why, type, ver, body)
            select
              ('01000000-0000-7000-8000-' || lpad(to_hex(n / {EventsOfAGame}), 12, '0'))::uuid, n % {EventsOfAGame} + 1,
              n % {EventsOfAGame} + 1, n / {EventsOfAGame} % 64, 1,
              n / {EventsOfAGame} / 64 * {EventsOfAGame} + n % {EventsOfAGame} + 1, gen_random_uuid(), 0, 0, 'bench', 0, null, 0, 1, null,
              1, 1, convert_to(repeat('x', {BodyBytes}), 'utf8')
            from generate_series(0, {events - 1}) as n;
            """),
        stop);

    /// <summary>Bytes on disk of all events, and of their indexes.</summary>
    public static async Task<(long Rows, long Indexes)> Bytes(ScratchDatabase database, CancellationToken stop)
    {
        await using var session = Session(database);
        await using var command = session.CreateCommand(
            """
            select sum(pg_table_size(oid))::bigint, sum(pg_indexes_size(oid))::bigint from pg_class
            where relkind = 'r' and relnamespace = 'akkagame'::regnamespace and (relname = 'event' or relname ~ '^event_[0-9]+$')
            """);
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private static async Task Run(ScratchDatabase database, string sql, CancellationToken stop)
    {
        await using var session = Session(database);
        // Numbers of a planner that believes a table of millions to be empty say nothing.
        foreach (var one in (string[])[sql, "vacuum analyze akkagame.event"])
        {
            await using var command = session.CreateCommand(one);
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    private static NpgsqlDataSource Session(ScratchDatabase database) =>
        PostgresSource.Of(database.Connection).Sessions("akkagame measures", 1, TimeSpan.FromSeconds(5), patience);
}
