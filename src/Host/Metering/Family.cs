using System.Diagnostics.Metrics;

namespace AkkaGame.Host.Metering;

internal enum FamilyKind : byte
{
    /// <summary>Only grows: what is measured is added.</summary>
    Counter,
    /// <summary>Only grows: what is measured is all there is so far.</summary>
    CounterSeen,
    /// <summary>Goes up and down: what is measured is added.</summary>
    Balance,
    /// <summary>What is measured is how it stands.</summary>
    Level,
    Histogram,
}

/// <summary>All that is measured under one name: a series for each set of tags.</summary>
internal sealed class Family(string name, FamilyKind kind, Instrument instrument)
{
    /// <summary>Series kept apart; whatever tags come after that share one, so that no measurement can fill the memory.</summary>
    private const int SeriesMax = 1000;

    private static readonly KeyValuePair<string, object?>[] overflow = [new("overflow", true)];

    /// <summary>Half a millisecond to ten seconds: what a commit, a recovery or a request may take.</summary>
    private static readonly double[] seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly double[] counts = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096, 16384];

    private readonly double[] bounds = kind == FamilyKind.Histogram ? Bounds(instrument) : [];
    private readonly Dictionary<string, Series> series = new(StringComparer.Ordinal);

    /// <summary>Tags as they were given, with their series; replaced whole when one is added, so that finding one takes no lock.</summary>
    private volatile Known[] known = [];

    public string Name => name;

    public FamilyKind Kind => kind;

    public static FamilyKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Counter<>) ? FamilyKind.Counter
            : type == typeof(ObservableCounter<>) ? FamilyKind.CounterSeen
            : type == typeof(UpDownCounter<>) ? FamilyKind.Balance
            : type == typeof(Histogram<>) ? FamilyKind.Histogram
            : FamilyKind.Level;
    }

    /// <param name="round">Of the reading in which an observed value was seen.</param>
    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, int round)
    {
        var to = Find(tags);
        lock (to)
        {
            to.Round = round;
            to.Value = kind is FamilyKind.Level or FamilyKind.CounterSeen ? value : to.Value + value;
            if (kind != FamilyKind.Histogram) return;
            var at = 0;
            while (at < bounds.Length && value > bounds[at]) at++;
            to.Buckets[at]++;
        }
    }

    /// <param name="round">Of this reading: what is observed and was not seen in it is gone.</param>
    public void Write(PrometheusText text, int round)
    {
        Series[] all;
        lock (series) all = [.. series.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => one.Value)];
        var isHeaded = false;
        foreach (var one in all)
        {
            double value;
            long[] buckets;
            lock (one)
            {
                if (instrument.IsObservable && one.Round != round) continue;
                (value, buckets) = (one.Value, [.. one.Buckets]);
            }

            if (!isHeaded) text.Family(name, Type(), MetricName.Unit(instrument.Unit), instrument.Description);
            isHeaded = true;
            if (kind == FamilyKind.Histogram) text.Histogram(name, one.Labels, bounds, buckets, value);
            else text.Sample(name, one.Labels, value);
        }
    }

    /// <summary>What was measured so far; null for what is no histogram.</summary>
    public Distribution? Distribution()
    {
        if (kind != FamilyKind.Histogram) return null;
        var sums = new long[bounds.Length + 1];
        lock (series)
        {
            foreach (var one in series.Values)
                lock (one)
                    for (var i = 0; i < sums.Length; i++) sums[i] += one.Buckets[i];
        }

        return new(instrument.Name, instrument.Meter.Name, instrument.Unit, bounds, sums);
    }

    private string Type() => kind switch
    {
        FamilyKind.Counter or FamilyKind.CounterSeen => "counter",
        FamilyKind.Histogram => "histogram",
        _ => "gauge",
    };

    private Series Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = Hash(tags);
        foreach (var one in known)
            if (one.Hash == hash && IsSame(one.Tags, tags)) return one.Series;
        return Add(tags, hash);
    }

    private Series Add(ReadOnlySpan<KeyValuePair<string, object?>> tags, int hash)
    {
        lock (series)
        {
            var labels = PrometheusText.Labels(tags);
            if (!series.TryGetValue(labels, out var found))
            {
                // The same tags in another order are the same series, but known by both orders.
                if (series.Count >= SeriesMax || known.Length >= SeriesMax) labels = PrometheusText.Labels(overflow);
                if (!series.TryGetValue(labels, out found)) series.Add(labels, found = new(labels, bounds.Length));
            }

            if (known.Length < SeriesMax) known = [.. known, new(hash, tags.ToArray(), found)];
            return found;
        }
    }

    private static int Hash(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = new HashCode();
        foreach (var (key, value) in tags)
        {
            hash.Add(key);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    private static bool IsSame(KeyValuePair<string, object?>[] one, ReadOnlySpan<KeyValuePair<string, object?>> other)
    {
        if (one.Length != other.Length) return false;
        for (var i = 0; i < one.Length; i++)
            if (one[i].Key != other[i].Key || !Equals(one[i].Value, other[i].Value)) return false;
        return true;
    }

    /// <summary>The bounds that its maker advises, else ours for what it counts.</summary>
    private static double[] Bounds(Instrument instrument)
    {
        var advised = instrument switch
        {
            Histogram<double> of => Doubles(of.Advice),
            Histogram<long> of => Doubles(of.Advice),
            Histogram<int> of => Doubles(of.Advice),
            _ => null,
        };
        return advised ?? (instrument.Unit == "s" ? seconds : counts);

        static double[]? Doubles<T>(InstrumentAdvice<T>? advice) where T : struct =>
            advice?.HistogramBucketBoundaries?.Select(static bound => Convert.ToDouble(bound, null)).ToArray();
    }

    private readonly record struct Known(int Hash, KeyValuePair<string, object?>[] Tags, Series Series);

    private sealed class Series(string labels, int bounds)
    {
        public string Labels => labels;

        /// <summary>The value, or the sum of all values of a histogram.</summary>
        public double Value { get; set; }

        public long[] Buckets { get; } = new long[bounds + 1];

        public int Round { get; set; }
    }
}
