using AkkaGame.Actors;
using AkkaGame.Journal;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using AkkaGame.Postgres;
using Npgsql;

namespace AkkaGame.Cluster.Tests;

/// <summary>Every statement on a real PostgreSQL, as the role of a server at work.</summary>
public sealed class PostgresLeasesTests : IAsyncLifetime
{
    private static readonly TimeSpan lease = TimeSpan.FromSeconds(30);
    private static readonly IReadOnlyList<Shard> all = [.. Shard.All];

    private readonly NodeIdentity one = Node(5082), two = Node(5083);
    private PostgresDatabase database = null!;
    private PostgresLeases leases = null!;

    public async Task InitializeAsync()
    {
        database = await PostgresServer.Fresh();
        leases = new(database.App);
    }

    public async Task DisposeAsync()
    {
        if (leases is not null) await leases.DisposeAsync();
    }

    [SkippableFact]
    public async Task Who_joins_is_seen_with_a_beat_that_grows()
    {
        await leases.Join(one, lease);
        Assert.Equal([new NodeSeen(one.Id, "park:5082", NodeState.Up, 0, false)], (await leases.Observe()).Nodes);
        Assert.True(await leases.Renew(one.Id));
        Assert.True(await leases.Renew(one.Id));
        Assert.Equal(2, Assert.Single((await leases.Observe()).Nodes).Beat);
        Assert.False(await leases.Renew(two.Id));
    }

    [SkippableFact]
    public async Task The_first_node_says_what_cluster_it_is_and_nobody_changes_that()
    {
        var mine = new ClusterCharter("mine", 64, 1);
        Assert.Equal(mine, await leases.Found(mine));
        Assert.Equal(mine, await leases.Found(new("theirs", 64, 2)));
        Assert.Equal(mine, await leases.Found(new("mine", 128, 2)));
        Assert.Equal(mine, await leases.Found(mine));
    }

    [SkippableFact]
    public async Task Another_protocol_is_spoken_when_nobody_lives_who_speaks_the_one_before()
    {
        ClusterCharter before = new("mine", 64, 1), after = before with { Protocol = 2 };
        await leases.Found(before);
        await leases.Join(one, lease);
        Assert.Equal(before, await leases.Found(after));
        await leases.Leave(one.Id, left: true);
        Assert.Equal(after, await leases.Found(after));
        await leases.Join(two, lease);
        Assert.Equal(after, await leases.Found(before));
    }

    [SkippableFact]
    public async Task However_many_join_at_once_each_finds_those_that_stand_before_it()
    {
        var found = await Task.WhenAll(Enumerable.Range(1, 12).Select(async port =>
        {
            await using var own = new PostgresLeases(database.App);
            var node = Node(port);
            await own.Join(node, lease);
            return (node.Id, Seen: (await own.Observe()).Nodes.Select(static seen => seen.Id).ToHashSet());
        }));
        var order = (await leases.Observe()).Nodes.Select(static seen => seen.Id).ToList();
        Assert.Equal(12, order.Count);
        Assert.All(found, one => Assert.Subset(one.Seen, order.TakeWhile(id => id != one.Id).ToHashSet()));
    }

    [SkippableFact]
    public async Task Nobody_owns_a_shard_at_first_and_each_change_of_owner_raises_its_epoch()
    {
        Assert.Equal(all.Select(static shard => new ShardSeen(shard, 0, null)), (await leases.Observe()).Shards);
        await leases.Join(one, lease);
        var taken = await leases.Acquire([new(3), new(63)], one.Id);
        Assert.Equal([new OwnedShard(new(3), 1), new OwnedShard(new(63), 1)], taken.OrderBy(static owned => owned.Shard.Number));

        Assert.False(await leases.Release(new(new(3), 2), one.Id));
        Assert.False(await leases.Release(new(new(3), 1), two.Id));
        Assert.True(await leases.Release(new(new(3), 1), one.Id));
        var shards = (await leases.Observe()).Shards;
        Assert.Equal(new ShardSeen(new(3), 2, null), shards[3]);
        Assert.Equal(new ShardSeen(new(63), 1, one.Id), shards[63]);
    }

