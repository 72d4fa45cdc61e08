using System.Collections.Concurrent;
using System.Diagnostics;
using AkkaGame.Actors;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using Npgsql;

namespace AkkaGame.Journal.Tests.Postgres;

/// <summary>A writer on a database of its own, and the epochs under which its node owns the shards: all 64 from the start.</summary>
internal sealed class OwnedShards : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Shard, long> epochs = [];

    private OwnedShards(PostgresDatabase database, string connection, PostgresWriterOptions options)
    {
        Database = database;
        Writer = new(connection, () => Node, options with { Noticed = Noticed.Enqueue });
    }

    public PostgresDatabase Database { get; }
    public PostgresWriter Writer { get; }
    public Guid Node { get; } = Guid.NewGuid();
    public ConcurrentQueue<string> Noticed { get; } = [];

    /// <param name="port">Of the proxy through which the writer has to go; null for none.</param>
    public static async Task<OwnedShards> Open(PostgresWriterOptions? options = null, int? port = null, PostgresDatabase? on = null)
    {
        var database = on ?? await PostgresServer.Fresh();
        var connection = new NpgsqlConnectionStringBuilder(database.App);
        if (port is { } other) connection.Port = other;
        var owned = new OwnedShards(database, connection.ConnectionString, options ?? new());
        if (on is null) await owned.TakeAll();
        return owned;
    }

    public long EpochOf(Shard shard) => epochs.GetValueOrDefault(shard);

    /// <summary>The node owns every shard from now on, each under the same new epoch.</summary>
    public async Task TakeAll()
    {
        var epoch = await Database.Scalar<long>("select max(epoch) + 1 from akkagame.shard");
        await Database.Execute($"update akkagame.shard set owner = '{Node}', epoch = {epoch}");
        foreach (var shard in Shard.All) epochs[shard] = epoch;
    }

    /// <summary>The node owns the shard from now on, under a new epoch.</summary>
    /// <returns>The epoch, and the last place in the shard's history when it began.</returns>
    public async Task<(long Epoch, long End)> Take(Shard shard)
    {
        var epoch = await Database.Scalar<long>(
            $"update akkagame.shard set owner = '{Node}', epoch = epoch + 1 where shard_id = {shard} returning epoch");
        var end = await Database.Scalar<long>($"select coalesce(max(shard_pos), 0) from akkagame.event where shard = {shard}");
        epochs[shard] = epoch;
        return (epoch, end);
    }

    public Task<AppendOutcome> Append(EventGroup group, GameCard? card = null, long? epoch = null) =>
        Writer.Append(group, card, epoch ?? EpochOf(Shard.Of(group.Game))).AsTask();

    public Task<int> Head(GameId game) => Database.Scalar<int>($"select coalesce(max(seq), 0) from akkagame.event where game = '{game}'");

    public Task<long> Rows(CommandId command) => Database.Scalar<long>($"select count(*) from akkagame.event where command = '{command}'");

    public Task<long> StoredEpoch(Shard shard) => Database.Scalar<long>($"select epoch from akkagame.shard where shard_id = {shard}");

    /// <summary>What must hold of any journal at any time: no gap, nothing twice, no epoch that falls, of a game and of a shard.</summary>
    public async Task HistoryIsWhole()
    {
        foreach (var (part, place) in ((string, string)[])[("game", "seq"), ("shard", "shard_pos")])
            Assert.Equal(0L, await Database.Scalar<long>(
                $"""
                select count(*) from (
                  select min({place}) as low, max({place}) as high, count(*) as many, bool_and(epoch >= before) as ordered
                  from (
                    select *, lag(epoch, 1, 0::bigint) over (partition by {part} order by {place}) as before from akkagame.event) as e
                  group by {part}) as p
                where low <> 1 or high <> many or not ordered
                """));
        Assert.Equal(0L, await Database.Scalar<long>(
            "select count(*) from (select from akkagame.event group by command having count(distinct (game, last, epoch)) > 1) as twice"));
    }

    /// <summary>A game of that shard.</summary>
    public static GameId GameOf(Shard shard)
    {
        while (true)
        {
            var game = new GameId(Guid.CreateVersion7());
            if (Shard.Of(game) == shard) return game;
        }
    }

    /// <summary>Waits until it holds; fails where it does not come about.</summary>
    public static async Task Until(Func<Task<bool>> holds)
    {
        for (var began = Stopwatch.GetTimestamp(); !await holds(); await Task.Delay(10))
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30), "It did not come about within 30 s.");
    }

    public Task UntilNoticed(string words) =>
        Until(() => Task.FromResult(Noticed.Any(line => line.Contains(words, StringComparison.Ordinal))));

    public ValueTask DisposeAsync() => Writer.DisposeAsync();
}
