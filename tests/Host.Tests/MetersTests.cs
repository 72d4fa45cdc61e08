using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using AkkaGame.Host.Metering;

namespace AkkaGame.Host.Tests;

/// <summary>Real instruments, heard by the real listener, and its text held against the grammar of Prometheus' format 0.0.4.</summary>
public sealed class MetersTests : IDisposable
{
    private readonly Meters meters = new();
    private readonly Meter meter = new($"AkkaGame.Test.{Guid.NewGuid():N}");

    /// <summary>All instruments of a process are heard: those of a test have names of their own.</summary>
    private readonly string mine = $"t{Guid.NewGuid():N}";

    public void Dispose()
    {
        meters.Dispose();
        meter.Dispose();
    }

    [Fact]
    public void A_counter_ends_in_total_and_keeps_a_series_for_each_set_of_tags()
    {
        var accepted = meter.CreateCounter<long>(mine + ".commands", "{command}", "Commands that were accepted.");
        accepted.Add(2, new KeyValuePair<string, object?>("kind", "play"));
        accepted.Add(3, new KeyValuePair<string, object?>("kind", "edit"));
        accepted.Add(5, new KeyValuePair<string, object?>("kind", "play"));

        Assert.Equal(
            [
                $"# HELP {mine}_commands_total Commands that were accepted.",
                $"# TYPE {mine}_commands_total counter",
                $"{mine}_commands_total{{kind=\"edit\"}} 3",
                $"{mine}_commands_total{{kind=\"play\"}} 7",
            ],
            Mine());
    }

    [Fact]
    public void Tags_in_another_order_are_the_same_series()
    {
        var counter = meter.CreateCounter<int>(mine);
        counter.Add(1, new("a", 1), new KeyValuePair<string, object?>("b", 2));
        counter.Add(1, new("b", 2), new KeyValuePair<string, object?>("a", 1));

        Assert.Contains($"{mine}_total{{a=\"1\",b=\"2\"}} 2", Mine());
    }