    [SkippableFact]
    public async Task No_shard_is_taken_from_a_living_node_nor_by_one_that_leaves_or_never_joined()
    {
        await leases.Join(one, lease);
        await leases.Join(two, lease);
        Assert.Equal(64, (await leases.Acquire(all, one.Id)).Count);
        Assert.Empty(await leases.Acquire(all, two.Id));
        await leases.Leave(one.Id, left: false);
        Assert.Empty(await leases.Acquire(all, two.Id));
        Assert.True(await leases.Release(new(new(0), 1), one.Id));
        Assert.Empty(await leases.Acquire(all, one.Id));
        Assert.Empty(await leases.Acquire(all, Guid.NewGuid()));
        Assert.Equal(NodeState.Draining, (await leases.Observe()).Nodes.Single(node => node.Id == one.Id).State);

        await leases.Leave(one.Id, left: true);
        Assert.Equal(64, (await leases.Acquire(all, two.Id)).Count);
        Assert.False(await leases.Renew(one.Id));
    }

    [SkippableFact]
    public async Task Only_a_node_whose_lease_ran_out_and_whose_beat_is_still_that_is_declared_dead()
    {
        await leases.Join(one, lease);
        await leases.Join(two, TimeSpan.FromMilliseconds(1));
        await Task.Delay(20);
        Assert.Equal([false, true], (await leases.Observe()).Nodes.Select(static node => node.Expired));
        Assert.False(await leases.DeclareDead(one.Id, 0));
        Assert.False(await leases.DeclareDead(two.Id, 1));
        Assert.True(await leases.DeclareDead(two.Id, 0));
        Assert.False(await leases.DeclareDead(two.Id, 0));
        Assert.Equal([one.Id], (await leases.Observe()).Nodes.Select(static node => node.Id));
        Assert.False(await leases.Renew(two.Id));
    }

    [SkippableFact]
    public async Task A_lease_written_before_the_clock_was_set_back_has_run_out()
    {
        await leases.Join(one, lease);
        await database.Execute("update akkagame.node set lease_until = lease_until + interval '1 hour'");
        Assert.True(Assert.Single((await leases.Observe()).Nodes).Expired);
        Assert.True(await leases.DeclareDead(one.Id, 0));
    }

    [SkippableFact]
    public async Task Who_has_the_port_succeeds_those_who_had_it_and_nobody_else()
    {
        NodeIdentity[] others =
        [
            two, Node(5082) with { Host = "elsewhere" }, Node(5082) with { Boot = "2" }, Node(0),
        ];
        await leases.Join(one, lease);
        foreach (var other in others) await leases.Join(other, lease);
        var again = Node(5082);
        await leases.Join(again, lease);
        Assert.Equal([one.Id], await leases.Succeed(again));
        Assert.Empty(await leases.Succeed(again));
        Assert.Empty(await leases.Succeed(one)); // What a dead node still had on its way does nothing to who came after it.
        var portless = Node(0);
        await leases.Join(portless, lease);
        Assert.Empty(await leases.Succeed(portless));
        Assert.Equal(
            others.Append(again).Append(portless).Select(static node => node.Id).Order(),
            (await leases.Observe()).Nodes.Select(static node => node.Id).Order());
    }

