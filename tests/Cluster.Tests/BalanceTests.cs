using AkkaGame.Actors;
using AkkaGame.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace AkkaGame.Cluster.Tests;

/// <summary>Plans alone: how many moves, whose, and that they come to an end.</summary>
public class BalanceTests
{
    [Fact]
    public void Whatever_the_table_is_a_plan_makes_the_numbers_even_with_the_fewest_moves() => ForAllTables(static (chance, table) =>
    {
        var receivers = Balance.Receivers(table);
        var plan = Balance.Plan(table);
        var fewest = Fewest(table, receivers);
        Assert.Equal(fewest, plan.Count);
        Assert.Equal(plan.Count, plan.Select(static wish => wish.Shard.Shard).Distinct().Count());
        var then = Done(table, plan);
        AssertEven(then, receivers);
        Assert.Empty(Balance.Plan(then));
    });

    [Fact]
    public void In_whatever_order_and_however_few_at_a_time_it_is_carried_out_it_takes_as_many() => ForAllTables(static (chance, table) =>
    {
        var receivers = Balance.Receivers(table);
        var fewest = Fewest(table, receivers);
        var moves = 0;
        while (Balance.Plan(table) is { Count: > 0 } plan)
        {
            ShardWish[] some = [.. plan];
            chance.Shuffle(some);
            some = some[..(1 + chance.Next(Math.Min(4, some.Length)))];
            table = Done(table, some);
            moves += some.Length;
            Assert.True(moves <= fewest, "It moves more than it has to.");
        }

        Assert.Equal(fewest, moves);
    });

