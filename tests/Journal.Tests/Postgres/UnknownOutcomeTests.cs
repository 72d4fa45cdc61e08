using AkkaGame.Actors;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using AkkaGame.Proxy;
using AkkaGame.Specs;
using Npgsql;
using static AkkaGame.Actors.AppendResult;

namespace AkkaGame.Journal.Tests.Postgres;

/// <summary>The connection breaks while an append is under way. Was it written?</summary>
public sealed class UnknownOutcomeTests
{
    private static readonly Shard shard = new(0);
    // However busy the machine is: what is asked here is what comes of it, not how soon.
    private static readonly PostgresWriterOptions atOnce = new() { ResendFor = TimeSpan.Zero, FenceFor = TimeSpan.FromSeconds(30) };

    [SkippableFact]
    public async Task Committed_and_its_answer_lost_is_found()
    {
        await using var proxy = new FaultProxy((await PostgresServer.Shared()).Port);
        await using var owned = await Warm(new(), proxy);
        var group = Sample.Group(OwnedShards.GameOf(shard), 1, 3);

        var outcome = await Interrupted(owned, proxy, group, committed: true);

        Assert.Equal(AppendOutcome.Appended, outcome);
        Assert.Equal(3, await owned.Rows(group.Command));
        Assert.Equal(1, await owned.StoredEpoch(shard));
        await GoesOn(owned, group);
    }

    [SkippableFact]
    public async Task Cut_before_it_arrived_is_sent_again()
    {
        await using var proxy = new FaultProxy((await PostgresServer.Shared()).Port);
        await using var owned = await Warm(new(), proxy);
        var group = Sample.Group(OwnedShards.GameOf(shard), 1, 3);

        var outcome = await Interrupted(owned, proxy, group, committed: false);

        Assert.Equal(AppendOutcome.Appended, outcome);
        Assert.Equal(3, await owned.Rows(group.Command));
        Assert.Equal(1, await owned.StoredEpoch(shard));
        await GoesOn(owned, group);
    }

    [SkippableTheory]
    [InlineData(true, Appended)]
    [InlineData(false, Fenced)]
    public async Task Where_resending_does_not_tell_the_shard_is_fenced_and_then_looking_does(bool committed, AppendResult expected)
    {
        await using var proxy = new FaultProxy((await PostgresServer.Shared()).Port);
        await using var owned = await Warm(atOnce, proxy);
        var group = Sample.Group(OwnedShards.GameOf(shard), 1, 3);

        var outcome = await Interrupted(owned, proxy, group, committed);

        Assert.Equal(expected, outcome.Result);
        Assert.Equal(committed ? 3 : 0, await owned.Rows(group.Command));
        Assert.Equal(2, await owned.StoredEpoch(shard));
        Assert.Equal(1, await owned.StoredEpoch(new(2))); // Only the shards of that append.
        Assert.Equal(Fenced, (await owned.Append(Sample.Group(OwnedShards.GameOf(shard), 1))).Result);
        Assert.Equal(Appended, (await owned.Append(Sample.Group(OwnedShards.GameOf(shard), 1), epoch: 2)).Result);
        await owned.HistoryIsWhole();
    }

    [SkippableFact]
    public async Task A_successor_answers_for_the_first_attempt()
    {
        await using var proxy = new FaultProxy((await PostgresServer.Shared()).Port);
        await using var owned = await Warm(new(), proxy);
        await using var other = await OwnedShards.Open(on: owned.Database);
        var groups = Enumerable.Range(0, 32).Select(i => Sample.Group(OwnedShards.GameOf(new((byte)(2 * i))), 1)).ToList();
        proxy.ToServer = Flow.Lose;
        var appending = groups.ConvertAll(group => owned.Append(group));
        await Task.Delay(100);
        await other.Take(shard);
        proxy.Cut();
        proxy.Heal();

        var outcomes = await Task.WhenAll(appending);

        foreach (var (group, outcome) in groups.Zip(outcomes))
            Assert.Equal(Shard.Of(group.Game) == shard ? Fenced : Appended, outcome.Result);
        await owned.HistoryIsWhole();
    }

    [SkippableFact]
    public async Task Where_the_store_is_gone_nobody_knows_and_the_shard_is_fenced_when_it_is_back()
    {
        await using var proxy = new FaultProxy((await PostgresServer.Shared()).Port);
        await using var owned = await Warm(
            new() { ResendFor = TimeSpan.FromMilliseconds(200), FenceFor = TimeSpan.FromMilliseconds(200) }, proxy);
        var group = Sample.Group(OwnedShards.GameOf(shard), 1);
        proxy.ToServer = Flow.Lose;
        var appending = owned.Append(group);
        await Task.Delay(50);
        proxy.Refusing = true;
        proxy.Cut();

        Assert.Equal(Unknown, (await appending).Result);

        proxy.Heal();
        await OwnedShards.Until(async () => await owned.StoredEpoch(shard) == 2); // Without anybody asking.
        Assert.Equal(Fenced, (await owned.Append(group)).Result);
        Assert.Equal(Appended, (await owned.Append(group, epoch: 2)).Result);
    }

