using System.Diagnostics;
using AkkaGame.Faults.Playing;
using AkkaGame.Messages;
using Npgsql;
using Xunit.Abstractions;

namespace AkkaGame.Faults.Scenarios;

/// <summary>
/// The fence alone. Shards are taken from nodes that live, at any moment and without a word to them, and given to others: no lease, no
/// sight and no ended session helps, only that an append and a change of owner wait for each other at the shard's row.
/// </summary>
[Collection(nameof(Alone))]
public sealed class ShardsStolen(ITestOutputHelper output)
{
    /// <summary>
    /// Each append stands with its fence behind it and its commit before it for a moment, in which it is to be robbed: otherwise luck
    /// decides whether anybody comes between the two.
    /// </summary>
    private const string Lingering =
        """
        create function faults.lingers() returns trigger language plpgsql as $$
        begin
          perform pg_sleep(0.01);
          return null;
        end $$;
        create trigger lingers after insert on akkagame.event for each statement execute function faults.lingers();
        """;

    private static readonly TimeSpan robbing = TimeSpan.FromSeconds(6);

    [SkippableFact]
    public async Task Shards_are_taken_from_living_nodes_at_any_moment_and_nothing_is_appended_under_an_epoch_that_is_over()
    {
        await using var league = await NodeLeague.Start(seed: 100, nodes: 3, new() { Shards = 32, Prepare = Lingering });
        await league.Settled();
        await league.Acknowledged(50);
        var stolen = await Steal(league, new Random(100));
        await league.Acknowledged(50);
        await league.AssertHealedAndKept();

        output.WriteLine($"{stolen} shards were stolen, {league.History.Count} questions asked.");
        Assert.True(stolen > 100, $"Only {stolen} shards were stolen.");
    }

    /// <returns>How many were stolen; only what is written to all the while is worth it.</returns>
    private static async Task<int> Steal(NodeLeague league, Random draw)
    {
        var stolen = 0;
        await using var connection = new NpgsqlConnection(league.Database.Admin);
        await connection.OpenAsync();
        for (var since = Stopwatch.StartNew(); since.Elapsed < robbing; await Task.Delay(draw.Next(20)))
        {
            var game = league.Pulses.Games[draw.Next(league.Pulses.Games.Count)];
            await using var steal = new NpgsqlCommand(
                $"""
                update akkagame.shard set epoch = epoch + 1, changed_at = clock_timestamp(),
                  owner = (select node_id from akkagame.node where state = 'up' and node_id <> owner order by random() limit 1)
                where shard_id = {Shard.Of(game).Number}
                """,
                connection);
            stolen += await steal.ExecuteNonQueryAsync();
        }

        return stolen;
    }
}
