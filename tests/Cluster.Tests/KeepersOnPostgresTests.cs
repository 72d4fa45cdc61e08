using AkkaGame.Actors;
using AkkaGame.Journal.Postgres;
using AkkaGame.Messages;
using AkkaGame.Postgres;

namespace AkkaGame.Cluster.Tests;

/// <summary>Keepers at work over a real PostgreSQL. How long something takes is not asserted.</summary>
public class KeepersOnPostgresTests
{
    private static readonly LeaseTimes usual = new();

    [SkippableFact]
    public async Task A_second_node_gets_nothing_while_the_first_lives_and_everything_when_it_is_gone()
    {
        var database = await PostgresServer.Fresh();
        var ofOne = new PostgresLeases(database.App);
        await using var ofTwo = new PostgresLeases(database.App);
        await using var one = await Start(ofOne, 5082);
        await using var two = await Start(ofTwo, 5083);
        await Task.Delay(usual.Lease * 1.5);
        Assert.Equal((64, 0), (Owned(one), Owned(two)));

        await ofOne.DisposeAsync(); // From now on it hears and says nothing, as if its wire had been cut.
        await Until(() => Owned(two) == 64);
        Assert.False(one.MaySpeak);
        Assert.All(Shard.All, shard => Assert.Equal((1L, 2L), (one.EpochOf(shard)!.Value, two.EpochOf(shard)!.Value)));
    }

    [SkippableFact]
    public async Task Who_leaves_hands_everything_over_and_a_restart_has_it_at_once()
    {
        var database = await PostgresServer.Fresh();
        await using var leases = new PostgresLeases(database.App);
        await (await Start(leases, 5082)).DisposeAsync();
        Assert.Equal(64, await database.Scalar<long>("select count(*) from akkagame.shard where owner is null and epoch = 2"));
        Assert.Equal("dead", await database.Scalar<string>("select state from akkagame.node"));
        await using var again = await Start(leases, 5082);
        Assert.Equal(64, Owned(again));
    }

    [SkippableFact]
    public async Task A_process_killed_and_started_again_has_its_shards_when_it_has_started()
    {
        var database = await PostgresServer.Fresh();
        await using var before = new PostgresLeases(database.App);
        var killed = Identity(5082);
        await before.Join(killed, TimeSpan.FromHours(1));
        await before.Acquire([.. Shard.All], killed.Id);
        await using var leases = new PostgresLeases(database.App);
        await using var again = await Start(leases, 5082);
        Assert.All(Shard.All, shard => Assert.Equal(2, again.EpochOf(shard)));
    }

    [SkippableTheory]
    [InlineData(StopMode.Fast)]
    [InlineData(StopMode.Immediate)]
    public async Task A_restart_of_the_server_moves_no_shard_and_everybody_speaks_again(StopMode mode)
    {
        await using var server = await PostgresServer.Own();
        var database = await server.NewDatabase();
        await using var ofOne = new PostgresLeases(database.App);
        await using var ofTwo = new PostgresLeases(database.App);
        await using var one = await Start(ofOne, 5082);
        await using var two = await Start(ofTwo, 5083);
        var changes = 0;
        one.Changed += _ => changes++;
        await server.Stop(mode);
        await Until(() => !one.MaySpeak && !two.MaySpeak);
        await server.Start();
        await Until(() => one.MaySpeak && two.MaySpeak);
        await Task.Delay(usual.Lease * 1.5);
        Assert.Equal((64, 0, 0), (Owned(one), Owned(two), changes));
    }

    [SkippableFact]
    public async Task Declared_dead_by_hand_a_node_comes_back_as_another()
    {
        var database = await PostgresServer.Fresh();
        await using var leases = new PostgresLeases(database.App);
        await using var keeper = await Start(leases, 5082);
        var before = keeper.Node.Id;
        await database.Execute("update akkagame.node set state = 'dead'");
        await Until(() => keeper.Node.Id != before && Owned(keeper) == 64);
        Assert.All(Shard.All, shard => Assert.Equal(2, keeper.EpochOf(shard)));
        Assert.Equal(0, await database.Scalar<long>(
            $"select count(*) from pg_stat_activity where application_name = 'akkagame/{before}'"));
    }

    [SkippableFact]
    public async Task Where_no_notice_arrives_shards_are_handed_over_and_taken_over_all_the_same()
    {
        var database = await PostgresServer.Fresh();
        using var over = new CancellationTokenSource();
        var ended = 0L;
        var ending = Task.Run(async () =>
        {
            for (; !over.IsCancellationRequested; await Task.Delay(20))
                ended += await database.Scalar<long>(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity "
                    + "where datname = current_database() and query like 'listen%' and application_name like 'akkagame/%'");
        });
        var ofOne = new PostgresLeases(database.App);
        await using var ofTwo = new PostgresLeases(database.App);
        await using var one = await Start(ofOne, 5082);
        await one.Serve(new NoGames());
        await using var two = await Start(ofTwo, 5083);
        await two.Serve(new NoGames());
        await Until(() => (Owned(one), Owned(two)) == (32, 32));
        await ofOne.DisposeAsync();
        await Until(() => Owned(two) == 64);
        await over.CancelAsync();
        await ending;
        Assert.True(ended > 4, $"Only {ended} sessions were ended.");
        Assert.Equal(64, await database.Scalar<long>($"select count(*) from akkagame.shard where owner = '{two.Node.Id}'"));
    }

    [SkippableFact]
    public async Task Two_machines_of_one_address_are_not_both_nodes()
    {
        var database = await PostgresServer.Fresh();
        await using var ofOne = new PostgresLeases(database.App);
        await using var one = await Start(ofOne, 5082);
        await using var ofTwo = new PostgresLeases(database.App);
        var taken = await Assert.ThrowsAsync<AddressTakenException>(
            () => ShardKeeper.Start(ofTwo, Identity(5082) with { Boot = "2" }, Options(), TimeProvider.System));
        Assert.StartsWith($"Another node that lives, {one.Node.Id}, is reached at park:5082 too", taken.Message, StringComparison.Ordinal);
        Assert.Equal("dead up", await database.Scalar<string>("select string_agg(state, ' ' order by state) from akkagame.node"));
    }

    private static Task<ShardKeeper> Start(ILeases leases, int port) => ShardKeeper.Start(
        leases, Identity(port), Options(), TimeProvider.System);

    private static KeeperOptions Options() => new() { NewId = Guid.CreateVersion7, Times = usual, Settle = TimeSpan.Zero };

    private static NodeIdentity Identity(int port) => new(Guid.CreateVersion7(), $"park:{port}", "park", "1", port);

    private static int Owned(ShardKeeper keeper) => keeper.Sight().Owned.Count;

    private static async Task Until(Func<bool> holds)
    {
        for (var i = 0; !holds(); i++)
        {
            Assert.True(i < 1_000, "It does not come about.");
            await Task.Delay(20);
        }
    }

    private sealed class NoGames : IShardGames
    {
        public Task Close(Shard shard) => Task.CompletedTask;

        public void Open(Shard shard)
        {
            // There are none.
        }
    }
}
