using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster.Tests;

/// <summary>Shards that go from one living node to another, and what may come between.</summary>
public sealed class HandoverTests : IDisposable
{
    private static readonly Shard third = new(3);

    private readonly Park park = new() { Settle = TimeSpan.FromSeconds(1) };

    /// <summary>Whatever a test is about: nobody believed or did what nobody may, and no shard stays closed.</summary>
    public void Dispose()
    {
        Assert.Empty(park.Wrong);
        Assert.All(park.Nodes, static node => Assert.Empty(node.Games.Closed));
    }

    [Fact]
    public void Who_joins_gets_his_share_by_as_many_moves_as_that_takes_and_then_nothing_moves()
    {
        var one = park.Play();
        var two = park.Play(5083);
        park.Pass(20);
        Assert.Equal((32, 32, 32), (one.Owned, two.Owned, park.Store.Moves));
        var three = park.Play(5084);
        park.Pass(20);
        Assert.Equal([21, 21, 22], new[] { one.Owned, two.Owned, three.Owned }.Order());
        Assert.InRange(park.Store.Moves, 32 + 21, 32 + 21);
        park.Pass(120);
        Assert.Equal(32 + 21, park.Store.Moves);
        Assert.True(one.Games.Most <= 4 && two.Games.Most <= 4);
    }

    [Fact]
    public void Nothing_moves_before_the_same_nodes_have_been_there_for_a_while()
    {
        park.Settle = TimeSpan.FromSeconds(10);
        park.Play();
        park.Play(5083);
        park.Pass(6);
        park.Play(5084);
        park.Pass(9);
        Assert.Equal(0, park.Store.Moves);
        park.Pass(3);
        Assert.NotEqual(0, park.Store.Moves);
    }

    [Fact]
    public void Where_there_are_no_games_yet_nothing_is_handed_over()
    {
        var one = park.Start();
        park.Play(5083);
        park.Pass(10);
        Assert.Equal((64, 0), (one.Owned, park.Store.Moves));
        park.Serve(one);
        park.Pass(20);
        Assert.Equal(32, one.Owned);
    }

    [Fact]
    public void Who_cannot_answer_for_games_yet_gets_none_of_nobody_and_of_no_one_else()
    {
        park.WaitsToServe = true;
        var one = park.Start();
        park.Pass(5);
        Assert.Equal(0, one.Owned);
        park.Serve(one);
        Assert.Equal(64, one.Owned);
        var two = park.Start(5083);
        park.Pass(5);
        Assert.Equal(64, park.Drain(one));
        park.Kill(one);
        park.Pass(10);
        Assert.Equal((0, 0), (two.Owned, park.Store.Moves));
        park.Serve(two);
        Assert.Equal(64, two.Owned);
    }

    [Fact]
    public void Who_was_declared_dead_before_it_served_comes_back_and_gets_its_shards_when_it_serves()
    {
        park.WaitsToServe = true;
        var one = park.Start();
        park.Store.Bury(one.Id);
        park.Serve(one);
        park.Pass(5);
        Assert.Equal(64, one.Owned);
    }

    [Fact]
    public void Who_is_told_to_stop_hands_everything_over_evenly_and_nobody_else_moves_anything()
    {
        var (one, two, three) = Three();
        var (before, has) = (park.Store.Moves, two.Owned);
        Assert.Equal(0, park.Drain(two));
        Assert.Equal(before + has, park.Store.Moves);
        Assert.Equal((32, 32), (one.Owned, three.Owned));
        Assert.True(two.Games.Most <= 4);
        park.Stop(two);
        park.Pass(20);
        Assert.Equal(before + has, park.Store.Moves);
    }

    [Fact]
    public void A_node_alone_that_is_told_to_stop_does_not_wait_for_anybody()
    {
        var one = park.Play();
        park.Pass(1);
        var before = park.Time.GetUtcNow();
        Assert.Equal(64, park.Drain(one));
        Assert.InRange((park.Time.GetUtcNow() - before).TotalSeconds, 0, 1.5);
        park.Stop(one);
        Assert.All(park.Store.Shards, static shard => Assert.Null(shard.Owner));
    }

    [Fact]
    public void Who_is_asked_to_drain_stays_without_shards_until_that_is_taken_back()
    {
        var (one, two, three) = Three();
        Assert.True(park.Store.AskToDrain(two.Id, true));
        park.Pass(5);
        Assert.Equal((32, 0, 32), (one.Owned, two.Owned, three.Owned));
        Assert.True(two.Keeper.MaySpeak);
        park.Pass(20);
        Assert.Equal(0, two.Owned);
        Assert.True(park.Store.AskToDrain(two.Id, false));
        park.Pass(20);
        Assert.InRange(two.Owned, 21, 22);
    }