    [Fact]
    public void A_histogram_counts_up_to_each_bound_and_ends_with_all()
    {
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] };
        var latency = meter.CreateHistogram(mine + ".latency", "s", "From asking to hearing.", tags: null, advice);
        foreach (var seconds in (double[])[0.05, 0.1, 0.5, 7]) latency.Record(seconds);

        Assert.Equal(
            [
                $"# HELP {mine}_latency_seconds From asking to hearing.",
                $"# TYPE {mine}_latency_seconds histogram",
                $"# UNIT {mine}_latency_seconds seconds",
                $"{mine}_latency_seconds_bucket{{le=\"0.1\"}} 2",
                $"{mine}_latency_seconds_bucket{{le=\"1\"}} 3",
                $"{mine}_latency_seconds_bucket{{le=\"+Inf\"}} 4",
                $"{mine}_latency_seconds_sum 7.65",
                $"{mine}_latency_seconds_count 4",
            ],
            Mine());
    }

    [Fact]
    public void What_goes_up_and_down_is_a_gauge()
    {
        var live = meter.CreateUpDownCounter<int>(mine + ".live");
        live.Add(5);
        live.Add(-2);
        meter.CreateGauge<double>(mine + ".share", "1").Record(0.25);

        Assert.Contains($"# TYPE {mine}_live gauge", Mine());
        Assert.Contains($"{mine}_live 3", Mine());
        Assert.Contains($"{mine}_share 0.25", Mine());
    }

    [Fact]
    public void What_is_observed_is_there_as_long_as_it_is_seen()
    {
        List<Measurement<long>> seen = [Of(1, 7), Of(2, 8)];
        meter.CreateObservableCounter(mine + ".bytes", () => seen, "By");

        Assert.Equal([$"{mine}_bytes_total{{shard=\"1\"}} 7", $"{mine}_bytes_total{{shard=\"2\"}} 8"], Samples());
        seen = [Of(2, 9)];
        Assert.Equal([$"{mine}_bytes_total{{shard=\"2\"}} 9"], Samples());

        static Measurement<long> Of(int shard, long value) => new(value, new KeyValuePair<string, object?>("shard", shard));
    }

    [Fact]
    public void An_instrument_that_is_made_again_goes_on_counting()
    {
        foreach (var life in (int[])[1, 2])
        {
            using var own = new Meter($"AkkaGame.Life.{mine}");
            own.CreateCounter<long>(mine).Add(life);
        }

        Assert.Contains($"{mine}_total 3", Mine());
    }

    [Fact]
    public void Two_kinds_under_one_name_are_not_mixed()
    {
        meter.CreateCounter<long>(mine + "_total").Add(1);
        meter.CreateUpDownCounter<long>(mine + ".total").Add(5);

        Assert.Equal([$"# TYPE {mine}_total counter", $"{mine}_total 1"], Mine());
    }

    [Fact]
    public void No_tags_fill_the_memory()
    {
        var counter = meter.CreateCounter<long>(mine);
        for (var i = 0; i < 5000; i++) counter.Add(1, new KeyValuePair<string, object?>("game", i));

        var samples = Samples().ToArray();
        Assert.Equal(1001, samples.Length);
        Assert.Contains($"{mine}_total{{overflow=\"True\"}} 4000", samples);
    }

    [Fact]
    public async Task Whoever_measures_side_by_side_is_counted()
    {
        var counter = meter.CreateCounter<long>(mine);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++) counter.Add(1, new KeyValuePair<string, object?>("odd", i % 2));
        })));

        Assert.Contains($"{mine}_total{{odd=\"1\"}} 20000", Mine());
    }

    [Fact]
    public void Meters_that_are_nobodys_business_are_not_heard()
    {
        using var foreign = new Meter("Somebody.Elses");
        foreign.CreateCounter<long>(mine).Add(1);

        Assert.Empty(Mine());
    }

    [Fact]
    public void All_of_it_is_well_formed_whatever_stands_in_names_tags_and_descriptions()
    {
        meter.CreateCounter<double>(mine + ".1-odd/name", "ms/x", "two\nlines \\ and \"quotes\"")
            .Add(0.1, new("a.b-c", "\"quoted\" \\ and\nbroken"), new("1st", null), new("utf", "Hëllo ⚾"));
        meter.CreateHistogram<long>(mine + ".sizes").Record(7, new KeyValuePair<string, object?>("kind", "x"));
        foreach (var odd in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -0.0])
            meter.CreateGauge<double>(mine + ".odd").Record(odd, new KeyValuePair<string, object?>("is", odd));

        var text = meters.Text();
        Grammar.Check(text);

        Assert.Contains("dotnet_gc_collections_total", text, StringComparison.Ordinal); // The runtime's own stand beside ours.
        Assert.Contains("{_1st=\"\",a_b_c=\"\\\"quoted\\\" \\\\ and\\nbroken\",utf=\"Hëllo ⚾\"} 0.1", text, StringComparison.Ordinal);
        Assert.Contains($"{mine}_odd{{is=\"NaN\"}} NaN", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a 1")]
    [InlineData("# TYPE a gauge\na")]
    [InlineData("# TYPE a gauge\na{x=\"1\",x=\"2\"} 1")]
    [InlineData("# TYPE a gauge\na{x=\"1\"} 1\na{x=\"1\"} 2")]
    [InlineData("# TYPE a gauge\na{x=\"a\nb\"} 1")]
    [InlineData("# TYPE a gauge\na{1x=\"a\"} 1")]
    [InlineData("# TYPE a gauge\na 1,5")]
    [InlineData("# TYPE a gauge\n# TYPE a gauge\na 1")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 2\na_sum 1\na_count 2")]
    public void What_is_not_well_formed_is_found(string text) => Assert.Throws<FormatException>(() => Grammar.Check(text + "\n"));

    private IEnumerable<string> Samples() => Mine().Where(static line => line[0] != '#');

    private string[] Mine()
    {
        var text = meters.Text();
        Grammar.Check(text);
        return [.. text.Split('\n').Where(line => line.Contains(mine, StringComparison.Ordinal))];
    }
}

/// <summary>The text format 0.0.4, as a reader of it would have it.</summary>
internal static partial class Grammar
{
    /// <exception cref="FormatException">It is not well formed.</exception>
    public static void Check(string text)
    {
        if (!text.EndsWith('\n')) throw new FormatException("The last line ends with a line feed.");
        string family = "", type = "";
        var families = new HashSet<string>();
        var series = new HashSet<string>();
        var buckets = new Dictionary<string, double>();
        foreach (var line in text[..^1].Split('\n'))
        {
            if (Type().Match(line) is { Success: true } head)
            {
                (family, type) = (head.Groups["name"].Value, head.Groups["type"].Value);
                if (!families.Add(family)) throw new FormatException($"{family} begins twice.");
                continue;
            }

            if (line.StartsWith("# HELP ", StringComparison.Ordinal) || line.StartsWith("# UNIT ", StringComparison.Ordinal)) continue;
            var sample = Sample().Match(line);
            if (!sample.Success) throw new FormatException($"Not a sample: {line}");
            var (name, labels) = (sample.Groups["name"].Value, sample.Groups["label"].Captures.Select(static one => one.Value).ToArray());
            var value = Number(sample.Groups["value"].Value);
            if (labels.Select(static label => label.Split('=')[0]).Distinct().Count() != labels.Length)
                throw new FormatException($"A label twice: {line}");
            if (!series.Add(name + string.Join(',', labels.Order(StringComparer.Ordinal)))) throw new FormatException($"Twice: {line}");
            if (type != "histogram")
            {
                if (name != family) throw new FormatException($"{name} stands under {family}.");
                continue;
            }

            var of = string.Join(',', labels.Where(static label => !label.StartsWith("le=", StringComparison.Ordinal)));
            if (name == family + "_bucket")
            {
                if (value < buckets.GetValueOrDefault(of)) throw new FormatException($"Fewer than before: {line}");
                buckets[of] = value;
                if (labels.Contains("le=\"+Inf\"")) buckets[of + "+Inf"] = value;
            }
            else if (name == family + "_count")
            {
                if (!buckets.TryGetValue(of + "+Inf", out var all) || all != value) throw new FormatException($"Not all: {line}");
                buckets.Clear();
            }
            else if (name != family + "_sum")
            {
                throw new FormatException($"{name} stands under {family}.");
            }
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram|summary|untyped)$")]
    private static partial Regex Type();

    [GeneratedRegex(
        """
        ^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)
        (\{((?<label>[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*")(,|(?=\})))*\})?
        \ (?<value>\S+)$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Sample();
}
