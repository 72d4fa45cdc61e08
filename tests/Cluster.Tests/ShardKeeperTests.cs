using AkkaGame.Actors;
using AkkaGame.Messages;

namespace AkkaGame.Cluster.Tests;

public sealed class ShardKeeperTests : IDisposable
{
    private static readonly Shard first = new(0);

    private readonly Park park = new();

    /// <summary>Whatever a test is about: nobody believed or did what nobody may.</summary>
    public void Dispose() => Assert.Empty(park.Wrong);

    [Fact]
    public void A_node_alone_has_all_shards_when_it_has_started()
    {
        var node = park.Start();
        Assert.Equal(64, node.Owned);
        Assert.All(node.Epochs, static epoch => Assert.Equal(1, epoch));
        Assert.True(node.Keeper.MaySpeak);
    }

    [Fact]
    public void It_keeps_them_under_the_same_epochs_for_as_long_as_it_lives()
    {
        var node = park.Start();
        park.Pass(60);
        Assert.All(node.Epochs, static epoch => Assert.Equal(1, epoch));
        Assert.Empty(node.Changes);
        Assert.True(node.Keeper.MaySpeak);
        Assert.InRange(park.Store.Done.Count(static done => done.StartsWith("Renew", StringComparison.Ordinal)), 59, 60);
    }

    [Fact]
    public void It_may_always_speak_while_its_renewals_arrive_late()
    {
        var node = park.Start(fate: static name => name == "Renew" ? Fault.Slow : Fault.None);
        for (var i = 0; i < 600; i++)
        {
            park.Pass(0.05);
            Assert.True(node.Keeper.MaySpeak);
        }
    }

    [Fact]
    public void A_restart_on_the_same_port_waits_for_no_lease()
    {
        park.Kill(park.Start());
        var again = park.Start();
        Assert.Equal(64, again.Owned);
        Assert.All(again.Epochs, static epoch => Assert.Equal(2, epoch));
    }

    [Theory]
    [InlineData(5083, "a", "1")]
    [InlineData(5082, "b", "1")]
    [InlineData(5082, "a", "2")]
    public void A_start_elsewhere_waits_for_the_lease(int port, string host, string boot)
    {
        park.Kill(park.Start());
        var other = park.Start(port, host, boot);
        park.Pass(2.9);
        Assert.Equal(0, other.Owned);
        park.Pass(1.2);
        Assert.Equal(64, other.Owned);
    }

    [Fact]
    public void A_node_under_the_address_of_one_that_lives_does_not_start_and_leaves_nothing_behind()
    {
        var first = park.Start();
        var second = park.Start(boot: "2");
        var taken = Assert.IsType<AddressTakenException>(second.Started.Exception!.InnerException);
        Assert.Equal(
            $"Another node that lives, {first.Id}, is reached at a:5082 too: end that one, or name another address for this one.",
            taken.Message);
        Assert.Equal([first.Id], park.Store.Living);
        park.Pass(5);
        Assert.Equal(64, first.Owned);
    }

