using FsCheck;
using FsCheck.Fluent;

namespace AkkaGame.Cluster.Tests;

/// <summary>
/// Two or three nodes, and everything at once: pauses, kills, restarts, leaving, outages, lost and late answers, jumping clocks. At no
/// time do two nodes hold a shard under one epoch or may speak for it, no epoch falls, nobody who beats is succeeded, and nobody's
/// shards are taken while his sessions stand: <see cref="Park"/> and <see cref="MemoryLeases"/> look after every turn.
/// </summary>
public class SafetyTests
{
    private const int Nights = 150;

    [Fact]
    public void Whatever_happens_a_shard_has_one_owner_under_one_epoch_and_in_the_end_it_has_one() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), static seed =>
        {
            var night = new Night(seed);
            night.Pass(60);
            Assert.Empty(night.Wrong);
            night.Calm();
            Assert.Empty(night.Wrong);
        }).Check(Draws.Times(Nights));

    [Fact]
    public void The_same_night_passes_in_the_same_way_twice()
    {
        Night one = new(7), two = new(7);
        one.Pass(30);
        two.Pass(30);
        Assert.Equal(one.Done, two.Done);
    }

    private sealed class Night
    {
        private const int Ports = 5082;

        private readonly Random chance;
        private readonly Park park;
        private readonly int nodes;
        private double faulty;

        public Night(int seed)
        {
            chance = new(seed);
            park = new(chance);
            nodes = 2 + chance.Next(2);
            for (var i = 0; i < nodes; i++) Begin(i);
        }

        public List<string> Wrong => park.Wrong;

        public IReadOnlyList<string> Done => park.Store.Done;

        public void Pass(double seconds)
        {
            for (var passed = 0.0; passed < seconds; passed += 0.1)
            {
                if (chance.Next(8) == 0) Happen();
                park.Pass(0.1);
            }
        }

        /// <summary>Nothing happens any more: all shards find an owner.</summary>
        public void Calm()
        {
            faulty = 0;
            park.Store.IsDown = false;
            foreach (var node in park.Nodes) node.Turns.IsPaused = false;
            foreach (var failed in park.Nodes.Where(static node => node.Started.IsFaulted).ToList()) park.Kill(failed);
            if (park.Nodes.Count == 0) Begin(0);
            park.Pass(15);
            var epochs = park.Store.Shards.Select(static shard => shard.Epoch);
            var owned = park.Nodes.Select(static node => node.Epochs).Aggregate(static (one, two) => [.. one.Zip(two, Math.Max)]);
            Assert.Equal(epochs, owned);
            Assert.All(park.Nodes, static node => Assert.True(node.Keeper.MaySpeak));
        }

        private void Happen()
        {
            var some = park.Nodes.Count > 0 ? park.Nodes[chance.Next(park.Nodes.Count)] : null;
            switch (chance.Next(9))
            {
                case 0 or 1: Pause(some); break;
                case 2: End(some, kill: true); break;
                case 3: End(some, kill: false); break;
                case 4: park.Store.IsDown = !park.Store.IsDown; break;
                case 5: faulty = chance.Next(3) * 0.15; break;
                case 6: park.Store.ClockError = TimeSpan.FromSeconds(chance.Next(-7200, 7200)); break;
                case 7: park.Store.SelfFence(new((byte)chance.Next(64))); break;
                default: park.Store.IsDown = false; break;
            }
        }

        private void Pause(ParkNode? node)
        {
            if (node is not null) node.Turns.IsPaused = !node.Turns.IsPaused;
        }

        /// <summary>A process ends, and another begins on its port. Whoever is paused ends too: he would still hold the port.</summary>
        private void End(ParkNode? node, bool kill)
        {
            if (node is null) return;
            if (kill || node.Turns.IsPaused || !node.IsStarted) park.Kill(node);
            else park.Stop(node);
            Begin(node.Port);
        }

        private void Begin(int number) => park.Begin(number < Ports ? Ports + number : number, fate: Fate);

        private Fault Fate(string name) => chance.NextDouble() < faulty ? (Fault)chance.Next(1, 5) : Fault.None;
    }
}
