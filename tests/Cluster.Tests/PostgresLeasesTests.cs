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