    [Fact]
    public void Nodes_that_come_one_after_the_other_in_any_order_get_what_the_fewest_moves_bring() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), static seed =>
        {
            var chance = new Random(seed);
            List<Guid> up = [Name(0)];
            var table = Table(up, Enumerable.Repeat<Guid?>(up[0], Shard.Count));
            for (var i = 1; i < 40; i++)
            {
                if (up.Count > 1 && chance.Next(2) == 0) up.RemoveAt(chance.Next(up.Count));
                else up.Add(Name(i));
                table = Table(up, table.Shards.Select(static shard => shard.Owner), table.Shards.Select(static shard => shard.Epoch));
                var (fewest, homeless) = (Fewest(table, [.. up]), table.Shards.Count(shard => !up.Contains(shard.Owner!.Value)));
                var plan = Balance.Plan(table);
                Assert.Equal(fewest, plan.Count);
                // Who leaves costs what he had and no more; who comes costs what he gets.
                Assert.True(homeless == 0 ? plan.All(wish => wish.To == up[^1]) : fewest == homeless);
                table = Done(table, plan);
                AssertEven(table, [.. up]);
            }
        }).Check(Draws.Times(200));

    [Fact]
    public void What_an_operator_has_put_somewhere_is_not_what_goes_back()
    {
        Guid one = Name(1), two = Name(2);
        var table = Table([one, two], Enumerable.Range(0, 64).Select(i => (Guid?)(i < 32 ? one : two)));
        var moved = new ShardWish(new(new(5), 1), two);
        table = Done(table, [moved]);
        var back = Assert.Single(Balance.Plan(table));
        Assert.Equal(one, back.To);
        Assert.NotEqual(moved.Shard.Shard, back.Shard.Shard);
        Assert.Empty(Balance.Plan(Done(table, [back])));
    }

    [Fact]
    public void What_is_on_its_way_counts_where_it_goes_to_and_no_more_than_a_few_are_at_once()
    {
        Guid one = Name(1), two = Name(2);
        var table = Table([one, two], Enumerable.Repeat<Guid?>(one, 64));
        var first = Balance.Wishes(table, 4);
        Assert.Equal(4, first.Count);
        table = Written(table, first);
        Assert.Empty(Balance.Wishes(table, 4));
        Assert.Equal(28, Balance.Plan(table).Count);
        Assert.Equal(first, Balance.Errands(table, one, leaves: false));
        Assert.Empty(Balance.Errands(table, two, leaves: false));
    }

    [Fact]
    public void A_wish_for_a_node_that_cannot_have_it_is_no_wish()
    {
        Guid one = Name(1), two = Name(2), three = Name(3);
        var table = Table([one, two], Enumerable.Range(0, 64).Select(i => (Guid?)(i < 32 ? one : two)));
        table = Written(table, [new(new(new(0), 1), three)]);
        Assert.Empty(Balance.Plan(table));
        Assert.Empty(Balance.Errands(table, one, leaves: false));
    }

    [Fact]
    public void Who_is_asked_to_leave_gives_everything_to_the_others_evenly_and_gets_nothing()
    {
        Guid one = Name(1), two = Name(2), three = Name(3);
        var table = Table([one, two, three], Enumerable.Range(0, 64).Select(i => (Guid?)(i < 22 ? one : i < 43 ? two : three)));
        table = table with { Nodes = [.. table.Nodes.Select(node => node with { Asked = node.Id == one })] };
        var errands = Balance.Errands(table, one, leaves: false);
        Assert.Equal(22, errands.Count);
        Assert.Empty(Balance.Wishes(table, 4));
        AssertEven(Done(table, errands), [two, three]);
    }

    [Fact]
    public void Where_all_are_asked_to_leave_everybody_keeps_what_he_has()
    {
        Guid one = Name(1), two = Name(2);
        var table = Table([one, two], Enumerable.Range(0, 64).Select(i => (Guid?)(i < 32 ? one : two)));
        table = table with { Nodes = [.. table.Nodes.Select(static node => node with { Asked = true })] };
        Assert.Empty(Balance.Errands(table, one, leaves: false));
        Assert.Empty(Balance.Errands(table, two, leaves: false));
        Assert.Equal(32, Balance.Errands(table, one, leaves: true).Count);
    }

    [Fact]
    public void A_node_alone_keeps_everything_whoever_tells_it_to_go()
    {
        var one = Name(1);
        var table = Table([one], Enumerable.Repeat<Guid?>(one, 64));
        Assert.Empty(Balance.Errands(table, one, leaves: true));
        Assert.Empty(Balance.Plan(table));
    }

    /// <summary>Two to eight nodes, some of them leaving, late or gone, and shards anywhere.</summary>
    private static void ForAllTables(Action<Random, LeaseTable> holds) => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var chance = new Random(seed);
        Guid[] all = [.. Enumerable.Range(1, 1 + chance.Next(8)).Select(Name)];
        var skew = 1 + chance.Next(all.Length);
        var table = Table(all, Enumerable.Range(0, 64).Select(_ => chance.Next(12) == 0 ? (Guid?)null : all[chance.Next(skew)]));
        table = table with
        {
            Nodes =
            [
                .. table.Nodes.Select((node, i) => i == 0 ? node : chance.Next(8) switch
                {
                    0 => node with { State = NodeState.Draining },
                    1 => node with { Asked = true },
                    2 => node with { Expired = true },
                    _ => node,
                }).Where((_, i) => i == 0 || chance.Next(8) > 0),
            ],
        };
        holds(chance, table);
    }).Check(Draws.Times(500));

    /// <summary>By another way than the plan's: of all ways to give somebody one more, the one that moves least.</summary>
    private static int Fewest(LeaseTable table, HashSet<Guid> receivers)
    {
        int[] counts = [.. receivers.Select(node => table.Shards.Count(shard => shard.Owner == node))];
        var (floor, more) = (table.Shards.Count / counts.Length, table.Shards.Count % counts.Length);
        var kept = Enumerable.Range(0, 1 << counts.Length).Where(mask => int.PopCount(mask) == more)
            .Max(mask => counts.Select((count, i) => Math.Min(count, floor + ((mask >> i) & 1))).Sum());
        return table.Shards.Count - kept;
    }

    private static void AssertEven(LeaseTable table, HashSet<Guid> receivers)
    {
        int[] counts = [.. receivers.Select(node => table.Shards.Count(shard => shard.Owner == node))];
        Assert.Equal(64, counts.Sum());
        Assert.True(counts.Max() - counts.Min() <= 1);
    }

    private static Guid Name(int i) => new(i + 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    private static LeaseTable Table(IEnumerable<Guid> nodes, IEnumerable<Guid?> owners, IEnumerable<long>? epochs = null) => new(
        [.. nodes.Select(static node => new NodeSeen(node, "a:1", NodeState.Up, 0, false))],
        [
            .. Shard.All.Zip(owners, epochs ?? Enumerable.Repeat(1L, 64))
                .Select(static row => new ShardSeen(row.First, row.Third, row.Second)),
        ]);

    private static LeaseTable Done(LeaseTable table, IEnumerable<ShardWish> moves) => With(
        table, moves, static (shard, to) => new(shard.Shard, shard.Epoch + 1, to));

    private static LeaseTable Written(LeaseTable table, IEnumerable<ShardWish> wishes) => With(
        table, wishes, static (shard, to) => shard with { WantedBy = to });

    private static LeaseTable With(LeaseTable table, IEnumerable<ShardWish> wishes, Func<ShardSeen, Guid, ShardSeen> change)
    {
        ShardSeen[] shards = [.. table.Shards];
        foreach (var wish in wishes) shards[wish.Shard.Shard.Number] = change(shards[wish.Shard.Shard.Number], wish.To);
        return table with { Shards = shards };
    }
}