    [Fact]
    public void Of_those_who_start_in_one_moment_under_one_address_the_first_one_stays()
    {
        var nodes = Enumerable.Range(1, 4).Select(boot => park.Begin(boot: $"{boot}")).ToList();
        park.Pass(5);
        Assert.All(nodes[1..], static node => Assert.IsType<AddressTakenException>(node.Started.Exception!.InnerException));
        Assert.Equal(64, nodes[0].Owned);
        Assert.Equal([nodes[0].Id], park.Store.Living);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Under_the_address_of_one_that_died_a_node_starts_when_that_is_certain(bool itsSessionsEnded)
    {
        var first = park.Start();
        park.Kill(first);
        if (!itsSessionsEnded) park.Store.Gone.Clear();
        var second = park.Start(boot: "2");
        park.Pass(5);
        Assert.Equal(64, second.Owned);
        Assert.True(second.Keeper.MaySpeak);
    }

    [Fact]
    public void Who_was_paused_while_another_took_its_address_does_not_come_back_beside_it()
    {
        var first = park.Start();
        first.Turns.IsPaused = true;
        var second = park.Start(boot: "2");
        park.Pass(5);
        first.Turns.IsPaused = false;
        park.Pass(10);
        Assert.Equal([second.Id], park.Store.Living);
        Assert.Equal((0, 64), (first.Owned, second.Owned));
        Assert.Contains(first.Noticed, static line => line.StartsWith("Could not join again: Another node", StringComparison.Ordinal));
        park.Kill(second);
        park.Pass(10);
        Assert.Equal(64, first.Owned);
    }

    [Fact]
    public void A_node_without_a_port_succeeds_nobody_at_once()
    {
        park.Kill(park.Start(port: 0));
        Assert.Equal(0, park.Start(port: 0).Owned);
    }

    [Fact]
    public void A_second_node_gets_nothing_while_the_first_lives_and_everything_when_it_left()
    {
        var one = park.Start();
        var two = park.Start(5083);
        park.Pass(20);
        Assert.Equal((64, 0), (one.Owned, two.Owned));
        park.Stop(one);
        park.Pass(0.6);
        Assert.Equal(64, two.Owned);
    }

    [Fact]
    public void Who_leaves_gives_every_shard_back_itself_and_says_so()
    {
        var node = park.Start();
        park.Stop(node);
        Assert.All(park.Store.Shards, static shard => Assert.Null(shard.Owner));
        Assert.Empty(park.Store.Living);
        Assert.Equal(64, node.Changes.Count(static change => change.Epoch is null));
        Assert.False(node.Keeper.MaySpeak);
    }

    [Fact]
    public void Stopping_ends_within_the_length_of_a_lease_where_the_store_is_gone()
    {
        var node = park.Start();
        park.Store.IsDown = true;
        var before = park.Time.GetUtcNow();
        park.Stop(node);
        Assert.InRange((park.Time.GetUtcNow() - before).TotalSeconds, 0, 3.1);
        Assert.Equal(0, node.Owned);
    }

    [Fact]
    public void Sessions_of_the_dead_are_ended_before_their_shards_are_taken()
    {
        var one = park.Start();
        park.Start(5083);
        park.Kill(one);
        park.Store.Done.Clear();
        park.Pass(4.5);
        var done = park.Store.Done.Select(static done => done.Split(' ')[0]).Where(static name => name is not ("Renew" or "Observe"));
        Assert.Equal(["DeclareDead", "Terminate", "Acquire"], done);
    }

    [Fact]
    public void A_paused_node_is_succeeded_and_comes_back_as_another_that_holds_nothing()
    {
        var one = park.Start();
        var two = park.Start(5083);
        var before = one.Id;
        one.Turns.IsPaused = true;
        park.Pass(6);
        Assert.Equal(64, two.Owned);
        Assert.False(one.Keeper.MaySpeak);
        one.Turns.IsPaused = false;
        park.Pass(1);
        Assert.NotEqual(before, one.Id);
        Assert.Equal((0, 64), (one.Owned, two.Owned));
        Assert.Equal(64, one.Changes.Count(static change => change.Epoch is null));
        Assert.True(one.Keeper.MaySpeak);
    }

    [Fact]
    public void A_renewal_counts_from_when_it_was_sent_however_late_its_answer_is_heard()
    {
        var one = park.Start(fate: static name => name == "Renew" ? Fault.Slow : Fault.None);
        var two = park.Start(5083);
        park.Pass(1.5);
        one.Turns.IsPaused = true;
        park.Pass(3.6);
        Assert.Equal(64, two.Owned);
        one.Fate = static name => name == "Observe" ? Fault.Before : Fault.Slow;
        one.Turns.IsPaused = false;
        park.Pass(0.02);
        Assert.Equal(64, one.Owned);
        Assert.False(one.Keeper.MaySpeak);
    }

    [Fact]
    public void A_node_alone_that_was_declared_dead_takes_its_shards_back_as_another()
    {
        var node = park.Start();
        park.Store.Bury(node.Id);
        park.Pass(2);
        Assert.Equal(64, node.Owned);
        Assert.All(node.Epochs, static epoch => Assert.Equal(2, epoch));
        Assert.Equal([null, 2L], node.Changes.Where(static change => change.Shard == first).Select(static change => change.Epoch));
    }

    [Theory]
    [InlineData(0.3, true)]
    [InlineData(2, false)]
    [InlineData(30, false)]
    public void An_outage_moves_no_shard_and_whoever_had_them_speaks_again(double seconds, bool spokeOn)
    {
        var one = park.Start();
        var two = park.Start(5083);
        park.Pass(6.05);
        park.Store.IsDown = true;
        park.Pass(1.5);
        Assert.True(one.Keeper.MaySpeak);
        park.Pass(seconds);
        Assert.Equal(spokeOn, one.Keeper.MaySpeak);
        Assert.Equal(64, one.Owned);
        park.Store.IsDown = false;
        park.Pass(0.5);
        Assert.True(one.Keeper.MaySpeak);
        park.Pass(20);
        Assert.Equal((64, 0), (one.Owned, two.Owned));
        Assert.Empty(one.Changes);
    }

    [Fact]
    public void An_outage_in_which_the_owner_died_is_followed_by_a_takeover()
    {
        var one = park.Start();
        var two = park.Start(5083);
        park.Pass(2);
        park.Store.IsDown = true;
        park.Kill(one);
        park.Pass(10);
        park.Store.IsDown = false;
        park.Pass(2.9);
        Assert.Equal(0, two.Owned);
        park.Pass(1.5);
        Assert.Equal(64, two.Owned);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_clock_that_jumps_in_the_store_moves_no_shard(double hours)
    {
        var one = park.Start();
        var two = park.Start(5083);
        park.Pass(2.3);
        park.Store.ClockError = TimeSpan.FromHours(hours);
        park.Pass(10);
        Assert.Equal((64, 0), (one.Owned, two.Owned));
        Assert.Empty(one.Changes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_clock_that_jumps_in_the_store_keeps_no_dead_node_alive(double hours)
    {
        var one = park.Start();
        var two = park.Start(5083);
        park.Kill(one);
        park.Store.ClockError = TimeSpan.FromHours(hours);
        park.Pass(4.5);
        Assert.Equal(64, two.Owned);
    }

    [Fact]
    public void An_epoch_that_the_journal_raised_is_found_at_the_next_look_and_at_once_when_doubted()
    {
        var node = park.Start();
        park.Store.SelfFence(first);
        park.Pass(0.6);
        Assert.Equal([new ShardChange(first, 2)], node.Changes);

        park.Pass(0.1);
        park.Store.SelfFence(first);
        node.Keeper.Doubt(first, 2);
        park.Pass(0.06);
        Assert.Equal(3, node.Keeper.EpochOf(first));
    }

    [Fact]
    public void A_doubt_about_an_epoch_that_is_over_asks_nobody()
    {
        var node = park.Start();
        park.Pass(0.1);
        park.Store.Done.Clear();
        node.Keeper.Doubt(first, 7);
        park.Pass(0.2);
        Assert.Empty(park.Store.Done);
    }

    [Fact]
    public void However_many_doubts_there_are_the_store_is_asked_twenty_times_a_second_at_most()
    {
        var node = park.Start();
        park.Store.Done.Clear();
        for (var i = 0; i < 100; i++)
        {
            node.Keeper.Doubt(first, 1);
            park.Pass(0.01);
        }

        Assert.InRange(park.Store.Done.Count(static done => done == "Observe"), 10, 20);
    }

    [Fact]
    public void An_answer_to_taking_shards_that_was_lost_is_found_in_the_tables()
    {
        var node = park.Start(fate: static name => name == "Acquire" ? Fault.After : Fault.None);
        Assert.Equal(0, node.Owned);
        park.Pass(0.6);
        Assert.Equal(64, node.Owned);
        Assert.All(node.Epochs, static epoch => Assert.Equal(1, epoch));
    }

    [Fact]
    public void A_start_that_the_store_does_not_answer_is_no_start()
    {
        park.Store.IsDown = true;
        var node = park.Begin();
        park.Pass(0.1);
        Assert.IsType<JournalUnavailableException>(node.Started.Exception?.InnerException);
    }

    [Fact]
    public void Joining_again_is_tried_until_it_works_each_time_as_another()
    {
        var joins = 0;
        var node = park.Start(fate: name => name != "Join" ? Fault.None : ++joins is > 1 and < 5 ? Fault.After : Fault.None);
        park.Store.Bury(node.Id);
        park.Pass(3);
        Assert.Equal(5, joins);
        Assert.Equal(64, node.Owned);
    }

    [Fact]
    public void One_who_cannot_take_in_a_change_does_not_stop_the_others()
    {
        var node = park.Start();
        node.Keeper.Changed += static _ => throw new InvalidOperationException("I cannot.");
        park.Store.SelfFence(first);
        park.Pass(5);
        Assert.Equal(2, node.Keeper.EpochOf(first));
        Assert.True(node.Keeper.MaySpeak);
        Assert.Contains(node.Noticed, static said => said.Contains("I cannot.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_outage_of_the_store_is_told_in_few_lines_and_so_is_its_end()
    {
        var node = park.Start();
        node.Noticed.Clear();
        node.Fate = static _ => Fault.Before;
        park.Pass(60);
        Assert.InRange(node.Noticed.Count, 2, 30);
        Assert.Contains(node.Noticed, static said => said.Contains(" more times since the last line: ", StringComparison.Ordinal));

        node.Noticed.Clear();
        node.Fate = static _ => Fault.None;
        park.Pass(10);
        Assert.Contains(node.Noticed, static it => it.StartsWith("Looks at the shards succeed again, after ", StringComparison.Ordinal));
        Assert.DoesNotContain(node.Noticed, static said => said.Contains("failed", StringComparison.Ordinal));
    }

    [Fact]
    public void What_it_sees_is_there_for_operators()
    {
        var one = park.Start();
        var two = park.Start(5083);
        park.Pass(1);
        var sight = two.Keeper.Sight();
        Assert.Equal([one.Id, two.Id], sight.Nodes.Select(static node => node.Id).Order());
        Assert.All(sight.Shards, shard => Assert.Equal((one.Id, 1L), (shard.Owner!.Value, shard.Epoch)));
        Assert.Empty(sight.Owned);
        Assert.InRange(sight.Age!.Value.TotalSeconds, 0, 0.6);
        Assert.InRange(sight.SinceRenewal.TotalSeconds, 0, 1.1);
    }
}
