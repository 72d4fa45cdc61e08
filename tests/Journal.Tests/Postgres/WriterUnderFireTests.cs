using System.Collections.Concurrent;
using System.Diagnostics;
using AkkaGame.Actors;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Specs;
using static AkkaGame.Actors.AppendResult;

namespace AkkaGame.Journal.Tests.Postgres;

/// <summary>Many games at once, while sessions, shards and the server itself are taken away.</summary>
public sealed class WriterUnderFireTests
{
    private const int Games = 64;
    private static readonly TimeSpan underFire = TimeSpan.FromSeconds(3);

    [SkippableFact]
    public async Task Sessions_that_are_ended_lose_nothing_and_double_nothing()
    {
        await using var owned = await OwnedShards.Open();
        var server = await PostgresServer.Shared();
        var load = new Load([owned]);
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < underFire; await Task.Delay(50))
            await server.Terminate($"akkagame/{owned.Node}");

        await load.EndAndCheck();
        Assert.DoesNotContain(load.Outcomes, o => o.Outcome.Result is not Appended);
        Assert.Contains(owned.Noticed, line => line.Contains("unknown", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Shards_that_change_hands_take_no_late_appends()
    {
        await using var first = await OwnedShards.Open();
        await using var second = await OwnedShards.Open(on: first.Database);
        var load = new Load([first, second]);
        var taken = new List<(Shard Shard, long Epoch, long End)>();
        var draws = new Random(7);
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < underFire;)
        {
            var shard = new Shard((byte)draws.Next(Shard.Count));
            var (epoch, end) = await (draws.Next(2) == 0 ? first : second).Take(shard);
            taken.Add((shard, epoch, end));
            if (taken.Count % 20 == 0) await (await PostgresServer.Shared()).Terminate($"akkagame/{first.Node}");
        }

        await load.EndAndCheck();
        var values = string.Join(", ", taken.Select(t => $"({t.Shard}, {t.Epoch}, {t.End})"));
        Assert.Equal(0L, await first.Database.Scalar<long>(
            $"select count(*) from akkagame.event as e join (values {values}) as taken (shard, epoch, ended) on e.shard = taken.shard "
            + "where e.epoch < taken.epoch and e.shard_pos > ended"));
        Assert.Contains(load.Outcomes, o => o.Outcome.Result == Fenced);
        Assert.Contains(load.Outcomes, o => o.Outcome.Result == Appended && o.Epoch > 1);
    }

    [SkippableFact]
    public async Task A_server_that_loses_power_and_comes_back_is_written_to_again()
    {
        await using var server = await PostgresServer.Own();
        var patient = new PostgresWriterOptions { RetryFor = TimeSpan.FromMinutes(1), ResendFor = TimeSpan.FromMinutes(1) };
        await using var owned = await OwnedShards.Open(patient, on: await server.NewDatabase());
        await owned.TakeAll();
        var load = new Load([owned]);
        await Task.Delay(500);
        await server.Stop(StopMode.Immediate);
        await Task.Delay(1000);
        await server.Start();
        var before = load.Outcomes.Count;
        await OwnedShards.Until(() => Task.FromResult(load.Outcomes.Count > before + 3 * Games));

        await load.EndAndCheck();
        Assert.DoesNotContain(load.Outcomes, o => o.Outcome.Result is not Appended);
    }

    [SkippableFact]
    public async Task In_a_long_outage_everybody_is_answered_and_afterwards_written_without_a_restart()
    {
        await using var server = await PostgresServer.Own();
        await using var owned = await OwnedShards.Open(
            new()
            {
                RetryFor = TimeSpan.FromMilliseconds(300), ResendFor = TimeSpan.FromMilliseconds(300),
                FenceFor = TimeSpan.FromMilliseconds(300),
            }, on: await server.NewDatabase());
        await owned.TakeAll();
        Assert.Equal(Appended, (await owned.Append(Sample.Group(Sample.NewGame(), 1))).Result);
        await server.Stop();

        for (var round = 0; round < 5; round++)
            Assert.All(
                await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => owned.Append(Sample.Group(Sample.NewGame(), 1)))),
                outcome => Assert.True(outcome.Result is Unavailable or Unknown, outcome.ToString()));