    [SkippableFact]
    public async Task Sessions_are_ended_only_of_the_dead()
    {
        await leases.Join(one, lease);
        await using var lane = await Session(one.Id);
        await using var elsewhere = await Session(two.Id);
        Assert.Equal(0, await leases.Terminate(one.Id));
        await leases.Leave(one.Id, left: true);
        await leases.Join(two, lease);
        Assert.InRange(await leases.Terminate(one.Id), 1, 2);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Ask(lane));
        await Ask(elsewhere);
    }

    [SkippableFact]
    public async Task A_renewal_that_never_ended_keeps_nobody_from_declaring_its_node_dead()
    {
        await using var ofTwo = new PostgresLeases(database.App);
        await ofTwo.Join(two, TimeSpan.FromMilliseconds(1));
        await leases.Join(one, lease);
        await using var renewing = await Session(two.Id);
        await using var never = await renewing.BeginTransactionAsync();
        await using (var renewal = new NpgsqlCommand($"update akkagame.node set beat = 1 where node_id = '{two.Id}'", renewing))
            await renewal.ExecuteNonQueryAsync();

        Assert.False(await leases.DeclareDead(two.Id, 0));
        Assert.Equal(0, await ofTwo.Terminate(one.Id)); // Its lease runs.
        Assert.True(await leases.Terminate(two.Id) > 0);
        Assert.True(await leases.DeclareDead(two.Id, 0));
    }

    [SkippableFact]
    public async Task A_session_that_belongs_to_another_login_is_passed_over()
    {
        await leases.Join(one, lease);
        await leases.Leave(one.Id, left: true);
        await using var superusers = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.Admin) { ApplicationName = $"akkagame/{one.Id}", Pooling = false }.ConnectionString);
        await superusers.OpenAsync();
        await leases.Join(two, lease);

        await leases.Terminate(one.Id);

        await Ask(superusers);
        Assert.Equal(64, (await leases.Acquire(all, two.Id)).Count);
    }

    [Fact]
    public void A_string_that_cannot_be_read_is_not_quoted()
    {
        var refused = Assert.Throws<JournalOpenException>(() => new PostgresLeases("Host=db;Database=games;Password=half;secret=x"));
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_sessions_of_a_node_carry_the_name_under_which_it_joined_last()
    {
        foreach (var node in (NodeIdentity[])[one, two])
        {
            await leases.Join(node, lease);
            await leases.Renew(node.Id);
            Assert.Equal(2, await database.Scalar<long>(
                $"select count(*) from pg_stat_activity where datname = '{database.Name}' and application_name = 'akkagame/{node.Id}'"));
        }
    }

    [SkippableFact]
    public async Task The_guards_refuse_what_no_statement_of_ours_does()
    {
        await leases.Join(one, lease);
        await leases.Acquire(all, one.Id);
        await leases.Leave(one.Id, left: true);
        foreach (var (sql, code) in ((string, string)[])
            [
                ("update akkagame.shard set owner = null where shard_id = 1", "AG001"),
                ("update akkagame.shard set epoch = 0 where shard_id = 1", "AG001"),
                ("update akkagame.node set state = 'up'", "AG002"),
            ])
            Assert.Equal(code, (await Assert.ThrowsAsync<PostgresException>(() => database.Execute(sql))).SqlState);
    }

    [SkippableFact]
    public async Task A_session_that_was_stopped_between_two_packets_keeps_its_locks_until_it_is_ended()
    {
        await leases.Join(one, lease);
        await leases.Acquire(all, one.Id);
        await using var wire = new WireWithoutSync(new NpgsqlConnectionStringBuilder(database.App).Port);
        var settings = new NpgsqlConnectionStringBuilder(database.App)
        {
            Port = wire.Port, Pooling = false, SslMode = SslMode.Disable, ApplicationName = $"akkagame/{one.Id}",
            // What the server itself has against sleepers does not help: this one is neither idle nor slow.
            Options = "-c statement_timeout=200 -c idle_in_transaction_session_timeout=200",
        };
        await using var stopped = new NpgsqlConnection(settings.ConnectionString);
        await stopped.OpenAsync();
        wire.SwallowSync();
        await using var lane = new NpgsqlCommand("select token from akkagame.shard where shard_id = 7 for share", stopped);
        var never = lane.ExecuteScalarAsync();
        const string Free = "select count(*) from (select from akkagame.shard where shard_id = 7 for update skip locked) as row";
        while (await database.Scalar<long>(Free) > 0) await Task.Delay(20);
        await Task.Delay(500);

        await leases.Leave(one.Id, left: true);
        await leases.Join(two, lease);
        Assert.Equal(63, (await leases.Acquire(all, two.Id)).Count);
        Assert.True(await leases.Terminate(one.Id) > 0);
        Assert.Equal([new OwnedShard(new(7), 2)], await leases.Acquire(all, two.Id));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => never);
    }

    [SkippableFact]
    public async Task A_row_that_an_operator_holds_is_passed_over()
    {
        await leases.Join(one, lease);
        await using var connection = new NpgsqlConnection(database.Admin);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("select from akkagame.shard where shard_id = 5 for update", connection);
        await command.ExecuteNonQueryAsync();
        Assert.Equal(63, (await leases.Acquire(all, one.Id)).Count);
        await transaction.RollbackAsync();
        Assert.Equal([new OwnedShard(new(5), 1)], await leases.Acquire(all, one.Id));
    }

    [SkippableFact]
    public async Task A_server_that_is_not_there_is_said_so_in_time()
    {
        await using var nowhere = new PostgresLeases(new NpgsqlConnectionStringBuilder(database.App) { Port = 1 }.ConnectionString);
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await nowhere.Renew(one.Id));
        await using var wire = new WireWithoutSync(new NpgsqlConnectionStringBuilder(database.App).Port);
        await using var silent = new PostgresLeases(
            new NpgsqlConnectionStringBuilder(database.App) { Port = wire.Port, SslMode = SslMode.Disable }.ConnectionString);
        await silent.Join(one, lease);
        Assert.True(await silent.Renew(one.Id));
        wire.SwallowSync();
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await silent.Renew(one.Id));
    }

    [SkippableFact]
    public async Task Who_joins_without_entering_beats_and_gets_no_shards_until_it_does()
    {
        await leases.Join(one, lease);
        await leases.Join(two, lease, enters: false);
        Assert.Equal([NodeState.Up, NodeState.Joining], (await leases.Observe()).Nodes.Select(static node => node.State));
        Assert.True(await leases.Renew(two.Id));
        Assert.Empty(await leases.Acquire(all, two.Id));
        var third = Assert.Single(await leases.Acquire([new(3)], one.Id));
        Assert.Null(await leases.HandOver(third, one.Id, two.Id));
        Assert.Equal(0, await leases.Plan([new(third, two.Id)]));
        Assert.False(await leases.Want(new(3), two.Id));
        await leases.Enter(two.Id);
        Assert.Equal(2, await leases.HandOver(third, one.Id, two.Id));
        await leases.Leave(two.Id, left: true);
        await leases.Enter(two.Id);
        Assert.Equal([one.Id], (await leases.Observe()).Nodes.Select(static node => node.Id));
    }

    [SkippableFact]
    public async Task A_shard_is_handed_over_by_its_owner_under_its_epoch_to_a_node_that_is_up()
    {
        await leases.Join(one, lease);
        await leases.Join(two, lease);
        var third = Assert.Single(await leases.Acquire([new(3)], one.Id));
        Assert.Null(await leases.HandOver(third, two.Id, two.Id));
        Assert.Null(await leases.HandOver(third with { Epoch = 2 }, one.Id, two.Id));
        Assert.Null(await leases.HandOver(third, one.Id, Guid.NewGuid()));
        await leases.Leave(two.Id, left: false);
        Assert.Null(await leases.HandOver(third, one.Id, two.Id));
        await database.Execute($"update akkagame.node set state = 'up', lease_until = clock_timestamp() where node_id = '{two.Id}'");
        Assert.Null(await leases.HandOver(third, one.Id, two.Id));
        Assert.Equal(new ShardSeen(new(3), 1, one.Id), (await leases.Observe()).Shards[3]);

        await leases.Renew(two.Id);
        Assert.Equal(2, await leases.HandOver(third, one.Id, two.Id));
        Assert.Null(await leases.HandOver(third, one.Id, two.Id));
        Assert.Equal(new ShardSeen(new(3), 2, two.Id), (await leases.Observe()).Shards[3]);
    }

    [SkippableFact]
    public async Task A_hand_over_waits_for_appends_that_still_run()
    {
        await leases.Join(one, lease);
        await leases.Join(two, lease);
        var third = Assert.Single(await leases.Acquire([new(3)], one.Id));
        await using var lane = await Session(one.Id);
        await using var append = await lane.BeginTransactionAsync();
        await using (var fence = new NpgsqlCommand("select from akkagame.shard where shard_id = 3 for share", lane))
            await fence.ExecuteNonQueryAsync();
        var given = leases.HandOver(third, one.Id, two.Id).AsTask();
        const string Waits = "select exists (select from pg_locks where not granted and pid in "
            + "(select pid from pg_stat_activity where datname = current_database()))";
        while (!await database.Scalar<bool>(Waits)) await Task.Delay(20);
        Assert.False(given.IsCompleted);
        await append.CommitAsync();
        Assert.Equal(2, await given);
    }

    [SkippableFact]
    public async Task Under_a_raised_epoch_nothing_that_was_sent_before_does_anything()
    {
        await leases.Join(one, lease);
        await leases.Join(two, lease);
        var third = Assert.Single(await leases.Acquire([new(3)], one.Id));
        Assert.Null(await leases.Raise(third, two.Id));
        Assert.Equal(2, await leases.Raise(third, one.Id));
        Assert.Null(await leases.Raise(third, one.Id));
        Assert.Null(await leases.HandOver(third, one.Id, two.Id));
        Assert.False(await leases.Release(third, one.Id));
        Assert.Equal(new ShardSeen(new(3), 2, one.Id), (await leases.Observe()).Shards[3]);
    }

    [SkippableFact]
    public async Task What_is_planned_or_wanted_is_a_hint_that_ends_with_the_move()
    {
        await leases.Join(one, lease);
        await leases.Join(two, lease);
        await leases.Acquire(all, one.Id);
        Assert.Equal(2, await leases.Plan(
            [new(new(new(3), 1), two.Id), new(new(new(4), 1), two.Id), new(new(new(5), 2), two.Id), new(new(new(6), 1), Guid.NewGuid())]));
        Assert.True(await leases.Want(new(7), two.Id));
        Assert.Equal(
            [3, 4, 7],
            (await leases.Observe()).Shards.Where(shard => shard.WantedBy == two.Id).Select(static shard => (int)shard.Shard.Number));
        Assert.All((await leases.Observe()).Shards, shard => Assert.Equal((1L, one.Id), (shard.Epoch, shard.Owner)));

        Assert.Equal(2, await leases.HandOver(new(new(7), 1), one.Id, two.Id));
        Assert.Null((await leases.Observe()).Shards[7].WantedBy);
        Assert.True(await leases.AskToDrain(two.Id, drain: true));
        Assert.Equal([false, true], (await leases.Observe()).Nodes.Select(static node => node.Asked));
        Assert.False(await leases.Want(new(8), two.Id));
        Assert.Equal(0, await leases.Plan([new(new(new(8), 1), two.Id)]));
        Assert.True(await leases.AskToDrain(two.Id, drain: false));
        Assert.True(await leases.Want(new(8), two.Id));
        await leases.Leave(two.Id, left: true);
        Assert.False(await leases.AskToDrain(two.Id, drain: true));
        Assert.False(await leases.AskToDrain(Guid.NewGuid(), drain: true));
    }

    [SkippableFact]
    public async Task Nobody_plans_while_another_does_and_a_row_that_is_locked_is_passed_over()
    {
        await leases.Join(one, lease);
        await leases.Join(two, lease);
        await leases.Acquire(all, one.Id);
        await using var other = await Session(two.Id);
        ShardWish[] wishes = [new(new(new(3), 1), two.Id), new(new(new(4), 1), two.Id)];
        await using (var planning = await other.BeginTransactionAsync())
        {
            await using var alone = new NpgsqlCommand("select pg_advisory_xact_lock(7236828701431264098)", other);
            await alone.ExecuteNonQueryAsync();
            Assert.Equal(0, await leases.Plan(wishes));
        }

        await using var appending = await other.BeginTransactionAsync();
        await using var fence = new NpgsqlCommand("select from akkagame.shard where shard_id = 3 for update", other);
        await fence.ExecuteNonQueryAsync();
        Assert.Equal(1, await leases.Plan(wishes));
    }

    [SkippableFact]
    public async Task Only_a_node_without_a_session_for_some_seconds_of_life_is_gone()
    {
        await using var ofTwo = new PostgresLeases(database.App);
        await leases.Join(one, lease);
        await ofTwo.Join(two, lease);
        await ofTwo.Renew(two.Id);
        await Task.Delay(TimeSpan.FromSeconds(2.2)); // A node that has just joined has not opened its sessions yet.
        Assert.Equal([false, false], (await leases.Observe()).Nodes.Select(static node => node.Silent));
        Assert.False(await leases.DeclareGone(two.Id, 1));
        await ofTwo.DisposeAsync();
        while (!(await leases.Observe()).Nodes[1].Silent) await Task.Delay(20);
        Assert.False(await leases.DeclareGone(two.Id, 0));
        Assert.False(await leases.DeclareGone(one.Id, 0));
        Assert.True(await leases.DeclareGone(two.Id, 1));
        Assert.False(await leases.DeclareGone(two.Id, 1));
        Assert.Equal([one.Id], (await leases.Observe()).Nodes.Select(static node => node.Id));
    }

    [SkippableFact]
    public async Task Who_listens_is_told_of_every_change_and_once_more_when_his_session_was_ended()
    {
        await leases.Join(one, lease);
        await leases.Join(two, lease);
        using var stop = new CancellationTokenSource();
        using var told = new SemaphoreSlim(0);
        var listening = leases.Listen(two.Id, () => told.Release(), stop.Token);
        Assert.True(await told.WaitAsync(Soon)); // It has begun.
        var third = Assert.Single(await leases.Acquire([new(3)], one.Id));
        Assert.True(await told.WaitAsync(Soon));
        await leases.Want(new(3), two.Id);
        Assert.True(await told.WaitAsync(Soon));
        await leases.HandOver(third, one.Id, two.Id);
        Assert.True(await told.WaitAsync(Soon));
        await database.Execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' "
            + $"and application_name = 'akkagame/{two.Id}'");
        Assert.True(await told.WaitAsync(Soon));
        await leases.AskToDrain(two.Id, drain: true);
        Assert.True(await told.WaitAsync(Soon));
        await stop.CancelAsync();
        await listening;
    }

    private static TimeSpan Soon => TimeSpan.FromSeconds(20);

    private static NodeIdentity Node(int port) => new(Guid.NewGuid(), $"park:{port}", "park", "1", port);

    private async Task<NpgsqlConnection> Session(Guid node)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.App) { ApplicationName = $"akkagame/{node}", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task Ask(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select 1", connection);
        await command.ExecuteScalarAsync();
    }
}
