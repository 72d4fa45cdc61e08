using AkkaGame.Proxy;

namespace AkkaGame.Faults.Proxying;

/// <summary>What befalls a message is drawn from the seed and from which message it is.</summary>
public class PlanTests
{
    private static readonly FaultRates all = new()
    {
        Drop = 0.1, Duplicate = 0.1, Reorder = 0.1, Delay = 0.1, Cut = 0.1, HalfClose = 0.1, BlackHole = 0.1,
        WaitLeast = TimeSpan.FromSeconds(1), WaitMost = TimeSpan.FromSeconds(2),
    };

    [Fact]
    public void The_same_seed_does_the_same()
    {
        Assert.Equal(Drawn(new(5, all, all)), Drawn(new(5, all, all)));
        Assert.NotEqual(Drawn(new(5, all, all)), Drawn(new(6, all, all)));
        Assert.Equal(Plan.Mix(77), Plan.Mix(77));
    }

    [Fact]
    public void Each_direction_and_each_connection_has_a_fate_of_its_own()
    {
        var plan = new Plan(1, all, all);
        Assert.NotEqual(Fates(plan, 1, true), Fates(plan, 1, false));
        Assert.NotEqual(Fates(plan, 1, true), Fates(plan, 2, true));
    }

    [Fact]
    public void Rates_are_kept()
    {
        var drawn = Drawn(new(9, all, all));
        foreach (var what in Enum.GetValues<What>())
        {
            var rate = what == What.Pass ? 0.3 : 0.1;
            Assert.InRange(drawn.Count(fate => fate.What == what) / (double)drawn.Count, rate - 0.02, rate + 0.02);
        }

        Assert.All(drawn.Where(static one => one.What == What.Delay), static one => Assert.InRange(one.Wait.TotalSeconds, 1, 2));
        Assert.InRange(Enumerable.Range(1, 1000).Count(new Plan(3, all, all, 0.3).Refuses), 250, 350);
        Assert.All(Drawn(Plan.Nothing), static one => Assert.Equal(What.Pass, one.What));
    }

    [Fact]
    public void What_has_no_frames_is_never_dropped_doubled_or_overtaken() => Assert.DoesNotContain(
        Enumerable.Range(0, 2000).Select(number => new Plan(4, all, all).FateOf(1, true, number, isWhole: false).What),
        static what => what is What.Drop or What.Duplicate or What.Reorder);

    [Fact]
    public void A_mix_never_drops_a_message_inside_a_connection_and_differs_from_seed_to_seed()
    {
        var mixes = Enumerable.Range(0, 200).Select(Plan.Mix).ToList();
        Assert.All(mixes, static mix => Assert.Equal(
            0, mix.ToServer.Drop + mix.ToClient.Drop + mix.ToClient.Duplicate + mix.ToClient.Reorder));
        Assert.All(mixes, static mix => Assert.InRange(mix.ToServer.Sum, 0, 1));
        Func<Plan, double>[] rates =
        [
            m => m.ToServer.Duplicate, m => m.ToServer.Reorder, m => m.ToServer.Cut, m => m.ToClient.Cut,
            m => m.ToServer.BlackHole, m => m.Refuse,
        ];
        foreach (var rate in rates)
        {
            Assert.Contains(mixes, mix => rate(mix) > 0);
            Assert.Contains(mixes, mix => rate(mix) == 0);
        }
    }

    private static List<Fate> Drawn(Plan plan) => [.. Enumerable.Range(1, 20).SelectMany(one => Fates(plan, one, one % 2 == 0))];

    private static List<Fate> Fates(Plan plan, int connection, bool toServer) =>
        [.. Enumerable.Range(1, 500).Select(number => plan.FateOf(connection, toServer, number, isWhole: true))];
}
