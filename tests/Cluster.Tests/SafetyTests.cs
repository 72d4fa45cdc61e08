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
        private readonly bool moves;
        private double faulty;

        public Night(int seed)
        {
            chance = new(seed);
            park = new(chance);
            nodes = 2 + chance.Next(2);
            // Half of the nights shards are moved about as well, and who was killed is not waited for.
            moves = chance.Next(2) == 0;
            park.Settle = TimeSpan.FromSeconds(moves ? 0.5 : 10);
            park.Refuses = moves;
            for (var i = 0; i < nodes; i++) Begin(i);
        }

        public List<string> Wrong => park.Wrong;

        public IReadOnlyList<string> Done => park.Store.Done;

        public void Pass(double seconds)
        {
            for (var passed = 0.0; passed < seconds; passed += 0.1)
            {
                if (chance.Next(8) == 0) Happen();
                if (moves) Move();
                park.Pass(0.1);
            }
        }

        /// <summary>Nothing happens any more: all shards find an owner.</summary>
        public void Calm()
        {
            faulty = 0;
            park.Store.IsDown = false;
            foreach (var node in park.Nodes) (node.Turns.IsPaused, node.Games.Take) = (false, TimeSpan.FromMilliseconds(20));
            foreach (var failed in park.Nodes.Where(static node => node.Started.IsFaulted).ToList()) park.Kill(failed);
            // Who was told to hand everything over is about to end, and gets nothing any more.
            foreach (var leaving in park.Nodes.Where(static node => node.IsStarted && node.Keeper.Sight().IsDraining).ToList())
                End(leaving, kill: false);
            if (park.Nodes.Count == 0) Begin(0);
            foreach (var node in park.Store.Living.ToList()) park.Store.AskToDrain(node, false);
            park.Pass(15);
            if (moves) ServeAll();
            park.Pass(moves ? 15 : 0);
            var counts = park.Nodes.Select(static node => node.Owned).ToList();
            if (moves) Assert.InRange(counts.Max() - counts.Min(), 0, 1);
            Assert.All(park.Nodes, static node => Assert.Empty(node.Games.Closed));
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

        /// <summary>Games have begun, an operator wants something, or games take long to finish.</summary>
        private void Move()
        {
            ServeAll();
            if (park.Nodes.Count == 0) return;
            var some = park.Nodes[chance.Next(park.Nodes.Count)];
            if (!some.IsStarted) return;
            switch (chance.Next(60))
            {
                case < 4: park.Store.Want(new((byte)chance.Next(64)), some.Id); break;
                case 4: park.Store.AskToDrain(some.Id, chance.Next(2) == 0); break;
                case 5: park.Store.Tells = !park.Store.Tells; break;
                case 6: some.Games.Take = TimeSpan.FromMilliseconds(chance.Next(0, 4000)); break;
                case 7 when !some.Turns.IsPaused: _ = some.Keeper.Drain(CancellationToken.None); break;
                default: break;
            }
        }

        private void ServeAll()
        {
            foreach (var node in park.Nodes)
                if (node is { IsStarted: true, Turns.IsPaused: false, IsServing: false }) park.Serve(node);
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
