using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AkkaGame.Cluster.Tests;

public sealed class MeterTests : IDisposable
{
    private readonly Park park = new();
    // Keepers of other tests count too, on threads of their own.
    private readonly ConcurrentDictionary<(object Keeper, string Name), double> counted = new();
    private readonly MeterListener listener = new();

    public MeterTests()
    {
        listener.InstrumentPublished = static (instrument, it) =>
        {
            if (instrument.Meter.Name == ShardKeeper.MeterName) it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, _, _) => counted.AddOrUpdate(Key(instrument), value, (_, before) => before + value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Set(instrument, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Set(instrument, value));
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public void What_happens_to_a_node_is_counted()
    {
        var node = park.Start();
        park.Pass(1.2);
        Assert.Equal((64, 64), (Count(node, "takeovers"), Count(node, "epoch.changes")));
        park.Store.SelfFence(new(3));
        park.Pass(0.6);
        park.Store.IsDown = true;
        park.Pass(1);

        Assert.Equal(64, Count(node, "shards"));
        Assert.Equal(1, Count(node, "nodes"));
        Assert.InRange(Count(node, "renewal.age"), 1.7, 1.9);
        Assert.Equal(64 + 1, Count(node, "epoch.changes"));
        Assert.InRange(Count(node, "renewals.failed"), 2, 4);
        Assert.InRange(Count(node, "looks.failed"), 1, 2);
    }

    [Fact]
    public void What_a_node_has_to_hand_over_what_it_did_and_what_it_took_is_counted()
    {
        var one = park.Play();
        var two = park.Play(5083);
        Assert.Equal((64, 0, 0), (Count(one, "takeovers"), Count(two, "takeovers"), Count(one, "handovers.wanted")));

        one.Games.Take = TimeSpan.FromSeconds(2);
        park.Store.AskToDrain(one.Id, true);
        park.Pass(1);
        Assert.Equal((64, 4, 0), (Count(one, "handovers.wanted"), Count(one, "handovers.under_way"), Count(one, "handovers")));

        one.Games.Take = TimeSpan.FromMilliseconds(20);
        park.Pass(20);
        Assert.Equal((0, 0, 64), (Count(one, "handovers.wanted"), Count(one, "handovers.under_way"), Count(one, "handovers")));
        Assert.Equal((0, 0), (Count(two, "takeovers"), Count(two, "handovers.wanted")));

        park.Kill(two);
        park.Pass(10);
        Assert.Equal((64 + 64, 64, 1), (Count(one, "takeovers"), Count(one, "shards"), Count(one, "declared.dead")));
        Assert.Empty(park.Wrong);
    }

    private double Count(ParkNode node, string what)
    {
        listener.RecordObservableInstruments();
        return counted.GetValueOrDefault((node.Keeper, $"akkagame.cluster.{what}"));
    }

    private static (object Keeper, string Name) Key(Instrument instrument) => (instrument.Meter.Scope!, instrument.Name);

    private void Set(Instrument instrument, double value) => counted[Key(instrument)] = value;
}