    [SkippableFact]
    public async Task A_first_attempt_that_still_runs_is_ended_before_anything_is_answered()
    {
        await using var proxy = new FaultProxy((await PostgresServer.Shared()).Port);
        await using var owned = await Warm(
            new()
            {
                CommandTimeout = TimeSpan.FromSeconds(1), LockTimeout = TimeSpan.FromSeconds(60),
                StatementTimeout = TimeSpan.FromSeconds(60), ResendFor = TimeSpan.FromSeconds(2),
            }, proxy);
        var group = Sample.Group(OwnedShards.GameOf(shard), 1);
        await using var psql = new NpgsqlConnection(owned.Database.Admin);
        await psql.OpenAsync();
        await using var open = await psql.BeginTransactionAsync();
        await using (var held = new NpgsqlCommand("lock table akkagame.event in share mode", psql, open))
            await held.ExecuteNonQueryAsync();
        proxy.ToClient = Flow.Lose; // Nor does a cancel reach anybody: it is a connection of its own, whose end is not seen.

        var appending = owned.Append(group);
        await Task.Delay(200);
        proxy.Cut();
        proxy.Heal();
        var outcome = await appending;
        await open.RollbackAsync();

        Assert.Equal(Fenced, outcome.Result);
        await Task.Delay(300);
        Assert.Equal(0, await owned.Rows(group.Command));
        Assert.Equal(Appended, (await owned.Append(group, epoch: 2)).Result);
    }

    [SkippableFact]
    public async Task Silence_is_not_failure()
    {
        await using var proxy = new FaultProxy((await PostgresServer.Shared()).Port);
        await using var owned = await Warm(new() { CommandTimeout = TimeSpan.FromSeconds(1) }, proxy);
        var group = Sample.Group(OwnedShards.GameOf(shard), 1);
        proxy.ToClient = Flow.Lose;

        var appending = owned.Append(group);
        await OwnedShards.Until(async () => await owned.Rows(group.Command) > 0);
        await owned.UntilNoticed("unknown");
        proxy.Heal();

        Assert.Equal(Appended, (await appending).Result);
        Assert.Equal(1, await owned.Rows(group.Command));
    }

    [SkippableFact]
    public async Task Meanwhile_the_other_lane_goes_on()
    {
        await using var proxy = new FaultProxy((await PostgresServer.Shared()).Port);
        await using var owned = await OwnedShards.Open(new() { Lanes = 2 }, proxy.Port);
        await owned.Append(Sample.Group(OwnedShards.GameOf(new(1)), 1));
        await owned.Database.Execute(
            "create function akkagame.slow() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return new; end $$");
        await owned.Database.Execute(
            "create trigger slow before insert on akkagame.event for each row when (new.shard = 0) execute function akkagame.slow()");

        var slow = owned.Append(Sample.Group(OwnedShards.GameOf(shard), 1));
        for (var i = 0; i < 5; i++) Assert.Equal(Appended, (await owned.Append(Sample.Group(OwnedShards.GameOf(new(1)), 1))).Result);

        Assert.False(slow.IsCompleted);
        Assert.Equal(Appended, (await slow).Result);
    }

    /// <summary>A writer with its connection open, so that what is cut is the append and nothing before it.</summary>
    private static async Task<OwnedShards> Warm(PostgresWriterOptions options, FaultProxy proxy)
    {
        var owned = await OwnedShards.Open(options with { Lanes = 1 }, proxy.Port);
        Assert.Equal(Appended, (await owned.Append(Sample.Group(OwnedShards.GameOf(shard), 1))).Result);
        return owned;
    }

    private static async Task<AppendOutcome> Interrupted(OwnedShards owned, FaultProxy proxy, EventGroup group, bool committed)
    {
        if (committed) proxy.ToClient = Flow.Lose;
        else proxy.ToServer = Flow.Lose;
        var appending = owned.Append(group);
        if (committed) await OwnedShards.Until(async () => await owned.Rows(group.Command) > 0);
        else await Task.Delay(100);
        proxy.Cut();
        proxy.Heal();
        return await appending;
    }

    private static async Task GoesOn(OwnedShards owned, EventGroup after)
    {
        Assert.Equal(Appended, (await owned.Append(Sample.Group(after.Game, after.Last + 1))).Result);
        await owned.HistoryIsWhole();
    }
}
