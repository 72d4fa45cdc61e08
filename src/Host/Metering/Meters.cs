using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AkkaGame.Host.Metering;

/// <summary>
/// What this process measures, summed up since it began: our own instruments, and those of the runtime, the web server and the database's
/// driver that help to read ours.
/// </summary>
internal sealed class Meters : IDisposable
{
    /// <summary>Meters of other makers; ours all begin with <c>AkkaGame</c>.</summary>
    public static readonly string[] Others =
        ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql"];

    private const string Ours = "AkkaGame";

    /// <summary>By name: an engine that is opened again in the same process goes on with the figures of the one before.</summary>
    private readonly ConcurrentDictionary<string, Family> families = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();
    private readonly Lock reading = new();
    private int round;

    public Meters()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (!IsOfInterest(instrument.Meter.Name)) return;
            var kind = Family.KindOf(instrument);
            var name = MetricName.Of(instrument.Name, instrument.Unit, kind);
            var family = families.GetOrAdd(name, static (name, made) => new(name, made.kind, made.instrument), (kind, instrument));
            // Two that become one name and are not of one kind cannot both be told: the first stays.
            if (family.Kind == kind) listening.EnableMeasurementEvents(instrument, family);
        };
        listener.SetMeasurementEventCallback<byte>((_, value, tags, family) => Take(value, tags, family));
        listener.SetMeasurementEventCallback<short>((_, value, tags, family) => Take(value, tags, family));
        listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Take(value, tags, family));
        listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Take(value, tags, family));
        listener.SetMeasurementEventCallback<float>((_, value, tags, family) => Take(value, tags, family));
        listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Take(value, tags, family));
        listener.SetMeasurementEventCallback<decimal>((_, value, tags, family) => Take((double)value, tags, family));
        listener.Start();
    }

    public static bool IsOfInterest(string meter) =>
        meter.StartsWith(Ours, StringComparison.Ordinal) || Others.Contains(meter, StringComparer.Ordinal);

    /// <summary>All of it, in Prometheus' text format.</summary>
    public string Text()
    {
        lock (reading)
        {
            round++;
            listener.RecordObservableInstruments();
            var text = new PrometheusText();
            foreach (var family in families.Values.OrderBy(static one => one.Name, StringComparer.Ordinal)) family.Write(text, round);
            return text.ToString();
        }
    }

    /// <summary>The histograms of our own instruments in which something was measured, by name.</summary>
    public IEnumerable<Distribution> Distributions() => families.Values.Select(static one => one.Distribution()).OfType<Distribution>()
        .Where(static one => one.Count > 0 && one.Meter.StartsWith(Ours, StringComparison.Ordinal))
        .OrderBy(static one => one.Instrument, StringComparer.Ordinal);

    public void Dispose() => listener.Dispose();

    private void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? family) =>
        ((Family)family!).Take(value, tags, round);
}
