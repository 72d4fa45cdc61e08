using System.Diagnostics.Metrics;

namespace AkkaGame.Cluster.Tests;

public class MeterTests
{
    [Fact]
    public void What_happens_to_a_node_is_counted()
    {
        var park = new Park();
        var counted = new Dictionary<string, double>();
        using var listener = new MeterListener();
        ShardKeeper? keeper = null;
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Name == ShardKeeper.MeterName) it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Set(instrument, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Set(instrument, value));
        listener.Start();

        var node = park.Start();
        keeper = node.Keeper;
        park.Pass(1.2);
        park.Store.SelfFence(new(3));
        park.Pass(0.6);
        park.Store.IsDown = true;
        park.Pass(1);
        listener.RecordObservableInstruments();

        Assert.Equal(64, counted["akkagame.cluster.shards"]);
        Assert.Equal(1, counted["akkagame.cluster.nodes"]);
        Assert.InRange(counted["akkagame.cluster.renewal.age"], 1.7, 1.9);
        Assert.Equal(1, counted["akkagame.cluster.epoch.changes"]);
        Assert.InRange(counted["akkagame.cluster.renewals.failed"], 2, 4);
        Assert.InRange(counted["akkagame.cluster.looks.failed"], 1, 2);

        void Add(Instrument instrument, double value)
        {
            if (keeper is not null && instrument.Meter.Scope == keeper)
                counted[instrument.Name] = counted.GetValueOrDefault(instrument.Name) + value;
        }

        void Set(Instrument instrument, double value)
        {
            if (keeper is not null && instrument.Meter.Scope == keeper) counted[instrument.Name] = value;
        }
    }
}