    [Fact]
    public void A_shard_that_an_operator_wants_elsewhere_goes_there_and_stays()
    {
        var one = park.Play();
        var two = park.Play(5083);
        park.Pass(20);
        var (shard, from, to) = one.Keeper.EpochOf(third) is null ? (third, two, one) : (third, one, two);
        var (before, epoch) = (park.Store.Moves, from.Keeper.EpochOf(shard));
        Assert.True(park.Store.Want(shard, to.Id));
        park.Pass(0.3);
        Assert.Equal((null, epoch + 1), (from.Keeper.EpochOf(shard), to.Keeper.EpochOf(shard)));
        park.Pass(30);
        Assert.NotNull(to.Keeper.EpochOf(shard));
        Assert.Equal((32, 32, before + 2), (one.Owned, two.Owned, park.Store.Moves));
    }

    [Fact]
    public void Both_know_where_it_is_as_soon_as_it_has_moved_and_nobody_is_asked_while_nobody_knows()
    {
        var (one, two) = Pair();
        List<Home?> told = [];
        one.Keeper.Moved += shard =>
        {
            if (shard == third) told.Add(one.Keeper.Of(third));
        };
        Assert.True(park.Store.Want(third, two.Id));
        park.Pass(0.3);
        Assert.Null(told[0]);
        Assert.Equal(new Home(two.Id, "a:5083", 2, false), told[^1]);
        Assert.Equal(new Home(two.Id, "a:5083", 2, true), two.Keeper.Of(third));
    }

    [Theory]
    [InlineData(true, 0.2)]
    [InlineData(false, 1.2)]
    public void Who_gets_a_shard_hears_of_it_at_once_or_at_his_next_look(bool tells, double seconds)
    {
        var (_, two) = Pair();
        park.Store.Tells = tells;
        Assert.True(park.Store.Want(third, two.Id));
        park.Pass(seconds);
        Assert.Equal(2, two.Keeper.EpochOf(third));
    }

    [Theory]
    [InlineData(Fault.Before)]
    [InlineData(Fault.After)]
    [InlineData(Fault.Late)]
    [InlineData(Fault.Slow)]
    public void A_hand_over_that_is_not_answered_has_come_about_or_never_will(object fault)
    {
        var (one, two) = Pair();
        one.Fate = Once("HandOver", (Fault)fault);
        Assert.True(park.Store.Want(third, two.Id));
        park.Pass(6);
        Assert.Equal(two.Id, park.Store.Shards[third.Number].Owner);
        Assert.Equal(park.Store.Shards[third.Number].Epoch, two.Keeper.EpochOf(third));
        Assert.Equal((63, 1), (one.Owned, two.Owned));
    }

    [Fact]
    public void While_it_is_not_known_whether_a_shard_was_given_away_nobody_speaks_for_it()
    {
        var (one, two) = Pair();
        one.Fate = static name => name switch { "HandOver" => Fault.Late, "Raise" => Fault.Before, _ => Fault.None };
        Assert.True(park.Store.Want(third, two.Id));
        park.Pass(0.5);
        // The tables still name it, and it does not believe them.
        Assert.Equal(one.Id, park.Store.Shards[third.Number].Owner);
        Assert.Null(one.Keeper.EpochOf(third));
        Assert.Contains(third, one.Games.Closed);
        park.Pass(1);
        Assert.Equal(2, two.Keeper.EpochOf(third));
        one.Fate = static _ => Fault.None;
        park.Pass(1);
    }

    [Fact]
    public void A_hand_over_that_comes_late_finds_the_epoch_over()
    {
        var (one, two) = Pair();
        one.Fate = Once("HandOver", Fault.Late);
        Assert.True(park.Store.Want(third, two.Id));
        park.Pass(0.1);
        Assert.Contains(park.Store.Done, static done => done.StartsWith("Raise", StringComparison.Ordinal));
        two.Turns.IsPaused = true; // So that it is not handed over anew while the late one comes.
        park.Pass(1.5);
        two.Turns.IsPaused = false;
        park.Pass(4);
        Assert.Equal((63, 1), (one.Owned, two.Owned));
    }

    [Fact]
    public void A_hand_over_to_who_has_just_gone_leaves_the_shard_where_it_was()
    {
        var (one, two) = Pair();
        one.Games.Take = TimeSpan.FromSeconds(1);
        Assert.True(park.Store.Want(third, two.Id));
        park.Pass(0.2);
        park.Store.Bury(two.Id);
        park.Kill(two);
        park.Pass(2);
        Assert.Equal((64, 1L), (one.Owned, one.Keeper.EpochOf(third)));
    }