        await server.Start();
        var back = Sample.NewGame();
        await OwnedShards.Until(async () =>
        {
            await owned.TakeAll(); // As after "unknown": the epochs have moved on.
            return (await owned.Append(Sample.Group(back, 1))).Result == Appended;
        });
        await owned.HistoryIsWhole();
    }

    [SkippableFact]
    public async Task A_node_that_goes_on_under_another_name_opens_its_sessions_under_that()
    {
        var database = await PostgresServer.Fresh();
        var (now, later) = (Guid.NewGuid(), Guid.NewGuid());
        var node = now;
        await using var writer = new PostgresWriter(database.App, () => node);
        await database.Execute($"update akkagame.shard set owner = '{now}', epoch = 1");
        Assert.Equal(AppendOutcome.Appended, await writer.Append(Sample.Group(OwnedShards.GameOf(new(0)), 1), null, 1));

        node = later;
        await database.Execute($"update akkagame.shard set owner = '{later}', epoch = 2");
        Assert.Equal(AppendOutcome.Appended, await writer.Append(Sample.Group(OwnedShards.GameOf(new(0)), 1), null, 2));

        Assert.Equal($"akkagame/{later}", await database.Scalar<string>(
            "select string_agg(application_name, ',') from pg_stat_activity "
            + $"where application_name in ('akkagame/{now}', 'akkagame/{later}')"));
    }

    [SkippableFact]
    public async Task Closing_writes_what_waits_and_answers_the_rest()
    {
        var owned = await OwnedShards.Open();
        var waiting = Enumerable.Range(0, 500).Select(_ => owned.Append(Sample.Group(Sample.NewGame(), 1))).ToList();

        await owned.DisposeAsync();

        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Equal(Appended, outcome.Result));
        Assert.Equal(Unavailable, (await owned.Append(Sample.Group(Sample.NewGame(), 1))).Result);
        await owned.HistoryIsWhole();
    }

    [SkippableFact]
    public async Task Closing_while_the_store_is_away_ends_in_time()
    {
        var gone = new Npgsql.NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = 1, Username = "x", Database = "x" };
        var writer = new PostgresWriter(
            gone.ConnectionString, () => Guid.Empty,
            new() { CloseWithin = TimeSpan.FromMilliseconds(200), RetryFor = TimeSpan.FromMinutes(5) });
        var waiting = Enumerable.Range(0, 3000).Select(_ => writer.Append(Sample.Group(Sample.NewGame(), 1), null, 1).AsTask()).ToList();

        await writer.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Equal(Unavailable, outcome.Result));
    }

    /// <summary>
    /// Games that each append one group after the other through whichever node owns them, and look where they stand after any answer but
    /// "appended", as the engine does.
    /// </summary>
    private sealed class Load
    {
        private readonly IReadOnlyList<OwnedShards> nodes;
        private readonly CancellationTokenSource stop = new();
        private readonly Task running;

        public Load(IReadOnlyList<OwnedShards> nodes)
        {
            this.nodes = nodes;
            running = Task.WhenAll(Enumerable.Range(0, Games).Select(i => Task.Run(() => Play(Sample.NewGame(), new Random(i)))));
        }

        public ConcurrentQueue<(EventGroup Group, long Epoch, AppendOutcome Outcome)> Outcomes { get; } = [];

        public async Task EndAndCheck()
        {
            await stop.CancelAsync();
            await running.WaitAsync(TimeSpan.FromSeconds(60));
            var rows = (await nodes[0].Database.Scalar<string>(
                    "select string_agg(command || ' ' || epoch || ' ' || last || ' ' || many, ',') from "
                    + "(select command, epoch, last, count(*) as many from akkagame.event group by command, epoch, last) as g"))!
                .Split(',').ToHashSet();
            foreach (var (group, epoch, outcome) in Outcomes.Where(static o => o.Outcome.Result != Unknown))
                Assert.Equal(
                    outcome.Result == Appended, rows.Contains($"{group.Command} {epoch} {group.Last} {group.Events.Count}"));

            Assert.True(Outcomes.Count(o => o.Outcome.Result == Appended) > Games);
            await nodes[0].HistoryIsWhole();
        }

        private async Task Play(GameId game, Random draws)
        {
            var shard = Shard.Of(game);
            for (var next = 1; !stop.IsCancellationRequested;)
            {
                var node = nodes.MaxBy(node => node.EpochOf(shard))!;
                var epoch = node.EpochOf(shard);
                var group = Sample.Group(game, next, 1 + draws.Next(3));
                var outcome = await node.Append(group, draws.Next(4) == 0 ? new(null, "{}"u8.ToArray()) : null, epoch);
                Outcomes.Enqueue((group, epoch, outcome));
                next = outcome.Result == Appended ? group.Last + 1 : await node.Head(game) + 1;
            }
        }
    }
}