    [Fact]
    public void Games_that_do_not_finish_are_not_waited_for_longer_than_a_lease_and_written_to_as_long_before_the_next_try()
    {
        var (one, two) = Pair();
        one.Games.Take = TimeSpan.FromHours(1);
        Assert.True(park.Store.Want(third, two.Id));
        park.Pass(1);
        Assert.Contains(third, one.Games.Closed);
        Assert.Equal(1, one.Keeper.EpochOf(third));
        one.Games.Take = TimeSpan.Zero;
        park.Pass(2.5);
        Assert.Empty(one.Games.Closed);
        park.Pass(2);
        Assert.Equal(1, one.Keeper.EpochOf(third));
        park.Pass(1.5);
        Assert.Equal(2, two.Keeper.EpochOf(third));
    }

    /// <summary>At every turn from the wish to where it came true, one of the two is stopped, for good or for long.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Interrupted_at_any_point_every_shard_has_one_owner_in_the_end(bool giver, bool kill)
    {
        for (var point = 0; point < 60; point++)
        {
            var park = new Park { Settle = TimeSpan.FromSeconds(60) };
            var (one, two) = (park.Play(), park.Play(5083));
            park.Pass(2);
            foreach (var shard in Shard.All.Take(6)) park.Store.Want(shard, two.Id);
            park.Pass(point * 0.01);
            var struck = giver ? one : two;
            if (kill) park.Kill(struck);
            else struck.Turns.IsPaused = true;
            park.Pass(6);
            struck.Turns.IsPaused = false;
            park.Pass(6);
            Assert.Empty(park.Wrong);
            Assert.All(park.Nodes, static node => Assert.Empty(node.Games.Closed));
            Assert.Equal(64, park.Nodes.Sum(static node => node.Owned));
            Assert.Equal(
                park.Store.Shards.Select(static shard => shard.Epoch), park.Nodes.Select(static node => node.Epochs)
                    .Aggregate(static (one, two) => [.. one.Zip(two, Math.Max)]));
        }
    }

    [Fact]
    public void Of_two_who_stay_each_takes_its_part_of_what_a_dead_one_had_and_nothing_has_to_move_after()
    {
        var (one, _, three) = Three();
        var before = park.Store.Moves;
        park.Kill(park.Nodes[1]);
        park.Pass(5);
        Assert.Equal((32, 32), (one.Owned, three.Owned));
        park.Pass(20);
        Assert.Equal(before, park.Store.Moves);
    }

    [Fact]
    public void What_falls_to_one_who_does_not_take_it_is_taken_by_another_a_look_later()
    {
        var (one, two, three) = Three();
        three.Fate = static name => name == "Acquire" ? Fault.Before : Fault.None;
        park.Store.Bury(two.Id);
        park.Kill(two);
        park.Pass(1.2);
        Assert.Equal(64, one.Owned + three.Owned);
    }

    [Fact]
    public void A_process_that_was_killed_is_succeeded_without_waiting_for_its_lease()
    {
        park.Refuses = true;
        var (one, two) = Pair();
        park.Kill(one);
        park.Pass(1);
        Assert.Equal(64, two.Owned);
        Assert.Contains(two.Noticed, static said => said.Contains("nobody listens at its port", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_is_silent_and_does_not_refuse_keeps_his_shards_for_his_lease()
    {
        var (one, two) = Pair();
        park.Kill(one);
        park.Pass(2.5);
        Assert.Equal(0, two.Owned);
        park.Pass(2);
        Assert.Equal(64, two.Owned);
    }

    [Fact]
    public void Who_has_no_session_for_a_moment_is_not_succeeded()
    {
        park.Refuses = true;
        var (one, two) = Pair();
        park.Store.Gone.Add(one.Id);
        park.Pass(0.2);
        park.Store.Gone.Clear();
        park.Pass(5);
        Assert.Equal((64, 0), (one.Owned, two.Owned));
    }

    private (ParkNode One, ParkNode Two) Pair()
    {
        park.Settle = TimeSpan.FromHours(1);
        var pair = (park.Play(), park.Play(5083));
        park.Pass(2);
        return pair;
    }

    private (ParkNode One, ParkNode Two, ParkNode Three) Three()
    {
        var three = (park.Play(), park.Play(5083), park.Play(5084));
        park.Pass(20);
        return three;
    }

    private static Func<string, Fault> Once(string name, Fault fault)
    {
        var times = 0;
        return asked => asked == name && times++ == 0 ? fault : Fault.None;
    }
}
